"""What a person arranges in the electronic file: order, titles, dates and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.libreoffice import a_pdf, ejecutable
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.paginas import contar_paginas
from cobro_desktop.exchange.tipo_archivo import tipo_de
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.electronico.piezas import (
    INDICE,
    colocar,
    piezas_de,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import DocumentoRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.domain.indice import Origen
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import PiezaRow

ARREGLAN: Final = (Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF)
"""Who keeps the files of the cases."""
MAX_PAGINAS: Final = 20_000
_ARREGLAR: Final = "arreglar el expediente electrónico"


@dataclass(frozen=True, slots=True)
class OrdenarPiezas:
    """Put the pieces that no closing fixed in another order."""

    expediente_id: int
    documentos: tuple[int, ...]
    """Ids of every piece that may move, in the order wanted."""


@dataclass(frozen=True, slots=True)
class DescribirPieza:
    """Correct what the index will say of a piece; None leaves it as it is."""

    documento_id: int
    nombre: str | None = None
    fecha: dt.date | None = None
    incorporada: dt.date | None = None
    origen: Origen | None = None
    paginas: int | None = None


def caso_de(tx: Transaction, expediente_id: int) -> ExpedienteRow:
    """Return a case for arranging its file; one that ended, too.

    Raises:
        NotFoundError: there is no such case.
        NotAllowedError: it is of another office, or the user does not keep files.
    """
    row = tx.session.get(ExpedienteRow, expediente_id, with_for_update=True)
    if row is None or row.lote_anulado_id is not None:
        message = "Ese expediente no existe o su importación se deshizo."
        raise NotFoundError(message)
    tx.require_office(row)
    tx.require_role(ARREGLAN, _ARREGLAR)
    return row


def ordenar_piezas(
    command: OrdenarPiezas, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Put the pieces in another order.

    Raises:
        NotFoundError: there is no such case.
        InvalidDataError: the list is not that of the pieces that may move.
        NotAllowedError: the user does not keep files.
    """
    with transaction(workspace, contexto, "ordenar_piezas") as tx:
        expediente = caso_de(tx, command.expediente_id)
        placed = colocar(tx.session, workspace, expediente.id)
        free = {doc: row for doc, row in placed.items() if row.corte_id is None}
        if sorted(command.documentos) != sorted(free):
            message = (
                "El orden no dice cada pieza una sola vez, o mueve una que el índice "
                "ya cerró. No se cambió nada; actualice la lista y vuelva a ordenar."
            )
            raise InvalidDataError(message, {"piezas": sorted(free)})
        fixed = len(placed) - len(free)
        before = list(free)
        for place, documento_id in enumerate(command.documentos, start=fixed + 1):
            free[documento_id].orden = place
            tx.touch("pieza", free[documento_id].id)
        texto = (
            f"{expediente.numero}: se ordenó el expediente electrónico "
            f"({cantidad(len(free), 'pieza')})."
        )
        after = ",".join(map(str, command.documentos))
        tx.tell(texto, antes=",".join(map(str, before)), despues=after)
    return Changes(frozenset({command.expediente_id}), resumen=texto)


def describir_pieza(
    command: DescribirPieza, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Correct what the index says of a piece.

    Raises:
        NotFoundError: the document is no piece of a case.
        InvalidDataError: a date after today, no title, or impossible pages.
        NotAllowedError: the index that lists it was closed.
    """
    _revisar(command, contexto.hoy)
    with transaction(workspace, contexto, "describir_pieza") as tx:
        documento = tx.session.get(DocumentoRow, command.documento_id)
        if documento is None or documento.expediente_id is None:
            raise NotFoundError(_NO_ES_PIEZA)
        expediente = caso_de(tx, documento.expediente_id)
        row = colocar(tx.session, workspace, expediente.id).get(documento.id)
        if row is None:
            raise NotFoundError(_NO_ES_PIEZA)
        if row.corte_id is not None:
            message = (
                f"«{row.nombre or documento.nombre}» está en un índice cerrado y no se "
                "cambia. Si hay un error, anexe la corrección: irá en el corte que "
                "sigue."
            )
            raise NotAllowedError(message)
        before = _dicho(row)
        _cambiar(row, command)
        tx.touch("pieza", row.id)
        texto = (
            f"{expediente.numero}: se corrigió «{row.nombre or documento.nombre}» en "
            "el expediente electrónico."
        )
        tx.tell(texto, antes=before, despues=_dicho(row))
    return Changes(frozenset({expediente.id}), resumen=texto)


def contar_piezas(
    expediente_id: int, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Place every piece of a case and count the Word files with LibreOffice, if any.

    What nobody can count stays so, to be typed.

    Raises:
        NotFoundError: there is no such case.
        NoConvertidoError: LibreOffice failed.
    """
    counted = _con_libreoffice(workspace, expediente_id)
    with transaction(workspace, contexto, "contar_piezas") as tx:
        expediente = caso_de(tx, expediente_id)
        placed = colocar(tx.session, workspace, expediente_id)
        for row in placed.values():
            pages = counted.get(row.sha256)
            if row.paginas is None and row.corte_id is None and pages:
                row.paginas, row.conteo = pages, "libreoffice"
            tx.touch("pieza", row.id)
        left = sum(row.paginas is None for row in placed.values())
        known = sum(row.paginas or 0 for row in placed.values())
        texto = (
            f"{expediente.numero}: {cantidad(len(placed), 'pieza')}, "
            f"{cantidad(known, 'página')}."
        )
        if left:
            texto += f" Falta escribir las páginas de {cantidad(left, 'pieza')}."
        tx.tell(texto)
    datos: dict[str, object] = {
        "piezas": len(placed),
        "paginas": known,
        "sin_contar": left,
    }
    return Changes(frozenset({expediente_id}), resumen=texto, datos=datos)


_NO_ES_PIEZA: Final = (
    "Ese documento no es una pieza del expediente electrónico: solo lo son los "
    f"firmados y los anexos, y no el propio «{INDICE}» ni la hoja de control."
)


def _con_libreoffice(workspace: Workspace, expediente_id: int) -> Mapping[str, int]:
    """Return the pages of the Word files that nobody counted, by their hash."""
    if ejecutable() is None:
        return {}
    with workspace.base.read() as session:
        wanted = [
            (pieza.sha256, workspace.contenido.leer(session, pieza.sha256))
            for pieza in piezas_de(session, workspace, expediente_id)
            if pieza.paginas is None and not pieza.aviso
        ]
    words = [(sha, content) for sha, content in wanted if tipo_de(content) == "docx"]
    pdfs = a_pdf([content for _, content in words])
    return {
        sha: contar_paginas(pdf).paginas or 0
        for (sha, _), pdf in zip(words, pdfs, strict=True)
    }


def _revisar(command: DescribirPieza, hoy: dt.date) -> None:
    pages = command.paginas
    if pages is not None and not 0 < pages <= MAX_PAGINAS:
        message = f"Las páginas van de 1 a {MAX_PAGINAS}. No se cambió nada."
        raise InvalidDataError(message)
    if command.nombre is not None and not command.nombre.strip():
        message = "La pieza necesita un nombre. No se cambió nada."
        raise InvalidDataError(message)
    for day in (command.fecha, command.incorporada):
        if day is not None and day > hoy:
            message = "La fecha no puede ser posterior a hoy. No se cambió nada."
            raise InvalidDataError(message)


def _cambiar(row: PiezaRow, command: DescribirPieza) -> None:
    if command.nombre is not None:
        row.nombre = " ".join(command.nombre.split())
    if command.fecha is not None:
        row.fecha = command.fecha
    if command.incorporada is not None:
        row.incorporada = command.incorporada
    if command.origen is not None:
        row.origen = str(command.origen)
    if command.paginas is not None:
        row.paginas, row.conteo = command.paginas, "escrito"


def _dicho(row: PiezaRow) -> str:
    values = (row.nombre, row.fecha, row.incorporada, row.origen, row.paginas)
    return " · ".join("" if value is None else str(value) for value in values)
