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
from cobro_desktop.exchange.formatos import Clase, Exige

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna
    from cobro_desktop.exchange.formatos import Formato

MIN_DOCUMENTO = 4
"""A shorter number alone in its row names nobody."""
MIN_MARCAS = 4
MAX_MARCA = 300
"""Columns that a row of numbers names: fewer could be data."""

_SUBTOTAL = re.compile(r"^(?:sub\s*-?\s*total|total\s+(?:parcial|pagina|hoja))")
_TOTAL = re.compile(
    r"^(?:gran\s+)?total(?:es)?\b|^sum(?:a|an|as|atoria)\b|^(?:valor|vr|vlr)\W{1,2}total\b"
    r"|^σ|^(?:n\w*\W{1,2}|numero |cantidad )(?:de )?registros\b"
)
_SOLO_TOTAL = re.compile(r"^\W*(?:valor|vr|vlr|sub|gran)?\W*total(?:es)?\b[^a-z]*$")
_ARRASTRE = re.compile(r"^(?:van|vienen|pasan?|acumulado)$")
"""What a page carries over to the next one."""
_FIRMA = re.compile(
    r"^(?:elabor|proyect|prepar|revis|verific|aprob|autoriz|consolid|firm|cargo|nota|"
    r"fuente|fecha|nombre|vo\W?bo|v\W?o\W?\s?b|visto bueno)[^:]{0,30}:"
    r"|^_{4,}|^[^:]{2,40}:$"
)
"""Labels of who made a table, when, and with what it was made."""
_CLAVE = re.compile(r"[1-9]\d{0,17}-\d{1,9}-[0-9a-f]{8}")
"""The hidden key of a row that left from here."""
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
    _nombre: int = -1
    _suma: int = -1
    _dinero: frozenset[int] = frozenset()
    _pocas: int = 2
    _nombra: bool = False
    """Whether every row of data names a debtor or an amount."""
    _exigidas: frozenset[int] = frozenset()
    """Columns that tell a row of data, where none names a debtor or an amount."""
    _por_llenar: frozenset[int] = frozenset()
    """Columns without which a row of data is rejected."""
    _clave: int = -1
    """Column of our hidden keys, in a list that left from here."""
    _primera: bool = True
    """Whether no row of data has come yet."""
    _cerrada: bool = False
    """Whether a grand total has come."""

    def __post_init__(self) -> None:
        """Look up once the columns that decide."""
        by_field = {c.campo.nombre: c.indice for c in self.columnas if c.campo}
        self._documento = by_field.get("documento", -1)
        self._nombre = by_field.get("nombre", -1)
        self._suma = by_field.get(self.formato.suma or "", -1)
        self._dinero = frozenset(
            c.indice
            for c in self.columnas
            if c.campo is not None and c.campo.clase is Clase.DINERO
        )
        telling = {"documento", self.formato.suma}
        self._nombra = any(
            campo.nombre in telling and campo.exige is Exige.SIEMPRE
            for campo in self.formato.campos
        )
        if not self._nombra:
            needed = (c for c in self.formato.campos if c.exige.columna)
            self._exigidas = frozenset(by_field.get(c.nombre, -1) for c in needed)
        self._por_llenar = frozenset(
            c.indice for c in self.columnas if c.campo and c.campo.exige.dato
        )
        keys = (c.indice for c in self.columnas if plegar(c.titulo) == "clave")
        self._clave = next(keys, -1)
        named = len(by_field)
        self._pocas = 1 if named < 5 else 2 if named < 12 else 3

    def clasificar(self, fila: int, celdas: list[Valor]) -> ClaseDeFila:
        """Classify a row that has as many cells as the table has columns."""
        filled = len(celdas) - celdas.count("")
        if not filled or all(isinstance(v, str) and not v.strip() for v in celdas):
            return ClaseDeFila.VACIA
        if self._waits(celdas):
            return ClaseDeFila.VACIA
        if self._primera and _numbers_columns(celdas):
            return ClaseDeFila.RESUMEN
        few = filled * 2 <= len(celdas) + 2 or self._adds_up(celdas)
        if few or self._repeats_header(celdas):
            special = self._sparse(celdas)
            if special is not None:
                return special
        self._primera = False
        if self._seen(fila, celdas):
            return ClaseDeFila.REPETIDA
        return ClaseDeFila.DATO

    def _waits(self, celdas: list[Valor]) -> bool:
        """Tell a row of a list of ours that came back before anybody filled it in."""
        if self._clave < 0 or not self._por_llenar:
            return False
        key = celdas[self._clave]
        ours = isinstance(key, str) and _CLAVE.fullmatch(key.strip()) is not None
        return ours and all(_blank(celdas[i]) for i in self._por_llenar)

    def _adds_up(self, celdas: list[Valor]) -> bool:
        """Tell a row full of sums: it says *Total*, and no document."""
        if self._documento < 0:
            return False
        value = celdas[self._documento]
        if isinstance(value, str) and value[:1].isalpha():
            return _is_total(value)
        return _blank(value) and any(map(_is_total, celdas))

    def _sparse(self, celdas: list[Valor]) -> ClaseDeFila | None:
        filled = {i: v for i, v in enumerate(celdas) if not _blank(v)}
        if not filled:
            return ClaseDeFila.VACIA
        if self._repeats_header(celdas):
            return ClaseDeFila.RESUMEN
        label = next((i for i, v in filled.items() if _is_total(v)), None)
        others = filled.keys() - self._dinero - {label}
        if label is not None and self._documento not in filled.keys() - {label}:
            # more sums than we read: a trial balance adds up its movements too
            others -= {i for i in others if _amount_like(filled[i])}
        bare = not others and all(_amount_like(filled[i]) for i in filled)
        if bare or (
            label is not None and len(others) <= self._spare_cells(filled, label)
        ):
            self._take_total(filled.get(label) if label is not None else None, celdas)
            return ClaseDeFila.RESUMEN
        return ClaseDeFila.RESUMEN if self._is_note(filled) else None

    def _is_note(self, filled: dict[int, Valor]) -> bool:
        """Tell a title, the rest of a header or a signature from a poor row of data."""
        few = len(filled) <= self._pocas
        if few and self._cerrada and self._suma not in filled:
            return True
        first = self._primera and self._nombra
        if few:
            return not self._says_something(filled)
        if first or any(_is_label(v) for v in filled.values()):
            return not (self._says_something(filled) or self._has_amount(filled))
        return False

    def _spare_cells(self, filled: dict[int, Valor], label: int) -> int:
        """Say how many more cells a line of totals has: a firm may be *Total*."""
        only = _SOLO_TOTAL.match(plegar(str(filled[label])))
        return 3 if only or label != self._nombre else 1

    def _says_something(self, filled: dict[int, Valor]) -> bool:
        """Tell whether a row with few cells still names a debtor or an amount."""
        if len(self._exigidas) > 1 and self._exigidas <= filled.keys():
            return True
        try:
            read = leer_documento(filled.get(self._documento), None, None)
            if read is not None and len(read.numero) >= MIN_DOCUMENTO:
                return True
        except CeldaInvalidaError:
            return False
        return self._has_amount(filled)

    def _has_amount(self, filled: dict[int, Valor]) -> bool:
        try:
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
        self._cerrada = label is not None
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
    folded = plegar(value).strip(" :.-*$=")
    return any(form.match(folded) for form in (_SUBTOTAL, _TOTAL, _ARRASTRE))


def _is_label(value: Valor) -> bool:
    return isinstance(value, str) and bool(_FIRMA.match(plegar(value)))


def _numbers_columns(celdas: Sequence[Valor]) -> bool:
    """Tell the row that numbers or letters the columns, as forms do below a header."""
    marks = [_mark(value) for value in celdas if not _blank(value)]
    counted = list(range(1, len(marks) + 1))
    return len(marks) >= MIN_MARCAS and marks in (counted, [n - 1 for n in counted])


def _mark(value: Valor) -> int:
    """Read `3`, `(3)`, `3.` or `C` as the third column; -1 if it is none of them."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and value < MAX_MARCA else -1
    text = str(value).strip(" ().-[]").lower()
    if len(text) == 1 and "a" <= text <= "z":
        return ord(text) - ord("a") + 1
    return int(text) if text.isdecimal() and len(text) <= 3 else -1


def _amount_like(value: Valor) -> bool:
    if isinstance(value, (FormulaSinValor, ErrorDeHoja)):
        return True
    try:
        return leer_dinero(value) is not None
    except CeldaInvalidaError:
        return False
