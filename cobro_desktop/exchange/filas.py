"""Tells rows of data from blank rows, totals, notes and repetitions (DECISIONS 28)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cell_money import leer_dinero
from cobro_desktop.exchange.cells import (
    CeldaInvalidaError,
    ErrorDeHoja,
    FormulaSinValor,
    leer_documento,
)
from cobro_desktop.exchange.formatos import Clase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna
    from cobro_desktop.exchange.formatos import Formato

MIN_DOCUMENTO = 4
"""A shorter number alone in its row names nobody."""

_SUBTOTAL = re.compile(r"^(?:sub\s*-?\s*total|total\s+(?:parcial|pagina|hoja))")
_TOTAL = re.compile(
    r"^(?:gran\s+)?total(?:es)?\b|^sum(?:a|an|as|atoria)\b|^valor\s+total\b"
)
_PROPIA = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+)")


class ClaseDeFila(StrEnum):
    """What a row below the header is."""

    DATO = "dato"
    VACIA = "vacia"
    RESUMEN = "resumen"
    """A subtotal, a total, a note, or the header again."""
    REPETIDA = "repetida"


@dataclass(slots=True)
class Clasificador:
    """Classifies the rows of one table, in order; remembers what it has seen."""

    columnas: Sequence[Columna]
    formato: Formato
    con_formulas: bool = False
    """Whether the sheet has formulas without value, whose text must be compared."""
    total: Centavos | None = None
    """The last grand total read, in centavos."""
    _vistas: set[int] = field(default_factory=set)
    _documento: int = -1
    _suma: int = -1
    _dinero: frozenset[int] = frozenset()
    _pocas: int = 2

    def __post_init__(self) -> None:
        """Look up once the columns that decide."""
        by_field = {c.campo.nombre: c.indice for c in self.columnas if c.campo}
        self._documento = by_field.get("documento", -1)
        self._suma = by_field.get(self.formato.suma or "", -1)
        self._dinero = frozenset(
            c.indice
            for c in self.columnas
            if c.campo is not None and c.campo.clase is Clase.DINERO
        )
        named = len(by_field)
        self._pocas = 1 if named < 5 else 2 if named < 12 else 3

    def clasificar(self, fila: int, celdas: list[Valor]) -> ClaseDeFila:
        """Classify a row that has as many cells as the table has columns."""
        filled = len(celdas) - celdas.count("")
        if not filled:
            return ClaseDeFila.VACIA
        if filled * 2 <= len(celdas) + 2 or self._repeats_header(celdas):
            special = self._sparse(celdas)
            if special is not None:
                return special
        if self._seen(fila, celdas):
            return ClaseDeFila.REPETIDA
        return ClaseDeFila.DATO

    def _sparse(self, celdas: list[Valor]) -> ClaseDeFila | None:
        filled = {i: v for i, v in enumerate(celdas) if not _blank(v)}
        if not filled:
            return ClaseDeFila.VACIA
        if self._repeats_header(celdas):
            return ClaseDeFila.RESUMEN
        label = next((i for i, v in filled.items() if _is_total(v)), None)
        others = filled.keys() - self._dinero - {label}
        bare = not others and all(_amount_like(filled[i]) for i in filled)
        if bare or (label is not None and len(others) <= 1):
            self._take_total(filled.get(label) if label is not None else None, celdas)
            return ClaseDeFila.RESUMEN
        note = len(filled) <= self._pocas and not self._says_something(filled)
        return ClaseDeFila.RESUMEN if note else None

    def _says_something(self, filled: dict[int, Valor]) -> bool:
        """Tell whether a row with few cells still names a debtor or an amount."""
        try:
            read = leer_documento(filled.get(self._documento), None, None)
            if read is not None and len(read.numero) >= MIN_DOCUMENTO:
                return True
            return leer_dinero(filled.get(self._suma)) is not None
        except CeldaInvalidaError:
            return False

    def _repeats_header(self, celdas: list[Valor]) -> bool:
        at = max(self._documento, self._suma)
        if at < 0 or celdas[at] != self.columnas[at].titulo:
            return False
        same = sum(celdas[c.indice] == c.titulo for c in self.columnas)
        return same * 2 >= len(self.columnas)

    def _take_total(self, label: Valor, celdas: list[Valor]) -> None:
        partial = isinstance(label, str) and _SUBTOTAL.match(plegar(label))
        if partial or self._suma < 0:
            return
        try:
            self.total = leer_dinero(celdas[self._suma])
        except CeldaInvalidaError:
            self.total = None

    def _seen(self, fila: int, celdas: list[Valor]) -> bool:
        """Tell whether the same row, word for word, came before.

        A formula without value counts by its text, as written and as seen from its
        own row. Minus one is counted apart: Python hashes it like minus two.
        """
        mark = hash((*celdas, celdas.count(-1.0)))
        if mark in self._vistas:
            return True
        self._vistas.add(mark)
        if not self.con_formulas:
            return False
        own = tuple(_relative(value, fila) for value in celdas)
        mark = hash((own, celdas.count(-1.0)))
        known = mark in self._vistas
        self._vistas.add(mark)
        return known and any(type(value) is FormulaSinValor for value in celdas)


def _relative(value: Valor, fila: int) -> Valor:
    if not isinstance(value, FormulaSinValor):
        return value
    return _PROPIA.sub(
        lambda found: f"{found[1]}@" if int(found[2]) == fila else found[0], value
    )


def _blank(value: Valor) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is_total(value: Valor) -> bool:
    if not isinstance(value, str) or len(value) > 80:
        return False
    folded = plegar(value).strip(" :.-*")
    return bool(_SUBTOTAL.match(folded) or _TOTAL.match(folded))


def _amount_like(value: Valor) -> bool:
    if isinstance(value, (FormulaSinValor, ErrorDeHoja)):
        return True
    try:
        return leer_dinero(value) is not None
    except CeldaInvalidaError:
        return False
