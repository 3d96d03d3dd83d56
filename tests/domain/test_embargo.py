from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.embargo import (
    Cuenta,
    Persona,
    ReglaInembargable,
    ReglaLimite,
    limite_embargo,
    limite_inembargable,
    salario_embargable,
)
from cobro_desktop.domain.errors import InvalidDataError

SMLMV_2026 = 175_090_500
UVT_2026 = 5_237_400


@pytest.mark.parametrize(
    ("regla", "pesos"),
    [
        (ReglaLimite.ET_A, 2_400_000),
        (ReglaLimite.ET_B, 2_200_000),
        (ReglaLimite.CGP, 1_875_000),
    ],
)
def test_t_13_1_limit_of_an_embargo(regla: ReglaLimite, pesos: int) -> None:
    limit = limite_embargo(100_000_000, 20_000_000, 5_000_000, regla)

    assert limit == pesos * 100


@pytest.mark.parametrize("amounts", [(0, 0, 0), (-1, 0, 0), (1, -1, 0), (1, 0, -1)])
def test_an_impossible_debt_has_no_limit(amounts: tuple[int, int, int]) -> None:
    with pytest.raises(InvalidDataError, match="límite del embargo"):
        limite_embargo(*amounts, ReglaLimite.ET_A)


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_the_limit_covers_the_debt_with_its_interest(deuda: int, interes: int) -> None:
    pesos = deuda * 100, interes * 100, 0

    for regla in ReglaLimite:
        assert limite_embargo(*pesos, regla) >= sum(pesos)


@pytest.mark.parametrize(
    ("valor", "regla", "pesos"),
    [
        (SMLMV_2026, ReglaInembargable.SMLMV_25, 43_772_625),
        (UVT_2026, ReglaInembargable.UVT_510, 26_710_740),
    ],
)
def test_savings_of_a_person_are_protected(
    valor: int, regla: ReglaInembargable, pesos: int
) -> None:
    limit = limite_inembargable(Persona.NATURAL, Cuenta.AHORROS, valor, regla)

    assert limit == pesos * 100


@pytest.mark.parametrize(
    ("persona", "cuenta"),
    [
        (Persona.JURIDICA, Cuenta.AHORROS),
        (Persona.NATURAL, Cuenta.CORRIENTE),
        (Persona.NATURAL, Cuenta.OTRA),
    ],
)
def test_other_accounts_are_not_protected(persona: Persona, cuenta: Cuenta) -> None:
    regla = ReglaInembargable.SMLMV_25

    assert limite_inembargable(persona, cuenta, SMLMV_2026, regla) is None


def test_a_wage_of_zero_protects_nothing_by_mistake() -> None:
    with pytest.raises(InvalidDataError, match="mayores que cero"):
        limite_inembargable(
            Persona.NATURAL, Cuenta.AHORROS, 0, ReglaInembargable.SMLMV_25
        )


@pytest.mark.parametrize(
    ("salario", "smlmv", "pesos"),
    [
        pytest.param(3_000_000, 1_160_000, 368_000, id="T-13.2 2023"),
        pytest.param(4_000_000, 1_750_905, 449_819, id="T-13.2 2026"),
        pytest.param(1_750_905, 1_750_905, 0, id="the minimum wage"),
        pytest.param(1_000_000, 1_750_905, 0, id="below the minimum"),
    ],
)
def test_t_13_2_a_fifth_of_the_excess_over_the_minimum(
    salario: int, smlmv: int, pesos: int
) -> None:
    assert salario_embargable(salario * 100, smlmv * 100) == pesos * 100


@pytest.mark.parametrize("amounts", [(-1, 1), (1, 0)])
def test_impossible_wages_are_refused(amounts: tuple[int, int]) -> None:
    with pytest.raises(InvalidDataError, match="salario"):
        salario_embargable(*amounts)
