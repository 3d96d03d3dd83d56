"""A payment that should not have been registered: annulled, never erased."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import (
    Acto,
    TipoActuacion,
    registrar,
    registrar_varios,
)
from cobro_desktop.services.acuerdos.pagos import con_acuerdo, tras_pago
from cobro_desktop.services.bulk import sumar_saldos
from cobro_desktop.services.efectos import (
    Efectos,
    Hecho,
    comparar,
    ensayar,
    fotografiar,
    realizar,
)
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.services.reimputaciones import reimputar
from cobro_desktop.storage.rows import (
    DepositoRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.reimputaciones import Reimputado
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ActuacionRow

QUIENES: Final = (Rol.FIN, Rol.TES, Rol.COO, Rol.JEF)
ANULADO: Final = "anulado"


@dataclass(frozen=True, slots=True)
class AnularPago:
    """Withdraw a payment of a case; its row and its act stay as history."""

    pago_id: int
    motivo: str


def anular_pago(
    command: AnularPago, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Annul a payment; what it paid is owed again and the others are split again.

    Raises:
        InvalidDataError: no reason.
        NotFoundError: no such payment in a case.
        ConflictError: it is annulled already.
        NotAllowedError: it is a deposit that was applied, the case ended, or the
            user's role may not.
        MissingParameterError: payments must be imputed again and a rate is missing.
    """
    return realizar(workspace, contexto, "anular_pago", lambda tx: _anular(tx, command))


def prever_anulacion(
    command: AnularPago, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what annulling a payment would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _anular(tx, command))


def retirar_pago(
    tx: Transaction, expediente: ExpedienteRow, pago: PagoRow, motivo: str
) -> tuple[ActuacionRow, list[Reimputado]]:
    """Owe again what a payment paid and split the others anew; return the act."""
    touched = tx.session.scalars(
        select(ObligacionRow)
        .join(ImputacionRow, ImputacionRow.obligacion_id == ObligacionRow.id)
        .where(ImputacionRow.pago_id == pago.id)
    ).all()
    pago.estado = ANULADO
    _deber_otra_vez(touched)
    split = reimputar(tx, expediente, dt.date.min)
    tras_pago(tx, expediente, pago.fecha)
    return registrar(tx, expediente, _acto(tx, pago, motivo)), split


def retirar_pagos(tx: Transaction, pagos: Sequence[PagoRow], motivo: str) -> None:
    """Do `retirar_pago` for many, those of a case together; the acts are the same."""
    session = tx.session
    cases = {
        case.id: case
        for chunk in trozos({pago.expediente_id for pago in pagos})
        for case in session.scalars(
            select(ExpedienteRow).where(ExpedienteRow.id.in_(chunk))
        )
    }
    ids = [pago.id for pago in pagos]
    for pago in pagos:
        pago.estado = ANULADO
    session.flush()
    left: set[int] = set()
    for chunk in trozos(ids):
        paid = select(ImputacionRow.obligacion_id).where(
            ImputacionRow.pago_id.in_(chunk)
        )
        query = select(ObligacionRow).where(ObligacionRow.id.in_(paid))
        touched = session.scalars(query).all()
        _deber_otra_vez(touched)
        left |= _con_otros(session, [debt.id for debt in touched])
    session.flush()
    sumar_saldos(session, cases)
    for chunk in trozos(cases):
        again = select(ExpedienteRow).where(ExpedienteRow.id.in_(chunk))
        session.scalars(again.execution_options(populate_existing=True)).all()
    for case in sorted(left):
        reimputar(tx, cases[case], dt.date.min)
    last = {pago.expediente_id: pago for pago in pagos}
    for case in sorted(con_acuerdo(session, cases)):
        tras_pago(tx, cases[case], last[case].fecha)
    acts = [(cases[p.expediente_id], _acto(tx, p, motivo)) for p in pagos
            if p.expediente_id is not None]  # fmt: skip
    registrar_varios(tx, acts)


def _deber_otra_vez(obligaciones: Sequence[ObligacionRow]) -> None:
    for obligacion in obligaciones:
        # As if nothing had been paid; what the other payments gave comes next.
        obligacion.saldo_capital = obligacion.capital - obligacion.abono_historico
        obligacion.estado = VIGENTE


def _con_otros(session: Session, obligaciones: Sequence[int]) -> set[int]:
    """Return the cases of those debts that other payments still pay."""
    found: set[int] = set()
    for chunk in trozos(obligaciones):
        query = (
            select(ObligacionRow.expediente_id)
            .join(ImputacionRow, ImputacionRow.obligacion_id == ObligacionRow.id)
            .join(PagoRow, PagoRow.id == ImputacionRow.pago_id)
            .where(ObligacionRow.id.in_(chunk), PagoRow.estado != ANULADO)
        )
        found |= set(session.scalars(query))
    return found


def _acto(tx: Transaction, pago: PagoRow, motivo: str) -> Acto:
    texto = (
        f"Se anuló el pago de {pesos(pago.valor)} del {fecha_larga(pago.fecha)}, "
        f"referencia {pago.referencia}: {motivo}."
    )
    return Acto(
        tipo=TipoActuacion.ANULACION,
        texto=texto,
        fecha=tx.contexto.hoy,
        datos={"pago": pago.id},
        anula_id=pago.actuacion_id,
    )


def _anular(tx: Transaction, command: AnularPago) -> Hecho:
    tx.require_role(QUIENES, "anular pagos")
    reason = command.motivo.strip().rstrip(".")
    if not reason:
        message = "Escriba por qué se anula el pago. No se cambió nada."
        raise InvalidDataError(message)
    pago = pago_en_caso(tx, command.pago_id)
    assert pago.expediente_id is not None, "it is of a case"
    expediente = abierto(tx, pago.expediente_id)
    before = fotografiar(tx, expediente)
    act, split = retirar_pago(tx, expediente, pago, reason)
    notas = [change.frase for change in split]
    efectos = comparar(before, fotografiar(tx, expediente), notas=notas)
    datos = {"actuacion": act.id, "pago": pago.id}
    return Hecho(expediente.id, expediente.numero, act.texto, efectos, datos)


def pago_en_caso(tx: Transaction, pago_id: int) -> PagoRow:
    """Return a payment of a case that may be withdrawn from it.

    Raises:
        NotFoundError: no such payment in a case.
        ConflictError: it is annulled already.
        NotAllowedError: it is a deposit that was applied.
    """
    row = tx.session.get(PagoRow, pago_id)
    if row is None or row.expediente_id is None:
        message = f"No hay en ningún expediente un pago {pago_id}."
        raise NotFoundError(message)
    if row.estado == ANULADO:
        message = "Ese pago ya está anulado. No se cambió nada."
        raise ConflictError(message)
    deposit = tx.session.scalar(
        select(DepositoRow.numero).where(DepositoRow.pago_id == row.id)
    )
    if deposit is not None:
        message = (
            f"Ese pago es el título de depósito n.º {deposit}, que un auto aplicó: no "
            "se anula desde aquí. No se cambió nada."
        )
        raise NotAllowedError(message)
    return row
