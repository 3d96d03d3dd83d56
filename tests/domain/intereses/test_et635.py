from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.dinero import desde_pesos, redondear_al_peso
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.intereses.et635 import (
    Divisor,
    Et635,
    ModoTasa,
    fuente_mora,
    verificacion_mora,
)
from cobro_desktop.domain.intereses.inicio import exigible_ley1801
from cobro_desktop.domain.referencia import Referencia
from cobro_desktop.domain.tasas import TablaTasas
from cobro_desktop.domain.traza import Verificacion
from tests.domain.intereses import oraculo

MILLON = desde_pesos(1_000_000)
TIPO_4 = desde_pesos(1_518_400)
USURA = oraculo.tasas_por_dia()
TASAS = oraculo.tasas_de_cada_dia()
FECHAS = st.dates(date(2012, 12, 25), date(2026, 9, 30))


@pytest.fixture(scope="module")
def tasas(referencia: Referencia) -> TablaTasas:
    return referencia.tasas


def exact(et635: Et635, capital: int, desde: date, hasta: date) -> Fraction:
    periodos = et635.causar(capital, desde, hasta)
    return sum((p.interes for p in periodos), Fraction(0))


def pesos(et635: Et635, capital: int, desde: str, hasta: str) -> int:
    interes = exact(
        et635, capital, date.fromisoformat(desde), date.fromisoformat(hasta)
    )
    return redondear_al_peso(interes) // 100


def test_t_1b_1_a_police_fine_month_by_month(tasas: TablaTasas) -> None:
    periodos = Et635(tasas).causar(TIPO_4, date(2025, 12, 10), date(2026, 2, 15))

    assert [(p.dias, p.tasa, p.divisor) for p in periodos] == [
        (21, Fraction("23.02"), 365),
        (31, Fraction("22.36"), 365),
        (15, Fraction("23.23"), 365),
    ]
    assert [round(p.interes / 100, 3) for p in periodos] == [
        Fraction("20110.272"),
        Fraction("28835.456"),
        Fraction("14495.520"),
    ]
    assert redondear_al_peso(sum(p.interes for p in periodos)) == desde_pesos(63_441)


def test_t_1b_1_always_366(tasas: TablaTasas) -> None:
    et635 = Et635(tasas, divisor=Divisor.ALWAYS_366)

    assert pesos(et635, TIPO_4, "2025-12-10", "2026-02-15") == 63_268


def test_t_1b_1_retroactive_reading(tasas: TablaTasas) -> None:
    corte = date(2026, 2, 15)
    desde = exigible_ley1801(date(2025, 11, 10), corte, retroactivo=True)

    assert pesos(Et635(tasas), TIPO_4, str(desde), str(corte)) == 92_145


def test_t_1b_2_crossing_into_a_common_year(tasas: TablaTasas) -> None:
    periodos = Et635(tasas).causar(MILLON, date(2024, 12, 15), date(2025, 2, 10))

    assert [(p.dias, p.divisor) for p in periodos] == [(16, 366), (31, 365), (10, 365)]
    assert pesos(Et635(tasas), MILLON, "2024-12-15", "2025-02-10") == 36_761


def test_t_1b_3_crossing_into_a_leap_year(tasas: TablaTasas) -> None:
    assert pesos(Et635(tasas), MILLON, "2023-12-15", "2024-01-20") == 33_610


def test_the_last_day_with_a_rate_can_be_reckoned(tasas: TablaTasas) -> None:
    """30 days of September 2026 at 27.24 % over 365."""
    assert pesos(Et635(tasas), MILLON, "2026-08-31", "2026-09-30") == 22_389


def test_a_missing_month_stops_and_is_named(tasas: TablaTasas) -> None:
    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        Et635(tasas).causar(MILLON, date(2026, 9, 1), date(2026, 10, 1))
    with pytest.raises(MissingParameterError, match="diciembre de 2005"):
        Et635(tasas).causar(MILLON, date(2005, 12, 30), date(2006, 1, 5))


def test_at_payment_one_rate_covers_the_whole_default(tasas: TablaTasas) -> None:
    """1,518,400 × 67 days × 23.23 % ÷ 365."""
    et635 = Et635(tasas, ModoTasa.AT_PAYMENT)

    assert pesos(et635, TIPO_4, "2025-12-10", "2026-02-15") == 64_747


def test_at_payment_needs_no_rate_but_that_of_the_payment(tasas: TablaTasas) -> None:
    only_2026 = TablaTasas(tuple(t for t in tasas if t.desde.year == 2026))
    et635 = Et635(only_2026, ModoTasa.AT_PAYMENT)

    assert pesos(et635, TIPO_4, "2025-12-10", "2026-02-15") == 64_747


def test_at_payment_each_year_keeps_its_own_divisor(tasas: TablaTasas) -> None:
    periodos = Et635(tasas, ModoTasa.AT_PAYMENT).causar(
        MILLON, date(2024, 12, 15), date(2025, 2, 10)
    )

    assert [(p.dias, p.tasa, p.divisor) for p in periodos] == [
        (16, Fraction("24.30"), 366),
        (41, Fraction("24.30"), 365),
    ]


def test_at_payment_leaves_the_days_before_ley_1819_alone(tasas: TablaTasas) -> None:
    periodos = Et635(tasas, ModoTasa.AT_PAYMENT).causar(
        MILLON, date(2016, 12, 26), date(2017, 1, 10)
    )

    assert [(p.desde, p.dias, p.tasa) for p in periodos] == [
        (date(2016, 12, 27), 2, Fraction("32.99")),
        (date(2016, 12, 29), 3, Fraction("31.51")),
        (date(2017, 1, 1), 10, Fraction("31.51")),
    ]


@pytest.mark.parametrize(
    ("desde", "hasta", "expected"),
    [
        pytest.param("2006-06-30", "2006-07-28", 15_826, id="decreed 20.63 over 365"),
        pytest.param("2007-12-31", "2008-03-31", 73_184, id="effective 32.75, 91 days"),
        pytest.param("2006-12-31", "2007-01-04", 3_055, id="decreed 32.09, effective"),
        pytest.param("2006-07-28", "2006-08-31", 19_084, id="restarts at each rate"),
        pytest.param("2015-12-31", "2016-03-31", 73_397, id="usura over 366"),
        pytest.param("2016-12-27", "2016-12-31", 3_442, id="the text changes inside"),
    ],
)
def test_each_day_follows_the_text_in_force(
    tasas: TablaTasas, desde: str, hasta: str, expected: int
) -> None:
    for divisor in Divisor:
        et635 = Et635(tasas, divisor=divisor)
        if divisor is Divisor.YEAR_ACTUAL or hasta < "2016-12-29":
            assert pesos(et635, MILLON, desde, hasta) == expected


def test_ley_1607_divides_by_366_whatever_the_switch(tasas: TablaTasas) -> None:
    for divisor in Divisor:
        periodos = Et635(tasas, divisor=divisor).causar(
            MILLON, date(2014, 5, 1), date(2014, 5, 31)
        )
        assert [p.divisor for p in periodos] == [366]


def test_the_day_after_is_reckoned_at_the_rate_of_the_cut(tasas: TablaTasas) -> None:
    per_day = Et635(tasas).por_dia(TIPO_4, date(2026, 2, 15))

    assert per_day == Fraction(TIPO_4) * Fraction("23.23") / 36_500


def test_a_rate_that_follows_from_the_usura_is_as_good_as_it(
    tasas: TablaTasas,
) -> None:
    seen = tasas.en(date(2026, 9, 1))
    decreed = tasas.en(date(2007, 1, 2))

    assert seen.verificacion_mora is Verificacion.CALCULADO
    assert verificacion_mora(seen) is Verificacion.VISTO
    assert verificacion_mora(decreed) is Verificacion.VISTO
    assert "decreto" in fuente_mora(decreed)
    unseen = replace(seen, verificacion_usura=Verificacion.MEMORIA)
    assert verificacion_mora(unseen) is Verificacion.MEMORIA


@given(st.integers(0, 10**17), FECHAS, st.integers(0, 1500))
def test_equals_the_day_by_day_oracle(
    referencia: Referencia, capital: int, desde: date, length: int
) -> None:
    hasta = min(desde + timedelta(days=length), date(2026, 9, 30))

    interes = exact(Et635(referencia.tasas), capital, desde, hasta)

    assert interes == oraculo.interes_et635(capital, desde, hasta, USURA)
    assert redondear_al_peso(interes) == oraculo.al_peso(interes)


@given(
    st.integers(0, 10**17),
    st.dates(date(2006, 1, 1), date(2026, 9, 30)),
    st.integers(0, 1500),
    st.sampled_from(ModoTasa),
)
def test_equals_the_oracle_through_all_the_texts_of_the_article(
    referencia: Referencia, capital: int, desde: date, length: int, modo: ModoTasa
) -> None:
    hasta = min(desde + timedelta(days=length), date(2026, 9, 30))
    pago = hasta if modo is ModoTasa.AT_PAYMENT else None

    interes = exact(Et635(referencia.tasas, modo), capital, desde, hasta)

    slow = oraculo.interes_de_toda_la_historia(
        capital, oraculo.dias(desde, hasta), TASAS, pago
    )
    assert abs(interes - slow) < Fraction(1, 10**20)
    assert redondear_al_peso(interes) == oraculo.al_peso(slow)


@given(st.integers(0, 10**17), st.lists(FECHAS, min_size=3, max_size=3))
def test_is_additive_over_adjacent_periods(
    referencia: Referencia, capital: int, fechas: list[date]
) -> None:
    a, b, c = sorted(fechas)
    et635 = Et635(referencia.tasas)

    whole = exact(et635, capital, a, c)

    assert whole == exact(et635, capital, a, b) + exact(et635, capital, b, c)
