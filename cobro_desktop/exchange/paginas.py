"""Counts the pages of a file without Word or Excel."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.exchange.pdf import abrir_pdf
from cobro_desktop.exchange.tipo_archivo import tipo_de

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DANADO: Final = "danado"
CIFRADO: Final = "cifrado"
_MAX_PARTE: Final = 4_000_000
_MAX_PAGINAS: Final = 100_000
_PAGINAS_WORD: Final = re.compile(rb"<(?:\w+:)?Pages>\s*(\d{1,6})\s*</")
_HOJA: Final = re.compile(rb"<(?:\w+:)?sheet[\s/>]")
_FALLA_CLAVE: Final = 4
"""FPDF_ERR_PASSWORD."""
_COLA_PDF: Final = 2048


class Conteo(NamedTuple):
    """How many pages a file has and how it is known."""

    paginas: int | None
    """None where nobody can tell without opening it."""
    como: str
    """`pdf imagen word hojas mensaje`; empty where it was not counted."""
    aviso: str = ""
    """`danado cifrado`, or nothing."""
    digitalizado: bool = False
    """It looks like a picture of paper."""


SIN_CONTAR: Final = Conteo(None, "")


_FOTO: Final = Conteo(1, "imagen", digitalizado=True)
_MENSAJE: Final = Conteo(1, "mensaje")
_CONOCIDOS: Final[Mapping[str, Conteo]] = {
    "png": _FOTO,
    "jpg": _FOTO,
    "eml": _MENSAJE,
    "msg": _MENSAJE,
    "cifrado": Conteo(None, "", CIFRADO),
}


def contar_paginas(content: bytes, *, propio: bool = False) -> Conteo:
    """Count the pages of a file, by what it is.

    A mail counts as one page: it has none until it is printed. `propio` is a
    document that this program wrote: Word has not counted its pages.
    """
    kind = tipo_de(content)
    if kind == "docx" and propio:
        return SIN_CONTAR
    if kind in _LECTORES:
        return _LECTORES[kind](content)
    return _CONOCIDOS.get(kind, SIN_CONTAR)


def _pdf(content: bytes) -> Conteo:
    from pypdfium2 import PdfiumError

    try:
        with abrir_pdf(content) as document:
            count = len(document)
            if not 0 < count <= _MAX_PAGINAS:
                return Conteo(None, "", DANADO)
            page = document[0]
            text = page.get_textpage()
            scanned = not text.count_chars()
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == _FALLA_CLAVE
        return Conteo(None, "", CIFRADO if locked else DANADO)
    whole = b"%%EOF" in content[-_COLA_PDF:]
    return Conteo(count, "pdf", "" if whole else DANADO, digitalizado=scanned)


def _tif(content: bytes) -> Conteo:
    """Follow the chain of pictures of a TIFF; one that bites its tail is damaged."""
    order = "<" if content.startswith(b"II") else ">"
    seen: set[int] = set()
    try:
        (at,) = struct.unpack_from(f"{order}I", content, 4)
        while at:
            if at in seen or len(seen) > _MAX_PAGINAS:
                return Conteo(None, "", DANADO, digitalizado=True)
            seen.add(at)
            (entries,) = struct.unpack_from(f"{order}H", content, at)
            (at,) = struct.unpack_from(f"{order}I", content, at + 2 + 12 * entries)
    except struct.error:
        return Conteo(len(seen) or None, "imagen", DANADO, digitalizado=True)
    return Conteo(len(seen) or None, "imagen", digitalizado=True)


def _docx(content: bytes) -> Conteo:
    found = _parte(content, "docProps/app.xml")
    if found is None:
        return Conteo(None, "", DANADO)
    pages = _PAGINAS_WORD.search(found)
    count = int(pages[1]) if pages else 0
    return Conteo(count, "word") if count else SIN_CONTAR


def _xlsx(content: bytes) -> Conteo:
    found = _parte(content, "xl/workbook.xml")
    count = len(_HOJA.findall(found)) if found else 0
    return Conteo(count, "hojas") if count else Conteo(None, "", DANADO)


def _parte(content: bytes, name: str) -> bytes | None:
    """Return the start of a part; nothing where it has none, None if it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if name not in package.namelist():
                return b""
            with package.open(name) as part:
                return part.read(_MAX_PARTE)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError,
        NotImplementedError, RuntimeError,
    ):  # fmt: skip
        return None


_LECTORES: Final[Mapping[str, Callable[[bytes], Conteo]]] = {
    "pdf": _pdf,
    "tif": _tif,
    "docx": _docx,
    "xlsx": _xlsx,
}
