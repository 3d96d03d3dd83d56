"""Expenses of collection with their day (ET 836-1; RULES 2.1, 2.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.cuenta import Abono, Cuenta, Gasto, Suspension
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.huella import comparar, constancia, cuenta_de
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import liquidar
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_referencia

REFERENCIA = load_referencia()
OPCIONES = load_opciones()
TREINTA = OPCIONES.con({"ley68.base": "30/360"})
MILLON = desde_pesos(1_000_000)
EXIGIBLE = date(2023, 6, 15)
PAGO = date(2025, 7, 15)
"""25 months of 30 days later: at 12 % the million has earned exactly 250.000."""
CUENTA = Cuenta(
    capital=MILLON, regimen=Regimen.LEY68, exigible=EXIGIBLE, corte=date(2025, 12, 31)
)


def pagada(*gastos: Gasto) -> Cuenta:
    abono = Abono(PAGO, desde_pesos(500_000))
    return replace(CUENTA, gastos=gastos, abonos=(abono,))


def test_t_2_1_a_payment_takes_the_expenses_of_before_into_account() -> None:
    gastos = Gasto(date(2024, 2, 1), desde_pesos(30_000)), Gasto(PAGO, 2_000_000)

    found = liquidar(pagada(*gastos), TREINTA, REFERENCIA)

    assert found.abonos[0].pagado == Conceptos(38_461_500, 9_615_400, 1_923_100)
    assert found.saldo.costas == desde_pesos(50_000 - 19_231)


def test_t_2_1_an_expense_of_later_takes_no_part_in_the_payment() -> None:
    late = Gasto(PAGO + timedelta(days=1), desde_pesos(50_000))

    found = liquidar(pagada(late), TREINTA, REFERENCIA)

    assert found.abonos[0].pagado == Conceptos(40_000_000, 10_000_000, 0)
    assert found.saldo.costas == desde_pesos(50_000)


def test_an_expense_earns_nothing_and_rounds_nothing() -> None:
    plain = liquidar(CUENTA, OPCIONES, REFERENCIA)
    spent = replace(CUENTA, gastos=(Gasto(date(2024, 1, 5), 123_456_789),))

    found = liquidar(spent, OPCIONES, REFERENCIA)

    assert found.periodos == plain.periodos
    assert found.total - plain.total == 123_456_789
    assert found.por_dia_adicional == plain.por_dia_adicional


@given(
    valores=st.lists(
        st.integers(min_value=1, max_value=desde_pesos(10**9)), max_size=4
    ),
    pago=st.integers(min_value=1, max_value=desde_pesos(10**7)),
)
def test_expenses_of_the_first_day_are_like_costs_owed_from_the_start(
    valores: list[int], pago: int
) -> None:
    abonos = (Abono(date(2024, 6, 1), pago),)
    dated = replace(
        CUENTA, abonos=abonos, gastos=tuple(Gasto(EXIGIBLE, v) for v in valores)
    )
    plain = replace(CUENTA, abonos=abonos, costas=sum(valores))

    one = liquidar(dated, OPCIONES, REFERENCIA)
    other = liquidar(plain, OPCIONES, REFERENCIA)

    assert (one.saldo, one.abonos) == (other.saldo, other.abonos)


def test_the_fingerprint_of_before_is_the_same_without_expenses() -> None:
    """The characters are those of the first published version."""
    cuenta = Cuenta(
        capital=100_000_000,
        regimen=Regimen.LEY68,
        exigible=date(2025, 1, 15),
        corte=date(2025, 7, 15),
        abonos=(Abono(date(2025, 3, 1), 5_000_000),),
        costas=1_000_000,
        suspensiones=(Suspension(date(2025, 2, 1), date(2025, 2, 3), "acto"),),
    )

    assert liquidar(cuenta, OPCIONES, REFERENCIA).huella == "a250bf3dbecd"


def test_an_expense_enters_the_fingerprint_the_record_and_the_trace() -> None:
    found = liquidar(pagada(Gasto(date(2024, 2, 1), 5_000_000)), OPCIONES, REFERENCIA)
    other = liquidar(pagada(Gasto(date(2024, 2, 2), 5_000_000)), OPCIONES, REFERENCIA)
    kept = constancia(found)

    assert found.huella != other.huella
    again = liquidar(cuenta_de(kept), OPCIONES, REFERENCIA)
    assert comparar(kept, again) == ()
    assert [d.campo for d in comparar(kept, other) if d.campo[:6] == "gastos"] == [
        "gastos.0.0"
    ]
    (step,) = [paso for paso in found.trace if paso.regla == "gastos"]
    assert step.norma == "ET, art. 836-1"
    assert "$ 50.000" in step.detalle


@pytest.mark.parametrize(
    ("gasto", "says"),
    [
        (Gasto(date(2026, 1, 1), 100), "posterior a la fecha de corte"),
        (Gasto(date(2025, 1, 1), 0), "vale cero"),
        (Gasto(date(2025, 1, 1), -5), "no puede ser negativo"),
        (Gasto(date(25, 1, 1), 100), "no puede ser"),
    ],
)
def test_an_expense_that_cannot_be_is_refused(gasto: Gasto, says: str) -> None:
    with pytest.raises(InvalidDataError, match=says):
        liquidar(replace(CUENTA, gastos=(gasto,)), OPCIONES, REFERENCIA)


def test_while_the_interest_is_suspended_one_more_day_adds_nothing() -> None:
    def por_dia(pausa: Suspension) -> int:
        paused = replace(CUENTA, suspensiones=(pausa,))
        return liquidar(paused, OPCIONES, REFERENCIA).por_dia_adicional

    start, cut = date(2025, 12, 1), CUENTA.corte
    assert por_dia(Suspension(start, cut, "acto", sigue=True)) == 0
    assert por_dia(Suspension(start, cut + timedelta(days=1), "acto")) == 0
    assert por_dia(Suspension(start, cut, "acto")) == 32_877
