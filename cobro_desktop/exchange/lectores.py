"""Reads whole columns at once, each with the function of its class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cell_dates import leer_fecha
from cobro_desktop.exchange.cell_money import leer_dinero, leer_entero
from cobro_desktop.exchange.cells import (
    MAX_ENTERO,
    NADA,
    CeldaInvalidaError,
    Codigo,
    Valor,
    es_desconocido,
    leer_texto,
)
from cobro_desktop.exchange.formatos import Clase, Destino, Exige
from cobro_desktop.exchange.opciones import reconocer_opcion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cobro_desktop.exchange.formatos import Campo, Opcion

Leido: TypeAlias = str | int | None
"""A value as the temporary base keeps it: text, centavos or number, ISO date."""

_RECORTADO = re.compile(r"\d(?:[.,]\d+)?E\+\d{2}")
"""A long number as a sheet shows it in a narrow column: `1,1001E+13`."""
_ERROR = re.compile(
    r"#(?:N/[AD]|[¡¿]?(?:REF|DIV/0|VALOR|VALUE|NOMBRE|NAME|NUM|NULO|NULL)[!?])|Err:5\d\d"
)
"""An error of a sheet, as a text file keeps it."""
_IDEM = frozenset(
    {'"', "''", "\u201d", "\u201c", "\u2033", "idem", "idem.", "id.", "ibidem"}
)
"""What people write for *the same as above*."""
MAX_IDEM = 8
_DE_ERROR, _DE_IDEM = frozenset("#E "), frozenset("\"'\u201c\u201d\u2033iIíÍ")
"""Their first letters: most cells need no longer look."""
MAX_TEXTOS = 10_000


@dataclass(frozen=True, slots=True)
class Falla:
    """A cell of a column that could not be read, by its place in the block."""

    indice: int
    codigo: Codigo
    rechaza: bool = True


def lector(campo: Campo, epoca: date, hoy: date) -> Callable[[Valor], Leido]:
    """Return the function that reads the cells of a field."""
    if campo.raya_es_cero:
        return _con_raya
    if campo.clase is Clase.DINERO:
        return _positive(campo) if campo.positivo else leer_dinero
    if campo.clase is Clase.FECHA:
        latest = hoy if campo.hasta_hoy else None
        return lambda valor: _iso(valor, epoca, latest)
    if campo.clase is Clase.ANIO:
        return leer_entero
    if campo.clase is Clase.OPCION:
        return _lector_de_opcion(campo)
    return _lector_de_texto(campo)


def leer_columna(
    valores: Sequence[Valor], campo: Campo, leer: Callable[[Valor], Leido]
) -> tuple[list[Leido], list[Falla]]:
    """Read the cells of a block; what cannot be read is None and has its fault."""
    try:
        if campo.clase is Clase.FECHA:
            known = {valor: leer(valor) for valor in {*valores}}
            read = [known[valor] for valor in valores]
        else:
            read = [None if valor == "" else leer(valor) for valor in valores]
    except CeldaInvalidaError:
        return _one_by_one(valores, campo, leer)
    if not campo.exige.dato:
        return read, []
    return read, [
        Falla(i, Codigo.EMPTY) for i, value in enumerate(read) if value is None
    ]


def _one_by_one(
    valores: Sequence[Valor], campo: Campo, leer: Callable[[Valor], Leido]
) -> tuple[list[Leido], list[Falla]]:
    """Read a block in which some cell is wrong."""
    read: list[Leido] = []
    faults: list[Falla] = []
    needed = campo.exige.dato
    for index, valor in enumerate(valores):
        try:
            value = None if valor == "" else leer(valor)
        except CeldaInvalidaError as error:
            faults.append(_fault(index, error.codigo, valor, campo))
            value = _kept(valor, campo)
        else:
            if value is None and needed:
                faults.append(Falla(index, Codigo.EMPTY))
        read.append(value)
    return read, faults


def _fault(index: int, codigo: Codigo, valor: Valor, campo: Campo) -> Falla:
    if campo.exige is not Exige.NUNCA or codigo is Codigo.NOT_TAKEN:
        return Falla(index, codigo)
    if es_desconocido(valor):
        return Falla(index, Codigo.UNKNOWN_VALUE, rechaza=False)
    harmless = codigo in {Codigo.FORMULA_WITHOUT_VALUE, Codigo.CELL_ERROR}
    tolerated = harmless or campo.tolera or campo.destino is not Destino.FILA
    return Falla(index, codigo, rechaza=not tolerated)


def _kept(valor: Valor, campo: Campo) -> Leido:
    """Keep the text of a secondary datum that is not what its column says."""
    if campo.destino is Destino.FILA or not isinstance(valor, str):
        return None
    return valor.strip() or None


def _lector_de_opcion(campo: Campo) -> Callable[[Valor], Leido]:
    """Return a reader that works out each text once: a listing has few of them."""
    known: dict[str, Opcion | None] = {}

    def read(valor: Valor) -> Leido:
        text = leer_texto(valor)
        if not text or plegar(text) in NADA:
            return None
        if text not in known:
            if len(known) >= MAX_TEXTOS:
                known.clear()
            known[text] = reconocer_opcion(text, campo.opciones)
        opcion = known[text]
        if opcion is None:
            raise CeldaInvalidaError(Codigo.NOT_AN_OPTION)
        if opcion.rechaza:
            raise CeldaInvalidaError(Codigo.NOT_TAKEN)
        return opcion.id

    return read


def _lector_de_texto(campo: Campo) -> Callable[[Valor], Leido]:
    if campo.clase is Clase.TELEFONO:
        return leer_texto
    return _texto if campo.exige is Exige.NUNCA else _texto_exigido


def _texto(valor: Valor) -> str | None:
    if isinstance(valor, str):
        if valor[:1] in _DE_ERROR and _ERROR.fullmatch(valor.strip()):
            raise CeldaInvalidaError(Codigo.CELL_ERROR)
        cut = "E+" in valor and bool(_RECORTADO.fullmatch(valor.strip()))
    else:
        cut = isinstance(valor, float) and abs(valor) >= MAX_ENTERO
    if cut:
        raise CeldaInvalidaError(Codigo.DAMAGED_NUMBER)
    return leer_texto(valor)


def _texto_exigido(valor: Valor) -> str | None:
    short = isinstance(valor, str) and valor[:1] in _DE_IDEM and len(valor) < MAX_IDEM
    if short and plegar(str(valor)) in _IDEM:
        raise CeldaInvalidaError(Codigo.DITTO)
    return _texto(valor)


def _con_raya(valor: Valor) -> int | None:
    amount = leer_dinero(valor)
    dash = amount is None and isinstance(valor, str) and valor.strip()
    return 0 if dash else amount


def _positive(campo: Campo) -> Callable[[Valor], Leido]:
    below = campo.negativo or Codigo.NOT_POSITIVE

    def read(valor: Valor) -> Leido:
        amount = leer_dinero(valor)
        if amount is not None and amount <= 0:
            raise CeldaInvalidaError(below if amount else Codigo.NOT_POSITIVE)
        return amount

    return read


def _iso(valor: Valor, epoca: date, hasta: date | None) -> str | None:
    day = leer_fecha(valor, epoca)
    if day is not None and hasta is not None and day > hasta:
        raise CeldaInvalidaError(Codigo.FUTURE_DATE)
    return day.isoformat() if day else None
