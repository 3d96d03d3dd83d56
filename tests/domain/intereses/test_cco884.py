from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.dinero import desde_pesos, redondear_al_peso
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.intereses.cco884 import Cco884, Conversion, TasaComercial
from cobro_desktop.domain.referencia import Referencia
from cobro_desktop.domain.tasas import TablaTasas
from tests.domain.intereses import oraculo

CAPITAL = desde_pesos(5_000_000)
ENERO = date(2025, 12, 31), date(2026, 1, 31)
PUNTOS = {
    TasaComercial.USURA: {
        day: (rate.fila, rate.certificado, rate.usura)
        for day, rate in oraculo.tasas_de_cada_dia().items()
    },
    TasaComercial.IBC: {
        day: (rate.fila, rate.certificado, rate.ibc)
        for day, rate in oraculo.tasas_de_cada_dia().items()
    },
}


@pytest.fixture(scope="module")
def tasas(referencia: Referencia) -> TablaTasas:
    return referencia.tasas


def pesos(cco884: Cco884, capital: int, desde: date, hasta: date) -> int:
    periodos = cco884.causar(capital, desde, hasta)
    return redondear_al_peso(sum((p.interes for p in periodos), Fraction(0))) // 100


def test_t_1d_1_effective_daily(tasas: TablaTasas) -> None:
    assert pesos(Cco884(tasas), CAPITAL, *ENERO) == 93_442


def test_t_1d_1_daily_rate(tasas: TablaTasas) -> None:
    per_day = Cco884(tasas).por_dia(desde_pesos(1), date(2026, 1, 31)) / 100

    assert round(per_day, 9) == Fraction("0.000597467")


def test_t_1d_1_nominal_monthly_counts_a_whole_month_as_one(tasas: TablaTasas) -> None:
    assert pesos(Cco884(tasas, Conversion.NOM_MONTHLY), CAPITAL, *ENERO) == 91_668


def test_nominal_monthly_part_of_a_month_counts_thirtieths(tasas: TablaTasas) -> None:
    cco884 = Cco884(tasas, Conversion.NOM_MONTHLY)

    assert pesos(cco884, CAPITAL, date(2025, 12, 31), date(2026, 1, 15)) == 45_834
    thirty = pesos(cco884, CAPITAL, date(2026, 1, 1), date(2026, 1, 31))
    assert thirty == 91_668


def test_nominal_monthly_a_whole_february_counts_one(tasas: TablaTasas) -> None:
    """1 month at (1.2523)^(1/12) − 1 on 5,000,000, although it has 28 days."""
    cco884 = Cco884(tasas, Conversion.NOM_MONTHLY)

    assert pesos(cco884, CAPITAL, date(2026, 1, 31), date(2026, 2, 28)) == 94_627


def test_restarts_on_the_capital_at_each_certified_rate(tasas: TablaTasas) -> None:
    """31 days at 24.36 % and 28 at 25.23 %, effective, each on 1,000,000."""
    found = Cco884(tasas).causar(
        desde_pesos(1_000_000), date(2025, 12, 31), date(2026, 2, 28)
    )

    assert [p.dias for p in found] == [31, 28]
    assert redondear_al_peso(sum(p.interes for p in found)) == desde_pesos(36_097)


def test_restarts_at_each_stretch_of_the_table(tasas: TablaTasas) -> None:
    """86 and 6 days of the fourth quarter of 2012 at 31.34 %, a stretch each.

    1,000,000 × (1.3134^(86/365) − 1 + 1.3134^(6/365) − 1) = 66.341,43 + 4.491,47.
    """
    found = Cco884(tasas).causar(
        desde_pesos(1_000_000), date(2012, 9, 30), date(2012, 12, 31)
    )

    assert [p.dias for p in found] == [86, 6]
    assert redondear_al_peso(sum(p.interes for p in found)) == desde_pesos(70_833)


def test_a_month_that_et_635_cut_in_two_is_still_whole(tasas: TablaTasas) -> None:
    """December 2012 at (1.3134)^(1/12) − 1 on 1,000,000."""
    (periodo,) = Cco884(tasas, Conversion.NOM_MONTHLY).causar(
        desde_pesos(1_000_000), date(2012, 11, 30), date(2012, 12, 31)
    )

    assert redondear_al_peso(periodo.interes) == desde_pesos(22_978)


def test_the_commercial_rate_may_be_the_bare_bancario_corriente(
    tasas: TablaTasas,
) -> None:
    """31 days at 16.24 % effective."""
    cco884 = Cco884(tasas, tasa=TasaComercial.IBC)

    assert pesos(cco884, CAPITAL, *ENERO) == 64_316


def test_no_days_no_interest_and_no_rate_needed(tasas: TablaTasas) -> None:
    assert Cco884(tasas).causar(CAPITAL, date(2030, 1, 1), date(2030, 1, 1)) == ()
    assert Cco884(tasas).dias(*ENERO) == 31


def test_a_missing_month_stops_and_is_named(tasas: TablaTasas) -> None:
    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        Cco884(tasas).causar(CAPITAL, date(2026, 9, 29), date(2026, 11, 2))


@given(
    st.integers(0, 10**17),
    st.dates(date(2006, 1, 1), date(2026, 9, 30)),
    st.integers(0, 1500),
    st.sampled_from(Conversion),
    st.sampled_from(TasaComercial),
)
def test_equals_the_day_by_day_oracle(
    referencia: Referencia,
    capital: int,
    desde: date,
    length: int,
    conversion: Conversion,
    tasa: TasaComercial,
) -> None:
    hasta = min(desde + timedelta(days=length), date(2026, 9, 30))

    periodos = Cco884(referencia.tasas, conversion, tasa).causar(capital, desde, hasta)

    interes = sum((p.interes for p in periodos), Fraction(0))
    slow = oraculo.interes_cco884(
        capital,
        oraculo.dias(desde, hasta),
        PUNTOS[tasa],
        mensual=conversion is Conversion.NOM_MONTHLY,
    )
    assert abs(interes - slow) < Fraction(1, 10**20)
    assert redondear_al_peso(interes) == oraculo.al_peso(slow)
