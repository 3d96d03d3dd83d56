"""What the register of terms is made of: terms and acts of some days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from cobro_desktop.storage.rows import (
    ActuacionRow,
    EntidadRow,
    ExpedienteRow,
    TerminoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

CAMBIOS: Final = ("suspension", "reanudacion", "correccion")
"""Kinds of act that stop, resume or recount the terms of a case."""


class TerminoDelLibro(NamedTuple):
    """A term that begins, ends or is met in some days."""

    id: int
    numero: str
    deudor: str
    nombre: str
    desde: dt.date
    cantidad: int
    unidad: str
    vence: dt.date
    cumplido: dt.date | None
    estado: str
    acto: str | None
    """What started it."""
    autor: str | None
    """Who recorded that act."""
    responsable: str | None


class CambioDelLibro(NamedTuple):
    """An act that changes the terms of a case."""

    id: int
    numero: str
    deudor: str
    fecha: dt.date
    texto: str
    autor: str | None


def terminos(
    session: Session, sigla: str, desde: dt.date, hasta: dt.date
) -> list[TerminoDelLibro]:
    """Return the terms of an institution with something in those days, both included.

    By case and id.
    """
    term, case, author = TerminoRow, ExpedienteRow, aliased(UsuarioRow)
    columns: tuple[Any, ...] = (
        term.id,
        case.numero,
        case.deudor,
        term.nombre,
        term.desde,
        term.cantidad,
        term.unidad,
        term.vence,
        term.cumplido,
        term.estado,
        ActuacionRow.texto,
        author.nombre,
        UsuarioRow.nombre,
    )
    query = (
        sa.select(*columns)
        .select_from(term)
        .join(case, case.id == term.expediente_id)
        .join(EntidadRow, EntidadRow.id == case.entidad_id)
        .outerjoin(ActuacionRow, ActuacionRow.id == term.actuacion_id)
        .outerjoin(author, author.login == ActuacionRow.usuario)
        .outerjoin(UsuarioRow, UsuarioRow.id == case.responsable_id)
        .where(
            EntidadRow.sigla == sigla,
            case.lote_anulado_id.is_(None),
            sa.or_(
                term.desde.between(desde, hasta),
                term.vence.between(desde, hasta),
                term.cumplido.between(desde, hasta),
            ),
        )
        .order_by(case.numero, term.id)
    )
    return [TerminoDelLibro._make(row) for row in session.execute(query)]


def cambios(
    session: Session, sigla: str, desde: dt.date, hasta: dt.date
) -> list[CambioDelLibro]:
    """Return the acts of those days, both included, that change terms; by case."""
    act, case = ActuacionRow, ExpedienteRow
    query = (
        sa.select(
            act.id, case.numero, case.deudor, act.fecha, act.texto, UsuarioRow.nombre
        )
        .join(case, case.id == act.expediente_id)
        .join(EntidadRow, EntidadRow.id == case.entidad_id)
        .outerjoin(UsuarioRow, UsuarioRow.login == act.usuario)
        .where(
            EntidadRow.sigla == sigla,
            case.lote_anulado_id.is_(None),
            act.tipo.in_(CAMBIOS),
            act.fecha.between(desde, hasta),
        )
        .order_by(case.numero, act.id)
    )
    return [CambioDelLibro._make(row) for row in session.execute(query)]
