"""The returns of a case after its ends, with who opened each and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.queries.actos import actos
from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class Reapertura(NamedTuple):
    """A case that had ended and came back by a door."""

    id: int
    actividad: str
    """The one in which it had ended, as today's version names it."""
    resultado: str
    """The door."""
    fecha: dt.date
    quien: str
    fin: str
    """The end that it left: `DEVUELTO`."""
    motivo: str


def ultimo_cierre() -> sa.ScalarSelect[dt.date]:
    """Return the day of the last activity that a case closed, as a column of cases.

    The day on which a case ended, where it did.
    """
    row = ActuacionRow
    return (
        sa.select(row.fecha)
        .where(row.expediente_id == ExpedienteRow.id, row.tipo == "cierre_actividad")
        .order_by(row.id.desc())
        .limit(1)
        .correlate(ExpedienteRow)
        .scalar_subquery()
    )


def reaperturas(session: Session, expediente_id: int) -> list[Reapertura]:
    """Return the returns of a case, the oldest first."""
    return [
        Reapertura(*act[:5], act.datos.get("de", ""), act.datos.get("motivo", ""))
        for act in actos(session, expediente_id, "reanudacion")
        # What resumes after a suspension names no door.
        if act.resultado
    ]
