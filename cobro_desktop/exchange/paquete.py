"""Looks into the package of a workbook, part by part, before anything is parsed."""

from __future__ import annotations

import re
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import IO, TYPE_CHECKING

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.hojas import EscaneoHoja, escanear_hoja
from cobro_desktop.exchange.hojas_ods import escanear_ods, vale_la_pena
from cobro_desktop.exchange.negativas import (
    DANADO,
    refuse_danger,
    refuse_encrypted,
    refuse_format,
)
from cobro_desktop.formats import miles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_DESCOMPRIMIDO = 1_200_000_000
MAX_PARTES = 5_000
MAX_HOJAS = 500
MAX_INDICE = 2_000_000
MAX_PROPORCION = 200
PROPORCION_DESDE = 10_000_000
"""Below this size even a perfect ratio does no harm."""
BLOQUE = 1 << 20

_OTROS_ZIP = (
    ("word/", "un documento de Word"),
    ("ppt/", "una presentación"),
    ("META-INF/MANIFEST.MF", "un programa"),
)
_RAIZ_SIN_DTD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<[A-Za-z_]")
"""A root element right at the start: a document type can only stand before it."""
_DTD_PROPIA = re.compile(rb"<!DOCTYPE[^>]*\[")
DE_MAC = "__macosx/"
"""Where a Mac keeps what it notes of each part, under the same name."""
_AJENO = "customxml/"
"""Where a workbook keeps what other programs left in it; its parser never looks."""
_MIME_ODS = "application/vnd.oasis.opendocument.spreadsheet"


class Tipo(StrEnum):
    """The kinds of file that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXTO = "csv"


@dataclass(frozen=True, slots=True)
class Revision:
    """What the pre-flight saw of a file that may be read."""

    tipo: Tipo
    hojas: dict[str, EscaneoHoja] = field(default_factory=dict)
    """What the cell parser would lose: by part in .xlsx, by sheet name in others."""
    desde_1904: bool = False
    """The days of an .xls are counted from 1904; an .xlsx says it in its book."""


def revisar_paquete(ruta: Path) -> Revision:
    """Check a zip package and scan its sheets.

    Raises:
        UnreadableFileError: it is damaged, dangerous, or not a workbook.
    """
    _revisar_indice(ruta)
    try:
        with zipfile.ZipFile(ruta) as package:
            parts = package.infolist()
            _revisar_partes(parts)
            tipo = _tipo_de_libro(package)
            return Revision(tipo, dict(_leer_partes(package, parts, tipo)))
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError,
        NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        raise UnreadableFileError(DANADO) from error


def refuse_many_sheets(count: int) -> None:
    """Refuse a workbook of more sheets than anybody looks through."""
    if count > MAX_HOJAS:
        message = (
            f"El libro tiene {miles(count)} hojas, y se leen hasta {MAX_HOJAS}. Copie "
            "la hoja de la tabla a un libro nuevo y guárdelo como .xlsx."
        )
        raise UnreadableFileError(message)


def _revisar_indice(ruta: Path) -> None:
    """Look at the end record by hand: a huge index is slow before it is refused."""
    with ruta.open("rb") as file:
        file.seek(max(0, ruta.stat().st_size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise UnreadableFileError(DANADO)
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    index = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > MAX_PARTES or index > MAX_INDICE:
        refuse_danger("tiene demasiadas partes")


def _revisar_partes(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        refuse_danger("tiene partes repetidas con el mismo nombre")
    for part in parts:
        pieces = part.filename.replace("\\", "/").split("/")
        if ".." in pieces or part.filename.startswith(("/", "\\")) or ":" in pieces[0]:
            refuse_danger("tiene partes con rutas hacia fuera del libro")
        if part.flag_bits & 1:
            refuse_encrypted()
        bomb = part.file_size > MAX_PROPORCION * max(part.compress_size, 1)
        if bomb and part.file_size > PROPORCION_DESDE:
            refuse_danger("al descomprimirse crece demasiado")
    refuse_many_sheets(sum(map(_es_hoja, names)))
    if sum(part.file_size for part in parts) > MAX_DESCOMPRIMIDO:
        refuse_danger("al descomprimirse es demasiado grande")


def _tipo_de_libro(package: zipfile.ZipFile) -> Tipo:
    names = set(package.namelist())
    if "EncryptedPackage" in names:
        refuse_encrypted()
    if "mimetype" in names and "content.xml" in names:
        return _tipo_opendocument(package)
    if "xl/workbook.bin" in names:
        refuse_format("un libro binario de Excel (.xlsb)")
    if any(name.lower().endswith("workbook.xml") for name in names):
        return Tipo.XLSX
    kinds = (
        what
        for prefix, what in _OTROS_ZIP
        if any(name.startswith(prefix) for name in names)
    )
    return refuse_format(next(kinds, "un archivo comprimido (ZIP) sin un libro dentro"))


def _tipo_opendocument(package: zipfile.ZipFile) -> Tipo:
    with package.open("mimetype") as file:
        mime = file.read(200).decode("ascii", "replace").strip()
    if not mime.startswith(_MIME_ODS):
        refuse_format("un documento de LibreOffice que no es una hoja de cálculo")
    if "META-INF/manifest.xml" in package.namelist():
        with package.open("META-INF/manifest.xml") as file:
            if b"encryption-data" in file.read(5_000_000):
                refuse_encrypted()
    return Tipo.ODS


def _leer_partes(
    package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], tipo: Tipo
) -> Iterator[tuple[str, EscaneoHoja]]:
    """Read every part once, so that a wrong checksum anywhere is noticed."""
    for part in parts:
        lower = part.filename.lower()
        xml = lower.endswith((".xml", ".rels"))
        with package.open(part) as file:
            chunks = _ahead(file) if part.file_size > BLOQUE else _at_once(file)
            checked = _sin_entidades(chunks, lower) if xml else chunks
            if tipo is Tipo.XLSX and _es_hoja(part.filename):
                yield part.filename, escanear_hoja(checked)
            elif lower == "content.xml" and [
                True for new in vale_la_pena(checked) if new
            ]:
                with package.open(part) as again:
                    yield from escanear_ods(_ahead(again)).items()
            else:
                for _ in checked:
                    pass


def _es_hoja(name: str) -> bool:
    lower = name.lower()
    own = not lower.startswith(DE_MAC)
    return own and "/worksheets/" in lower and lower.endswith("xml")


def _at_once(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the blocks of a part that is too small for a thread to be worth it."""
    return iter(lambda: file.read(BLOQUE), b"")


def _ahead(file: IO[bytes]) -> Iterator[bytes]:
    """Yield blocks while a thread inflates the next one, without Python's lock."""
    with ThreadPoolExecutor(max_workers=1) as inflater:
        coming = inflater.submit(file.read, BLOQUE)
        while chunk := coming.result():
            coming = inflater.submit(file.read, BLOQUE)
            yield chunk


def _sin_entidades(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Refuse entities and own document types: no workbook needs them.

    LibreOffice names an outer document type in its macros, which nobody fetches, and
    Excel writes what other programs leave in a workbook (Power Query) as UTF-16.
    """
    first = next(chunks, b"")
    wide = first.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    if wide and not name.startswith(_AJENO):
        refuse_danger("usa una codificación de caracteres que no es UTF-8")
    if _RAIZ_SIN_DTD.match(first):
        yield first
        yield from chunks
        return
    tail = b""
    for chunk in chain((first,), chunks):
        seam = tail + chunk[:16]
        if b"<!ENTITY" in chunk or b"<!ENTITY" in seam or _DTD_PROPIA.search(chunk):
            refuse_danger("su XML define entidades (DTD)")
        tail = chunk[-16:]
        yield chunk
