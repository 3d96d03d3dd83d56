"""Dates as people write them, the day always before the month (DECISIONS 29)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cells import (
    NADA,
    CeldaInvalidaError,
    Codigo,
    comprobar_especial,
)

if TYPE_CHECKING:
    from cobro_desktop.exchange.cells import Valor

PRIMERA_FECHA = date(1950, 1, 1)
ULTIMA_FECHA = date(2099, 12, 31)
EPOCA_1900 = date(1899, 12, 30)
EPOCA_1904 = date(1904, 1, 1)
_HORA = re.compile(
    r"[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:z|[+-]\d{2}:?\d{2})?$"
)
_DMA = re.compile(r"(\d{1,2})\s?[/\-. ]\s?(\d{1,2})\s?[/\-. ]\s?(\d{4}|\d{2})")
_AMD = re.compile(r"(\d{4})\s?[/\-. ]\s?(\d{1,2})\s?[/\-. ]\s?(\d{1,2})")
_JUNTA = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_D_MES_A = re.compile(
    r"(\d{1,2})(?:\s?[/\-. ,]\s?|\s+de\s+)?([a-z]{3,10})\.?(?:\s?[/\-. ,]\s?|\s*)"
    r"(?:del?\s+)?(?:ano\s+)?(\d{4}|\d{2})"
)
_MES_D_A = re.compile(
    r"([a-z]{3,10})\.?\s+(\d{1,2})(?:\s*[,/\-]\s*|\s+(?:del?\s+)?)(\d{4})"
)
_EN_LETRAS = re.compile(r"(?:^[a-z ]+|\bdos mil[a-z ]*)\((\d{1,4})\)")
"""As deeds write it: `quince (15) de marzo de dos mil veinte (2020)`."""
_DIA_SEMANA = re.compile(r"(?:lun|mar|mie|jue|vie|sab|dom)[a-z]*\.?,?\s+(?=\d)")
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
_MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_OTROS_MESES = {
    "jan": 1, "january": 1, "february": 2, "march": 3, "apr": 4, "april": 4, "june": 6,
    "july": 7, "aug": 8, "august": 8, "set": 9, "sept": 9, "setiembre": 9,
    "september": 9, "october": 10, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip


def leer_fecha(valor: Valor, epoca: date = EPOCA_1900) -> date | None:
    """Read a date: Excel's, a serial number, or a text with the day first.

    Raises:
        CeldaInvalidaError: `not_a_date`, `invalid_date` (31/02) or
            `formula_without_value`.
    """
    if isinstance(valor, datetime):
        return _plausible(valor.date())
    if isinstance(valor, date):
        return _plausible(valor)
    if isinstance(valor, str):
        return _fecha_de_texto(valor, epoca)
    if isinstance(valor, (int, float)) and not isinstance(valor, bool):
        return _fecha_de_numero(valor, epoca)
    if valor is None:
        return None
    raise CeldaInvalidaError(Codigo.NOT_A_DATE)


def es_mes_primero(valor: Valor) -> bool:
    """Tell a text that is a date only with the month before the day: 12/31/2025."""
    found = _DMA.fullmatch(plegar(valor).strip()) if isinstance(valor, str) else None
    return found is not None and int(found[1]) <= 12 < int(found[2]) <= 31


def _fecha_de_numero(valor: float, epoca: date) -> date:
    whole = int(valor)
    if 19_000_000 < whole < 21_000_000 and whole == valor:
        return _fecha_de_texto(str(whole), epoca) or _not_a_date()
    if not 1 <= whole <= 75_000:
        raise CeldaInvalidaError(Codigo.NOT_A_DATE)
    day = epoca + timedelta(days=whole)
    if not PRIMERA_FECHA <= day <= ULTIMA_FECHA:
        raise CeldaInvalidaError(Codigo.NOT_A_DATE)
    return day


def _fecha_de_texto(valor: str, epoca: date) -> date | None:
    comprobar_especial(valor, Codigo.NOT_A_DATE)
    text = valor.strip()
    if text in NADA:
        return None
    text = _HORA.sub("", plegar(text)).strip(" .,'")
    if len(text) == 10 and (found := _AMD.fullmatch(text)):
        return _calendario(*found.groups())
    if found := _DMA.fullmatch(text):
        return _calendario(*found.groups()[::-1])
    if found := _AMD.fullmatch(text) or _JUNTA.fullmatch(text):
        return _calendario(*found.groups())
    if _SERIAL.fullmatch(text):
        return _fecha_de_numero(float(text.replace(",", ".")), epoca)
    return _fecha_con_mes(text)


def _fecha_con_mes(text: str) -> date:
    text = _EN_LETRAS.sub(r"\1", text)
    if found := _D_MES_A.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MES_D_A.fullmatch(text):
        month, day, year = found.groups()
    elif found := _DIA_SEMANA.match(text):
        return _fecha_con_mes(text[found.end() :])
    else:
        return _not_a_date()
    number = _mes(month)
    return _calendario(year, str(number), day) if number else _not_a_date()


def _mes(word: str) -> int:
    """Return the month that a word or its abbreviation names, 0 if none."""
    for number, name in enumerate(_MESES, start=1):
        if name.startswith(word):
            return number
    return _OTROS_MESES.get(word, 0)


def _calendario(year: str, month: str, day: str) -> date:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        return _plausible(date(number, int(month), int(day)))
    except ValueError as error:
        raise CeldaInvalidaError(Codigo.INVALID_DATE) from error


def _plausible(day: date) -> date:
    if not PRIMERA_FECHA <= day <= ULTIMA_FECHA:
        raise CeldaInvalidaError(Codigo.INVALID_DATE)
    return day


def _not_a_date() -> date:
    raise CeldaInvalidaError(Codigo.NOT_A_DATE)
