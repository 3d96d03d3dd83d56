"""Expenses of collection on the cases (ET 836-1)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotFoundError,
)
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.services.gastos import (
    AnularGasto,
    RegistrarGasto,
    anular_gasto,
    cargables,
    prever_anulacion,
    prever_gasto,
    registrar_gasto,
)
from cobro_desktop.services.liquidaciones import liquidar_caso, liquidar_expediente
from cobro_desktop.services.pagos import (
    RegistrarPago,
    previsualizar,
    registrar_pago,
)
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ExpedienteRow,
    GastoRow,
    ImputacionRow,
    ObligacionRow,
)
from tests.services.mandamiento import dia
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

PRO, FIN = en_nombre_de("pro"), en_nombre_de("fin")
PAGO = dia("2025-07-15")
"""181 days after R-100 was due: 59.507 of interest (T-1a.1)."""


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def caso(workspace: Workspace) -> int:
    return expediente_de(workspace, "R-100").id


def gasto(caso: int, fecha: str = "2025-07-01", **cambios: Any) -> RegistrarGasto:
    command = RegistrarGasto(caso, dia(fecha), "Correo", 5_000_000, "Guía 0045")
    return replace(command, **cambios)


def paga(workspace: Workspace, caso: int, pesos: int = 500_000) -> None:
    command = RegistrarPago(caso, PAGO, pesos * 100, f"P-{pesos}")
    registrar_pago(command, workspace, FIN)


def imputado(workspace: Workspace) -> Conceptos:
    with workspace.base.read() as session:
        row = session.scalars(select(ImputacionRow)).one()
    return Conceptos(row.capital // 100, row.interes // 100, row.costas // 100)


def saldo(workspace: Workspace, caso: int) -> int:
    with workspace.base.read() as session:
        return session.get_one(ExpedienteRow, caso).saldo // 100


def test_an_expense_is_owed_from_its_day_on(workspace: Workspace, caso: int) -> None:
    registrar_gasto(gasto(caso), workspace, PRO)

    before = liquidar_caso(workspace, caso, dia("2025-06-30")).saldo
    after = liquidar_caso(workspace, caso, dia("2025-07-01")).saldo

    assert (before.costas, after.costas) == (0, 5_000_000)


def test_the_payment_and_its_preview_take_the_expense_into_account(
    workspace: Workspace, caso: int
) -> None:
    """500.000 of 1.109.507 (T-2.1's rule): 450.651, 26.817 and 22.532."""
    registrar_gasto(gasto(caso), workspace, PRO)
    command = RegistrarPago(caso, PAGO, 50_000_000, "P-1")

    seen = previsualizar(command, workspace, HOY)
    registrar_pago(command, workspace, FIN)

    assert seen.debe == Conceptos(100_000_000, 5_950_700, 5_000_000)
    assert imputado(workspace) == Conceptos(450_651, 26_817, 22_532)
    assert seen.paga == Conceptos(45_065_100, 2_681_700, 2_253_200)


def test_an_expense_of_later_takes_no_part_in_the_payment(
    workspace: Workspace, caso: int
) -> None:
    """T-2.3 as it was."""
    paga(workspace, caso)

    registrar_gasto(gasto(caso, "2025-07-16"), workspace, PRO)

    assert imputado(workspace) == Conceptos(471_918, 28_082, 0)


def test_an_expense_of_before_imputes_the_payment_again_and_back(
    workspace: Workspace, caso: int
) -> None:
    paga(workspace, caso)
    command = gasto(caso)
    told = prever_gasto(command, workspace, PRO).frases()
    assert imputado(workspace) == Conceptos(471_918, 28_082, 0)

    changes = registrar_gasto(command, workspace, PRO)

    assert imputado(workspace) == Conceptos(450_651, 26_817, 22_532)
    assert saldo(workspace, caso) == 1_000_000 - 450_651
    assert any("se imputa de nuevo" in text for text in told)
    assert changes.datos["efectos"] == told
    found = liquidar_caso(workspace, caso, PAGO).saldo
    assert (found.capital // 100, found.costas // 100) == (549_349, 27_468)
    assert verificar(workspace).hallazgos == []

    order = AnularGasto(caso, int(str(changes.datos["gasto"])), "No era de este caso")
    prever_anulacion(order, workspace, PRO)
    anular_gasto(order, workspace, PRO)

    assert imputado(workspace) == Conceptos(471_918, 28_082, 0)
    assert saldo(workspace, caso) == 528_082


def test_an_obligation_that_a_past_expense_leaves_owing_is_open_again(
    workspace: Workspace, caso: int
) -> None:
    second = registrar_gasto(gasto(caso, "2025-07-02"), workspace, PRO).datos
    paga(workspace, caso, 1_109_507)

    def estado() -> str:
        with workspace.base.read() as session:
            return session.scalars(
                select(ObligacionRow.estado).where(ObligacionRow.expediente_id == caso)
            ).one()

    assert estado() == "PAGADA"
    order = AnularGasto(caso, int(str(second["gasto"])), "Se cobró dos veces")
    anular_gasto(order, workspace, PRO)
    assert estado() == "PAGADA"
    with workspace.base.read() as session:
        assert session.scalars(select(ImputacionRow.saldo_a_favor)).one() == 5_000_000


def test_a_stored_liquidation_without_expenses_has_the_fingerprint_it_had(
    workspace: Workspace, caso: int
) -> None:
    ((_, before),) = liquidar_expediente(workspace, caso, dia("2025-06-30"))

    registrar_gasto(gasto(caso), workspace, PRO)

    ((_, after),) = liquidar_expediente(workspace, caso, dia("2025-06-30"))
    assert after.huella == before.huella


@pytest.mark.parametrize(
    ("cambios", "says"),
    [
        ({"concepto": " "}, "en qué se gastó"),
        ({"soporte": ""}, "soporte"),
        ({"valor": 0}, "no puede ser"),
        ({"valor": -100}, "no puede ser"),
        ({"fecha": "2026-10-01"}, "posterior a hoy"),
        ({"fecha": "0206-10-01"}, "no puede ser"),
    ],
)
def test_what_cannot_be_is_refused(
    workspace: Workspace, caso: int, cambios: dict[str, Any], says: str
) -> None:
    with pytest.raises(InvalidDataError, match=says):
        registrar_gasto(gasto(caso, **cambios), workspace, PRO)

    with workspace.base.read() as session:
        assert session.scalars(select(GastoRow)).all() == []


def test_the_same_expense_is_not_charged_twice(workspace: Workspace, caso: int) -> None:
    registrar_gasto(gasto(caso), workspace, PRO)

    with pytest.raises(InvalidDataError, match="Ya está registrado"):
        registrar_gasto(gasto(caso), workspace, PRO)


def test_it_must_say_which_obligation_when_there_are_several(
    workspace: Workspace, caso: int
) -> None:
    with workspace.base.write.begin() as session:
        first = session.scalars(
            select(ObligacionRow).where(ObligacionRow.expediente_id == caso)
        ).one()
        session.add(
            ObligacionRow(
                titulo_id=first.titulo_id,
                expediente_id=caso,
                concepto=first.concepto,
                vigencia=2025,
                capital=100,
                saldo_capital=100,
                regimen=first.regimen,
                exigible=dia("2025-02-01"),
            )
        )

    with pytest.raises(ConflictError, match="varias obligaciones"):
        registrar_gasto(gasto(caso), workspace, PRO)
    with pytest.raises(NotFoundError, match="esa obligación"):
        registrar_gasto(gasto(caso, obligacion_id=999), workspace, PRO)
    second = cargables(workspace, caso)[1]
    datos = registrar_gasto(gasto(caso, obligacion_id=second.id), workspace, PRO).datos

    with workspace.base.read() as session:
        row = session.get_one(GastoRow, datos["gasto"])
    assert row.obligacion_id == second.id
    assert "2025" in second.nombre
