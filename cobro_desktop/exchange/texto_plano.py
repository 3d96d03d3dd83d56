"""Reads text files with columns: any usual encoding and separator."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cobro_desktop.exchange.cells import Valor

SEPARADORES = ";\t|,"
MUESTRA = 200_000
MAX_CAMPO = 1_000_000
MAX_COLUMNAS = 2_000
MAX_LINEA = 4_000_000
"""Characters; the longest line of a table is thousands of times shorter."""
MAX_FILAS = 600_000
"""Records that can be read in half a minute on an old machine."""

_MARCAS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def leer_texto_plano(ruta: Path) -> Iterator[list[Valor]]:
    """Yield the records of a text file, each as the row that a sheet would have.

    Raises:
        UnreadableFileError: it cannot be read as text with columns.
    """
    encoding = codificacion(ruta)
    with ruta.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(MUESTRA)
        separator = separador(head)
        _refuse_too_long(ruta, head)
        lines = head.splitlines(keepends=True)[:1]
        file.seek(0)
        if lines and lines[0].lower().startswith("sep="):
            file.readline()
            yield []
        records = _records(file, separator)
        if '="' in head:
            records = ([_bare(value) for value in record] for record in records)
        yield from records


def codificacion(ruta: Path) -> str:
    """Return the encoding: its mark, else strict UTF-8, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with ruta.open("rb") as file:
        head = file.read(1 << 20)
        for mark, name in _MARCAS:
            if head.startswith(mark):
                return name
        try:
            while head:
                decoder.decode(head)
                head = file.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def separador(texto: str) -> str:
    """Choose the separator that splits the lines most evenly."""
    first = texto[:5].lower()
    if first.startswith("sep=") and len(first) > 4:
        return first[4]
    rows_by = {mark: _widths(texto, mark) for mark in SEPARADORES}
    return max(SEPARADORES, key=lambda mark: _evenness(rows_by[mark]))


def _refuse_too_long(ruta: Path, head: str) -> None:
    """Refuse at once, by the length of its first lines, what would take minutes."""
    average = len(head) / max(head.count("\n"), 1)
    if len(head) >= MUESTRA and ruta.stat().st_size / average > MAX_FILAS:
        message = (
            "El archivo tiene demasiadas filas para leerlo de una vez. Divídalo en "
            "partes de medio millón de filas."
        )
        raise UnreadableFileError(message)


def _records(file: io.TextIOBase, separator: str) -> Iterator[list[Valor]]:
    csv.field_size_limit(MAX_CAMPO)
    reader = csv.reader(_lines(file), delimiter=separator, strict=False)
    try:
        for record in reader:
            if len(record) > MAX_COLUMNAS:
                message = "El archivo de texto tiene miles de columnas en una línea."
                raise UnreadableFileError(message)
            yield list(record)
    except (csv.Error, UnicodeError) as error:
        message = (
            f"El archivo de texto no se entiende cerca de la línea {reader.line_num}. "
            "Guárdelo de nuevo desde Excel como «CSV UTF-8» o como libro (.xlsx)."
        )
        raise UnreadableFileError(message) from error


def _bare(value: Valor) -> Valor:
    """Take `="00123"` for 00123: so some programs keep Excel from cutting a number."""
    if isinstance(value, str) and value.startswith('="') and value.endswith('"'):
        return value[2:-1].replace('""', '"') if len(value) > 2 else value
    return value


def _lines(file: io.TextIOBase) -> Iterator[str]:
    """Yield the lines, none of which is held whole if it is endless."""
    while line := file.readline(MAX_LINEA):
        if len(line) == MAX_LINEA:
            message = (
                "El archivo tiene una línea tan larga que no puede ser de una tabla. "
                "Compruebe que sea el archivo correcto."
            )
            raise UnreadableFileError(message)
        yield line


def _widths(texto: str, mark: str) -> list[int]:
    lines = io.StringIO(texto, newline="")
    widths = []
    try:
        for record in csv.reader(lines, delimiter=mark):
            if any(record):
                widths.append(len(record))
            if len(widths) >= 200:
                break
    except csv.Error:
        return []
    return widths[:-1] if len(widths) > 2 and len(texto) >= MUESTRA else widths


def _evenness(widths: list[int]) -> tuple[float, int]:
    """Rank a split: the share of lines with its usual width, then that width."""
    wide = [width for width in widths if width > 1]
    if not wide:
        return (0.0, 0)
    usual = max(set(wide), key=wide.count)
    return (round(wide.count(usual) / len(widths), 1), usual)
