"""Copies the first rows of large sheets, so that looking for a table costs little.

A large workbook that holds no table, or a few cells far apart, is refused by its first
rows; only the sheet of the table is unfolded whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cobro_desktop.exchange.hojas import EscaneoHoja

MAX_BYTES = 2_000_000
MAX_CELDAS = 500_000
"""Size, and places up to the last value, from which a sheet is large."""
MAX_CABEZA = 16_000_000
"""Bytes of the first rows of a sheet, however wide they are, and of their texts."""
MAX_COPIA = 64_000_000
BLOQUE = 1 << 18

_FILA = re.compile(rb'<row [^>]*?\br="([0-9]+)"')
_TEXTO = re.compile(rb'\bt="s"[^>]*>(?:\s*<f[^>]*>(?:[^<]*</f>)?)?\s*<v>([0-9]{1,9})')
_UN_TEXTO = re.compile(rb"<si[ >/]")
_NECESARIAS = ("[content_types].xml", ".rels", "workbook.xml", "styles.xml")


def primeras_filas(
    ruta: Path, hojas: Mapping[str, EscaneoHoja], filas: int
) -> io.BytesIO | None:
    """Return the workbook with the first rows of each sheet; None if none is large.

    None too if its XML is not of the usual kind, and cannot be cut short.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(ruta) as package, zipfile.ZipFile(written, "w") as copy:
        sizes = {part.filename: part.file_size for part in package.infolist()}
        if not any(_large(sizes[part], scan) for part, scan in hojas.items()):
            return None
        texts = 0
        for part in hojas:
            first = _first_rows(package, part, filas)
            if first is None or written.tell() > MAX_COPIA:
                return None
            texts = max([texts, *(int(n) + 1 for n in _TEXTO.findall(first))])
            copy.writestr(part, first)
        for name in sizes:
            if name.lower().endswith("sharedstrings.xml"):
                first = _first_texts(package, name, texts)
                if first is None:
                    return None
                copy.writestr(name, first)
            elif name.lower().endswith(_NECESARIAS):
                copy.writestr(name, package.read(name))
    written.seek(0)
    return written


def _large(size: int, scan: EscaneoHoja) -> bool:
    places = (scan.ultima_fila - scan.primera_fila + 1) * scan.columnas
    return size > MAX_BYTES or places > MAX_CELDAS


def _first_rows(package: zipfile.ZipFile, part: str, filas: int) -> bytes | None:
    data = b""
    seen = 0
    with package.open(part) as file:
        while chunk := file.read(BLOQUE):
            data += chunk
            for row in _FILA.finditer(data, seen):
                seen = row.end()
                if int(row[1][:9]) > filas:
                    return data[: row.start()] + b"</sheetData></worksheet>"
            if len(data) > MAX_CABEZA:
                last = data.rfind(b"<row ")
                return data[:last] + b"</sheetData></worksheet>" if last > 0 else None
    return data


def _first_texts(package: zipfile.ZipFile, part: str, cuantos: int) -> bytes | None:
    data = b""
    seen = found = 0
    with package.open(part) as file:
        while chunk := file.read(BLOQUE):
            data += chunk
            for text in _UN_TEXTO.finditer(data, seen):
                if found == cuantos:
                    return data[: text.start()] + b"</sst>"
                seen, found = text.end(), found + 1
            if len(data) > MAX_CABEZA:
                return None
    return data
