"""The closings of a case, with who closed each and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.queries.migraciones import actividad_de_hoy, migraciones
from cobro_desktop.storage.queries.novedades import fechas_corregidas
from cobro_desktop.storage.rows import ActuacionRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class CierreGuardado(NamedTuple):
    """An activity that was closed."""

    id: int
    actividad: str
    """As the version that the case follows today names it."""
    resultado: str
    fecha: dt.date
    """The legal day, as it was corrected."""
    quien: str
    datos: dict[str, Any]
    """`respuestas`, `forzado`, `faltaba`, `advertencias`, `version`."""


def cierres(session: Session, expediente_id: int) -> list[CierreGuardado]:
    """Return the closings of a case, the oldest first."""
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
        .where(row.expediente_id == expediente_id, row.tipo == "cierre_actividad")
        .order_by(row.id)
    )
    corrected = fechas_corregidas(session, expediente_id)
    found = (CierreGuardado._make(values) for values in session.execute(query))
    moves = migraciones(session, expediente_id)
    return [
        c._replace(
            actividad=actividad_de_hoy(moves, c.id, c.actividad),
            fecha=corrected.get(c.id, c.fecha),
        )
        for c in found
    ]
