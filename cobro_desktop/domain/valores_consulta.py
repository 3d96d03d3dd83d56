"""The values of the query language: amounts, dates, ranges, options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from cobro_desktop.domain.campos_consulta import Campo, Clase
from cobro_desktop.domain.errors import InvalidDataError, MissingParameterError
from cobro_desktop.domain.fechas import mas_anios, mas_meses
from cobro_desktop.domain.texto import palabras, plegar

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.domain.dinero import Centavos


@dataclass(frozen=True, slots=True)
class Valores:
    """What words of the language stand for on a day."""

    hoy: date
    sumar_habiles: Callable[[date, int], date]
    """Adds business days, also negative ones, by the entity's calendar."""
    smlmv: Centavos | None = None
    """Minimum wage of the year of `hoy`; None when it is not loaded."""
    uvt: Centavos | None = None


@dataclass(frozen=True, slots=True)
class Rango:
    """From one value to another, both included."""

    desde: date | int
    hasta: date | int


@dataclass(frozen=True, slots=True)
class Vacio:
    """No value."""


Valor: TypeAlias = str | int | date | Rango | Vacio | tuple[str, ...]
"""Folded text, centavos, a day, a range, nothing, or some of a closed list."""

_NUMBER: Final = re.compile(r"\$?(\d[\d.,]*)(smlmv|uvt|k|m)?", re.IGNORECASE)
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)?(?:[.,]\d{1,2})?")
_PLAIN: Final = re.compile(r"\d+(?:[.,]\d{1,2})?")
_SHIFT: Final = re.compile(r"(?:hoy)?([+-]?)(\d{1,5})([dhma])", re.IGNORECASE)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DMY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_EMPTY: Final = frozenset({"vacio", "nadie"})


def leer_valor(
    campo: Campo, op: str, escrito: str, valores: Valores, *, literal: bool = False
) -> tuple[str, Valor]:
    """Read what stands after a sign; give the sign back as it has to be compared.

    `literal`: it stood between quotes, so `vacío` is a word like any other.

    Raises:
        InvalidDataError: when the value cannot be that of the field.
        MissingParameterError: when a wage or UVT is named that is not loaded.
    """
    if not literal and plegar(escrito) in _EMPTY:
        return _equality(campo, op), _empty(campo, plegar(escrito))
    if not campo.clase.ordenada:
        _equality(campo, op)
        return _text(campo, op, escrito)
    if ".." in escrito:
        low, _, high = escrito.partition("..")
        ends = (_single(campo, low, valores), _single(campo, high, valores))
        return _equality(campo, op), _range(campo, *ends)
    return op.replace(":", "="), _single(campo, escrito, valores)


def _equality(campo: Campo, op: str) -> str:
    if op not in {":", "="}:
        message = f"Con «{campo.nombre}» y ese valor solo van los signos : y =."
        raise InvalidDataError(message)
    return "="


def _empty(campo: Campo, word: str) -> Vacio:
    if word == "nadie" and not campo.de_persona:
        message = f"«nadie» no es un valor de «{campo.nombre}»; escriba «vacío»."
        raise InvalidDataError(message)
    return Vacio()


def _text(campo: Campo, op: str, escrito: str) -> tuple[str, Valor]:
    folded = plegar(escrito)
    if campo.clase is Clase.OPCION:
        return "=", _options(campo, op, folded)
    if campo.clase is Clase.CODIGO:
        return "=", folded
    if campo.nombre == "nit":
        without_dv = re.sub(r"-\d$", "", folded)  # as ids are kept (RULES 11)
        folded = re.sub(r"[\s.,-]", "", without_dv)
    if campo.nombre == "texto" and not palabras(folded):
        message = "Con «texto» escriba al menos una palabra de los documentos."
        raise InvalidDataError(message)
    return op, folded


def _options(campo: Campo, op: str, folded: str) -> tuple[str, ...]:
    wanted = folded.replace("_", " ")
    words = {option: plegar(option.replace("_", " ")) for option in campo.opciones}
    exact = tuple(option for option, word in words.items() if word == wanted)
    part = tuple(option for option, word in words.items() if wanted in word)
    found = exact or (part if op == ":" else ())
    if not found or not wanted:
        message = (
            f"«{folded}» no es un valor de «{campo.nombre}». "
            f"Puede ser: {', '.join(campo.opciones)}."
        )
        raise InvalidDataError(message)
    return found


def _range(campo: Campo, low: date | int, high: date | int) -> Rango:
    if _rank(high) < _rank(low):
        message = f"En «{campo.nombre}» el primer valor es mayor que el segundo."
        raise InvalidDataError(message)
    return Rango(low, high)


def _rank(value: date | int) -> int:
    return value.toordinal() if isinstance(value, date) else value


def _single(campo: Campo, escrito: str, valores: Valores) -> date | int:
    if campo.clase is Clase.DINERO:
        return _amount(campo, escrito, valores)
    return _day(campo, escrito, valores)


def _amount(campo: Campo, escrito: str, valores: Valores) -> Centavos:
    match = _NUMBER.fullmatch(escrito)
    digits = match[1] if match else ""
    if not match or not (_GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)):
        message = (
            f"«{escrito}» no es un valor para «{campo.nombre}»: escriba pesos "
            "(1.500.000), miles (1500k), millones (1,5m), smlmv o uvt."
        )
        raise InvalidDataError(message)
    unit = _unit((match[2] or "").lower(), valores)
    return int(_number(digits) * unit + Fraction(1, 2))


def _number(digits: str) -> Fraction:
    """Read figures: a mark before exactly three digits groups (DECISIONS 29)."""
    whole, mark, cents = digits, "", ""
    if decimal := re.fullmatch(r"(.*)([.,])(\d{1,2})", digits):
        whole, mark, cents = decimal.groups()
    value = Fraction(int(re.sub(r"[.,]", "", whole)))
    return value + Fraction(int(cents), 10 ** len(cents)) if mark else value


def _unit(name: str, valores: Valores) -> Centavos:
    fixed = {"": 100, "k": 100_000, "m": 100_000_000}
    if name in fixed:
        return fixed[name]
    value = valores.smlmv if name == "smlmv" else valores.uvt
    if value is None:
        long = "salario mínimo" if name == "smlmv" else "UVT"
        message = (
            f"Falta el valor de {long} de {valores.hoy.year}. Cárguelo en los "
            "parámetros legales o escriba el valor en pesos."
        )
        raise MissingParameterError(message, {"parametro": name})
    return value


def _day(campo: Campo, escrito: str, valores: Valores) -> date:
    if plegar(escrito) == "hoy":
        return valores.hoy
    try:
        if match := _SHIFT.fullmatch(escrito):
            sign = -1 if match[1] == "-" else 1
            return _shift(valores, sign * int(match[2]), match[3].lower())
        if match := _ISO.fullmatch(escrito):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DMY.fullmatch(escrito):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except (ValueError, OverflowError):
        pass
    message = (
        f"«{escrito}» no es una fecha para «{campo.nombre}»: escriba 2026-09-30, "
        "30/09/2026, hoy, hoy+90d, 15h (hábiles), 6m o 1a."
    )
    raise InvalidDataError(message)


def _shift(valores: Valores, number: int, unit: str) -> date:
    if unit == "d":
        return valores.hoy + timedelta(days=number)
    if unit == "h":
        return valores.sumar_habiles(valores.hoy, number)
    if unit == "m":
        return mas_meses(valores.hoy, number)
    return mas_anios(valores.hoy, number)
