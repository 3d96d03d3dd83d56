"""What a report is: its columns and the lines above them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from datetime import date

Celda: TypeAlias = "str | int | date | None"
"""A value as its column's class wants it: money in centavos, absent None."""


class Clase(StrEnum):
    """What the cells of a column are, and so how they look."""

    TEXTO = "texto"
    CODIGO = "codigo"
    """Text that looks like a number: identities, titles, phones."""
    FECHA = "fecha"
    DINERO = "dinero"
    """Integer centavos; shown in pesos."""
    ENTERO = "entero"
    OCULTA = "oculta"
    """A text that only the program reads when the workbook comes back."""


@dataclass(frozen=True, slots=True)
class Columna:
    """A column of a report."""

    titulo: str
    clase: Clase = Clase.TEXTO
    ancho: int = 14
    """In characters."""
    editable: bool = False
    """Whether it may be filled in while the sheet is protected."""
    lista: tuple[str, ...] = ()
    """The only values that it takes, when it is editable."""
    ayuda: str = ""
    """What Excel says when a cell of an editable column is entered."""
    ajusta: bool = False
    """Whether a long text takes more lines instead of being cut."""
    suma: bool = False
    """Whether the last row gives its total, of what the filter shows."""
    sellada: bool = True
    """Whether, locked, it is told when somebody writes over it all the same."""


DEUDOR: Final = Columna("Deudor", ancho=34, ajusta=True)
"""The debtor of a row, as most lists have it: a long name takes more lines."""


@dataclass(frozen=True, slots=True)
class Grafico:
    """A bar chart beside the table, drawn from two of its columns."""

    titulo: str
    categorias: int
    """Column of the names, from 0."""
    valores: int


@dataclass(frozen=True, slots=True)
class Informe:
    """What is written besides the rows."""

    hoja: str
    """Name of the sheet; also of the report in the properties."""
    encabezado: tuple[str, ...]
    """Lines above the table: entity, report, cut."""
    columnas: tuple[Columna, ...]
    fecha: date
    """Day that the file's properties give: the same rows make the same bytes."""
    fijas: int = 0
    """Columns that stay when the sheet scrolls, and are repeated on each page."""
    grafico: Grafico | None = None
    """Of tables of few rows."""

    @property
    def primera(self) -> int:
        """Row of the first data, from 1: after the lines, a blank row and titles."""
        return len(self.encabezado) + 3
