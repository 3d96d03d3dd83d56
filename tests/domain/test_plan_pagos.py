from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.calendario import Calendario
from cobro_desktop.domain.errors import InvalidDataError, MissingParameterError
from cobro_desktop.domain.intereses.et635 import Et635
from cobro_desktop.domain.intereses.ley68 import Ley68
from cobro_desktop.domain.intereses.periodo import Causador
from cobro_desktop.domain.plan_pagos import (
    Metodo,
    TerminosPlan,
    plan_capital_constante,
    plan_cuota_fija,
    tasas_al_otorgar,
)
from cobro_desktop.services.referencia import load_referencia
from tests.domain.intereses import oraculo

CAL = Calendario(
    {year: {} for year in range(1999, 2100)}
    | {2026: {date(2026, 3, 23): "San José", date(2026, 6, 15): "Sagrado Corazón"}}
)
FIRMA, PRIMERA = date(2026, 2, 15), date(2026, 3, 15)
UNO_POR_CIENTO = Fraction(1, 100)
TABLA = load_referencia().tasas
TASAS = oraculo.tasas_de_cada_dia()


def agreed(
    capital: int = 3_000_000,
    intereses: int = 300_000,
    costas: int = 0,
    cuotas: int = 6,
    primera: date = PRIMERA,
) -> TerminosPlan:
    amounts = capital * 100, intereses * 100, costas * 100
    return TerminosPlan(*amounts, cuotas, FIRMA, primera)


def test_t_5_1_constant_capital() -> None:
    plan = plan_capital_constante(agreed(), CAL, Ley68())

    assert [c.interes_plazo // 100 for c in plan.cuotas] == [
        27_616, 25_479, 19_726, 15_288, 9_863, 5_096,
    ]  # fmt: skip
    assert [c.total // 100 for c in plan.cuotas] == [
        577_616, 575_479, 569_726, 565_288, 559_863, 555_096,
    ]  # fmt: skip
    assert plan.total == 340_306_800


def test_t_5_1_a_due_date_moves_without_more_interest() -> None:
    plan = plan_capital_constante(agreed(), CAL, Ley68())

    first = plan.cuotas[0]
    assert first.nominal == date(2026, 3, 15)
    assert first.vence == date(2026, 3, 16)
    assert plan.cuotas[3].vence == date(2026, 6, 16)


def test_t_5_2_equal_instalment() -> None:
    plan = plan_cuota_fija(agreed(intereses=0), CAL, UNO_POR_CIENTO)

    assert plan.cuota_fija == 51_764_510
    assert [c.total // 100 for c in plan.cuotas[:5]] == [517_645] * 5
    assert plan.cuotas[0].interes_plazo == 3_000_000
    assert plan.cuotas[-1].saldo_capital == 0
    assert abs(plan.cuotas[-1].total - 51_764_510) <= 300


def test_equal_instalments_carry_what_was_due_in_even_parts() -> None:
    plan = plan_cuota_fija(agreed(costas=60_000), CAL, UNO_POR_CIENTO)

    assert {c.interes_causado for c in plan.cuotas} == {5_000_000}
    assert {c.costas for c in plan.cuotas} == {1_000_000}


def test_equal_instalments_without_interest_divide_the_capital() -> None:
    plan = plan_cuota_fija(agreed(intereses=0), CAL, Fraction(0))

    assert {c.total for c in plan.cuotas} == {50_000_000}


def test_instalments_at_the_end_of_the_month_keep_their_day() -> None:
    plan = plan_capital_constante(
        agreed(cuotas=3, primera=date(2027, 1, 31)), CAL, Ley68()
    )

    assert [c.nominal for c in plan.cuotas] == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]


def test_an_instalment_on_the_day_of_signing_has_no_interest() -> None:
    plan = plan_capital_constante(agreed(primera=FIRMA), CAL, Ley68())

    assert plan.cuotas[0].interes_plazo == 0


def test_a_variable_rate_needs_the_certified_ones_or_a_projection() -> None:
    tasas = load_referencia().tasas
    late = agreed(primera=date(2026, 9, 15))
    projected = Et635(tasas.proyectada(date(2027, 12, 31)))

    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        plan_capital_constante(late, CAL, Et635(tasas))
    plan = plan_capital_constante(late, CAL, projected)
    assert [c.proyectado for c in plan.cuotas] == [False] + [True] * 5
    assert "última tasa certificada" in plan.advertencias[0]


def test_a_rate_fixed_at_the_grant_covers_the_whole_plan() -> None:
    tasas = tasas_al_otorgar(load_referencia().tasas, FIRMA, date(2026, 8, 15))
    plan = plan_capital_constante(agreed(), CAL, Et635(tasas))

    # February 2026: 25.23 - 2 = 23.23 % on 3 000 000 for 28 days of 365
    assert plan.cuotas[0].interes_plazo // 100 == 53_461
    assert not any(c.proyectado for c in plan.cuotas)


def test_more_than_five_years_is_a_warning() -> None:
    plan = plan_capital_constante(agreed(cuotas=61), CAL, Ley68())

    assert "cinco años" in plan.advertencias[0]
    assert plan_capital_constante(agreed(cuotas=60), CAL, Ley68()).advertencias == ()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"capital": 0}, "capital"),
        ({"intereses": -1}, "negativos"),
        ({"costas": -1}, "negativos"),
        ({"cuotas": 0}, "cuotas"),
        ({"cuotas": 121}, "cuotas"),
        ({"primera": FIRMA - timedelta(1)}, "anterior"),
    ],
)
def test_an_impossible_plan_is_refused(change: dict[str, int], word: str) -> None:
    with pytest.raises(InvalidDataError, match=word):
        agreed(**change)  # type: ignore[arg-type]


def test_a_negative_rate_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="tasa"):
        plan_cuota_fija(agreed(), CAL, Fraction(-1, 100))


@given(
    st.integers(1, 10**15),
    st.integers(0, 10**12),
    st.integers(0, 10**9),
    st.integers(1, 60),
    st.sampled_from(Metodo),
)
def test_instalments_pay_exactly_the_debt(
    capital: int, intereses: int, costas: int, cuotas: int, metodo: Metodo
) -> None:
    terms = TerminosPlan(capital, intereses, costas, cuotas, FIRMA, PRIMERA)
    plan = (
        plan_cuota_fija(terms, CAL, UNO_POR_CIENTO)
        if metodo is Metodo.CUOTA_FIJA
        else plan_capital_constante(terms, CAL, Ley68())
    )

    assert sum(c.capital for c in plan.cuotas) == capital
    assert sum(c.interes_causado for c in plan.cuotas) == intereses
    assert sum(c.costas for c in plan.cuotas) == costas
    assert plan.cuotas[-1].saldo_capital == 0
    for c in plan.cuotas:
        assert min(c.capital, c.interes_causado, c.costas, c.interes_plazo) >= 0
        assert c.vence >= c.nominal


@given(
    st.integers(1, 10**13),
    st.integers(1, 24),
    st.dates(date(2017, 1, 1), date(2024, 7, 1)),
    st.integers(0, 60),
    st.sampled_from([Ley68(), Et635(TABLA)]),
)
def test_the_interest_of_each_instalment_equals_the_day_by_day_oracle(
    pesos: int, cuotas: int, firma: date, days: int, rate: Causador
) -> None:
    primera = firma + timedelta(days=days)
    terms = TerminosPlan(pesos * 100, 0, 0, cuotas, firma, primera)

    plan = plan_capital_constante(terms, CAL, rate)

    balance, previous = terms.capital, firma
    for cuota in plan.cuotas:
        if isinstance(rate, Et635):
            stretch = oraculo.dias(previous, cuota.nominal)
            slow = oraculo.interes_de_toda_la_historia(balance, stretch, TASAS)
        else:
            slow = oraculo.interes_ley68(balance, previous, cuota.nominal, "ACT/365")
        assert cuota.interes_plazo == oraculo.al_peso(slow)
        balance, previous = cuota.saldo_capital, cuota.nominal
