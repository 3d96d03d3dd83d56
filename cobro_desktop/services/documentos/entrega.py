"""Keeps the state of a document with the notifications that there are of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.ciclo_documento import TRANSICIONES, Paso
from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.services.hechos import A_NOTIFICAR
from cobro_desktop.storage.rows import DeudorRow, DocumentoRow, NotificacionRow

if TYPE_CHECKING:
    from cobro_desktop.services.transaction import Transaction


def seguir_notificaciones(tx: Transaction, documento_id: int | None) -> None:
    """Make a document *notificado* once all its debtors are, and only while they are.

    One whose notification was annulled is back where it was: radicado or signed.
    """
    row = tx.session.get(DocumentoRow, documento_id) if documento_id else None
    if row is None or row.estado == "anexo":
        return
    tx.session.flush()
    state = estado_documento(row.estado)
    if _todos(tx, row):
        if state in TRANSICIONES[Paso.NOTIFICAR].desde:
            row.estado = EstadoDocumento.NOTIFICADO.nombre
            tx.touch("documento", row.id)
    elif state is EstadoDocumento.NOTIFICADO:
        before = EstadoDocumento.RADICADO if row.radicado else EstadoDocumento.FIRMADO
        row.estado = before.nombre
        tx.touch("documento", row.id)


def _todos(tx: Transaction, row: DocumentoRow) -> bool:
    wanted = tx.session.scalars(
        select(DeudorRow.id).where(
            DeudorRow.expediente_id == row.expediente_id,
            DeudorRow.rol.in_(A_NOTIFICAR),
        )
    ).all()
    told = tx.session.scalars(
        select(NotificacionRow.deudor_id).where(
            NotificacionRow.documento_id == row.id,
            NotificacionRow.efectiva.is_not(None),
            NotificacionRow.valida,
        )
    ).all()
    return bool(told) and set(wanted) <= set(told)
