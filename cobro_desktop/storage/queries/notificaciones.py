"""Notifications of a case: what took effect, and every attempt with its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    EntidadRow,
    ExpedienteRow,
    NotificacionRow,
    PersonaRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class Envio(NamedTuple):
    """An attempt to notify a debtor."""

    id: int
    que: str
    deudor_id: int
    deudor: str
    numero: str
    """Document number of the debtor."""
    medio: str
    enviada: dt.date | None
    guia: str
    resultado: str
    causa: str
    efectiva: dt.date | None
    valida: bool
    actuacion_id: int | None
    datos: dict[str, Any]
    """Of the act that recorded it: address, proof, reasons."""


def efectivas(
    session: Session, expediente_id: int, documento: str
) -> list[tuple[str, dt.date]]:
    """Return means and day of each valid notification of a document."""
    row = NotificacionRow
    found = session.execute(
        sa.select(row.medio, row.efectiva).where(
            row.expediente_id == expediente_id,
            row.que == documento,
            row.efectiva.is_not(None),
            row.valida,
        )
    )
    return [(medio, day) for medio, day in found if day is not None]


def electronicas(session: Session, sigla: str) -> frozenset[int]:
    """Return the acts that notified somebody by e-mail in an institution."""
    row = NotificacionRow
    found = session.scalars(
        sa.select(row.actuacion_id)
        .join(ExpedienteRow, ExpedienteRow.id == row.expediente_id)
        .join(EntidadRow, EntidadRow.id == ExpedienteRow.entidad_id)
        .where(EntidadRow.sigla == sigla, row.medio == "electronica")
    )
    return frozenset(act for act in found if act is not None)


def envios(session: Session, expediente_id: int) -> list[Envio]:
    """Return every attempt of a case, in the order they were first registered."""
    row = NotificacionRow
    query = (
        sa.select(
            row.id,
            row.que,
            row.deudor_id,
            PersonaRow.nombre,
            PersonaRow.numero,
            row.medio,
            row.enviada,
            row.guia,
            row.resultado,
            row.causa,
            row.efectiva,
            row.valida,
            row.actuacion_id,
            ActuacionRow.datos,
        )
        .join(DeudorRow, DeudorRow.id == row.deudor_id)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .outerjoin(ActuacionRow, ActuacionRow.id == row.actuacion_id)
        .where(row.expediente_id == expediente_id)
        .order_by(row.id)
    )
    return [
        Envio._make((*values[:-1], values[-1] or {}))
        for values in session.execute(query)
    ]
