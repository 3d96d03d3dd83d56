"""What a parsed cell is, and the texts and documents in it.

Readers of cells take the value that the parser gave and return the exact value, None
for nothing written, or raise `CeldaInvalidaError` with an English code.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from operator import mul
from typing import TypeAlias

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.identificacion import (
    Identificacion,
    TipoDocumento,
    leer_identificacion,
)
from cobro_desktop.domain.texto import plegar

Valor: TypeAlias = object
"""A cell as parsed: str, float, int, bool, date, datetime, time, `''` for empty."""

NADA = frozenset({"", "-", "--", "---", "–", "—", "_", ".", "'"})
"""What people write for nothing."""
SIN_DATO = frozenset(
    {
        "n/a", "na", "nd", "n.d.", "n.a.", "sd", "s/d", "s.d.", "sin dato",
        "sin datos", "sin informacion", "no registra", "no aplica", "no reporta",
        "no tiene", "pendiente", "ninguno", "ninguna", "null", "none", "nan",
    }
)  # fmt: skip
"""Words for *unknown*, folded: nothing in a column that we do not need."""
MAX_ENTERO = 10**15
"""Numbers from here on have lost digits: a spreadsheet keeps fifteen."""

_TERCERO = re.compile(
    r"((?:(?:nit|cc|ce|ti|c\.c\.|n\.i\.t\.)[.:]?\s*)?\d[\d.]{4,13}\d(?:\s?-\s?\d)?)"
    r"(?:\s*[-\u2013:/|,]\s*|\s+)([^\W\d_]{2}.*)",
    re.IGNORECASE,
)
_NO_ES_NOMBRE = re.compile(r"^(?:de|del|exp\w*)\b|\d{5}", re.IGNORECASE)
"""Where a document was issued, or another one."""
_PESOS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43)


class Codigo(StrEnum):
    """Why a cell is wrong or odd; scripts read it."""

    EMPTY = "empty"
    NOT_AN_ID = "not_an_id"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_POSITIVE = "not_positive"
    REVERSED_PAYMENT = "reversed_payment"
    NOT_A_DATE = "not_a_date"
    INVALID_DATE = "invalid_date"
    FUTURE_DATE = "future_date"
    NOT_A_NUMBER = "not_a_number"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    CELL_ERROR = "cell_error"
    NOT_AN_OPTION = "not_an_option"
    NOT_TAKEN = "not_taken"
    DAMAGED_NUMBER = "damaged_number"
    DITTO = "ditto"
    UNKNOWN_CASE = "unknown_case"
    AMBIGUOUS_CASE = "ambiguous_case"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN_VALUE = "unknown_value"
    UNKNOWN_MUNICIPALITY = "unknown_municipality"
    WRONG_EMAIL = "wrong_email"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    ODD_DOCUMENT = "odd_document"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    BALANCE_MISMATCH = "balance_mismatch"
    PAYMENTS_EXCEED = "payments_exceed"
    LOCKED_COLUMN = "locked_column"


class CeldaInvalidaError(Exception):
    """A cell that cannot be what its column asks; `codigo` says how."""

    def __init__(self, codigo: Codigo) -> None:
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
    if texto.isprintable() and unicodedata.is_normalized("NFC", texto):
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
        if type(valor) is not str:
            comprobar_especial(valor, Codigo.CELL_ERROR)
        if valor.isascii() and valor.isprintable():
            return " ".join(valor.split()) or None
        return limpiar(valor) or None
    if isinstance(valor, bool):
        return "VERDADERO" if valor else "FALSO"
    if isinstance(valor, float):
        return str(int(valor)) if valor.is_integer() else repr(valor)
    if isinstance(valor, datetime):
        plain = not (valor.hour or valor.minute or valor.second)
        return valor.date().isoformat() if plain else valor.isoformat(" ")
    return None if valor is None else str(valor)


def leer_documento(
    valor: Valor, tipo: str | None, por_omision: TipoDocumento | None
) -> Identificacion | None:
    """Read an identity document; numbers of more than 15 digits lost their end.

    Raises:
        CeldaInvalidaError: `not_an_id` or `formula_without_value`.
    """
    if isinstance(valor, (int, float)) and not isinstance(valor, bool):
        if not 0 < valor < MAX_ENTERO or valor != int(valor):
            raise CeldaInvalidaError(Codigo.NOT_AN_ID)
        text = str(int(valor))
    elif isinstance(valor, str):
        comprobar_especial(valor, Codigo.NOT_AN_ID)
        text = valor.strip()
        if text in NADA:
            return None
    elif valor is None:
        return None
    else:
        raise CeldaInvalidaError(Codigo.NOT_AN_ID)
    if not tipo and (quick := _documento_corriente(text, por_omision)):
        return quick
    try:
        return leer_identificacion(text, tipo, por_omision=por_omision)
    except InvalidDataError as error:
        raise CeldaInvalidaError(Codigo.NOT_AN_ID) from error


def partir_tercero(valor: Valor) -> tuple[str, str] | None:
    """Part `900123456-8 ALFA LTDA` into document and name, as books write both."""
    found = _TERCERO.fullmatch(valor.strip()) if isinstance(valor, str) else None
    if found is None or _NO_ES_NOMBRE.search(found[2]):
        return None
    return found[1], found[2]


def es_desconocido(valor: Valor) -> bool:
    """Tell whether a cell says in words that there is no data."""
    return isinstance(valor, str) and plegar(valor) in SIN_DATO


def comprobar_especial(valor: str, codigo: Codigo) -> None:
    """Refuse an error cell, with the code of its column, or a formula without value."""
    if type(valor) is str:
        return
    if isinstance(valor, FormulaSinValor):
        raise CeldaInvalidaError(Codigo.FORMULA_WITHOUT_VALUE)
    if isinstance(valor, ErrorDeHoja):
        raise CeldaInvalidaError(codigo)


def _documento_corriente(
    text: str, tipo: TipoDocumento | None
) -> Identificacion | None:
    """Read the plain digits that most rows have, without the full grammar."""
    if not (text.isascii() and text.isdigit()) or text[0] == "0":
        return None
    if tipo is TipoDocumento.CC and 3 <= len(text) <= 10:
        return Identificacion(tipo, text)
    if tipo is TipoDocumento.NIT and 6 <= len(text) <= 9:
        return Identificacion(tipo, text, _dv(text))
    return None


def _dv(digits: str) -> int:
    """Compute the check digit as `nit_dv` does (RULES 11.1), without its checks."""
    rest: int = sum(map(mul, _PESOS, map(int, reversed(digits)))) % 11
    return rest if rest < 2 else 11 - rest
