"""Scans an OpenDocument sheet for error cells and hidden rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.direcciones import MAX_COLUMNA, MAX_FILA
from cobro_desktop.exchange.hojas import EscaneoHoja, fuera_de_rango

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_ETIQUETA = 1 << 16
"""Bytes of an element without its text; a text may be far longer."""
_REPETIDAS = re.compile(rb'number-(rows|columns)-repeated="([0-9]{3,})"')
_SENALES = (b'value-type="error"', b'visibility="collapse"', b'visibility="filter"')
_ALTAS = re.compile(rb'number-rows-spanned="(?:[2-9]|[1-9][0-9])')
_CELDAS = frozenset({"table-cell", "covered-table-cell"})


def vale_la_pena(chunks: Iterable[bytes]) -> Iterator[bool]:
    """Say for each block whether it holds something that the parser would lose.

    Raises:
        UnreadableFileError: the tables claim more rows or columns than a sheet has.
    """
    rows = tables = 0
    after_gap = False
    tail = b""
    for chunk in chunks:
        data = tail + chunk
        cut = data.rfind(b">") + 1
        data, tail = data[:cut], data[cut:][-MAX_ETIQUETA:]
        tables += data.count(b"<table:table ")
        far = after_gap and _more_values(data, 0)
        after_gap = after_gap and b"</table:table>" not in data
        for found in _REPETIDAS.finditer(data):
            number = int(found[2][:12])
            if found[1] == b"rows":
                rows += number
                far = far or _more_values(data, found.end())
                after_gap = b"</table:table>" not in data[found.end() :]
            elif number > MAX_COLUMNA:
                fuera_de_rango(f"número {number} de una fila")
            else:
                end = data.find(b">", found.end())
                far = far or b"value-type=" in data[found.end() : end]
        if rows > MAX_FILA * max(tables, 1):
            fuera_de_rango(f"de la fila {rows}")
        yield far or any(sign in data for sign in _SENALES) or bool(_ALTAS.search(data))


def _more_values(data: bytes, at: int) -> bool:
    """Tell whether the table has values below that place."""
    value, end = data.find(b"value-type=", at), data.find(b"</table:table>", at)
    return value >= 0 and (end < 0 or value < end)


def escanear_ods(chunks: Iterable[bytes]) -> dict[str, EscaneoHoja]:
    """Scan the content of a spreadsheet; the result goes by sheet name."""
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003  # expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        message = "El archivo está dañado: el XML de sus hojas no se entiende."
        raise UnreadableFileError(message) from error
    return scan.found


class _Scan:
    """Where the parser stands."""

    def __init__(self) -> None:
        self.found: dict[str, EscaneoHoja] = {}
        self._sheet = EscaneoHoja()
        self._row = 0
        self._rows = 1
        self._column = 0
        self._error: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        local = name.rpartition(":")[2]
        if local == "table":
            self._sheet = self.found.setdefault(
                attributes.get("table:name", ""), EscaneoHoja()
            )
            self._row = 0
            self._rows = 1
        elif local == "table-row":
            self._start_row(attributes)
        elif local in _CELDAS:
            self._start_cell(attributes)

    def text(self, data: str) -> None:
        """Take the text of an error cell."""
        if self._error is not None:
            self._error += data

    def end(self, name: str) -> None:
        """Leave an element."""
        local = name.rpartition(":")[2]
        if local in _CELDAS and self._error is not None:
            place = (self._row, self._column - 1)
            self._sheet.errores[place] = self._error.strip() or "#N/A"
            self._error = None
        elif local == "table-row":
            self._row += self._rows - 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row += 1
        self._column = 0
        self._rows = int(attributes.get("table:number-rows-repeated", "1"))
        hidden = attributes.get("table:visibility") in {"collapse", "filter"}
        if hidden and self._row + self._rows < MAX_FILA:
            self._sheet.filas_ocultas.update(range(self._row, self._row + self._rows))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        columns = int(attributes.get("table:number-columns-repeated", "1"))
        self._column += columns
        tall = int(attributes.get("table:number-rows-spanned", "1"))
        if attributes.get("table:number-columns-spanned", "1") == "1":
            self._sheet.combinar(self._column - 1, self._row, self._row + tall - 1)
        if "office:value-type" in attributes:
            self._reach(columns)
        if attributes.get("calcext:value-type") == "error":
            self._error = ""

    def _reach(self, columns: int) -> None:
        """Take account of cells with a value."""
        sheet = self._sheet
        sheet.primera_fila = sheet.primera_fila or self._row
        sheet.ultima_fila = max(sheet.ultima_fila, self._row + self._rows - 1)
        sheet.columnas = max(sheet.columnas, self._column)
        sheet.valores += columns * self._rows
