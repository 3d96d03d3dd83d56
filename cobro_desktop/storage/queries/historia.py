"""What happened in one case: acts, terms, notifications, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    DocumentoRow,
    DocumentoVersionRow,
    NotificacionRow,
    PersonaRow,
    TerminoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class Actuacion(NamedTuple):
    """An act of the case."""

    id: int
    tipo: str
    actividad: str
    resultado: str
    fecha: dt.date
    registrada_en: dt.datetime
    usuario: str
    nombre: str | None
    """Who the login belongs to."""
    texto: str
    datos: dict[str, Any]
    anula_id: int | None
    anulada_por: int | None
    """The later act that annuls this one."""


class Termino(NamedTuple):
    """A term of the case; whether it is overdue depends on the day."""

    id: int
    actividad: str
    nombre: str
    desde: dt.date
    cantidad: int
    unidad: str
    vence: dt.date
    estado: str
    cumplido: dt.date | None


class Notificacion(NamedTuple):
    """A notification to a debtor."""

    id: int
    documento_id: int | None
    que: str
    deudor_id: int
    deudor: str
    medio: str
    enviada: dt.date | None
    guia: str
    resultado: str
    causa: str
    efectiva: dt.date | None
    valida: bool


class Documento(NamedTuple):
    """A document with its current version."""

    id: int
    version: int
    tipo: str
    nombre: str
    actividad: str
    evidencia: str
    estado: str
    formato: str
    fecha: dt.date
    serie: str | None
    anio: int | None
    numero: int | None
    radicado: str
    elaboro: str
    reviso: str
    aprobo: str
    firmo: str
    motivo_anulacion: str
    sha256: str | None
    tamano: int | None
    archivo: str | None
    versiones: int


def actuaciones(
    session: Session,
    expediente_id: int,
    *,
    antes_de: int | None = None,
    cuantas: int = 50,
) -> list[Actuacion]:
    """Return a page of acts, the last one first.

    `antes_de` is the id of the last act of the page before; the order is that in
    which they were registered.
    """
    row, later = ActuacionRow, aliased(ActuacionRow)
    annulled_by = (
        sa.select(sa.func.min(later.id))
        .where(later.expediente_id == expediente_id, later.anula_id == row.id)
        .scalar_subquery()
    )
    query = (
        sa.select(
            row.id,
            row.tipo,
            row.actividad,
            row.resultado,
            row.fecha,
            row.registrada_en,
            row.usuario,
            UsuarioRow.nombre,
            row.texto,
            row.datos,
            row.anula_id,
            annulled_by,
        )
        .outerjoin(UsuarioRow, UsuarioRow.login == row.usuario)
        .where(row.expediente_id == expediente_id)
        .order_by(row.id.desc())
        .limit(cuantas)
    )
    if antes_de is not None:
        query = query.where(row.id < antes_de)
    return [Actuacion._make(values) for values in session.execute(query)]


def terminos(session: Session, expediente_id: int) -> list[Termino]:
    """Return the terms of a case: the open ones first, by due day."""
    row = TerminoRow
    query = (
        sa.select(
            row.id,
            row.actividad,
            row.nombre,
            row.desde,
            row.cantidad,
            row.unidad,
            row.vence,
            row.estado,
            row.cumplido,
        )
        .where(row.expediente_id == expediente_id)
        .order_by(row.estado != "abierto", row.vence, row.id)
    )
    return [Termino._make(values) for values in session.execute(query)]


def notificaciones(session: Session, expediente_id: int) -> list[Notificacion]:
    """Return the notifications of a case, in the order they were registered."""
    row = NotificacionRow
    query = (
        sa.select(
            row.id,
            row.documento_id,
            row.que,
            row.deudor_id,
            PersonaRow.nombre,
            row.medio,
            row.enviada,
            row.guia,
            row.resultado,
            row.causa,
            row.efectiva,
            row.valida,
        )
        .join(DeudorRow, DeudorRow.id == row.deudor_id)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(row.expediente_id == expediente_id)
        .order_by(row.id)
    )
    return [Notificacion._make(values) for values in session.execute(query)]


def documentos(session: Session, expediente_id: int) -> list[Documento]:
    """Return the documents of a case, the last one first, annulled ones included."""
    row, kept = DocumentoRow, DocumentoVersionRow
    last = (
        sa.select(kept.documento_id, sa.func.max(kept.orden).label("orden"))
        .join(row, row.id == kept.documento_id)
        .where(row.expediente_id == expediente_id)
        .group_by(kept.documento_id)
        .subquery()
    )
    query = (
        sa.select(
            row.id,
            row.version,
            row.tipo,
            row.nombre,
            row.actividad,
            row.evidencia,
            row.estado,
            row.formato,
            row.fecha,
            row.serie,
            row.anio,
            row.numero,
            row.radicado,
            row.elaboro,
            row.reviso,
            row.aprobo,
            row.firmo,
            row.motivo_anulacion,
            kept.sha256,
            kept.tamano,
            kept.archivo,
            sa.func.coalesce(last.c.orden, 0),
        )
        .outerjoin(last, last.c.documento_id == row.id)
        .outerjoin(kept, (kept.documento_id == row.id) & (kept.orden == last.c.orden))
        .where(row.expediente_id == expediente_id)
        .order_by(row.id.desc())
    )
    return [Documento._make(values) for values in session.execute(query)]
