from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.imputacion import (
    Conceptos,
    Imputacion,
    PagoImputado,
    imputar,
)

MONTOS = st.integers(0, 10**17)
PESOS = MONTOS.map(lambda n: n // 100 * 100)
DEUDAS = st.builds(Conceptos, MONTOS, MONTOS, MONTOS)
REGLAS = st.sampled_from(Imputacion)


def en_pesos(capital: int, intereses: int, costas: int = 0) -> Conceptos:
    return Conceptos(desde_pesos(capital), desde_pesos(intereses), desde_pesos(costas))


def test_t_2_1_in_proportion_with_costs() -> None:
    deuda = en_pesos(1_000_000, 250_000, 50_000)

    found = imputar(desde_pesos(500_000), deuda, Imputacion.ET_804)

    assert found == PagoImputado(en_pesos(384_615, 96_154, 19_231), 0)


def test_t_2_1_in_proportion_without_costs() -> None:
    found = imputar(
        desde_pesos(500_000), en_pesos(1_000_000, 250_000), Imputacion.ET_804
    )

    assert found == PagoImputado(en_pesos(400_000, 100_000), 0)


def test_t_2_2_interest_first() -> None:
    found = imputar(
        desde_pesos(500_000), en_pesos(1_000_000, 250_000), Imputacion.CC_1653
    )

    assert found == PagoImputado(en_pesos(250_000, 250_000), 0)


def test_interest_first_then_costs_then_capital() -> None:
    found = imputar(
        desde_pesos(310_000), en_pesos(1_000_000, 250_000, 50_000), Imputacion.CC_1653
    )

    assert found.pagado == en_pesos(10_000, 250_000, 50_000)


def test_t_2_3_largest_remainder_of_the_running_account() -> None:
    deuda = en_pesos(1_000_000, 59_507)

    proportional = imputar(desde_pesos(500_000), deuda, Imputacion.ET_804)
    interest_first = imputar(desde_pesos(500_000), deuda, Imputacion.CC_1653)

    assert proportional.pagado == en_pesos(471_918, 28_082)
    assert deuda.menos(proportional.pagado) == en_pesos(528_082, 31_425)
    assert interest_first.pagado == en_pesos(440_493, 59_507)
    assert deuda.menos(interest_first.pagado) == en_pesos(559_507, 0)


@pytest.mark.parametrize("regla", list(Imputacion))
def test_what_exceeds_the_debt_is_in_favour(regla: Imputacion) -> None:
    deuda = en_pesos(1_000, 250, 50)

    found = imputar(desde_pesos(1_301), deuda, regla)

    assert found == PagoImputado(deuda, desde_pesos(1))


@pytest.mark.parametrize("regla", list(Imputacion))
def test_a_payment_of_nothing_owed_is_all_in_favour(regla: Imputacion) -> None:
    assert imputar(7, Conceptos(), regla) == PagoImputado(Conceptos(), 7)


def test_a_tie_goes_to_capital_first() -> None:
    found = imputar(desde_pesos(1), en_pesos(5, 5, 5), Imputacion.ET_804)

    assert found.pagado == en_pesos(1, 0, 0)


def test_cents_are_distributed_when_there_are_some() -> None:
    found = imputar(101, Conceptos(200, 100), Imputacion.ET_804)

    assert found.pagado == Conceptos(67, 34)


@pytest.mark.parametrize(
    ("pago", "deuda"),
    [(-1, Conceptos(1)), (1, Conceptos(-1)), (1, Conceptos(1, 0, -1))],
)
def test_negative_amounts_are_refused(pago: int, deuda: Conceptos) -> None:
    with pytest.raises(InvalidDataError, match="negativo"):
        imputar(pago, deuda, Imputacion.ET_804)


@given(MONTOS, DEUDAS, REGLAS)
def test_imputing_never_creates_money(
    pago: int, deuda: Conceptos, regla: Imputacion
) -> None:
    found = imputar(pago, deuda, regla)
    saldo = deuda.menos(found.pagado)

    assert found.pagado.total + found.saldo_a_favor == pago
    assert min(found.pagado.capital, found.pagado.intereses, found.pagado.costas) >= 0
    assert min(saldo.capital, saldo.intereses, saldo.costas) >= 0
    assert found.saldo_a_favor == max(0, pago - deuda.total)


@given(PESOS, PESOS, PESOS, PESOS, REGLAS)
def test_whole_pesos_stay_whole(
    pago: int, capital: int, intereses: int, costas: int, regla: Imputacion
) -> None:
    pagado = imputar(pago, Conceptos(capital, intereses, costas), regla).pagado

    assert pagado.capital % 100 == pagado.intereses % 100 == pagado.costas % 100 == 0


@given(MONTOS, DEUDAS)
def test_each_part_is_within_one_unit_of_its_proportion(
    pago: int, deuda: Conceptos
) -> None:
    pago = min(pago, deuda.total)
    pagado = imputar(pago, deuda, Imputacion.ET_804).pagado

    for part, owed in ((pagado.capital, deuda.capital), (pagado.costas, deuda.costas)):
        assert abs(part * deuda.total - pago * owed) < 100 * max(deuda.total, 1)
