"""Finds the day that a sheet says once, in a title or a heading, for all its rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cell_dates import leer_fecha
from cobro_desktop.exchange.cells import CeldaInvalidaError, leer_texto
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna
    from cobro_desktop.exchange.formatos import Campo, Formato

MAX_TEXTO = 120

_DIA = (
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}[/-]\d{1,2}[/-]\d{1,2}|"
    r"\d{1,2}(?: de | |-|/)[a-z]{3,10}(?: del? |,? |-|/)\d{4}|"
    r"[a-z]{3,10} \d{1,2},? (?:del? )?\d{4})\b"
)
_SOLO_DIA = re.compile(rf"\b{_DIA}")
_HASTA_DIA = r"(?:\W+[a-z]+){0,4}?\W+"
"""Between *corte* and its day; *a* stands next to it."""
MAX_PEGADA = 2


class Dicha(NamedTuple):
    """A day that the sheet says for a field that has no column."""

    campo: Campo
    dia: date
    texto: str

    def aviso(self) -> str:
        """Say where the day comes from."""
        return (
            f"Como {self.campo.etiqueta} se tomó el {fecha_larga(self.dia)}, que está "
            f"en «{self.texto[:MAX_TEXTO]}»."
        )


def fechas_dichas(
    arriba: Sequence[Sequence[Valor]],
    columnas: Sequence[Columna],
    formato: Formato,
    hoy: date,
) -> tuple[Dicha, ...]:
    """Return the days of the fields that may be said once (`Campo.arriba`).

    Args:
        arriba: the rows above the first row of data.
        columnas: the columns, as they were recognised.
        formato: the kind of file.
        hoy: a later day is not taken.
    """
    brought = {c.campo.nombre for c in columnas if c.campo}
    found = []
    for campo in formato.campos:
        if not campo.arriba or campo.nombre in brought:
            continue
        said = _en_titulo(columnas, formato, hoy) or _en_filas(arriba, campo, hoy)
        if said:
            found.append(Dicha(campo, *said))
    return tuple(found)


def _en_titulo(
    columnas: Sequence[Columna], formato: Formato, hoy: date
) -> tuple[date, str] | None:
    """Read the only day in the heading of the column that is added up."""
    for column in columnas:
        if formato.suma and column.campo and column.campo.nombre == formato.suma:
            days = [
                _dia(text, hoy) for text in _SOLO_DIA.findall(plegar(column.titulo))
            ]
            if len(days) == 1 and days[0]:
                return days[0], column.titulo
    return None


def _en_filas(
    arriba: Sequence[Sequence[Valor]], campo: Campo, hoy: date
) -> tuple[date, str] | None:
    """Read the last day that stands behind one of the words of the field."""
    near = "|".join(word for word in campo.arriba if len(word) <= MAX_PEGADA)
    far = "|".join(word for word in campo.arriba if len(word) > MAX_PEGADA)
    forms = [rf"\b(?:{far}){_HASTA_DIA}{_DIA}"]
    if near:
        forms.append(rf"\b(?:{near})\s+(?:el\s+|dia\s+)*{_DIA}")
    for text in _textos(arriba):
        folded = plegar(text)
        for form in forms:
            days = [_dia(said, hoy) for said in re.findall(form, folded)]
            if days and days[-1]:
                return days[-1], text
    return None


def _textos(arriba: Sequence[Sequence[Valor]]) -> Iterator[str]:
    for row in arriba:
        yield " ".join(_texto(value) for value in row if value not in ("", None))


def _texto(value: Valor) -> str:
    try:
        return leer_texto(value) or ""
    except CeldaInvalidaError:
        return ""


def _dia(text: str, hoy: date) -> date | None:
    try:
        day = leer_fecha(text)
    except CeldaInvalidaError:
        return None
    return day if day is not None and day <= hoy else None
