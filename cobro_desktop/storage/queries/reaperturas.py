"""The returns of a case after its ends, with who opened each and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.queries.migraciones import actividad_de_hoy, migraciones
from cobro_desktop.storage.rows import ActuacionRow, UsuarioRow

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


def reaperturas(session: Session, expediente_id: int) -> list[Reapertura]:
    """Return the returns of a case, the oldest first."""
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
        .where(
            row.expediente_id == expediente_id,
            row.tipo == "reanudacion",
            # What resumes after a suspension names no door.
            row.resultado != "",
        )
        .order_by(row.id)
    )
    moves = migraciones(session, expediente_id)
    return [
        Reapertura(
            id_,
            actividad_de_hoy(moves, id_, actividad),
            resultado,
            fecha,
            quien,
            datos.get("de", ""),
            datos.get("motivo", ""),
        )
        for id_, actividad, resultado, fecha, quien, datos in session.execute(query)
    ]
