from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.remision import HechosRemision, costo_beneficio, remisible

UVT_2026 = 5_237_400


def facts(pesos: int, exigible: date = date(2021, 7, 1)) -> HechosRemision:
    return HechosRemision(pesos * 100, pesos * 100, exigible)


@pytest.mark.parametrize(
    ("pesos", "hoy", "inciso"),
    [
        pytest.param(8_300_000, date(2026, 1, 2), 2, id="eligible"),
        pytest.param(8_300_000, date(2026, 1, 1), None, id="not yet"),
        pytest.param(8_327_466, date(2026, 1, 2), 2, id="159 UVT exactly"),
        pytest.param(8_327_467, date(2026, 1, 2), None, id="a peso more"),
        pytest.param(8_330_000, date(2026, 1, 2), None, id="too much"),
    ],
)
def test_t_9_1_inciso_2(pesos: int, hoy: date, inciso: int | None) -> None:
    result = remisible(facts(pesos), uvt=UVT_2026, hoy=hoy)

    assert result.inciso == inciso


def test_inciso_2_lists_the_proofs_that_are_missing() -> None:
    debt = facts(8_300_000)
    hoy = date(2026, 1, 2)
    proven = replace(debt, busqueda_negativa=True, gestion_de_cobro=True)

    assert len(remisible(debt, uvt=UVT_2026, hoy=hoy).faltan) == 2
    result = remisible(proven, uvt=UVT_2026, hoy=hoy)
    assert result.faltan == ()
    assert result.desde == date(2026, 1, 1)
    assert result.traza[0].norma == "ET, art. 820 inc. 2"


def test_a_backed_debt_is_not_written_off() -> None:
    backed = replace(facts(8_300_000), con_respaldo=True)

    result = remisible(backed, uvt=UVT_2026, hoy=date(2026, 1, 2))

    assert result.inciso is None
    assert "Hay embargo" in result.traza[0].detalle


def test_the_deceased_without_assets_need_two_proofs() -> None:
    debt = replace(facts(900_000_000), fallecido=True)

    result = remisible(debt, uvt=UVT_2026, hoy=date(2022, 1, 1))

    assert result.inciso == 1
    assert len(result.faltan) == 2


@pytest.mark.parametrize(
    ("pesos", "exigible", "inciso"),
    [
        pytest.param(2_094_960, date(2025, 6, 1), 3, id="40 UVT, six months"),
        pytest.param(2_094_961, date(2025, 6, 1), None, id="more, too soon"),
        pytest.param(2_094_961, date(2024, 6, 1), 4, id="more, 18 months"),
        pytest.param(5_027_904, date(2024, 6, 1), 4, id="96 UVT"),
        pytest.param(5_027_905, date(2024, 6, 1), None, id="over 96 UVT"),
        pytest.param(2_094_960, date(2025, 8, 1), None, id="five months"),
    ],
)
def test_small_debts_only_where_the_entity_may(
    pesos: int, exigible: date, inciso: int | None
) -> None:
    debt = facts(pesos, exigible)
    hoy = date(2026, 1, 2)

    allowed = remisible(replace(debt, incisos_3_y_4=True), uvt=UVT_2026, hoy=hoy)
    assert allowed.inciso == inciso
    assert remisible(debt, uvt=UVT_2026, hoy=hoy).inciso is None


@pytest.mark.parametrize(
    ("principal", "total", "uvt"), [(-1, 5, 1), (5, 4, 1), (1, 1, 0)]
)
def test_impossible_amounts_are_refused(principal: int, total: int, uvt: int) -> None:
    debt = HechosRemision(principal, total, date(2021, 1, 1))

    with pytest.raises(InvalidDataError, match="principal"):
        remisible(debt, uvt=uvt, hoy=date(2026, 1, 2))


def test_t_9_2_collecting_costs_more_than_it_brings() -> None:
    result = costo_beneficio(18_000_000, Fraction(1, 10), [9_500_000])

    assert result.recaudo_esperado == 1_800_000
    assert result.candidata
    assert result.relacion == Fraction(18, 95)


def test_collecting_for_free_is_never_too_expensive() -> None:
    result = costo_beneficio(100, Fraction(0), [])

    assert result.relacion is None
    assert not result.candidata


@pytest.mark.parametrize(
    ("saldo", "p", "costos"),
    [(1, Fraction(-1, 2), [1]), (1, Fraction(3, 2), [1]), (-1, 1, [1]), (1, 1, [-1])],
)
def test_impossible_estimates_are_refused(
    saldo: int, p: Fraction, costos: list[int]
) -> None:
    with pytest.raises(InvalidDataError, match="de 0 a 1"):
        costo_beneficio(saldo, Fraction(p), costos)


@given(
    st.integers(0, 10**12),
    st.fractions(0, 1),
    st.lists(st.integers(0, 10**10)),
    st.integers(0, 10**10),
)
def test_more_cost_never_makes_collecting_worth_it(
    saldo: int, p: Fraction, costos: list[int], more: int
) -> None:
    before = costo_beneficio(saldo, p, costos)

    after = costo_beneficio(saldo, p, [*costos, more])

    assert after.candidata or not before.candidata
