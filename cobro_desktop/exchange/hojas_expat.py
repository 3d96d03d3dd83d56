"""The same scan of a worksheet for XML that other writers make: prefixes, no addresses.

Slower than the search in bytes, and right for any well-formed XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.direcciones import MAX_COLUMNA, MAX_FILA, columna
from cobro_desktop.exchange.hojas import EscaneoHoja, fuera_de_rango

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_FORMULA = 8_192


def escanear_con_expat(chunks: Iterable[bytes]) -> EscaneoHoja:
    """Scan one worksheet part with a real XML parser.

    Raises:
        UnreadableFileError: broken XML, a DTD, or a cell outside any sheet.
    """
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    parser.StartDoctypeDeclHandler = _refuse_dtd
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003  # expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        message = "El archivo está dañado: el XML de una de sus hojas no se entiende."
        raise UnreadableFileError(message) from error
    return scan.found


def _refuse_dtd(*_: object) -> None:
    message = "No se abrió el archivo: su XML define entidades (DTD)."
    raise UnreadableFileError(message)


class _Scan:
    """Where the parser stands in the sheet."""

    def __init__(self) -> None:
        self.found = EscaneoHoja()
        self._row = 0
        self._column = -1
        self._kind = ""
        self._formula: str | None = None
        self._value: str | None = None
        self._target = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        local = name.rpartition(":")[2]
        if local == "row":
            self._start_row(attributes)
        elif local == "c":
            self._start_cell(attributes)
        elif local == "f":
            self._formula, self._target = "", "f"
        elif local in {"v", "t"}:
            self._value, self._target = self._value or "", "v"
        elif local == "mergeCell":
            self.found.combinar_ref(attributes.get("ref", ""))
        elif local == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = int(attributes["min"]), int(attributes["max"])
            hidden = range(first - 1, min(last, MAX_COLUMNA))
            self.found.columnas_ocultas.update(hidden)

    def text(self, data: str) -> None:
        """Take characters of a value or of a formula."""
        if self._target == "v":
            self._value = (self._value or "") + data[:64]
        elif self._target == "f" and len(self._formula or "") < MAX_FORMULA:
            self._formula = (self._formula or "") + data

    def end(self, name: str) -> None:
        """Leave an element; a cell is complete when it closes."""
        local = name.rpartition(":")[2]
        if local == "c":
            self._end_cell()
        elif local in {"f", "v", "t"}:
            self._target = ""

    def _start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        self._row = int(given) if given.isdigit() else self._row + 1
        self._column = -1
        if not 1 <= self._row <= MAX_FILA:
            fuera_de_rango(f"de la fila {self._row}")
        if attributes.get("hidden") in {"1", "true"}:
            self.found.filas_ocultas.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r", "")
        letters = ref.rstrip("0123456789")
        self._column = columna(letters) if letters.isalpha() else self._column + 1
        digits = ref[len(letters) :]
        far_row = digits.isdigit() and not 1 <= int(digits[:12]) <= MAX_FILA
        if len(letters) > 3 or self._column >= MAX_COLUMNA or far_row:
            fuera_de_rango(ref[:16] or f"número {self._column + 1} de una fila")
        self._kind = attributes.get("t", "n")
        self._formula = self._value = None

    def _end_cell(self) -> None:
        found, place = self.found, (self._row, self._column)
        found.columnas = max(found.columnas, self._column + 1)
        if self._kind == "e":
            found.errores[place] = self._value or "#N/A"
        elif self._formula is not None and not self._value and self._kind != "str":
            found.sin_valor[place] = f"={self._formula}"
        if self._value is not None or self._formula is not None:
            found.valores += 1
            found.primera_fila = found.primera_fila or self._row
            found.ultima_fila = max(found.ultima_fila, self._row)
