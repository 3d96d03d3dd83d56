"""Opens a checked file as sheets of rows, with what the parser loses put back."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from xml.parsers import expat

from cobro_desktop.domain.errors import InvalidDataError, UnreadableFileError
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cabezas import primeras_filas
from cobro_desktop.exchange.cell_dates import EPOCA_1900, EPOCA_1904
from cobro_desktop.exchange.cells import ErrorDeHoja, FormulaSinValor
from cobro_desktop.exchange.enderezado import enderezar
from cobro_desktop.exchange.hojas import EscaneoHoja, medir
from cobro_desktop.exchange.negativas import (
    DANADO,
    NO_TIENE_DATOS,
    refuse_encrypted,
    refuse_too_large,
)
from cobro_desktop.exchange.paquete import DE_MAC, Revision, Tipo, refuse_many_sheets
from cobro_desktop.exchange.texto_plano import leer_texto_plano

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from python_calamine import CalamineWorkbook

    from cobro_desktop.exchange.cells import Valor

CABEZA = 520
"""Rows looked at before deciding what each column is."""
MAX_MEMORIA = 900_000_000
BYTES_POR_CELDA = 32
BYTES_POR_VALOR = 56

_RELACION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@dataclass(frozen=True, slots=True)
class Hoja:
    """A sheet that may hold the table."""

    nombre: str | None
    """None for a text file, which has no sheets."""
    visible: bool = True
    escaneo: EscaneoHoja = field(default_factory=EscaneoHoja)


@dataclass(slots=True)
class Libro:
    """An open workbook or text file; sheets are parsed one at a time."""

    ruta: Path
    tipo: Tipo
    hojas: tuple[Hoja, ...]
    epoca: date = EPOCA_1900
    _calamine: CalamineWorkbook | None = None
    _corto: CalamineWorkbook | None = None
    """The first rows of its sheets, where some is large."""

    def cabeza(
        self, hoja: Hoja, cuantas: int
    ) -> tuple[list[list[Valor]], Iterator[list[Valor]]]:
        """Return the first rows of a sheet, from row 1, and those that follow them.

        Raises:
            UnreadableFileError: the sheet is damaged or too large to be parsed.
        """
        if self._corto is None:
            rows = self.filas(hoja)
            return list(islice(rows, cuantas)), rows
        try:
            head = list(islice(_rows(self, self._corto, hoja), cuantas))
        except UnreadableFileError:  # the whole sheet says what is wrong, if it is
            self._corto = None
            return self.cabeza(hoja, cuantas)
        return head, self._siguen(hoja, len(head))

    def filas(self, hoja: Hoja) -> Iterator[list[Valor]]:
        """Yield the rows of a sheet from row 1 on; `''` is an empty cell.

        Raises:
            UnreadableFileError: the sheet is damaged or too large to be parsed.
        """
        if self.tipo is Tipo.TEXTO:
            return leer_texto_plano(self.ruta)
        if self._calamine is None:
            self._calamine = _parse(self.ruta, self.tipo)
        return _rows(self, self._calamine, hoja)

    def _siguen(self, hoja: Hoja, desde: int) -> Iterator[list[Valor]]:
        yield from islice(self.filas(hoja), desde, None)


def abrir(ruta: Path, revision: Revision) -> Libro:
    """Open a file that passed the pre-flight.

    Raises:
        UnreadableFileError: it has no data, asks for a password or is damaged.
    """
    if revision.tipo is Tipo.TEXTO:
        return Libro(ruta, Tipo.TEXTO, (Hoja(None),))
    import python_calamine as calamine  # only the child needs it

    short = _short(ruta, revision)
    book = short or _parse(ruta, revision.tipo)
    metadata = book.sheets_metadata
    refuse_many_sheets(len(metadata))
    scans, epoch = _scans(ruta, revision)
    sheets = tuple(
        Hoja(
            item.name,
            item.visible == calamine.SheetVisibleEnum.Visible,
            scans.get(item.name, EscaneoHoja()),
        )
        for item in metadata
        if item.typ == calamine.SheetTypeEnum.WorkSheet
    )
    if revision.tipo is Tipo.XLSX and scans:
        sheets = tuple(sheet for sheet in sheets if sheet.escaneo.valores)
    if not sheets:
        raise UnreadableFileError(NO_TIENE_DATOS)
    whole = None if short else book
    return Libro(ruta, revision.tipo, sheets, epoch, whole, short)


def elegir_hoja(libro: Libro, nombre: str) -> Hoja:
    """Return the sheet that a person named, accents and case aside.

    Raises:
        InvalidDataError: there is no such sheet with data.
    """
    for hoja in libro.hojas:
        if plegar(hoja.nombre or "") == plegar(nombre):
            return hoja
    names = [hoja.nombre for hoja in libro.hojas if hoja.nombre]
    message = (
        f"No hay una hoja con datos llamada «{nombre}». Las que hay son: "
        f"{', '.join(names)}."
        if names
        else "Un archivo de texto no tiene hojas; quite la opción."
    )
    raise InvalidDataError(message, {"hoja": nombre, "hojas": names})


def _short(ruta: Path, revision: Revision) -> CalamineWorkbook | None:
    """Open only the first rows of a workbook with large sheets."""
    if revision.tipo is not Tipo.XLSX:
        return None
    import python_calamine as calamine

    first = primeras_filas(ruta, revision.hojas, CABEZA)
    if first is None:
        return None
    try:
        return calamine.CalamineWorkbook.from_filelike(first)
    except (calamine.CalamineError, OSError, ValueError):
        return None  # the whole workbook says what is wrong


def _parse(ruta: Path, tipo: Tipo) -> CalamineWorkbook:
    """Open the workbook, mended if it is not as the parser wants it."""
    import python_calamine as calamine

    try:
        return calamine.CalamineWorkbook.from_path(ruta)
    except calamine.PasswordError:
        refuse_encrypted()
    except (calamine.CalamineError, OSError, ValueError) as error:
        mended = enderezar(ruta, tipo)
        if mended is None:
            raise UnreadableFileError(DANADO) from error
    try:
        return calamine.CalamineWorkbook.from_filelike(mended)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError(DANADO) from error


def _rows(libro: Libro, book: CalamineWorkbook, hoja: Hoja) -> Iterator[list[Valor]]:
    import python_calamine as calamine

    if libro.tipo is Tipo.XLSX:
        _refuse_too_large(libro.ruta, hoja)
    try:
        sheet = book.get_sheet_by_name(hoja.nombre or "")
    except (calamine.CalamineError, ValueError) as error:
        raise UnreadableFileError(DANADO) from error
    if sheet.start is None:
        return
    if libro.tipo is Tipo.XLS:  # those of the others come from their scan
        hoja.escaneo.combinadas.clear()
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            if left == right:
                hoja.escaneo.combinar(left, top + 1, bottom + 1)
    lead: list[Valor] = [""] * sheet.start[1]
    patches = _patches(hoja.escaneo)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells: list[Valor] = [*lead, *row] if lead else row  # type: ignore[assignment]
        if number in patches:
            _patch(cells, patches[number])
        yield cells


def _patches(scan: EscaneoHoja) -> dict[int, list[tuple[int, str]]]:
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in scan.errores.items():
        by_row.setdefault(row, []).append((column, ErrorDeHoja(text)))
    for (row, column), text in scan.sin_valor.items():
        by_row.setdefault(row, []).append((column, FormulaSinValor(text)))
    return by_row


def _patch(cells: list[Valor], patches: list[tuple[int, str]]) -> None:
    for column, special in patches:
        if column >= len(cells):
            cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = special


def _refuse_too_large(ruta: Path, hoja: Hoja) -> None:
    """Refuse what the parser, which keeps a dense table, could not hold."""
    scan = hoja.escaneo
    tall = scan.ultima_fila - scan.primera_fila + 1
    if _memoria(tall, scan.columnas, scan.valores) <= MAX_MEMORIA:
        return
    part = _part_of(ruta, hoja)
    with zipfile.ZipFile(ruta) as package, package.open(part) as file:
        width, values = medir(iter(lambda: file.read(1 << 20), b""))
    if _memoria(tall, width, values) > MAX_MEMORIA:
        refuse_too_large(hoja.nombre, scan.ultima_fila, width)


def _memoria(tall: int, width: int, values: int) -> int:
    return tall * width * BYTES_POR_CELDA + values * BYTES_POR_VALOR


def _part_of(ruta: Path, hoja: Hoja) -> str:
    with zipfile.ZipFile(ruta) as package:
        return _sheet_parts(package)[0][hoja.nombre or ""]


def _scans(ruta: Path, revision: Revision) -> tuple[dict[str, EscaneoHoja], date]:
    if revision.tipo is not Tipo.XLSX:
        return revision.hojas, EPOCA_1904 if revision.desde_1904 else EPOCA_1900
    with zipfile.ZipFile(ruta) as package:
        parts, epoch = _sheet_parts(package)
    found = {
        name: revision.hojas[part]
        for name, part in parts.items()
        if part in revision.hojas
    }
    return found, epoch


def _sheet_parts(package: zipfile.ZipFile) -> tuple[dict[str, str], date]:
    """Map sheet names to their parts, and tell from which day dates count."""
    names = {
        name.lower(): name
        for name in package.namelist()
        if not name.lower().startswith(DE_MAC)
    }
    book = next(n for low, n in names.items() if low.endswith("workbook.xml"))
    folder = book.rpartition("/")[0]
    rels = names.get(f"{folder}/_rels/workbook.xml.rels".lstrip("/").lower())
    targets = dict(_relations(package.read(rels))) if rels else {}
    parts: dict[str, str] = {}
    epoch = EPOCA_1900
    for tag, attributes in _elements(package.read(book)):
        if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            epoch = EPOCA_1904
        if tag == "sheet":
            key = next((attributes[k] for k in _RELACION if k in attributes), "")
            target = targets.get(key, "")
            path = target[1:] if target.startswith("/") else f"{folder}/{target}"
            found = names.get(path.lstrip("/").lower())
            if found:
                parts[attributes.get("name", "")] = found
    return parts, epoch


def _relations(xml: bytes) -> Iterator[tuple[str, str]]:
    for tag, attributes in _elements(xml):
        if tag == "Relationship":
            yield attributes.get("Id", ""), attributes.get("Target", "")


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """List the elements of a small part: local name and attributes."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        named = {
            (f"{{{key}" if "}" in key else key): value
            for key, value in attributes.items()
        }
        found.append((name.rpartition("}")[2], named))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)  # noqa: FBT003  # expat takes it by position
    except expat.ExpatError as error:
        raise UnreadableFileError(DANADO) from error
    return found
