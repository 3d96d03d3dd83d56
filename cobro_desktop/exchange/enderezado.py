"""Rewrites, in memory, what the cell parser takes for damage and other programs read.

White space between the cells of an OpenDocument sheet, sheets of a workbook that have
no part (the modules of Excel 5), and a stream of Excel 97 named in capitals.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from cobro_desktop.exchange.paquete import Tipo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_LIBRO = 150_000_000
"""Bytes, unpacked, of a workbook that is worth rewriting: it is held whole."""

_ENTRE_CELDAS = re.compile(
    rb"(</table:(?:covered-)?table-cell>|<table:(?:covered-)?table-cell\b[^>]*/>"
    rb"|<table:table-row\b[^>]*>)\s+(?=<)"
)
_SIN_PARTE = re.compile(rb'<(?:\w+:)?sheet\b(?=[^>]*\s\w+:id="")[^>]*/>')
_NOMBRES = (("WORKBOOK", "Workbook"), ("BOOK", "Book"))


def enderezar(ruta: Path, tipo: Tipo) -> io.BytesIO | None:
    """Return the file as the parser wants it; None if nothing could be mended.

    The file passed the pre-flight: its parts are whole and of a known size.
    """
    if tipo is Tipo.XLS:
        return _con_su_nombre(ruta.read_bytes())
    if tipo is Tipo.ODS:
        return _sin(ruta, "content.xml", lambda xml: _ENTRE_CELDAS.sub(rb"\1", xml))
    return _sin(ruta, "workbook.xml", lambda xml: _SIN_PARTE.sub(b"", xml))


def _sin(
    ruta: Path, final: str, cambiar: Callable[[bytes], bytes]
) -> io.BytesIO | None:
    """Copy the package with the part of that ending changed.

    A chart inside the book has a part of the same name, in its own folder.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(ruta) as package:
        parts = package.infolist()
        named = [part for part in parts if part.filename.lower().endswith(final)]
        wrong = min(named, key=lambda part: len(part.filename), default=None)
        if wrong is None or sum(part.file_size for part in parts) > MAX_LIBRO:
            return None
        content = package.read(wrong)
        changed = cambiar(content)
        if changed == content:
            return None
        with zipfile.ZipFile(written, "w") as copy:
            for part in parts:
                same = part is not wrong
                copy.writestr(part.filename, package.read(part) if same else changed)
    written.seek(0)
    return written


def _con_su_nombre(content: bytes) -> io.BytesIO | None:
    for capitals, usual in _NOMBRES:
        wrong = f"{capitals}\0".encode("utf-16-le")
        if wrong in content:
            right = f"{usual}\0".encode("utf-16-le")
            return io.BytesIO(content.replace(wrong, right, 1))
    return None
