"""Scans the XML of a worksheet for what the cell parser loses.

Error cells, formulas without a stored value, hidden rows and columns, how far the
values reach. Canonical XML (Excel, LibreOffice, Google, openpyxl, XlsxWriter) is
searched as bytes at the speed of memory; anything else goes through expat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.direcciones import MAX_COLUMNA, MAX_FILA, columna

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILA_BYTES = 16_000_000
MAX_ETIQUETA = 4_096
MAX_COMBINADAS = 100_000
MIN_CELDA = 23
"""Bytes of the shortest cell with a value, `<c r="A1"><v>1</v></c>`."""

_REF = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_FAR_COLUMN = re.compile(rb' r="([A-Z]{3,})[0-9]')
_ROW = re.compile(rb'<row [^>]*?\br="([0-9]+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_HIDDEN_COL = re.compile(rb'<col (?=[^>]*\bhidden="(?:1|true)")([^>]*)>')
_MIN = re.compile(rb'\bmin="([0-9]{1,5})"')
_MAX = re.compile(rb'\bmax="([0-9]{1,5})"')
_IS_ERROR = re.compile(rb't="e"')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]{0,32})")
_NO_VALUE = re.compile(
    rb"<f(?:[^>]*/>|(?: [^>]*)?>([^<]*)</f>)(?!\s*<v(?: [^>]*)?>[^<])"
)
"""Some programs (Gnumeric) write each element in its own line."""
_BLANK = re.compile(rb"\s*<v")
_MERGED = re.compile(rb'<mergeCell [^>]*?\bref="([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)"')
_CORNERS = re.compile(r"([A-Z]+)([0-9]{1,7}):([A-Z]+)([0-9]{1,7})")
_LETTERS = re.compile(rb' r="([A-Z]{1,3})[0-9]')


Rango: TypeAlias = tuple[int, int, int]
"""Column from 0, first and last row from 1."""


@dataclass(slots=True)
class EscaneoHoja:
    """What is known of a worksheet before its cells are parsed; rows count from 1."""

    valores: int = 0
    """Cells with something in them, at most; styled empty cells do not count."""
    primera_fila: int = 0
    ultima_fila: int = 0
    """First and last row with a value (the first may be a few rows early)."""
    columnas: int = 0
    """How many columns the sheet may reach; an upper bound."""
    con_formulas: bool = False
    errores: dict[tuple[int, int], str] = field(default_factory=dict)
    """Error cells by (row from 1, column from 0): `#N/A`."""
    sin_valor: dict[tuple[int, int], str] = field(default_factory=dict)
    """Formulas without a stored value, with their text."""
    filas_ocultas: set[int] = field(default_factory=set)
    columnas_ocultas: set[int] = field(default_factory=set)
    """Hidden columns from 0."""
    combinadas: list[Rango] = field(default_factory=list)
    """Cells merged over rows of one column; of .xls, once the sheet has been parsed."""

    def combinar(self, columna: int, primera: int, ultima: int) -> None:
        """Note cells merged in a column (from 0) over some rows (from 1)."""
        if primera != ultima and len(self.combinadas) < MAX_COMBINADAS:
            self.combinadas.append((columna, primera, ultima))

    def combinar_ref(self, ref: str) -> None:
        """Note a merged range such as `B2:B5`, if it is of one column."""
        corners = _CORNERS.fullmatch(ref)
        if corners and corners[1] == corners[3]:
            self.combinar(columna(corners[1]), int(corners[2]), int(corners[4]))


def escanear_hoja(chunks: Iterator[bytes]) -> EscaneoHoja:
    """Scan one worksheet part, streamed.

    Raises:
        UnreadableFileError: a cell lies outside any sheet, or a row is endless.
    """
    head = b""
    for chunk in chunks:
        head += chunk
        if b"sheetData" in head or len(head) > MAX_FILA_BYTES:
            break
    stream = chain((head,), chunks)
    if _canonical(head):
        return _scan_bytes(stream)
    from cobro_desktop.exchange.hojas_expat import escanear_con_expat

    return escanear_con_expat(stream)


def fuera_de_rango(ref: str) -> NoReturn:
    """Tell that a cell claims a place that no sheet has, or is absurdly far."""
    message = (
        f"No se abrió el archivo: dice tener datos en la celda {ref}, fuera de lo que "
        "una hoja puede tener. Cópielos a un libro nuevo y guárdelo como .xlsx."
    )
    raise UnreadableFileError(message)


def medir(chunks: Iterator[bytes]) -> tuple[int, int]:
    """Count columns with cells and cells with values; slower, for very large sheets."""
    seen: set[bytes] = set()
    values = 0
    tail = b""
    for chunk in chunks:
        data = tail + chunk
        seen.update(_LETTERS.findall(data))
        values += data.count(b"</v>") + data.count(b"<is>")
        tail = chunk[-16:]
    return max((columna(found.decode()) + 1 for found in seen), default=0), values


def _canonical(head: bytes) -> bool:
    start = head.find(b"<sheetData")
    if start < 0 or b"<!" in head or b" r='" in head:
        return False
    row, cell = head.find(b"<row", start), head.find(b"<c", start)
    return all(
        at < 0 or b' r="' in head[at : head.find(b">", at)] for at in (row, cell)
    )


def _scan_bytes(stream: Iterator[bytes]) -> EscaneoHoja:
    found = EscaneoHoja(columnas=52)
    rest = b""
    columns_done = False
    for chunk in stream:
        data = rest + chunk
        if not columns_done:
            columns_done = True
            _hidden_columns(data, found)
        end = data.find(b"</sheetData>")
        cut = end if end >= 0 else data.rfind(b"<row")
        if cut <= 0:
            rest = data
            _refuse_endless(rest)
            continue
        _scan_rows(data, cut, found)
        rest = data[cut:]
        if end >= 0:
            break
        _refuse_endless(rest)
    _scan_merged(chain((rest,), stream), found)
    return found


def _scan_merged(after: Iterator[bytes], found: EscaneoHoja) -> None:
    """Scan what follows the rows."""
    rest = b""
    for chunk in after:
        data = rest + chunk
        cut = max(data.rfind(b"<"), 0)
        for match in _MERGED.finditer(data, 0, cut):
            found.combinar_ref(match[1].decode())
        rest = data[cut:][:MAX_ETIQUETA]


def _refuse_endless(rest: bytes) -> None:
    if len(rest) > MAX_FILA_BYTES:
        message = (
            "No se abrió el archivo: tiene una fila tan larga que no puede ser de una "
            "hoja de cálculo. Pídalo de nuevo a quien lo envió."
        )
        raise UnreadableFileError(message)


def _hidden_columns(data: bytes, found: EscaneoHoja) -> None:
    start, end = data.find(b"<cols"), data.find(b"</cols>")
    if start < 0 or end < 0:
        return
    for match in _HIDDEN_COL.finditer(data, start, end):
        first, last = _MIN.search(match[1]), _MAX.search(match[1])
        if first and last:
            reach = min(int(last[1]), MAX_COLUMNA)
            found.columnas_ocultas.update(range(int(first[1]) - 1, reach))


def _scan_rows(data: bytes, end: int, found: EscaneoHoja) -> None:
    """Scan the whole rows that stand before `end`."""
    if b'hidden="' in data:
        _hidden_rows(data, end, found)
    valued = data.find(b"</v>", 0, end) >= 0 or data.find(b"<is>", 0, end) >= 0
    found.con_formulas = found.con_formulas or data.find(b"</f>", 0, end) >= 0
    if not valued and not found.con_formulas:
        _check_row(data, data.rfind(b"<row ", 0, end))
        return
    found.valores += end // MIN_CELDA + 1
    _reach(data, end, found)
    for match in _FAR_COLUMN.finditer(data, 0, end):
        _check_column(match[1].decode(), found)
    for match in _IS_ERROR.finditer(data, 0, end):
        _error(data, match.start(), found)
    if found.con_formulas:
        for match in _NO_VALUE.finditer(data, 0, end):
            _formula(data, match, found)


def _hidden_rows(data: bytes, end: int, found: EscaneoHoja) -> None:
    for match in _HIDDEN.finditer(data, 0, end):
        start = data.rfind(b"<", 0, match.start())
        row = _ROW.match(data, start) if data.startswith(b"<row ", start) else None
        if row:
            found.filas_ocultas.add(_fila(row[1]))


def _check_row(data: bytes, at: int) -> None:
    row = _ROW.match(data, at) if at >= 0 else None
    if row:
        _fila(row[1])


def _reach(data: bytes, end: int, found: EscaneoHoja) -> None:
    marks = (b"</v>", b"</is>", b"<f>", b"<f ")
    last = max(data.rfind(mark, 0, end) for mark in marks)
    at = data.rfind(b"<row ", 0, max(last, 0))
    row = _ROW.match(data, at) if at >= 0 else None
    if row:
        found.ultima_fila = max(found.ultima_fila, _fila(row[1]))
    if not found.primera_fila and (row := _ROW.search(data, 0, end)):
        found.primera_fila = _fila(row[1])


def _fila(digits: bytes) -> int:
    row = int(digits[:12])
    if not 1 <= row <= MAX_FILA:
        fuera_de_rango(f"de la fila {digits[:12].decode()}")
    return row


def _check_column(letters: str, found: EscaneoHoja) -> None:
    if len(letters) > 3 or columna(letters) >= MAX_COLUMNA:
        fuera_de_rango(letters[:12])
    found.columnas = max(found.columnas, columna(letters) + 1)


def _place(attributes: bytes) -> tuple[int, int] | None:
    match = _REF.search(attributes)
    if not match:
        return None
    return int(match[2]), columna(match[1].decode())


def _error(data: bytes, at: int, found: EscaneoHoja) -> None:
    start, end = data.rfind(b"<", 0, at), data.find(b"</c>", at)
    if not data.startswith(b"<c ", start):
        return
    if place := _place(data[start : data.find(b">", at)]):
        value = _VALUE.search(data, at, max(end, at))
        text = value[1].decode("utf-8", "replace") if value else ""
        found.errores[place] = text or "#N/A"


def _formula(data: bytes, match: re.Match[bytes], found: EscaneoHoja) -> None:
    start = data.rfind(b"<c ", 0, match.start())
    attributes = data[start : data.find(b">", start)]
    empty_text = b't="str"' in attributes and _BLANK.match(data, match.end())
    if start < 0 or empty_text or b't="e"' in attributes:
        return
    if place := _place(attributes):
        text = (match[1] or b"").decode("utf-8", "replace")
        found.sin_valor[place] = f"={text}"
