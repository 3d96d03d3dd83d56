"""The incidents of a case, as they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.clase_termino import TERMINO_DE_INCIDENTE
from cobro_desktop.storage.rows import (
    DeudorRow,
    IncidenteRow,
    PersonaRow,
    TerminoRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class Incidente(NamedTuple):
    """An incident, open or closed."""

    id: int
    tipo: str
    estado: str
    abierto: dt.date
    cerrado: dt.date | None
    resultado: str
    deudor: str
    """Name of the debtor it concerns; empty for the whole case."""
    vence: dt.date | None
    """Last day to decide it, where there is one."""
    suspende: bool
    datos: dict[str, Any]


def incidentes_de(session: Session, expediente_id: int) -> list[Incidente]:
    """Return the incidents of a case, the open ones first, then the latest."""
    query = (
        select(IncidenteRow, PersonaRow.nombre)
        .outerjoin(DeudorRow, DeudorRow.id == IncidenteRow.deudor_id)
        .outerjoin(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(IncidenteRow.expediente_id == expediente_id)
        .order_by(IncidenteRow.estado, IncidenteRow.abierto.desc(), IncidenteRow.id)
    )
    ends = _vencen(session, expediente_id)
    return [
        Incidente(
            row.id,
            row.tipo,
            row.estado,
            row.abierto,
            row.cerrado,
            row.resultado,
            nombre or "",
            ends.get(f"{TERMINO_DE_INCIDENTE}{row.id}"),
            row.suspension_id is not None,
            row.datos,
        )
        for row, nombre in session.execute(query)
    ]


def tipos_abiertos(session: Session, expediente_id: int) -> frozenset[str]:
    """Return the kinds of incident that are open in a case."""
    return frozenset(
        session.scalars(
            select(IncidenteRow.tipo).where(
                IncidenteRow.expediente_id == expediente_id,
                IncidenteRow.estado == "abierto",
            )
        )
    )


def _vencen(session: Session, expediente_id: int) -> dict[str, dt.date]:
    rows = session.execute(
        select(TerminoRow.actividad, TerminoRow.vence).where(
            TerminoRow.expediente_id == expediente_id,
            TerminoRow.actividad.startswith(TERMINO_DE_INCIDENTE, autoescape=True),
        )
    )
    return {actividad: vence for actividad, vence in rows}  # noqa: C416 - rows
