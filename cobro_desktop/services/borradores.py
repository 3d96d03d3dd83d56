"""What a person has answered in the guided step so far (F41)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.services.transaction import ahora_utc
from cobro_desktop.storage.rows import BorradorRow, ExpedienteRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Borrador:
    """A guided step left half way."""

    expediente_id: int
    actividad: str
    respuestas: Mapping[str, str] = field(default_factory=dict)
    """Field name → text; `__resultado__` and `__fecha__` hold the choice so far."""
    seccion: str = ""


class Pendiente(NamedTuple):
    """A draft in the list of drafts of a person."""

    expediente_id: int
    numero: str
    deudor: str
    actividad: str
    actualizado_en: dt.datetime
    """When it was last saved, UTC."""
    vigente: bool
    """Whether the case is still in that activity."""
    nombre: str
    """Of the activity."""
    respuestas: int
    """How many questions it answers."""


def guardar(borrador: Borrador, workspace: Workspace, contexto: Contexto) -> None:
    """Keep a draft; it is work in progress, so the audit log does not mention it."""
    with workspace.base.write.begin() as session:
        row = _row(session, contexto.usuario, borrador)
        if row is None:
            row = BorradorRow(
                usuario_id=_usuario_id(session, contexto.usuario),
                expediente_id=borrador.expediente_id,
                actividad=borrador.actividad,
            )
            session.add(row)
        row.respuestas = dict(borrador.respuestas)
        row.seccion = borrador.seccion
        row.actualizado_en = ahora_utc()


def abrir(
    expediente_id: int, actividad: str, workspace: Workspace, contexto: Contexto
) -> Borrador | None:
    """Return the person's draft of an activity, if there is one."""
    with workspace.base.read() as session:
        row = _row(session, contexto.usuario, Borrador(expediente_id, actividad))
        if row is None:
            return None
        return Borrador(expediente_id, actividad, row.respuestas, row.seccion)


def descartar(borrador: Borrador, workspace: Workspace, contexto: Contexto) -> None:
    """Forget a draft."""
    with workspace.base.write.begin() as session:
        if row := _row(session, contexto.usuario, borrador):
            session.delete(row)


def listar(workspace: Workspace, contexto: Contexto) -> list[Pendiente]:
    """Return the person's drafts, the latest first."""
    query = (
        select(
            BorradorRow.expediente_id,
            ExpedienteRow.numero,
            ExpedienteRow.deudor,
            BorradorRow.actividad,
            BorradorRow.actualizado_en,
            ExpedienteRow.actividad == BorradorRow.actividad,
            ExpedienteRow.procedimiento_id,
            BorradorRow.respuestas,
        )
        .join(ExpedienteRow, ExpedienteRow.id == BorradorRow.expediente_id)
        .join(UsuarioRow, UsuarioRow.id == BorradorRow.usuario_id)
        .where(
            UsuarioRow.login == contexto.usuario,
            ExpedienteRow.lote_anulado_id.is_(None),
        )
        .order_by(BorradorRow.actualizado_en.desc())
    )
    with workspace.base.read() as session:
        return [
            Pendiente(
                row.expediente_id,
                row.numero,
                row.deudor,
                row.actividad,
                row.actualizado_en,
                bool(row[5]),
                _nombre(workspace, session, row.procedimiento_id, row.actividad),
                sum(not name.startswith("__") for name in row.respuestas),
            )
            for row in session.execute(query)
        ]


def _nombre(
    workspace: Workspace, session: Session, procedimiento_id: int, actividad: str
) -> str:
    procedimiento = workspace.procedimiento(session, procedimiento_id)
    found = procedimiento.actividades.get(actividad)
    return found.nombre if found else ""


def _row(session: Session, login: str, borrador: Borrador) -> BorradorRow | None:
    return session.scalar(
        select(BorradorRow)
        .join(UsuarioRow, UsuarioRow.id == BorradorRow.usuario_id)
        .where(
            UsuarioRow.login == login,
            BorradorRow.expediente_id == borrador.expediente_id,
            BorradorRow.actividad == borrador.actividad,
        )
    )


def _usuario_id(session: Session, login: str) -> int:
    return session.scalars(select(UsuarioRow.id).where(UsuarioRow.login == login)).one()
