"""Reads whole columns at once, each with the function of its class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from cobro_desktop.exchange.cells import (
    CeldaInvalidaError,
    Valor,
    es_desconocido,
    leer_dinero,
    leer_entero,
    leer_fecha,
    leer_texto,
)
from cobro_desktop.exchange.formatos import Clase, Destino, Exige

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from cobro_desktop.exchange.formatos import Campo

T = TypeVar("T")
Leido: TypeAlias = str | int | None
"""A value as the temporary base keeps it: text, centavos or number, ISO date."""

MAX_MEMORIA_DE_TEXTOS = 50_000


@dataclass(frozen=True, slots=True)
class Falla:
    """A cell of a column that could not be read, by its place in the block."""

    indice: int
    codigo: str
    rechaza: bool = True


@dataclass(slots=True)
class Memoria(Generic[T]):
    """Remembers what a text meant: columns repeat their texts."""

    leer: Callable[[Valor], T]
    _vistos: dict[Hashable, T]

    def __call__(self, valor: Valor) -> T:
        """Read a value, from memory if it is a text seen before."""
        if type(valor) is not str:
            return self.leer(valor)
        if valor in self._vistos:
            return self._vistos[valor]
        read = self.leer(valor)
        if len(self._vistos) < MAX_MEMORIA_DE_TEXTOS:
            self._vistos[valor] = read
        return read


def lector(campo: Campo, epoca: date, hoy: date) -> Callable[[Valor], Leido]:
    """Return the function that reads the cells of a field."""
    if campo.clase is Clase.DINERO:
        return _positive if campo.positivo else leer_dinero
    if campo.clase is Clase.FECHA:
        latest = hoy if campo.hasta_hoy else None
        return Memoria(lambda valor: _iso(valor, epoca, latest), {})
    if campo.clase is Clase.ANIO:
        return Memoria(leer_entero, {})
    return Memoria(leer_texto, {})


def leer_columna(
    valores: Sequence[Valor], campo: Campo, leer: Callable[[Valor], Leido]
) -> tuple[list[Leido], list[Falla]]:
    """Read the cells of a block; what cannot be read is None and has its fault."""
    read: list[Leido] = []
    faults: list[Falla] = []
    needed = campo.exige is not Exige.NUNCA
    for index, valor in enumerate(valores):
        try:
            value = None if valor == "" else leer(valor)
        except CeldaInvalidaError as error:
            faults.append(_fault(index, error.codigo, valor, campo))
            value = _kept(valor, campo)
        if value is None and needed and not (faults and faults[-1].indice == index):
            faults.append(Falla(index, "empty"))
        read.append(value)
    return read, faults


def _fault(index: int, codigo: str, valor: Valor, campo: Campo) -> Falla:
    if campo.exige is not Exige.NUNCA:
        return Falla(index, codigo)
    if es_desconocido(valor):
        return Falla(index, "unknown_value", rechaza=False)
    harmless = codigo in {"formula_without_value", "cell_error"}
    tolerated = harmless or campo.tolera or campo.destino is not Destino.FILA
    return Falla(index, codigo, rechaza=not tolerated)


def _kept(valor: Valor, campo: Campo) -> Leido:
    """Keep the text of a secondary datum that is not what its column says."""
    if campo.destino is Destino.FILA or not isinstance(valor, str):
        return None
    return valor.strip() or None


def _positive(valor: Valor) -> int | None:
    amount = leer_dinero(valor)
    if amount is not None and amount <= 0:
        raise CeldaInvalidaError("not_positive")
    return amount


def _iso(valor: Valor, epoca: date, hasta: date | None) -> str | None:
    day = leer_fecha(valor, epoca)
    if day is not None and hasta is not None and day > hasta:
        raise CeldaInvalidaError("future_date")
    return day.isoformat() if day else None
