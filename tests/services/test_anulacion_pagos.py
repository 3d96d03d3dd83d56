"""A payment annulled, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.anulacion_pagos import (
    AnularPago,
    anular_pago,
    prever_anulacion,
)
from cobro_desktop.services.liquidaciones import liquidar_caso
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

CORTE = dt.date(2025, 8, 31)
"""R-200 owes 1,423,500 and 86,112 of interest then (RULES T-1a.2)."""
HOY = dt.date(2026, 9, 30)
FIN = en_nombre_de("fin", HOY)


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def caso(workspace: Workspace) -> ExpedienteRow:
    return expediente_de(workspace, "R-200")


def paga(workspace: Workspace, valor: int, fecha: dt.date, referencia: str) -> int:
    command = RegistrarPago(caso(workspace).id, fecha, valor * 100, referencia)
    return int(str(registrar_pago(command, workspace, FIN).datos["pago"]))


def debe(workspace: Workspace, corte: dt.date) -> tuple[int, int]:
    saldo = liquidar_caso(workspace, caso(workspace).id, corte).saldo
    return saldo.capital // 100, saldo.intereses // 100


def test_an_annulled_payment_is_owed_again_and_may_be_registered_again(
    workspace: Workspace,
) -> None:
    pago = paga(workspace, 1_509_612, CORTE, "PSE-1")
    assert caso(workspace).saldo == 0

    seen = prever_anulacion(AnularPago(pago, "No entró"), workspace, FIN)
    assert any("$ 1.423.500 ahora" in text for text in seen.frases())
    assert caso(workspace).saldo == 0, "foreseeing writes nothing"
    done = anular_pago(AnularPago(pago, "No entró al banco."), workspace, FIN)

    assert done.resumen.endswith("referencia PSE-1: No entró al banco.")
    assert caso(workspace).saldo == 1_423_500 * 100
    assert debe(workspace, CORTE) == (1_423_500, 86_112)
    paga(workspace, 1_509_612, CORTE, "PSE-1")
    assert caso(workspace).saldo == 0


def test_what_stays_is_split_as_if_it_had_been_alone(workspace: Workspace) -> None:
    first = paga(workspace, 500_000, dt.date(2025, 5, 31), "PSE-1")
    paga(workspace, 500_000, CORTE, "PSE-2")

    anular_pago(AnularPago(first, "Era de otro deudor"), workspace, FIN)

    # 500 000 × 1 423 500 / 1 509 612 = 471 478.7… → 471 479 (RULES 2.1).
    assert caso(workspace).saldo == (1_423_500 - 471_479) * 100
    assert debe(workspace, CORTE) == (952_021, 86_112 - 28_521)


def test_refusals_say_why(workspace: Workspace) -> None:
    pago = paga(workspace, 100_000, CORTE, "PSE-1")
    with pytest.raises(InvalidDataError, match="por qué se anula"):
        anular_pago(AnularPago(pago, " "), workspace, FIN)
    with pytest.raises(NotFoundError, match="un pago 999"):
        anular_pago(AnularPago(999, "x"), workspace, FIN)
    with pytest.raises(NotAllowedError, match="no puede anular pagos"):
        anular_pago(AnularPago(pago, "x"), workspace, en_nombre_de("aux", HOY))
    anular_pago(AnularPago(pago, "Duplicado"), workspace, FIN)
    with pytest.raises(ConflictError, match="ya está anulado"):
        anular_pago(AnularPago(pago, "Duplicado"), workspace, FIN)
