"""Gives each row of data what a cell merged over several rows says for all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cobro_desktop.exchange.formatos import Clase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna
    from cobro_desktop.exchange.hojas import Rango

MAX_ALTO = 2_000
MAX_FILAS = 100_000
"""Rows that merged cells may fill in all: more is no table that a person made."""


class Combinadas:
    """The cells merged downwards in the columns that were recognised.

    An amount over several rows is of all of them together, and is given to none.
    """

    def __init__(self, rangos: Iterable[Rango], columnas: Sequence[Columna]) -> None:
        self._origen: dict[int, dict[int, int]] = defaultdict(dict)
        """By row, the first row of the merged cell of each column."""
        self._valores: dict[tuple[int, int], Valor] = {}
        takes = {
            c.indice
            for c in columnas
            if c.campo is not None and c.campo.clase is not Clase.DINERO
        }
        room = MAX_FILAS
        for column, first, last in rangos:
            tall = last - first
            if column in takes and 0 < tall < MAX_ALTO and tall <= room:
                room -= tall
                for row in range(first, last + 1):
                    self._origen[row][column] = first

    def ver(self, fila: int, celdas: Sequence[Valor]) -> None:
        """Look at each row in order, to keep what its merged cells say."""
        for column, first in self._origen.get(fila, {}).items():
            if first == fila:
                self._valores[fila, column] = celdas[column]

    def rellenar(self, fila: int, celdas: list[Valor]) -> None:
        """Fill the cells of a row of data that a merged cell covers."""
        for column, first in self._origen.get(fila, {}).items():
            if first != fila:
                celdas[column] = self._valores.get((first, column), "")
