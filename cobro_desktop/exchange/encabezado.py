"""Finds the header of a table, in one row or two, under any block of titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.cells import limpiar
from cobro_desktop.exchange.columnas import Titulo, campos_nombrados

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.formatos import Formato

FILAS_DE_BUSQUEDA = 120
"""How far down a header is looked for."""
MAX_COLUMNAS = 300
"""No table of an office is wider; what lies beyond is not looked at."""
MIN_PUNTOS = 4.0
MIN_POCAS = 3.0
"""The same, for a format that needs one or two columns."""
MEJORA = 0.9
"""How much a second row must add to be part of the header."""
MIN_LETRAS = 4

_DIA = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_TRAMO = re.compile(r"\d{1,4}\s?(?:-|–|a)\s?\d{1,4}(?:\s?d[ií]as)?")
"""A band of ages."""


@dataclass(frozen=True, slots=True)
class Encabezado:
    """Where the headings of a table are, and what they say."""

    fila: int
    """Last row of the header, from 1; data begin below."""
    filas: int
    """1, or 2 for a header in two rows."""
    titulos: tuple[Titulo, ...]
    puntos: float


def buscar_encabezado(
    filas: Sequence[Sequence[Valor]], formato: Formato
) -> Encabezado | None:
    """Find the header among the first rows of a sheet; None if there is none."""
    width = _width(filas)
    best: Encabezado | None = None
    for index in range(min(len(filas), FILAS_DE_BUSQUEDA)):
        found = _at(filas, index, width, formato)
        if found and (best is None or found.puntos > best.puntos):
            best = found
    needed = sum(campo.exige.columna for campo in formato.campos)
    least = min(MIN_PUNTOS, max(MIN_POCAS, 1.5 * needed))
    return best if best and best.puntos >= least else None


def encabezado_en(
    filas: Sequence[Sequence[Valor]], fila: int, formato: Formato
) -> Encabezado:
    """Take as header the row (from 1) that a person pointed at.

    Raises:
        InvalidDataError: the row is empty or is not there.
    """
    width = _width(filas)
    if not 1 <= fila <= len(filas) or not any(filas[fila - 1]):
        raise fila_imposible(fila)
    for start in (fila - 2, fila - 1):  # it may be the second row of two, or the first
        found = _at(filas, start, width, formato) if start >= 0 else None
        if found and found.filas == 2:
            return found
    titles = _single(filas[fila - 1], width)
    return Encabezado(fila, 1, titles, campos_nombrados(titles, formato))


def fila_imposible(fila: int) -> InvalidDataError:
    """Return the problem of a row that cannot be a header."""
    message = f"La fila {fila} no puede ser el encabezado: está vacía o no existe."
    return InvalidDataError(message, {"fila": fila})


def _at(
    filas: Sequence[Sequence[Valor]], index: int, width: int, formato: Formato
) -> Encabezado | None:
    if not _can_be_header(filas[index]):
        return None
    titles = _single(filas[index], width)
    one = Encabezado(index + 1, 1, titles, campos_nombrados(titles, formato))
    if index + 1 >= len(filas) or not _goes_on(filas[index + 1]):
        return one
    both = _joined(filas[index], filas[index + 1], width)
    points = campos_nombrados(both, formato)
    lower = campos_nombrados(_single(filas[index + 1], width), formato)
    more = points >= max(one.puntos, lower) + MEJORA
    if more or (points >= one.puntos and _completes(filas, index, both, formato)):
        return Encabezado(index + 2, 2, both, points)
    return one


def _completes(
    filas: Sequence[Sequence[Valor]],
    index: int,
    both: Sequence[Titulo],
    formato: Formato,
) -> bool:
    """Tell whether a few words below a header only go on with headings above them."""
    upper, lower = filas[index], filas[index + 1]
    below = [column for column in range(len(both)) if _text(lower, column)]
    above = [column for column in range(len(both)) if _text(upper, column)]
    return (
        1 < len(below) <= len(above) // 2
        and all(column in above for column in below)
        and all(campos_nombrados((both[column],), formato) for column in below)
    )


def _goes_on(row: Sequence[Valor]) -> bool:
    """Tell whether a row may be the rest of a header: `Multas: 2023` is not."""
    texts = [str(value) for value in row[:MAX_COLUMNAS] if value not in ("", None)]
    alone = len(texts) == 1 and re.search(r"[\d:]", texts[0])
    return not alone and _can_be_header(row, minimum=1)


def _width(filas: Sequence[Sequence[Valor]]) -> int:
    return min(max((len(row) for row in filas), default=0), MAX_COLUMNAS)


def _can_be_header(row: Sequence[Valor], minimum: int = 2) -> bool:
    """Headings are short texts; a row of data has numbers, dates or long texts."""
    written = [value for value in row[:MAX_COLUMNAS] if value not in ("", None)]
    texts = [v for v in written if isinstance(v, str) and v.strip()]
    if len(texts) < minimum or len(texts) < 0.8 * len(written):
        return False
    numbers = sum(1 for text in texts if _is_number(text))
    return numbers <= 0.2 * len(texts)


def _is_number(text: str) -> bool:
    """Tell a number, with letters or not, from *Saldo a 30/09/2026* or *91-180*."""
    if _TRAMO.fullmatch(text.strip()):
        return False
    letters = sum(c.isalpha() for c in text)
    rest = _DIA.sub("", text) if letters >= MIN_LETRAS else text
    return sum(c.isdigit() for c in rest) > max(4, letters)


def _single(row: Sequence[Valor], width: int) -> tuple[Titulo, ...]:
    texts = [_text(row, column) for column in range(width)]
    return tuple(Titulo(text, (text,)) for text in texts)


def _joined(
    upper: Sequence[Valor], lower: Sequence[Valor], width: int
) -> tuple[Titulo, ...]:
    """Join two rows; a group written once above covers the columns to its right."""
    titles = []
    group = ""
    for column in range(width):
        above, below = _text(upper, column), _text(lower, column)
        if above or not below:
            group = above
        parts = [part for part in (group, below) if part]
        both = " ".join(dict.fromkeys(parts))
        readings = (below, both) if below else (both,)
        titles.append(Titulo(both, readings))
    return tuple(titles)


def _text(row: Sequence[Valor], column: int) -> str:
    value = row[column] if column < len(row) else ""
    return limpiar(value) if isinstance(value, str) else ""
