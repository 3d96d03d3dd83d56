"""Documents in the hands of people: trays, versions and what was said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.rows import (
    DocumentoRow,
    DocumentoVersionRow,
    EntidadRow,
    ExpedienteRow,
    RevisionDocumentoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class EnCurso(NamedTuple):
    """A document that waits for somebody."""

    id: int
    expediente_id: int | None
    """Empty for a document of the office."""
    expediente: str
    """Its number; empty for a document of the office."""
    entidad: str
    """SIGLA."""
    deudor: str
    procedimiento_id: int | None
    tipo: str
    nombre: str
    actividad: str
    estado: str
    formato: str
    fecha: dt.date
    anio: int | None
    numero: int | None
    elaboro: str
    autor: str
    """Name of who drafted it."""
    firmante: str
    """Login of who it names as its signatory; empty until it is approved."""
    orden: int
    """Of its last version."""
    sha256: str


class Version(NamedTuple):
    """The bytes of a document at a moment."""

    orden: int
    sha256: str
    archivo: str
    tamano: int
    estado: str
    quien: str
    cuando: dt.datetime


class Dicho(NamedTuple):
    """What somebody said of a version."""

    documento_id: int
    orden: int
    papel: str
    decision: str
    texto: str
    login: str
    quien: str
    cuando: dt.datetime


def en_estado(
    session: Session, estados: Sequence[str], *, documento_id: int | None = None
) -> list[EnCurso]:
    """Return our documents in some states with their last version, the oldest first."""
    row, kept, case = DocumentoRow, DocumentoVersionRow, ExpedienteRow
    last = (
        sa.select(kept.documento_id, sa.func.max(kept.orden).label("orden"))
        .join(row, row.id == kept.documento_id)
        .where(row.estado.in_(estados))
        .group_by(kept.documento_id)
        .subquery()
    )
    query = (
        sa.select(
            row.id,
            case.id,
            sa.func.coalesce(case.numero, ""),
            EntidadRow.sigla,
            sa.func.coalesce(case.deudor, ""),
            case.procedimiento_id,
            row.tipo,
            row.nombre,
            row.actividad,
            row.estado,
            row.formato,
            row.fecha,
            row.anio,
            row.numero,
            row.elaboro,
            sa.func.coalesce(UsuarioRow.nombre, row.elaboro),
            row.aprobo,
            kept.orden,
            kept.sha256,
        )
        .outerjoin(case, case.id == row.expediente_id)
        .join(EntidadRow, EntidadRow.id == row.entidad_id)
        .join(last, last.c.documento_id == row.id)
        .join(kept, (kept.documento_id == row.id) & (kept.orden == last.c.orden))
        .outerjoin(UsuarioRow, UsuarioRow.login == row.elaboro)
        .where(row.estado.in_(estados), case.lote_anulado_id.is_(None))
        .order_by(row.fecha, row.id)
    )
    if documento_id is not None:
        query = query.where(row.id == documento_id)
    return [EnCurso._make(values) for values in session.execute(query)]


def dichos_de(session: Session, documento_id: int) -> list[Dicho]:
    """Return what was said of a document, in its order."""
    own = _dichos().where(RevisionDocumentoRow.documento_id == documento_id)
    return [Dicho._make(values) for values in session.execute(own)]


def dichos_en_estado(session: Session, estados: Sequence[str]) -> list[Dicho]:
    """Return what was said of every document in some states, in its order."""
    wanted = sa.select(DocumentoRow.id).where(DocumentoRow.estado.in_(estados))
    query = _dichos().where(RevisionDocumentoRow.documento_id.in_(wanted))
    return [Dicho._make(values) for values in session.execute(query)]


def versiones(session: Session, documento_id: int) -> list[Version]:
    """Return the versions of a document, the last first."""
    row = DocumentoVersionRow
    query = (
        sa.select(
            row.orden,
            row.sha256,
            row.archivo,
            row.tamano,
            row.estado,
            sa.func.coalesce(UsuarioRow.nombre, row.usuario),
            row.creada_en,
        )
        .outerjoin(UsuarioRow, UsuarioRow.login == row.usuario)
        .where(row.documento_id == documento_id)
        .order_by(row.orden.desc())
    )
    return [Version._make(values) for values in session.execute(query)]


def _dichos() -> sa.Select[int, int, str, str, str, str, str, dt.datetime]:
    said = RevisionDocumentoRow
    return (
        sa.select(
            said.documento_id,
            said.orden,
            said.papel,
            said.decision,
            said.texto,
            said.usuario,
            sa.func.coalesce(UsuarioRow.nombre, said.usuario),
            said.hecha_en,
        )
        .outerjoin(UsuarioRow, UsuarioRow.login == said.usuario)
        .order_by(said.hecha_en, said.id)
    )
