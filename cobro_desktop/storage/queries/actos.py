"""The acts of one kind of a case, with who did each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.queries.migraciones import actividad_de_hoy, migraciones
from cobro_desktop.storage.rows import ActuacionRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class ActoGuardado(NamedTuple):
    """An act, as it was recorded."""

    id: int
    actividad: str
    """As the version that the case follows today names it."""
    resultado: str
    fecha: dt.date
    """The legal day, before any correction."""
    quien: str
    datos: dict[str, Any]


def actos(session: Session, expediente_id: int, tipo: str) -> list[ActoGuardado]:
    """Return the acts of a kind of a case, the oldest first."""
    row = ActuacionRow
    query = (
        sa.select(
            row.id,
            row.actividad,
            row.resultado,
            row.fecha,
            sa.func.coalesce(UsuarioRow.nombre, row.usuario),
            row.datos,
        )
        .outerjoin(UsuarioRow, UsuarioRow.login == row.usuario)
        .where(row.expediente_id == expediente_id, row.tipo == tipo)
        .order_by(row.id)
    )
    moves = migraciones(session, expediente_id)
    found = (ActoGuardado._make(values) for values in session.execute(query))
    return [
        act._replace(actividad=actividad_de_hoy(moves, act.id, act.actividad))
        for act in found
    ]
