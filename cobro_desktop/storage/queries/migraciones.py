"""How the acts of a case read after it moved to another version of its procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from cobro_desktop.storage.rows import ActuacionRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

MIGRACION = "migracion"


class Migracion(NamedTuple):
    """A move that was not undone."""

    acto: int
    mapa: Mapping[str, str]
    """Activity of the old version → the one that goes on with it."""
    version: int
    """The one that was left."""

    def leer(self, actividad: str) -> str:
        """Return the activity of today; one that has none keeps its old name."""
        return self.mapa.get(actividad) or f"{actividad} (v{self.version})"


def migraciones(session: Session, expediente_id: int) -> list[Migracion]:
    """Return the moves of a case that stand, the oldest first."""
    row, later = ActuacionRow, aliased(ActuacionRow)
    undone = sa.exists().where(
        later.expediente_id == expediente_id, later.anula_id == row.id
    )
    query = (
        sa.select(row.id, row.datos)
        .where(row.expediente_id == expediente_id, row.tipo == MIGRACION, ~undone)
        .order_by(row.id)
    )
    return [
        Migracion(act, datos["mapa"], datos["de_version"])
        for act, datos in session.execute(query)
    ]


def actividad_de_hoy(moves: list[Migracion], acto: int, actividad: str) -> str:
    """Return the activity of an act as the case's version of today names it."""
    for move in moves:
        if acto < move.acto:
            actividad = move.leer(actividad)
    return actividad
