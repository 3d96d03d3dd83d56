"""Scans a workbook of Excel 97-2003 for error cells and hidden rows and columns.

Records of [MS-XLS] in the stream *Workbook* of a compound file [MS-CFB]. What is broken
is left to the parser, which refuses it; this scan only adds what the parser loses.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from cobro_desktop.exchange.hojas import EscaneoHoja

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

_BOUNDSHEET, _ROW, _COLINFO, _BOOLERR, _FORMULA = 0x85, 0x208, 0x7D, 0x205, 0x06
_MULRK = 0xBD
_CON_VALOR = frozenset({0x203, 0x204, 0xFD, 0x27E, 0xD6, _MULRK, _BOOLERR, _FORMULA})
_CON_ERROR = frozenset({_BOOLERR, _FORMULA})
_EOF, _FILEPASS, _DATEMODE = 0x0A, 0x2F, 0x22
_PLACE = struct.Struct("<HH").unpack_from
_ULTIMO_SECTOR = 0xFFFFFFFA
_MIN_STREAM, _MINI = 4096, 64
"""Smaller streams are kept together in another one, by sectors of that size."""


def escanear_xls(content: bytes) -> dict[str, EscaneoHoja]:
    """Scan the sheets, by name; nothing if the file is not as it should be."""
    try:
        book = _stream(content)
        found = {}
        for name, start in _sheets(book):
            found[name] = _scan(book, start)
    except (struct.error, IndexError, ValueError):
        return {}
    return found


def pide_clave(content: bytes) -> bool:
    """Tell whether the workbook is encrypted with a password."""
    try:
        kinds = (kind for kind, _, _ in _records(_stream(content), 0))
        return any(kind == _FILEPASS for kind in kinds)
    except (struct.error, IndexError, ValueError):
        return False


def cuenta_desde_1904(content: bytes) -> bool:
    """Tell whether days are counted as in the first Excel for Macintosh."""
    try:
        book = _stream(content)
        return any(
            kind == _DATEMODE and book[at : at + 2] == b"\1\0"
            for kind, at, _ in _records(book, 0)
        )
    except (struct.error, IndexError, ValueError):
        return False


def _stream(content: bytes) -> bytes:
    """Put together the stream *Workbook*."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in {512, 4096}:
        return b""
    fat = _fat(content, size)
    directory = _chain(content, fat, size, struct.unpack_from("<I", content, 48)[0])
    for at in range(0, len(directory), 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name.lower() in {"workbook", "book"}:
            start, total = struct.unpack_from("<II", directory, at + 116)
            if total < _MIN_STREAM:
                return _mini_stream(content, fat, directory, start)[:total]
            return _chain(content, fat, size, start)[:total]
    return b""


def _mini_stream(content: bytes, fat: list[int], directory: bytes, start: int) -> bytes:
    """Put together a stream that is too small to have sectors of its own."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    first = struct.unpack_from("<I", content, 60)[0]
    table = _chain(content, fat, size, first)
    mini_fat = list(struct.unpack_from(f"<{len(table) // 4}I", table))
    small = _chain(content, fat, size, struct.unpack_from("<I", directory, 116)[0])
    return _chain(b"\0" * _MINI + small, mini_fat, _MINI, start)


def _fat(content: bytes, size: int) -> list[int]:
    count, per = len(content) // size, size // 4
    sectors = list(struct.unpack_from("<109I", content, 76))
    following, more = struct.unpack_from("<II", content, 68)
    for _ in range(min(more, count)):
        if following >= _ULTIMO_SECTOR:
            break
        block = struct.unpack_from(f"<{per}I", content, (following + 1) * size)
        sectors.extend(block[:-1])
        following = block[-1]
    fat: list[int] = []
    for sector in sectors:
        if sector < count:
            fat.extend(struct.unpack_from(f"<{per}I", content, (sector + 1) * size))
    return fat


def _chain(content: bytes, fat: list[int], size: int, sector: int) -> bytes:
    pieces = []
    for _ in range(len(fat)):
        if sector >= _ULTIMO_SECTOR:
            break
        pieces.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = fat[sector]
    return b"".join(pieces)


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and length of records up to the end of the substream."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, at + 4, length
        if kind == _EOF:
            return
        at += 4 + length


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    for kind, at, _ in _records(book, 0):
        if kind == _BOUNDSHEET:
            start, count, wide = struct.unpack_from("<I2xBB", book, at)
            raw = book[at + 8 : at + 8 + count * (2 if wide & 1 else 1)]
            yield raw.decode("utf-16-le" if wide & 1 else "latin-1"), start


def _scan(book: bytes, start: int) -> EscaneoHoja:
    found = EscaneoHoja()
    reached = -1
    for kind, at, length in _records(book, start):
        if kind in _CON_VALOR:
            found.valores += 1
            place = _PLACE(book, at)
            if kind == _MULRK or place[0] != reached or place[1] >= found.columnas:
                reached = place[0]
                _reach(book, (kind, at, length), found)
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xI", book, at)
            if flags & 0x20:
                found.filas_ocultas.add(row + 1)
        elif kind == _COLINFO:
            first, last, flags = struct.unpack_from("<HH4xH", book, at)
            if flags & 1:
                found.columnas_ocultas.update(range(first, min(last, 255) + 1))
        elif kind in _CON_ERROR:
            _error(book, (kind, at), found)
    return found


def _reach(book: bytes, cell: tuple[int, int, int], found: EscaneoHoja) -> None:
    """Take account of a record with one value, or with several in a row."""
    kind, at, length = cell
    row, column = _PLACE(book, at)
    if kind == _MULRK:
        column = struct.unpack_from("<H", book, at + length - 2)[0]
        found.valores += length // 6 - 1
    if not found.ultima_fila or row < found.primera_fila:
        found.primera_fila = row + 1
    found.ultima_fila = max(found.ultima_fila, row + 1)
    found.columnas = max(found.columnas, column + 1)


def _error(book: bytes, cell: tuple[int, int], found: EscaneoHoja) -> None:
    kind, at = cell
    if kind == _BOOLERR:
        row, column, value, is_error = struct.unpack_from("<HH2xBB", book, at)
    else:
        row, column, what, value, mark = struct.unpack_from("<HH2xBxB3xH", book, at)
        is_error = mark == 0xFFFF and what == 2
    if is_error:
        found.errores[row + 1, column] = ERRORES.get(value, "#N/A")
