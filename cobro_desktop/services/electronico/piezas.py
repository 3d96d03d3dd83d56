"""The pieces of a case in their order, with their pages numbered (RULES 12.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotFoundError, StorageError
from cobro_desktop.domain.foliado import foliar_lo_contado
from cobro_desktop.domain.indice import DESCRIPTIVOS, DocumentoIndizado, Origen
from cobro_desktop.exchange.paginas import DANADO, Conteo, contar_paginas
from cobro_desktop.formats import COLOMBIA
from cobro_desktop.services.documentos.vida import ANEXO, ultima
from cobro_desktop.services.electronico.textos import indexar
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.storage.rows import (
    DocumentoRow,
    DocumentoVersionRow,
    ExpedienteRow,
    IndiceCorteRow,
    PiezaRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.foliado import Folios
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

INDICE: Final = "indice-electronico"
HOJA: Final = "hoja-control"
_HECHOS: Final = tuple(
    estado.nombre for estado in EstadoDocumento if estado >= EstadoDocumento.FIRMADO
)


class Pieza(NamedTuple):
    """A document of the electronic file."""

    documento_id: int
    orden: int
    nombre: str
    tipologia: str
    numero: str
    """As printed; empty for what was attached."""
    fecha: dt.date
    incorporada: dt.date
    origen: Origen
    paginas: int | None
    conteo: str
    aviso: str
    folios: Folios | None
    """None from the first piece whose pages are not counted."""
    formato: str
    tamano: int
    sha256: str
    archivo: str
    corte: int
    """The closing of the index that fixed it; 0 while it may move."""


class _Leida(NamedTuple):
    documento: DocumentoRow
    version: DocumentoVersionRow
    pieza: PiezaRow | None
    corte: int


def piezas_de(
    session: Session, workspace: Workspace, expediente_id: int
) -> list[Pieza]:
    """Return the pieces of a case; those that nobody placed yet go last, by date.

    Raises:
        NotFoundError: there is no such case, or who looks may not see it.
    """
    expediente = session.get(ExpedienteRow, expediente_id)
    if expediente is None:
        message = (
            "Ese expediente no existe, o es de una oficina que usted no tiene asignada."
        )
        raise NotFoundError(message)
    sigla = sigla_de(session, expediente)
    found = []
    for place, leida in enumerate(_leidas(session, expediente_id), start=1):
        found.append(_pieza(session, workspace, leida, place, sigla))
    folios = foliar_lo_contado([pieza.paginas for pieza in found])
    return [
        pieza._replace(folios=pages) for pieza, pages in zip(found, folios, strict=True)
    ]


def cortes_de(session: Session, expediente_id: int) -> Sequence[IndiceCorteRow]:
    """Return the closings of the index of a case, in their order."""
    return session.scalars(
        select(IndiceCorteRow)
        .where(IndiceCorteRow.expediente_id == expediente_id)
        .order_by(IndiceCorteRow.orden)
    ).all()


def indizados(piezas: Sequence[Pieza]) -> list[DocumentoIndizado]:
    """Return the pieces as the index lists them; all must have page numbers."""
    return [
        DocumentoIndizado(
            id=pieza.documento_id,
            nombre=pieza.nombre,
            tipologia=pieza.tipologia,
            fecha=pieza.fecha.isoformat(),
            incorporacion=pieza.incorporada.isoformat(),
            huella=pieza.sha256,
            orden=pieza.orden,
            pagina_inicio=pieza.folios.inicio,
            pagina_fin=pieza.folios.fin,
            formato=pieza.formato,
            tamano=pieza.tamano,
            origen=str(pieza.origen),
        )
        for pieza in piezas
        if pieza.folios is not None
    ]


def contar(session: Session, workspace: Workspace, leida: _Leida) -> Conteo:
    """Count the pages of what the store keeps; a file that is lost is damaged."""
    try:
        content = workspace.contenido.leer(session, leida.version.sha256)
    except StorageError:
        return Conteo(None, "", DANADO)
    return contar_paginas(content, propio=bool(leida.documento.plantilla))


def colocar(
    session: Session, workspace: Workspace, expediente_id: int
) -> dict[int, PiezaRow]:
    """Give a place to every piece of a case; returns them by document, in order."""
    placed: dict[int, PiezaRow] = {}
    for place, leida in enumerate(_leidas(session, expediente_id), start=1):
        row = leida.pieza
        if row is None:
            row = _nueva(session, workspace, leida)
            session.add(row)
        elif not leida.corte and row.sha256 != leida.version.sha256:
            _recontar(row, leida.version.sha256, contar(session, workspace, leida))
        row.orden = place
        placed[leida.documento.id] = row
    session.flush()
    return placed


def incorporar(tx: Transaction, documento: DocumentoRow) -> None:
    """Note the day on which a document came into its case; its place comes later."""
    if documento.expediente_id is None or documento.tipo in DESCRIPTIVOS:
        return
    own = PiezaRow.documento_id == documento.id
    if tx.session.scalar(select(PiezaRow.id).where(own)) is not None:
        return
    row = _nueva(
        tx.session,
        tx.workspace,
        _Leida(documento, ultima(tx.session, documento.id), None, 0),
    )
    row.incorporada = tx.contexto.hoy
    tx.session.add(row)
    indexar(tx.session, tx.workspace, documento.id, row.sha256)
    tx.session.flush()


def _leidas(session: Session, expediente_id: int) -> list[_Leida]:
    """Return the documents that are pieces: what was filed or signed."""
    last = (
        select(
            DocumentoVersionRow.documento_id,
            func.max(DocumentoVersionRow.orden).label("orden"),
        )
        .group_by(DocumentoVersionRow.documento_id)
        .subquery()
    )
    rows = session.execute(
        select(DocumentoRow, DocumentoVersionRow, PiezaRow, IndiceCorteRow.orden)
        .join(last, last.c.documento_id == DocumentoRow.id)
        .join(
            DocumentoVersionRow,
            (DocumentoVersionRow.documento_id == DocumentoRow.id)
            & (DocumentoVersionRow.orden == last.c.orden),
        )
        .outerjoin(PiezaRow, PiezaRow.documento_id == DocumentoRow.id)
        .outerjoin(IndiceCorteRow, IndiceCorteRow.id == PiezaRow.corte_id)
        .where(
            DocumentoRow.expediente_id == expediente_id,
            PiezaRow.corte_id.is_not(None)
            | (
                DocumentoRow.estado.in_((ANEXO, *_HECHOS))
                & DocumentoRow.tipo.not_in(DESCRIPTIVOS)
            ),
        )
    )
    found = [
        _Leida(documento, version, pieza, corte or 0)
        for documento, version, pieza, corte in rows
    ]
    return sorted(found, key=_lugar)


def _lugar(leida: _Leida) -> tuple[bool, int, dt.date, dt.date, int]:
    """Sort the closed ones first, then the placed ones, then the new by date."""
    row = leida.pieza
    came = row.incorporada if row else _dia(leida.version)
    place = row.orden if row else 0
    return (not place, place, came, leida.documento.fecha, leida.documento.id)


def _pieza(
    session: Session, workspace: Workspace, leida: _Leida, place: int, sigla: str
) -> Pieza:
    documento, version = leida.documento, leida.version
    row = leida.pieza
    stale = row is not None and not leida.corte and row.sha256 != version.sha256
    if row is None or stale:
        fresh = _nueva(session, workspace, leida)
        if row is not None:
            fresh.nombre, fresh.fecha, fresh.origen = row.nombre, row.fecha, row.origen
            fresh.incorporada = row.incorporada
        row = fresh
    kind = CATALOGO.get(documento.tipo)
    number = f"{documento.numero:06d} de {documento.anio}" if documento.numero else ""
    return Pieza(
        documento_id=documento.id,
        orden=place,
        nombre=row.nombre or documento.nombre,
        tipologia=kind.nombre_en(sigla) if kind else "Anexo",
        numero=number,
        fecha=row.fecha or documento.fecha,
        incorporada=row.incorporada,
        origen=Origen(row.origen),
        paginas=row.paginas,
        conteo=row.conteo,
        aviso=row.aviso,
        folios=None,
        formato=documento.formato,
        tamano=version.tamano,
        sha256=row.sha256,
        archivo=version.archivo,
        corte=leida.corte,
    )


def _nueva(session: Session, workspace: Workspace, leida: _Leida) -> PiezaRow:
    conteo = contar(session, workspace, leida)
    scanned = conteo.digitalizado and not leida.documento.plantilla
    return PiezaRow(
        expediente_id=leida.documento.expediente_id or 0,
        documento_id=leida.documento.id,
        orden=0,
        nombre="",
        incorporada=_dia(leida.version),
        origen=str(Origen.DIGITALIZADO if scanned else Origen.ELECTRONICO),
        paginas=conteo.paginas,
        conteo=conteo.como,
        aviso=conteo.aviso,
        sha256=leida.version.sha256,
    )


def _recontar(row: PiezaRow, sha256: str, conteo: Conteo) -> None:
    row.sha256 = sha256
    row.paginas, row.conteo, row.aviso = conteo.paginas, conteo.como, conteo.aviso


def _dia(version: DocumentoVersionRow) -> dt.date:
    """Return the day in Colombia on which a version was kept."""
    return version.creada_en.astimezone(COLOMBIA).date()
