from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.dinero import desde_pesos, redondear_al_peso
from cobro_desktop.domain.intereses.dias import BaseDias
from cobro_desktop.domain.intereses.ley68 import Ley68
from tests.domain.intereses import oraculo

MILLON = desde_pesos(1_000_000)
CAPITALES = st.integers(0, 10**17)
FECHAS = st.dates(date(1995, 1, 1), date(2035, 12, 31))
SIMPLES = [b for b in BaseDias if b is not BaseDias.TREINTA_360]


def exact(ley68: Ley68, capital: int, desde: date, hasta: date) -> Fraction:
    periodos = ley68.causar(capital, desde, hasta)
    return sum((p.interes for p in periodos), Fraction(0))


@pytest.mark.parametrize(
    ("base", "dias", "pesos"),
    [
        (BaseDias.ACT_365, 181, 59_507),
        (BaseDias.ACT_360, 181, 60_333),
        (BaseDias.TREINTA_360, 180, 60_000),
        pytest.param(BaseDias.ACT_366_EN_BISIESTO, 181, 59_507, id="no leap day"),
    ],
)
def test_t_1a_1_half_a_year_by_each_basis(
    base: BaseDias, dias: int, pesos: int
) -> None:
    desde, hasta = date(2025, 1, 15), date(2025, 7, 15)

    (periodo,) = Ley68(base).causar(MILLON, desde, hasta)

    assert periodo.dias == Ley68(base).dias(desde, hasta) == dias
    assert redondear_al_peso(periodo.interes) == desde_pesos(pesos)


def test_t_1a_2_exactly_468_pesos_a_day() -> None:
    capital = desde_pesos(1_423_500)

    interes = exact(Ley68(), capital, date(2025, 2, 28), date(2025, 8, 31))

    assert interes == desde_pesos(86_112)
    assert Ley68().por_dia(capital, date(2025, 8, 31)) == desde_pesos(468)


@pytest.mark.parametrize("base", list(BaseDias))
def test_t_1a_3_no_interest_on_or_before_the_due_date(base: BaseDias) -> None:
    due = date(2025, 1, 15)

    assert exact(Ley68(base), MILLON, due, due) == 0
    assert exact(Ley68(base), MILLON, due, due - timedelta(days=1)) == 0


def test_a_leap_year_costs_366_days_on_365() -> None:
    year = date(2023, 12, 31), date(2024, 12, 31)

    assert exact(Ley68(), MILLON, *year) == Fraction(MILLON * 12 * 366, 36_500)
    assert (
        exact(Ley68(BaseDias.ACT_366_EN_BISIESTO), MILLON, *year) == MILLON * 12 // 100
    )


def test_including_the_start_adds_one_day_in_every_basis() -> None:
    for base in BaseDias:
        periodos = Ley68(base).causar(
            MILLON, date(2025, 1, 31), date(2025, 1, 31), incluye_desde=True
        )
        assert [p.dias for p in periodos] == [1]
        assert periodos[0].desde == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("desde", "hasta", "dias"),
    [
        pytest.param(date(2025, 1, 31), date(2025, 2, 28), 28, id="31 counts as 30"),
        pytest.param(date(2024, 2, 29), date(2024, 3, 31), 31, id="from 29 February"),
        pytest.param(date(2025, 1, 30), date(2025, 1, 31), 0, id="day 31 is free"),
        pytest.param(date(2025, 2, 28), date(2026, 2, 28), 360, id="a year"),
    ],
)
def test_months_of_thirty_days(desde: date, hasta: date, dias: int) -> None:
    assert Ley68(BaseDias.TREINTA_360).dias(desde, hasta) == dias


@given(CAPITALES, FECHAS, st.integers(0, 1200), st.sampled_from(SIMPLES))
def test_equals_the_day_by_day_oracle(
    capital: int, desde: date, length: int, base: BaseDias
) -> None:
    hasta = desde + timedelta(days=length)

    interes = exact(Ley68(base), capital, desde, hasta)

    assert interes == oraculo.interes_ley68(capital, desde, hasta, base.value)


@given(CAPITALES, FECHAS, st.integers(0, 1200))
def test_months_of_thirty_days_equal_the_oracle(
    capital: int, desde: date, length: int
) -> None:
    hasta = desde + timedelta(days=length)

    interes = exact(Ley68(BaseDias.TREINTA_360), capital, desde, hasta)

    days = oraculo.dias_30e360(desde, hasta)
    assert interes == Fraction(capital * 12 * days, 36_000)


@given(st.integers(0, 10**14))
def test_a_tie_rounds_up(n: int) -> None:
    """On 62.50 × (2n + 1) pesos, 73 days at 12 % over 365 are 3n + 1.5 pesos."""
    interes = exact(Ley68(), 6_250 * (2 * n + 1), date(2025, 1, 1), date(2025, 3, 15))

    assert interes == 300 * n + 150
    assert redondear_al_peso(interes) == oraculo.al_peso(interes) == 300 * n + 200


@given(CAPITALES, st.lists(FECHAS, min_size=3, max_size=3), st.sampled_from(BaseDias))
def test_is_additive_over_adjacent_periods(
    capital: int, fechas: list[date], base: BaseDias
) -> None:
    a, b, c = sorted(fechas)
    ley68 = Ley68(base)

    whole = exact(ley68, capital, a, c)

    assert whole == exact(ley68, capital, a, b) + exact(ley68, capital, b, c)
