from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.cartera import (
    CriteriosMora,
    Cuantia,
    Mora,
    PerfilPrioridad,
    Prioridad,
    Respuesta,
    clasificar_cuantia,
    clasificar_mora,
    orden_prioridad,
)
from cobro_desktop.domain.errors import InvalidDataError

SMLMV_2025 = 142_350_000
SMLMV_2026 = 175_090_500
SI, NO, DESCONOCIDO = Respuesta.SI, Respuesta.NO, Respuesta.DESCONOCIDO


@pytest.mark.parametrize(
    ("pesos", "expected"),
    [
        pytest.param(0, Cuantia.MINIMA, id="nothing left"),
        pytest.param(58_363, Cuantia.MINIMA, id="a day of wage"),
        pytest.param(58_364, Cuantia.MENOR, id="half a peso more than a day"),
        pytest.param(1_750_905, Cuantia.MENOR, id="a month of wage"),
        pytest.param(1_750_906, Cuantia.MAYOR, id="a peso more"),
    ],
)
def test_t_10_1_cuantia_at_the_edges(pesos: int, expected: Cuantia) -> None:
    assert clasificar_cuantia(pesos * 100, smlmv=SMLMV_2026) is expected


def test_t_10_1_the_daily_wage_is_not_rounded() -> None:
    assert clasificar_cuantia(5_836_350, smlmv=SMLMV_2026) is Cuantia.MINIMA
    assert clasificar_cuantia(5_836_351, smlmv=SMLMV_2026) is Cuantia.MENOR


def test_t_10_2_the_same_fine_changes_class_with_the_year() -> None:
    tipo_4 = 151_840_000

    assert clasificar_cuantia(tipo_4, smlmv=SMLMV_2025) is Cuantia.MAYOR
    assert clasificar_cuantia(tipo_4, smlmv=SMLMV_2026) is Cuantia.MENOR


@pytest.mark.parametrize(("saldo", "smlmv"), [(-1, SMLMV_2026), (1, 0), (1, -5)])
def test_cuantia_refuses_impossible_amounts(saldo: int, smlmv: int) -> None:
    with pytest.raises(InvalidDataError, match="negativo"):
        clasificar_cuantia(saldo, smlmv=smlmv)


@pytest.mark.parametrize(
    ("criterios", "count", "mora"),
    [
        pytest.param(
            CriteriosMora(remitido_sdh=NO, sin_acuerdo=SI),
            1,
            Mora.COBRABLE,
            id="T-10.3 no search yet",
        ),
        pytest.param(
            CriteriosMora(remitido_sdh=NO, sin_bienes=SI, sin_acuerdo=SI),
            3,
            Mora.DIFICIL_COBRO,
            id="T-10.4 a search found nothing",
        ),
        pytest.param(
            CriteriosMora(remitido_sdh=SI, sin_bienes=NO, sin_acuerdo=NO),
            1,
            Mora.COBRABLE,
            id="T-10.5 sent, with agreement and assets",
        ),
        pytest.param(CriteriosMora(), 0, Mora.COBRABLE, id="nothing is known"),
        pytest.param(
            CriteriosMora(no_localizado=SI, liquidacion=SI),
            2,
            Mora.DIFICIL_COBRO,
            id="two of six",
        ),
    ],
)
def test_t_10_3_to_5_mora(criterios: CriteriosMora, count: int, mora: Mora) -> None:
    result = clasificar_mora(criterios, saldo=100)

    assert len(result.cumplidos) == count
    assert result.mora is mora


@pytest.mark.parametrize(
    ("insuficientes", "saldo", "count"),
    [
        pytest.param(NO, 100, 1, id="answered no"),
        pytest.param(DESCONOCIDO, 0, 1, id="nothing owed"),
        pytest.param(DESCONOCIDO, 1, 2, id="something owed"),
    ],
)
def test_t_10_4_no_assets_brings_insufficient_assets_unless_answered(
    insuficientes: Respuesta, saldo: int, count: int
) -> None:
    criterios = CriteriosMora(sin_bienes=SI, bienes_insuficientes=insuficientes)

    assert len(clasificar_mora(criterios, saldo=saldo).cumplidos) == count


def test_not_knowing_the_fourth_criterion_may_be_the_answer() -> None:
    criterios = CriteriosMora(sin_bienes=SI)

    result = clasificar_mora(criterios, saldo=100, deducir=False)

    assert (result.mora, result.cumplidos) == (Mora.COBRABLE, ("sin_bienes",))


def test_what_nobody_looked_at_is_told() -> None:
    result = clasificar_mora(CriteriosMora(SI, NO, NO, NO, NO), saldo=1)

    assert result.desconocidos == ("liquidacion",)


@given(st.lists(st.sampled_from(Respuesta), min_size=6, max_size=6))
def test_learning_a_no_never_makes_a_debt_harder(answers: list[Respuesta]) -> None:
    before = clasificar_mora(CriteriosMora(*answers), saldo=1)
    learned = [NO if a is DESCONOCIDO else a for a in answers]

    after = clasificar_mora(CriteriosMora(*learned), saldo=1)

    assert len(after.cumplidos) <= len(before.cumplidos)


A = Prioridad("A", date(2027, 1, 1), 1_000_000_000)
B = Prioridad("B", date(2026, 6, 1), 500_000_000)
C = Prioridad("C", date(2026, 6, 1), 600_000_000)
D = Prioridad("D", date(2026, 6, 1), 600_000_000, condiciones=1)
E = Prioridad("E", date(2028, 1, 1), 1, en_riesgo=True)
F = Prioridad("F", date(2029, 1, 1), 1, recurrente=True)


def test_t_10_6_what_prescribes_first_goes_first() -> None:
    assert orden_prioridad([A, B], PerfilPrioridad.IDPYBA) == [B, A]


def test_idpyba_breaks_ties_by_capital_then_conditions() -> None:
    for order in permutations([A, B, C, D]):
        assert orden_prioridad(order, PerfilPrioridad.IDPYBA) == [D, C, B, A]


def test_sdscj_puts_risk_and_recurring_conducts_first() -> None:
    for order in permutations([A, B, E, F]):
        assert orden_prioridad(order, PerfilPrioridad.SDSCJ) == [E, F, B, A]
