"""Reads what one cell means: money, dates, documents, texts (DECISIONS 29).

Every function takes the value that the parser gave and returns the exact value, None
for nothing written, or raises `CeldaInvalidaError` with an English code.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeAlias

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.identificacion import (
    Identificacion,
    TipoDocumento,
    leer_identificacion,
    nit_dv,
)
from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos

Valor: TypeAlias = object
"""A cell as parsed: str, float, int, bool, date, datetime, time, `''` for empty."""

PRIMERA_FECHA = date(1950, 1, 1)
ULTIMA_FECHA = date(2099, 12, 31)
EPOCA_1900 = date(1899, 12, 30)
EPOCA_1904 = date(1904, 1, 1)
NADA = frozenset({"", "-", "--", "---", "–", "—", "_", ".", "'", "$ -", "$-"})
"""What people write for nothing."""
SIN_DATO = frozenset(
    (
        "n/a|na|nd|n.d.|n.a.|sd|s/d|s.d.|sin dato|sin datos|sin informacion|"
        "no registra|no aplica|no reporta|no tiene|pendiente|ninguno|ninguna|"
        "null|none|nan"
    ).split("|")
)
"""Words for *unknown*, folded: nothing in a column that we do not need."""

_MAX_CIFRAS = 10**15
_MONEDA = re.compile(r"(?:cop|col|pesos?|m/?cte\.?|\$)+", re.IGNORECASE)
_SIMPLE = re.compile(r"[0-9]{1,15}")
_GRUPOS = re.compile(r"[1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
_NUMERO = re.compile(r"([0-9][0-9.,' ]*?)(?:([.,])([0-9]{1,2}|[oO]{2}|0{3,6}))?")
_HORA = re.compile(
    r"[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:z|[+-]\d{2}:?\d{2})?$"
)
_DMA = re.compile(r"(\d{1,2})\s?[/\-. ]\s?(\d{1,2})\s?[/\-. ]\s?(\d{4}|\d{2})")
_AMD = re.compile(r"(\d{4})\s?[/\-. ]\s?(\d{1,2})\s?[/\-. ]\s?(\d{1,2})")
_JUNTA = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_D_MES_A = re.compile(
    r"(\d{1,2})(?:\s?[/\-. ]\s?|\s+de\s+)?([a-z]{3,10})\.?(?:\s?[/\-. ,]\s?|\s+)"
    r"(?:del?\s+)?(?:ano\s+)?(\d{4}|\d{2})"
)
_MES_D_A = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:\s*,|\s+del?)?\s+(\d{4})")
_DIA_SEMANA = re.compile(r"(?:lun|mar|mie|jue|vie|sab|dom)[a-z]*\.?,?\s+(?=\d)")
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
_MESES = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre"
).split()
_OTROS_MESES = {
    "jan": 1, "january": 1, "february": 2, "march": 3, "apr": 4, "april": 4, "june": 6,
    "july": 7, "aug": 8, "august": 8, "set": 9, "sept": 9, "setiembre": 9,
    "september": 9, "october": 10, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip


class CeldaInvalidaError(Exception):
    """A cell that cannot be what its column asks; `codigo` says how."""

    def __init__(self, codigo: str) -> None:
        super().__init__(codigo)
        self.codigo = codigo


class ErrorDeHoja(str):
    """An error cell, by its text: `#N/A`."""

    __slots__ = ()


class FormulaSinValor(str):
    """A formula whose result the file does not keep, by its text."""

    __slots__ = ()


def limpiar(texto: str) -> str:
    """Return a text on one line, composed, without control or invisible characters."""
    if texto.isascii() and texto.isprintable():
        return " ".join(texto.split())
    composed = unicodedata.normalize("NFC", texto)
    kept = (
        " " if c.isspace() else c
        for c in composed
        if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return " ".join("".join(kept).split())


def leer_texto(valor: Valor) -> str | None:
    """Read any cell as text; whole numbers lose the decimal point of the parser.

    Raises:
        CeldaInvalidaError: `cell_error` (#N/A) or `formula_without_value`.
    """
    if isinstance(valor, str):
        _check_special(valor, "cell_error")
        return limpiar(valor) or None
    if isinstance(valor, bool):
        return "VERDADERO" if valor else "FALSO"
    if isinstance(valor, float):
        return str(int(valor)) if valor.is_integer() else repr(valor)
    if isinstance(valor, datetime):
        plain = not (valor.hour or valor.minute or valor.second)
        return valor.date().isoformat() if plain else valor.isoformat(" ")
    return None if valor is None else str(valor)


def leer_dinero(valor: Valor) -> Centavos | None:
    """Read an amount in centavos, es-CO or US style; cents beyond two round half up.

    Raises:
        CeldaInvalidaError: `not_an_amount`, or `formula_without_value`.
    """
    if isinstance(valor, bool):
        raise CeldaInvalidaError("not_an_amount")
    if isinstance(valor, float):
        if valor.is_integer() and -_MAX_CIFRAS < valor < _MAX_CIFRAS:
            return int(valor) * 100
        return _decimal_a_centavos(valor)
    if isinstance(valor, int):
        return valor * 100
    if isinstance(valor, str):
        return _dinero_de_texto(valor)
    if valor is None:
        return None
    raise CeldaInvalidaError("not_an_amount")


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
    raise CeldaInvalidaError("not_a_date")


def leer_documento(
    valor: Valor, tipo: str | None, por_omision: TipoDocumento | None
) -> Identificacion | None:
    """Read an identity document; numbers of more than 15 digits lost their end.

    Raises:
        CeldaInvalidaError: `not_an_id` or `formula_without_value`.
    """
    if isinstance(valor, (int, float)) and not isinstance(valor, bool):
        if not 0 < valor < _MAX_CIFRAS or valor != int(valor):
            raise CeldaInvalidaError("not_an_id")
        text = str(int(valor))
    elif isinstance(valor, str):
        _check_special(valor, "not_an_id")
        text = valor.strip()
        if text in NADA:
            return None
    elif valor is None:
        return None
    else:
        raise CeldaInvalidaError("not_an_id")
    if not tipo and (quick := _documento_corriente(text, por_omision)):
        return quick
    try:
        return leer_identificacion(text, tipo, por_omision=por_omision)
    except InvalidDataError as error:
        raise CeldaInvalidaError("not_an_id") from error


def leer_entero(valor: Valor) -> int | None:
    """Read a whole number such as a year.

    Raises:
        CeldaInvalidaError: `not_a_number` or `formula_without_value`.
    """
    try:
        amount = leer_dinero(valor)
    except CeldaInvalidaError as error:
        code = error.codigo.replace("not_an_amount", "not_a_number")
        raise CeldaInvalidaError(code) from error
    if amount is None:
        return None
    if amount % 100:
        raise CeldaInvalidaError("not_a_number")
    return amount // 100


def es_desconocido(valor: Valor) -> bool:
    """Tell whether a cell says in words that there is no data."""
    return isinstance(valor, str) and plegar(valor) in SIN_DATO


def _check_special(valor: str, code_of_error: str) -> None:
    if isinstance(valor, FormulaSinValor):
        raise CeldaInvalidaError("formula_without_value")
    if isinstance(valor, ErrorDeHoja):
        raise CeldaInvalidaError(code_of_error)


def _decimal_a_centavos(valor: float) -> Centavos:
    number = Decimal(repr(valor))
    if not number.is_finite() or abs(number) >= _MAX_CIFRAS:
        raise CeldaInvalidaError("not_an_amount")
    return int((number * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _dinero_de_texto(valor: str) -> Centavos | None:
    _check_special(valor, "not_an_amount")
    text = unicodedata.normalize("NFKC", valor).strip().replace("\u2019", "'")
    if _SIMPLE.fullmatch(text):
        return int(text) * 100
    text = " ".join(_MONEDA.sub(" ", text.replace("\u2212", "-")).split())
    if text in NADA:
        return None
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if negative else text
    if text.startswith("-") or text.endswith("-"):
        if negative:
            raise CeldaInvalidaError("not_an_amount")
        negative, text = True, text.strip("-").strip()
    amount = _magnitud(text)
    return -amount if negative else amount


def _magnitud(text: str) -> Centavos:
    if _SIMPLE.fullmatch(text):
        return int(text) * 100
    match = _NUMERO.fullmatch(text)
    if match is None or sum(c.isdigit() for c in text) > 17:
        raise CeldaInvalidaError("not_an_amount")
    whole, mark, cents = match.groups()
    if cents and len(cents) == 3 and _grupos(text) is not None:
        whole, mark, cents = text, None, None
    units = int(whole) if _SIMPLE.fullmatch(whole) else _grupos(whole, except_for=mark)
    if units is None:
        raise CeldaInvalidaError("not_an_amount")
    digits = (cents or "0").lower().replace("o", "0")
    return units * 100 + int((digits + "0")[:2])


def _grupos(whole: str, except_for: str | None = None) -> int | None:
    """Read thousands grouped by one same separator, or by `'` for millions."""
    plain = whole
    if "'" in whole and whole.count("'") == 1:
        millions, _, rest = whole.partition("'")
        if not re.fullmatch(r"[0-9]{1,6}|[0-9]{1,3}[.,][0-9]{3}", millions):
            return None
        plain = f"{millions[-3:]}{rest[3:4] or '.'}{rest}"
    match = _GRUPOS.fullmatch(plain)
    if match is None or match[1] == except_for:
        return None
    return int(re.sub(r"[^0-9]", "", whole))


def _fecha_de_numero(valor: float, epoca: date) -> date:
    whole = int(valor)
    if 19_000_000 < whole < 21_000_000 and whole == valor:
        return _fecha_de_texto(str(whole), epoca) or _not_a_date()
    if not 1 <= whole <= 75_000:
        raise CeldaInvalidaError("not_a_date")
    day = epoca + timedelta(days=whole)
    if not PRIMERA_FECHA <= day <= ULTIMA_FECHA:
        raise CeldaInvalidaError("not_a_date")
    return day


def _fecha_de_texto(valor: str, epoca: date) -> date | None:
    _check_special(valor, "not_a_date")
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
        raise CeldaInvalidaError("invalid_date") from error


def _plausible(day: date) -> date:
    if not PRIMERA_FECHA <= day <= ULTIMA_FECHA:
        raise CeldaInvalidaError("invalid_date")
    return day


def _not_a_date() -> date:
    raise CeldaInvalidaError("not_a_date")


def _documento_corriente(
    text: str, tipo: TipoDocumento | None
) -> Identificacion | None:
    """Read the plain digits that most rows have, without the full grammar."""
    if not (text.isascii() and text.isdigit()) or text[0] == "0":
        return None
    if tipo is TipoDocumento.CC and 3 <= len(text) <= 10:
        return Identificacion(tipo, text)
    if tipo is TipoDocumento.NIT and 6 <= len(text) <= 9:
        return Identificacion(tipo, text, nit_dv(text))
    return None
