"""Finds capital, interest, total and periods in a sheet that another area made.

Such sheets have no format: a figure is beside or under a cell that names it, or in
the row of totals of a table. What is doubtful is left out, for the person to type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from cobro_desktop.domain.comparador_filas import FilaAjena
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cell_dates import EPOCA_1900, leer_fecha
from cobro_desktop.exchange.cell_money import leer_dinero
from cobro_desktop.exchange.cells import CeldaInvalidaError
from cobro_desktop.exchange.direcciones import celda

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.cells import Valor

T = TypeVar("T")
_ANCHO: Final = 3
"""Cells after a name among which its figure may stand."""
_SOBRAN: Final = frozenset(
    {
        "a", "al", "cop", "cte", "de", "del", "el", "en", "la", "las", "los", "m", "n",
        "no", "nro", "numero", "o", "pesos", "por", "valor", "vr", "y",
    }
)  # fmt: skip
_ADJETIVOS: Final = frozenset(
    {
        "actual", "adeudada", "adeudado", "anual", "causado", "causados", "cuenta",
        "deuda", "ea", "efectiva", "fecha", "final", "general", "gran", "hoy",
        "inicial", "insoluto", "liquidacion", "liquidado", "liquidados", "mora",
        "moratoria", "moratorio", "moratorios", "nominal", "obligacion", "pagar",
        "pendiente", "periodo", "saldo", "suma", "total", "totales",
    }
)  # fmt: skip


class Dato(StrEnum):
    """What a cell names."""

    INTERES = "interes"
    CAPITAL = "capital"
    TOTAL = "total"
    CORTE = "corte"
    DESDE = "desde"
    HASTA = "hasta"
    DIAS = "dias"
    TASA = "tasa"


_NOMBRES: Final = (
    (Dato.TASA, frozenset({"tasa", "interes", "intereses"})),
    (Dato.INTERES, frozenset({"interes", "intereses"})),
    (Dato.DESDE, frozenset({"desde", "inicio"})),
    (Dato.HASTA, frozenset({"hasta", "fin"})),
    (Dato.CORTE, frozenset({"corte"})),
    (Dato.DIAS, frozenset({"dias", "dia"})),
    (Dato.CAPITAL, frozenset({"capital", "base", "multa", "sancion"})),
)
"""The first one whose word is there is what the cell names."""
_CORTE: Final = re.compile(r"\bcorte (?:a|al|el|del)\b\s*(?:dia\s+)?(.{6,40})$")
_CIFRAS: Final = (Dato.CAPITAL, Dato.INTERES, Dato.TOTAL)


class Hallado(NamedTuple):
    """A figure and its cell: `C12`."""

    valor: Centavos
    celda: str


@dataclass(frozen=True, slots=True)
class HojaLeida:
    """What a sheet says of a liquidation."""

    cifras: Mapping[Dato, Hallado] = field(default_factory=dict)
    corte: date | None = None
    filas: tuple[FilaAjena, ...] = ()

    @property
    def hallazgos(self) -> int:
        """How much was found, to choose among sheets."""
        return 2 * len(self.cifras) + bool(self.corte) + bool(self.filas)


def leer_hoja(filas: Sequence[Sequence[Valor]], epoca: date = EPOCA_1900) -> HojaLeida:
    """Look for the figures in the rows of a sheet, from its row 1 on."""
    found: dict[Dato, Hallado] = {}
    tabla = _tabla_de_periodos(filas, epoca)
    inside = 0
    for number, row in enumerate(filas):
        if tabla and tabla.encabezado == number:
            continue
        inside = max(inside, _en_columnas(filas, number, found))
        if number >= inside:
            _al_lado(row, number, found)
    if tabla and tabla.filas:
        _de_la_tabla(filas, tabla, found)
    return HojaLeida(found, _corte(filas, epoca), tabla.filas if tabla else ())


def dato_de(texto: str) -> Dato | None:
    """Return what a cell names; None for sentences and other things."""
    words = set(re.sub(r"[^a-z ]+", " ", plegar(texto)).split()) - _SOBRAN
    for dato, names in _NOMBRES:
        if dato is Dato.TASA and "tasa" not in words:
            continue
        if words & names and words - names <= _ADJETIVOS:
            return dato
    if "fecha" in words and words & {"liquidacion", "pago"} and len(words) == 2:
        return Dato.CORTE
    if words and "fecha" in words and words <= {"fecha", "inicial", "final"}:
        return Dato.DESDE if "inicial" in words else Dato.HASTA
    if words & {"total", "totales", "suma"} and words <= _ADJETIVOS:
        return Dato.TOTAL
    return None


class _Tabla(NamedTuple):
    """The periods of a liquidation, row by row."""

    encabezado: int
    columnas: Mapping[Dato, int]
    filas: tuple[FilaAjena, ...]
    sigue: int
    """The row after the last period."""


def _nombre(valor: Valor) -> Dato | None:
    return dato_de(valor) if isinstance(valor, str) else None


def _al_lado(row: Sequence[Valor], number: int, found: dict[Dato, Hallado]) -> None:
    """Take the figure at the right of its name; the last one of the sheet stays."""
    for column, value in enumerate(row):
        dato = _nombre(value)
        if dato not in _CIFRAS:
            continue
        for place in range(column + 1, min(column + 1 + _ANCHO, len(row))):
            if row[place] in ("", None) or row[place] == "$":
                continue
            amount = _leer(leer_dinero, row[place])
            if amount is not None:
                found[dato] = Hallado(amount, celda(number + 1, place))
            break


def _en_columnas(
    filas: Sequence[Sequence[Valor]], number: int, found: dict[Dato, Hallado]
) -> int:
    """Take figures under their names: from the row of totals, or the only row.

    Returns the row after the table that begins here; 0 when none does.
    """
    heads = {
        dato: column
        for column, value in enumerate(filas[number])
        if (dato := _nombre(value)) in _CIFRAS and dato is not None
    }
    if len(heads) < 2:
        return 0
    below: list[int] = []
    for row in range(number + 1, len(filas)):
        amounts = [_dinero_en(filas[row], column) for column in heads.values()]
        if None in amounts:
            break
        below.append(row)
    totals = [row for row in below if _es_total(filas[row])]
    chosen = totals[-1:] or (below if len(below) == 1 else [])
    for row in chosen:
        for dato, column in heads.items():
            amount = _dinero_en(filas[row], column)
            if amount is not None:
                found[dato] = Hallado(amount, celda(row + 1, column))
    return below[-1] + 1 if below else 0


def _tabla_de_periodos(filas: Sequence[Sequence[Valor]], epoca: date) -> _Tabla | None:
    for number, row in enumerate(filas):
        columns: dict[Dato, int] = {}
        for column, value in enumerate(row):
            dato = _nombre(value)
            if dato is not None:
                columns.setdefault(dato, column)
        if {Dato.DESDE, Dato.HASTA, Dato.INTERES} <= columns.keys():
            return _periodos(filas, number, columns, epoca)
    return None


def _periodos(
    filas: Sequence[Sequence[Valor]],
    encabezado: int,
    columnas: Mapping[Dato, int],
    epoca: date,
) -> _Tabla:
    read, number = [], encabezado + 1
    while number < len(filas):
        fila = _periodo(filas[number], columnas, epoca)
        if fila is None:
            break
        read.append(fila)
        number += 1
    return _Tabla(encabezado, columnas, tuple(read), number)


def _periodo(
    row: Sequence[Valor], columnas: Mapping[Dato, int], epoca: date
) -> FilaAjena | None:
    def value(dato: Dato) -> Valor:
        place = columnas.get(dato, len(row))
        return row[place] if place < len(row) else ""

    desde, hasta = (
        _leer(lambda cell: leer_fecha(cell, epoca), value(dato))
        for dato in (Dato.DESDE, Dato.HASTA)
    )
    interes = _leer(leer_dinero, value(Dato.INTERES))
    if desde is None or hasta is None or interes is None or hasta < desde:
        return None
    days = _leer(leer_dinero, value(Dato.DIAS))
    return FilaAjena(
        desde,
        hasta,
        interes,
        dias=None if days is None else days // 100,
        tasa=_tasa(value(Dato.TASA)),
        base=_leer(leer_dinero, value(Dato.CAPITAL)),
    )


def _de_la_tabla(
    filas: Sequence[Sequence[Valor]], tabla: _Tabla, found: dict[Dato, Hallado]
) -> None:
    """Complete with the periods: their sum, and the base of the first one."""
    column = tabla.columnas[Dato.INTERES]
    after = range(tabla.sigue, min(tabla.sigue + 2, len(filas)))
    totals = [n for n in after if _es_total(filas[n])]
    if totals and (amount := _dinero_en(filas[totals[0]], column)) is not None:
        found.setdefault(Dato.INTERES, Hallado(amount, celda(totals[0] + 1, column)))
    whole = sum(fila.interes for fila in tabla.filas)
    found.setdefault(Dato.INTERES, Hallado(whole, celda(tabla.sigue, column)))
    base = tabla.filas[0].base
    if base is not None:
        place = celda(tabla.encabezado + 2, tabla.columnas[Dato.CAPITAL])
        found.setdefault(Dato.CAPITAL, Hallado(base, place))


def _corte(filas: Sequence[Sequence[Valor]], epoca: date) -> date | None:
    for row in filas:
        for column, value in enumerate(row):
            if not isinstance(value, str):
                continue
            written = _CORTE.search(plegar(value))
            if written and (day := _leer(leer_fecha, written[1].strip(" .:"))):
                return day
            if dato_de(value) is not Dato.CORTE:
                continue
            for after in row[column + 1 : column + 1 + _ANCHO]:
                day = _leer(lambda cell: leer_fecha(cell, epoca), after)
                if day is not None:
                    return day
    return None


def _es_total(row: Sequence[Valor]) -> bool:
    return any(_nombre(value) is Dato.TOTAL for value in row)


def _dinero_en(row: Sequence[Valor], column: int) -> Centavos | None:
    return _leer(leer_dinero, row[column]) if column < len(row) else None


def _tasa(value: Valor) -> Fraction | None:
    """Read percentage points a year: `12`, `24,36 %`, or a share of one."""
    number = value if isinstance(value, str) else str(value)
    match = re.fullmatch(
        r"(\d{1,3}(?:[.,]\d{1,6})?)\s*%?(?:\s*e\.?a\.?)?", plegar(number)
    )
    if match is None:
        return None
    points = Fraction(match[1].replace(",", "."))
    return points * 100 if 0 < points < 1 else points or None


def _leer(read: Callable[[Valor], T | None], value: Valor) -> T | None:
    """Read a cell; what it is not gives nothing."""
    if value in ("", None):
        return None
    try:
        return read(value)
    except CeldaInvalidaError:
        return None
