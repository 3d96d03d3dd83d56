"""Amounts as people write them, in es-CO or US style (DECISIONS 29)."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cobro_desktop.exchange.cells import (
    MAX_ENTERO,
    NADA,
    CeldaInvalidaError,
    Codigo,
    comprobar_especial,
)

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.cells import Valor

_MONEDA = re.compile(r"(?:cop|col|pesos?|m/?cte\.?|\$)+", re.IGNORECASE)
_CIERRE = re.compile(r"\s*(?:[.,/]\s?[-\u2013\u2014]+|[.,]?\s?=+|(?<=\d)[.,])$")
"""What closes an amount so that nobody adds figures: `1.500.000.-`, `1.500.000=`."""
_SIMPLE = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"[0-9]{4,13}[.,][0-9]{4,17}")
"""What a program computed: no group of thousands has so many figures before it."""
_GRUPOS = re.compile(r"[1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
_NUMERO = re.compile(r"([0-9][0-9.,' ]*?)(?:([.,])([0-9]{1,2}|[oO]{2}|0{3,6}))?")


def leer_dinero(valor: Valor) -> Centavos | None:
    """Read an amount in centavos, es-CO or US style; cents beyond two round half up.

    Raises:
        CeldaInvalidaError: `not_an_amount`, or `formula_without_value`.
    """
    if isinstance(valor, float):
        if valor.is_integer() and -MAX_ENTERO < valor < MAX_ENTERO:
            return int(valor) * 100
        return _decimal_a_centavos(valor)
    if isinstance(valor, int) and not isinstance(valor, bool):
        return valor * 100
    if isinstance(valor, str):
        return _dinero_de_texto(valor)
    if valor is None:
        return None
    raise CeldaInvalidaError(Codigo.NOT_AN_AMOUNT)


def leer_entero(valor: Valor) -> int | None:
    """Read a whole number such as a year.

    Raises:
        CeldaInvalidaError: `not_a_number` or `formula_without_value`.
    """
    try:
        amount = leer_dinero(valor)
    except CeldaInvalidaError as error:
        if error.codigo is Codigo.NOT_AN_AMOUNT:
            raise CeldaInvalidaError(Codigo.NOT_A_NUMBER) from error
        raise
    if amount is None:
        return None
    if amount % 100:
        raise CeldaInvalidaError(Codigo.NOT_A_NUMBER)
    return amount // 100


def _decimal_a_centavos(valor: float) -> Centavos:
    number = Decimal(repr(valor))
    if not number.is_finite() or abs(number) >= MAX_ENTERO:
        raise CeldaInvalidaError(Codigo.NOT_AN_AMOUNT)
    return _round(number)


def _round(number: Decimal) -> Centavos:
    return int((number * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _dinero_de_texto(valor: str) -> Centavos | None:
    if valor == "-":
        return None
    comprobar_especial(valor, Codigo.NOT_AN_AMOUNT)
    text = unicodedata.normalize("NFKC", valor).strip().replace("\u2019", "'")
    if _SIMPLE.fullmatch(text):
        return int(text) * 100
    text = " ".join(_MONEDA.sub(" ", text.replace("\u2212", "-")).split())
    if text in NADA:
        return None
    text = _CIERRE.sub("", text).removeprefix("+").strip()
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if negative else text
    if text.startswith("-") or text.endswith("-"):
        if negative:
            raise CeldaInvalidaError(Codigo.NOT_AN_AMOUNT)
        negative, text = True, text.strip("-").strip()
    amount = _magnitud(text)
    return -amount if negative else amount


def _magnitud(text: str) -> Centavos:
    if _SIMPLE.fullmatch(text):
        return int(text) * 100
    if _DECIMAL.fullmatch(text):
        return _round(Decimal(text.replace(",", ".")))
    match = _NUMERO.fullmatch(text)
    if match is None or sum(c.isdigit() for c in text) > 17:
        raise CeldaInvalidaError(Codigo.NOT_AN_AMOUNT)
    whole, mark, cents = match.groups()
    if cents and len(cents) == 3 and _grupos(text) is not None:
        whole, mark, cents = text, None, None
    other = None if cents and not cents.isdigit() else mark
    units = int(whole) if _SIMPLE.fullmatch(whole) else _grupos(whole, except_for=other)
    if units is None:
        raise CeldaInvalidaError(Codigo.NOT_AN_AMOUNT)
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
