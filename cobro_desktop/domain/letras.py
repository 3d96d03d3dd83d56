"""Amounts and numbers in Spanish words, as documents write them (DECISIONS 41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos

LIMITE = 10**24
"""First number without words here; the long scale goes on, but no debt does."""

_HASTA_VEINTINUEVE = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
    "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete",
    "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés",
    "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho",
    "veintinueve",
)  # fmt: skip
_DECENAS = (
    "", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta",
    "noventa",
)  # fmt: skip
_CENTENAS = (
    "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos",
    "seiscientos", "setecientos", "ochocientos", "novecientos",
)  # fmt: skip
_ESCALAS = (
    (10**18, "trillón", "trillones"),
    (10**12, "billón", "billones"),
    (10**6, "millón", "millones"),
)


def numero_en_letras(numero: int) -> str:
    """Write a whole number standing alone: `veintiuno`, `mil millones`.

    Raises:
        InvalidDataError: for a negative number, or one of `LIMITE` or more.
    """
    _check(numero)
    return _words(numero)


def pesos_en_letras(centavos: Centavos) -> str:
    """Write an amount: `veintiún millones de pesos`, `un peso con diez centavos`.

    Raises:
        InvalidDataError: for a negative amount, or `LIMITE` pesos or more.
    """
    pesos, cents = divmod(centavos, 100)
    _check(pesos)
    text = _counting(pesos, "peso", "pesos")
    return f"{text} con {_counting(cents, 'centavo', 'centavos')}" if cents else text


def pesos_mcte(centavos: Centavos) -> str:
    """Write an amount as documents do: `un peso m/cte`.

    Raises:
        As `pesos_en_letras`.
    """
    return f"{pesos_en_letras(centavos)} m/cte"


def _check(numero: int) -> None:
    if not 0 <= numero < LIMITE:
        message = (
            "No se puede escribir en letras un número negativo ni de un "
            "cuatrillón o más. Revise el valor."
        )
        raise InvalidDataError(message, {"valor": str(numero)})


def _counting(numero: int, singular: str, plural: str) -> str:
    if numero == 1:
        return f"un {singular}"
    link = "de " if numero and numero % 10**6 == 0 else ""
    return f"{_before_noun(_words(numero))} {link}{plural}"


def _words(numero: int) -> str:
    parts = []
    for scale, singular, plural in _ESCALAS:
        group, numero = divmod(numero, scale)
        if group:
            parts.append(_counting_scale(group, singular, plural))
    if numero or not parts:
        parts.append(_below_million(numero))
    return " ".join(parts)


def _counting_scale(group: int, singular: str, plural: str) -> str:
    if group == 1:
        return f"un {singular}"
    return f"{_before_noun(_below_million(group))} {plural}"


def _below_million(numero: int) -> str:
    thousands, rest = divmod(numero, 1000)
    parts = []
    if thousands == 1:
        parts.append("mil")
    elif thousands:
        parts.append(f"{_before_noun(_below_thousand(thousands))} mil")
    if rest or not thousands:
        parts.append(_below_thousand(rest))
    return " ".join(parts)


def _below_thousand(numero: int) -> str:
    hundreds, rest = divmod(numero, 100)
    if not hundreds:
        return _below_hundred(rest)
    if numero == 100:
        return "cien"
    name = _CENTENAS[hundreds]
    return f"{name} {_below_hundred(rest)}" if rest else name


def _below_hundred(numero: int) -> str:
    if numero < len(_HASTA_VEINTINUEVE):
        return _HASTA_VEINTINUEVE[numero]
    tens, units = divmod(numero, 10)
    name = _DECENAS[tens]
    return f"{name} y {_HASTA_VEINTINUEVE[units]}" if units else name


def _before_noun(words: str) -> str:
    """Shorten a final `uno`, as Spanish does before a masculine noun."""
    if words.endswith("veintiuno"):
        return words.removesuffix("uno") + "ún"
    return words.removesuffix("o") if words.endswith("uno") else words
