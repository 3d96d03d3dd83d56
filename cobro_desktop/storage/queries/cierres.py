"""The closings of a case, with who closed each and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cobro_desktop.storage.queries.actos import actos
from cobro_desktop.storage.queries.novedades import fechas_corregidas

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
    corrected = fechas_corregidas(session, expediente_id)
    return [
        CierreGuardado(*act)._replace(fecha=corrected.get(act.id, act.fecha))
        for act in actos(session, expediente_id, "cierre_actividad")
    ]
