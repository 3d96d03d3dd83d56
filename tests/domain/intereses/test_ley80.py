from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.intereses.ley80 import Ley80, Segmento
from cobro_desktop.domain.intereses.periodo import Periodo
from cobro_desktop.domain.referencia import Referencia
from tests.domain.intereses import oraculo


def test_t_1c_1_value_updated_by_calendar_year(referencia: Referencia) -> None:
    desde = date(2023, 12, 31)

    found = Ley80(referencia.ipc, desde).causar(
        desde_pesos(10_000_000), desde, date(2025, 6, 30)
    )

    assert [p.dias for p in found] == [366, 181]
    assert found[0].base / 100 == 10_928_000
    assert round(Fraction(found[1].base) / 100, 2) == Fraction("11209792.70")
    assert found[0].interes / 100 == 1_311_360
    assert round(found[1].interes / 100, 2) == Fraction("667059.45")
    assert _total(desde_pesos(10_000_000), found) == 13_188_212


def test_a_year_cut_in_two_by_31_december(referencia: Referencia) -> None:
    """184 of 365 days at the IPC of 2022, then 2024 whole at the IPC of 2023."""
    desde = date(2023, 6, 30)

    found = Ley80(referencia.ipc, desde).causar(
        desde_pesos(1_000_000), desde, date(2024, 12, 31)
    )

    assert [(p.dias, p.divisor) for p in found] == [(184, 365), (366, 366)]
    assert _total(desde_pesos(1_000_000), found) == 1_369_380


def test_from_anniversary_to_anniversary(referencia: Referencia) -> None:
    """366 days at the IPC of 2022, then 184 of 365 at the IPC of 2023."""
    desde = date(2023, 6, 30)

    found = Ley80(referencia.ipc, desde, Segmento.ANNIVERSARY).causar(
        desde_pesos(1_000_000), desde, date(2024, 12, 31)
    )

    assert [(p.desde, p.dias, p.divisor) for p in found] == [
        (date(2023, 7, 1), 366, 366),
        (date(2024, 7, 1), 184, 365),
    ]
    assert _total(desde_pesos(1_000_000), found) == 1_391_494


def test_anniversary_of_29_february_is_28(referencia: Referencia) -> None:
    desde = date(2024, 2, 29)

    found = Ley80(referencia.ipc, desde, Segmento.ANNIVERSARY).causar(
        desde_pesos(1_000_000), desde, date(2025, 3, 1)
    )

    assert [(p.hasta, p.dias) for p in found] == [
        (date(2025, 2, 28), 365),
        (date(2025, 3, 1), 1),
    ]


def test_a_day_more_costs_update_and_interest(referencia: Referencia) -> None:
    """36,500 pesos: 5.20 pesos of update and 12 % of what results."""
    per_day = Ley80(referencia.ipc, date(2024, 1, 1)).por_dia(
        desde_pesos(36_500), date(2025, 6, 30)
    )

    assert round(per_day / 100, 4) == Fraction("17.2017")


def test_a_missing_index_stops_and_is_named(referencia: Referencia) -> None:
    with pytest.raises(MissingParameterError, match="IPC anual de 2026"):
        Ley80(referencia.ipc, date(2026, 6, 1)).causar(
            desde_pesos(1), date(2026, 6, 1), date(2027, 1, 1)
        )


@given(
    st.integers(0, 10**17),
    st.dates(date(1968, 1, 1), date(2026, 11, 30)),
    st.integers(0, 2500),
    st.sampled_from(Segmento),
)
def test_equals_the_day_by_day_oracle(
    referencia: Referencia, capital: int, desde: date, length: int, segmento: Segmento
) -> None:
    hasta = min(desde + timedelta(days=length), date(2026, 12, 31))

    found = Ley80(referencia.ipc, desde, segmento).causar(capital, desde, hasta)

    value = capital + sum((p.valorizacion for p in found), Fraction(0))
    interest = sum((p.interes for p in found), Fraction(0))
    assert (value, interest) == oraculo.deuda_ley80(
        capital, desde, hasta, aniversario=segmento is Segmento.ANNIVERSARY
    )


def _total(capital: int, periodos: tuple[Periodo, ...]) -> int:
    grown = Fraction(periodos[-1].base) - capital
    assert grown == sum(p.valorizacion for p in periodos)
    total = periodos[-1].base + sum(p.interes for p in periodos)
    return round(total / 100)
