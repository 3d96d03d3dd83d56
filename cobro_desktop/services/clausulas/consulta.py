"""Reads the clause library, and who would say a clause otherwise if it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.documentos.generador import OFICINA, generador_de
from cobro_desktop.storage.rows import (
    ClausulaRow,
    DocumentoRow,
    EntidadRow,
    ExpedienteRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.clausulas import Biblioteca, Clausula
    from cobro_desktop.documents.generar import Generador
    from cobro_desktop.services.workspace import Workspace

SIN_ENVIAR = (EstadoDocumento.BORRADOR.nombre, EstadoDocumento.EN_REVISION.nombre)
"""States of a document whose text is not fixed yet."""


class Redaccion(NamedTuple):
    """One wording of a clause, as people look at it."""

    clave: str
    nombre: str
    texto: str
    fundamento: str
    desde: dt.date
    hasta: dt.date | None
    verificado: bool
    origen: str
    """`Programa`, `Entidad` or `Oficina`."""
    vigente: bool
    """It is what a document of that day says."""
    id: int | None
    """Of the office's wording; empty in the others."""
    motivo: str
    usuario: str


class PlantillaAfectada(NamedTuple):
    """A kind of document whose template prints a clause."""

    tipo: str
    nombre: str


class BorradorAfectado(NamedTuple):
    """A document not yet approved that prints a clause."""

    id: int
    expediente: str
    """Number of its case; empty for a document of the office."""
    tipo: str
    nombre: str
    estado: str
    fecha: dt.date
    autor: str


class Afectados(NamedTuple):
    """What changes when a clause does; what was issued keeps its text."""

    plantillas: tuple[PlantillaAfectada, ...]
    borradores: tuple[BorradorAfectado, ...]


def siglas_de_la_base(workspace: Workspace) -> list[str]:
    """Return the institutions that the base keeps, the first one first."""
    with workspace.base.read() as session:
        rows = session.scalars(select(EntidadRow.sigla).order_by(EntidadRow.id))
        return list(rows)


def listar_clausulas(
    workspace: Workspace, sigla: str, fecha: dt.date
) -> list[Redaccion]:
    """Return the wording in force of each clause; else its last one, not in force.

    Raises:
        NotFoundError: no such institution.
    """
    workspace.perfil(sigla)
    with workspace.base.read() as session:
        library = generador_de(session, workspace, sigla, fecha).biblioteca(sigla)
        return [
            next((r for r in said if r.vigente), said[-1])
            for clave in library.claves()
            if (said := list(_redacciones(session, library, clave, sigla, fecha)))
        ]


def ver_clausula(
    workspace: Workspace, sigla: str, clave: str, fecha: dt.date
) -> list[Redaccion]:
    """Return every wording of a clause, the newest first.

    Raises:
        NotFoundError: there is no such institution or clause.
    """
    workspace.perfil(sigla)
    with workspace.base.read() as session:
        library = generador_de(session, workspace, sigla, fecha).biblioteca(sigla)
        found = list(_redacciones(session, library, clave, sigla, fecha))
    if not found:
        raise no_existe(clave, library)
    return sorted(found, key=lambda one: (one.desde, one.id or 0), reverse=True)


def afectados(
    workspace: Workspace, sigla: str, clave: str, fecha: dt.date
) -> Afectados:
    """List the templates and the unsent drafts that print a clause.

    Args:
        workspace: the open base.
        sigla: the institution.
        clave: id of the clause.
        fecha: drafts of an earlier day say what was in force then.

    Raises:
        NotFoundError: there is no such institution or clause.
    """
    workspace.perfil(sigla)
    with workspace.base.read() as session:
        renderer = generador_de(session, workspace, sigla, fecha)
        library = renderer.biblioteca(sigla)
        if clave not in library.claves():
            raise no_existe(clave, library)
        kinds = tipos_que_usan(renderer, sigla, clave)
        return Afectados(
            tuple(
                PlantillaAfectada(t, tipo_documento(t).nombre_en(sigla)) for t in kinds
            ),
            tuple(_borradores(session, sigla, kinds, fecha)),
        )


def tipos_que_usan(renderer: Generador, sigla: str, clave: str) -> list[str]:
    """Return the kinds of document of an institution whose template names a clause."""
    return [
        tipo
        for tipo in TODOS
        if tipo_documento(tipo).la_elabora(sigla.upper())
        and clave in _clausulas(renderer, tipo, sigla)
    ]


def no_existe(clave: str, library: Biblioteca) -> NotFoundError:
    """Say that there is no such clause, and which there are."""
    known = ", ".join(library.claves())
    message = f"La biblioteca no tiene la cláusula «{clave}». Las que hay son: {known}."
    return NotFoundError(message, {"clausulas": list(library.claves())})


def _clausulas(renderer: Generador, tipo: str, sigla: str) -> frozenset[str]:
    try:
        return renderer.marcas(tipo, sigla).clausulas
    except NotFoundError:  # a kind that this institution has no template of
        return frozenset()


def _redacciones(
    session: Session, library: Biblioteca, clave: str, sigla: str, fecha: dt.date
) -> Iterator[Redaccion]:
    ruling = library.vigente(clave, sigla, fecha)
    for clausula in library.versiones(clave):
        if clausula.entidades and sigla.upper() not in clausula.entidades:
            continue
        if clausula.origen != OFICINA:
            yield _dicha(clausula, ruling, None)
    rows = session.scalars(
        select(ClausulaRow)
        .join(EntidadRow, EntidadRow.id == ClausulaRow.entidad_id)
        .where(
            EntidadRow.sigla == sigla.upper(),
            ClausulaRow.clave == clave,
            ClausulaRow.anulada_en.is_(None),
        )
        .order_by(ClausulaRow.id)
    )
    written = [c for c in library.versiones(clave) if c.origen == OFICINA]
    for clausula, row in zip(written, rows, strict=True):
        yield _dicha(clausula, ruling, row)


def _dicha(
    clausula: Clausula, ruling: Clausula | None, row: ClausulaRow | None
) -> Redaccion:
    return Redaccion(
        clave=clausula.id,
        nombre=clausula.nombre,
        texto=clausula.texto,
        fundamento=clausula.fundamento,
        desde=clausula.desde,
        hasta=clausula.hasta,
        verificado=clausula.verificado,
        origen=clausula.origen,
        vigente=clausula is ruling,
        id=row.id if row else None,
        motivo=row.motivo if row else "",
        usuario=row.usuario if row else "",
    )


def _borradores(
    session: Session, sigla: str, kinds: list[str], fecha: dt.date
) -> Iterator[BorradorAfectado]:
    found = session.execute(
        select(DocumentoRow, ExpedienteRow.numero)
        .join(EntidadRow, EntidadRow.id == DocumentoRow.entidad_id)
        .outerjoin(ExpedienteRow, ExpedienteRow.id == DocumentoRow.expediente_id)
        .where(
            EntidadRow.sigla == sigla.upper(),
            DocumentoRow.tipo.in_(kinds),
            DocumentoRow.estado.in_(SIN_ENVIAR),
            DocumentoRow.fecha >= fecha,
        )
        .order_by(DocumentoRow.fecha, DocumentoRow.id)
    )
    for row, numero in found:
        yield BorradorAfectado(
            row.id,
            numero or "",
            row.tipo,
            row.nombre,
            row.estado,
            row.fecha,
            row.elaboro,
        )
