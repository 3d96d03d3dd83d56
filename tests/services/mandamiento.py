"""A case whose mandamiento was notified, and what to look at in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import (
    EventoPrescripcionRow,
    ExpedienteRow,
    NotificacionRow,
    TerminoRow,
)
from tests.services.oficina import en_nombre_de, expediente_de

NOTIFICADO = dt.date(2026, 3, 16)
VENCE = dt.date(2026, 4, 9)
"""15 working days later (T-4.2)."""


def dia(texto: str) -> dt.date:
    return dt.date.fromisoformat(texto)


def notifica(
    workspace: Workspace, titulo: str = "R-100", dia: dt.date = NOTIFICADO
) -> int:
    """Notify the mandamiento of a case; returns the act."""
    command = Notificar(
        expediente_de(workspace, titulo).id, "mandamiento-pago", Medio.PERSONAL, dia
    )
    datos = notificar(command, workspace, en_nombre_de("pro")).datos
    return int(str(datos["actuacion"]))


def termino(workspace: Workspace, titulo: str = "R-100") -> TerminoRow:
    """Return the term to pay or propose excepciones."""
    with workspace.base.read() as session:
        return session.scalars(
            select(TerminoRow)
            .join(ExpedienteRow, ExpedienteRow.id == TerminoRow.expediente_id)
            .where(ExpedienteRow.titulo == titulo, TerminoRow.cantidad == 15)
            .order_by(TerminoRow.id.desc())
        ).first()  # type: ignore[return-value]


def evento(workspace: Workspace) -> EventoPrescripcionRow:
    """Return the only event of prescription of the base."""
    with workspace.base.read() as session:
        return session.scalars(select(EventoPrescripcionRow)).one()


def notificacion(workspace: Workspace) -> NotificacionRow:
    """Return the only notification of the base."""
    with workspace.base.read() as session:
        return session.scalars(select(NotificacionRow)).one()


def unico(datos: Mapping[str, object], clave: str) -> dict[str, Any]:
    """Return the only item of a list of the answer."""
    value = datos[clave]
    assert isinstance(value, list)
    (item,) = value
    assert isinstance(item, dict)
    return item
