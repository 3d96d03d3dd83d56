"""Any list of the program, as a person sees it, written to a file (F14)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import (
    MESES,
    cantidad,
    fecha_corta,
    fecha_larga,
    miles,
    pesos,
)
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.entidades import emisor
from cobro_desktop.services.entidades_presentes import entidades_con_casos
from cobro_desktop.services.papel_trabajo import elaboro_de
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

T = TypeVar("T")
MAX_IMPRESAS: Final = 20_000
"""Rows of a printed list: some eight hundred pages."""
MAX_COPIADAS: Final = 100_000
"""Rows that the clipboard takes without choking who pastes them."""
_CADA: Final = 200
"""Rows between two reports."""
_MAX_HOJA: Final = 31
_PROHIBIDOS: Final = re.compile(r"[\[\]:*?/\\']")
_PESOS: Final = re.compile(r"(-?)\$ (\d{1,3}(?:\.\d{3})*)(?:,(\d{2}))?")
_FECHA: Final = re.compile(r"(\d{1,2}) ([a-z]{3}) (\d{4})")
_MES: Final = {name[:3]: number for number, name in enumerate(MESES, start=1)}


@dataclass(frozen=True, slots=True)
class Lista:
    """What is on the screen: its columns in their order, and every row."""

    nombre: str
    alcance: str
    """Which rows it has: the query or the filter, in words; empty for all."""
    columnas: tuple[Columna, ...]
    filas: Iterable[tuple[Celda, ...]]
    total: int = 0
    """How many rows there are, where it is known before reading them."""


def de_textos(
    nombre: str,
    alcance: str,
    titulos: Sequence[tuple[str, int]],
    filas: Sequence[Sequence[str]],
) -> Lista:
    """Make a list of texts; a column of amounts or of days is written as such.

    `titulos` are headings with their width in characters.
    """
    read = [
        _columna(title, width, [row[place] for row in filas])
        for place, (title, width) in enumerate(titulos)
    ]
    rows = list(zip(*(values for _, values in read), strict=True))
    columns = tuple(column for column, _ in read)
    return Lista(nombre, alcance, columns, rows, len(rows))


def escribir_lista(
    lista: Lista,
    salida: Path,
    workspace: Workspace,
    contexto: Contexto,
    *,
    progress: Progress | None = None,
) -> Changes:
    """Write a list as a workbook or as a PDF, by the ending of the file.

    Raises:
        InvalidDataError: another ending, or more rows than the file can take.
        StorageError: the file cannot be written.
        CancelledByUserError: the person stopped it; the file stays as it was.
    """
    writers = {".xlsx": _libro, ".pdf": _impresa}
    write = writers.get(salida.suffix.lower())
    if write is None:
        message = f"«{salida.name}» debe terminar en .xlsx o en .pdf."
        raise InvalidDataError(message, {"archivo": str(salida)})
    watch = progress or SilentProgress()
    watched = replace(lista, filas=_contadas(lista, watch))
    count = write(watched, salida, workspace, contexto, watch)
    rows = cantidad(count, "fila", "filas")
    texto = f"Se escribió la lista «{lista.nombre}» en «{salida.name}»: {rows}."
    with transaction(workspace, contexto, "exportar:lista") as tx:
        tx.tell(texto, despues=lista.alcance)
    return Changes(resumen=texto, datos={"filas": count, "archivo": str(salida)})


def para_pegar(lista: Lista, progress: Progress) -> str:
    """Return a list as a spreadsheet takes it from the clipboard, titles included.

    Raises:
        InvalidDataError: more rows than the clipboard should carry.
        CancelledByUserError: the person stopped it.
    """
    if lista.total > MAX_COPIADAS:
        message = (
            f"Son {miles(lista.total)} filas: más de las {miles(MAX_COPIADAS)} que se "
            "pueden copiar. Filtre la lista, o guárdela en Excel."
        )
        raise InvalidDataError(message)
    titles = [column.titulo for column in lista.columnas]
    rows = (
        [_texto(c, cell) for c, cell in zip(lista.columnas, row, strict=True)]
        for row in _contadas(lista, progress)
    )
    return renglones_para_pegar(chain((titles,), rows))


def renglones_para_pegar(filas: Iterable[Sequence[str]]) -> str:
    """Return rows of texts with a tab between cells and a line per row.

    A text that a spreadsheet would take for a formula keeps an apostrophe before it.
    """
    return "\n".join("\t".join(map(_pegada, row)) for row in filas)


def _pegada(text: str) -> str:
    plain = " ".join(text.split())
    risky = plain[:1] in {"=", "+", "@"} or (
        plain[:1] == "-" and len(plain) > 1 and not _PESOS.fullmatch(plain)
    )
    return f"'{plain}" if risky else plain


def _contadas(lista: Lista, progress: Progress) -> Iterator[tuple[Celda, ...]]:
    """Yield the rows, and tell how many there have been."""
    done = 0
    for done, row in enumerate(lista.filas, start=1):
        if done % _CADA == 1:
            progress.report(done - 1, lista.total, "Escribiendo la lista")
        yield row
    progress.report(done, lista.total or done, "Guardando el archivo")


def _columna(
    title: str, width: int, texts: Sequence[str]
) -> tuple[Columna, Sequence[Celda]]:
    """Read a column: of amounts or of days only when every text is one."""
    told = [text for text in texts if text]
    for clase, read in ((Clase.DINERO, _centavos), (Clase.FECHA, _dia)):
        values = [read(text) for text in told]
        if told and None not in values:
            rest = iter(values)
            cells = [next(rest) if text else None for text in texts]
            added = clase is Clase.DINERO
            return Columna(title, clase, max(width, 14), suma=added), cells
    return Columna(title, Clase.TEXTO, width, ajusta=True), texts


def _centavos(text: str) -> int | None:
    found = _PESOS.fullmatch(text)
    if not found:
        return None
    sign, whole, cents = found.groups()
    value = int(whole.replace(".", "")) * 100 + int(cents or 0)
    return -value if sign else value


def _dia(text: str) -> dt.date | None:
    found = _FECHA.fullmatch(text)
    if not found or found[2] not in _MES:
        return None
    try:
        return dt.date(int(found[3]), _MES[found[2]], int(found[1]))
    except ValueError:
        return None


def _libro(
    lista: Lista,
    salida: Path,
    workspace: Workspace,
    contexto: Contexto,
    _progress: Progress,
) -> int:
    from cobro_desktop.exchange.libro import escribir_libro

    del workspace
    sheet = _PROHIBIDOS.sub(" ", lista.nombre)[:_MAX_HOJA].strip() or "Lista"
    heading = (lista.nombre, *filter(None, (lista.alcance, _hecha(contexto))))
    informe = Informe(sheet, heading, lista.columnas, contexto.hoy, fijas=1)
    counts: list[int] = []

    def write(path: Path) -> None:
        counts.append(escribir_libro(path, informe, lista.filas))

    escribir_atomico(salida, write)
    return counts[0]


def _impresa(
    lista: Lista,
    salida: Path,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress,
) -> int:
    from cobro_desktop.documents.pdf.bloques import Tabla, lineas, tiras
    from cobro_desktop.documents.pdf.letra import MARCA
    from cobro_desktop.documents.pdf.trabajo import Papel, Parte, hoja, set_parts

    cells = list(islice(lista.filas, MAX_IMPRESAS + 1))
    if len(cells) > MAX_IMPRESAS:
        message = (
            f"Son más de {miles(MAX_IMPRESAS)} filas: muchas para imprimir. Filtre la "
            "lista, o guárdela en Excel. No se escribió nada."
        )
        raise InvalidDataError(message)
    total = _total(lista.columnas, cells)
    rows = [
        tuple(_texto(c, cell) for c, cell in zip(lista.columnas, row, strict=True))
        for row in (*cells, *total)
    ]
    paper = Papel(
        emisor=_emisor(workspace),
        nombre=lista.nombre,
        fecha=contexto.hoy,
        apaisado=True,
    )
    page = hoja(paper)
    whole = sum(column.ancho for column in lista.columnas)
    table = Tabla(
        tuple(column.titulo for column in lista.columnas),
        tuple(column.ancho / whole for column in lista.columnas),
        tuple(rows),
        frozenset(
            place
            for place, column in enumerate(lista.columnas)
            if column.clase in {Clase.DINERO, Clase.ENTERO}
        ),
        ultima_es_total=bool(total),
        menuda=True,
        ceden=True,
    )
    head = (f"{MARCA}{lista.nombre}", lista.alcance, cantidad(len(cells), "fila"))
    foot = f"Elaboró: {elaboro_de(workspace, contexto)}. {_hecha(contexto)}"
    strips = chain(
        lineas(head, page.ancho_texto),
        _avanzadas(tiras(table, page.ancho_texto), len(rows), progress),
        lineas((foot,), page.ancho_texto, antes=16, puntos=7.5, pegadas=False),
    )
    escribir_atomico(salida, set_parts([Parte(page, strips)]))
    return len(cells)


def _avanzadas(strips: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    """Yield what goes on the pages, and tell how many rows are there."""
    for done, strip in enumerate(strips):
        if done % _CADA == 0:
            progress.report(min(done, total), total, "Haciendo las páginas")
        yield strip


def _total(
    columns: Sequence[Columna], rows: Sequence[Sequence[Any]]
) -> list[tuple[Celda, ...]]:
    """Return the row of totals; none where there is nothing to add up."""
    if len(rows) < 2 or not any(column.suma for column in columns):
        return []
    sums: list[Celda] = [
        sum(row[place] or 0 for row in rows) if column.suma else None
        for place, column in enumerate(columns)
    ]
    free = next((n for n, column in enumerate(columns) if _dice(column)), None)
    if free is not None:
        sums[free] = "Total"
    return [tuple(sums)]


def _dice(column: Columna) -> bool:
    """Tell whether a column may hold a word."""
    return column.clase in {Clase.TEXTO, Clase.CODIGO}


def _hecha(contexto: Contexto) -> str:
    return f"Lista del {fecha_larga(contexto.hoy)}."


def _texto(column: Columna, cell: Any) -> str:
    if cell is None:
        return ""
    if column.clase is Clase.DINERO:
        return pesos(cell)
    return fecha_corta(cell) if column.clase is Clase.FECHA else str(cell)


def _emisor(workspace: Workspace) -> Emisor:
    """Return whose letterhead a list has: the only institution's, or none's own."""
    with workspace.base.read() as session:
        present = entidades_con_casos(session)
        if len(present) == 1:
            (sigla,) = present
            return emisor(workspace.perfil(sigla), "", datos=datos_de(session, sigla))
    from cobro_desktop.documents.contextos.comun import Emisor

    name = "Cobro persuasivo y coactivo"
    return Emisor(
        entidad=name,
        la_entidad=name,
        sigla="",
        ciudad="",
        dependencia="",
        la_dependencia="",
        membrete=(" · ".join(present),),
        acreedor="",
        competencia="",
        direccion_entidad="",
        correo_entidad="",
    )
