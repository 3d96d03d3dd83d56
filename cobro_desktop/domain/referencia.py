"""Dated legal values with their source: wages, units, price indexes, interest rates.

A value that is not loaded stops whoever asks for it: `MissingParameterError` names
exactly what is missing and how to load it (DESIGN 2). Rates are exact fractions of
percentage points: `Fraction(2436, 100)` is 24,36 %.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from cobro_desktop.domain.errors import InvalidDataError, MissingParameterError
from cobro_desktop.domain.traza import Parametro, Verificacion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from fractions import Fraction

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.tasas import TablaTasas

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ValorAnual(Generic[T]):
    """A value that holds for a calendar year."""

    anio: int
    valor: T
    norma: str
    fuente: str
    verificacion: Verificacion = Verificacion.VISTO
    verificacion_norma: Verificacion = Verificacion.VISTO
    nota: str = ""
    """Its legal state, when there is something to say (SMLMV of 2026)."""


@dataclass(frozen=True, slots=True)
class TablaAnual(Generic[T]):
    """One value per year; asking for a year that is not loaded stops."""

    nombre: str
    """How the value is called in a sentence: `el salario mínimo (SMLMV)`."""
    archivo: str
    """Where the person loads it."""
    valores: tuple[ValorAnual[T], ...] = ()
    _por_anio: dict[int, ValorAnual[T]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Index by year.

        Raises:
            InvalidDataError: a year appears twice.
        """
        for valor in self.valores:
            if valor.anio in self._por_anio:
                msg = f"La tabla de {self.nombre} trae dos veces el año {valor.anio}."
                raise InvalidDataError(msg, {"anio": valor.anio})
            self._por_anio[valor.anio] = valor

    def __contains__(self, anio: int) -> bool:
        return anio in self._por_anio

    def __iter__(self) -> Iterator[ValorAnual[T]]:
        return iter(self.valores)

    def de(self, anio: int) -> ValorAnual[T]:
        """Return the value of a year.

        Raises:
            MissingParameterError: that year is not loaded.
        """
        valor = self._por_anio.get(anio)
        if valor is None:
            msg = (
                f"Falta {self.nombre} de {anio}. Cargue el valor en Parámetros "
                f"legales (tabla «{self.archivo}») y repita la operación."
            )
            raise MissingParameterError(msg, {"tabla": self.archivo, "anio": anio})
        return valor

    def con(self, nuevos: Iterable[ValorAnual[T]]) -> TablaAnual[T]:
        """Return the table with more years; a loaded year replaces the shipped one."""
        merged = {v.anio: v for v in (*self.valores, *nuevos)}
        ordered = tuple(merged[anio] for anio in sorted(merged))
        return TablaAnual(self.nombre, self.archivo, ordered)


@dataclass(frozen=True, slots=True)
class RegimenEt635:
    """A row of the history of ET 635: rule and validity (`regimenes_et635.csv`)."""

    codigo: str
    desde: date | None
    hasta: date | None
    regla: str
    formula: str
    fuente: str
    verificacion: Verificacion
    nota: str


@dataclass(frozen=True, slots=True)
class TramoIbc:
    """Bancario corriente before 2006; for consultation only."""

    desde: date
    hasta: date
    resolucion: str
    ibc: Fraction
    fuente: str
    verificacion: Verificacion


@dataclass(frozen=True, slots=True)
class IndiceMensual:
    """The price index of a month, base December 2018 = 100."""

    anio: int
    mes: int
    indice: Fraction
    fuente: str
    verificacion: Verificacion


@dataclass(frozen=True, slots=True)
class Municipio:
    """A row of DIVIPOLA."""

    codigo: str
    """Five digits; the first two are the department's."""
    nombre: str
    departamento: str
    estado: str
    """`vigente`, or what the table says about a code that is not."""


@dataclass(frozen=True, slots=True)
class TipoDocumento:
    """A kind of identity document."""

    codigo: str
    nombre: str
    codigo_dian: str
    tipo_persona: str
    patron: str
    """Regular expression of the number; a warning, never a refusal (unverified)."""
    verificacion: Verificacion


@dataclass(frozen=True, slots=True)
class EntidadOficio:
    """A company or authority that is asked for a debtor's goods or address."""

    categoria: str
    nombre: str
    nit: str
    dv: str
    que_se_pide: str
    norma: str
    canal: str
    verificacion: Verificacion
    nota: str


@dataclass(frozen=True, slots=True)
class Festivo:
    """A public holiday."""

    fecha: date
    nombre: str
    fecha_base: date
    """The date before it moved to a Monday."""
    fuente: str


@dataclass(frozen=True, slots=True)
class Referencia:
    """The tables that computations use; small enough to travel as an argument."""

    tasas: TablaTasas
    smlmv: TablaAnual[Centavos]
    uvt: TablaAnual[Centavos]
    uvb: TablaAnual[Centavos]
    ipc: TablaAnual[Fraction]
    """Published December-to-December variation, in percentage points."""
    regimenes_et635: tuple[RegimenEt635, ...] = ()
    ibc_1971_2005: tuple[TramoIbc, ...] = ()
    ipc_mensual: tuple[IndiceMensual, ...] = ()


def indice_de(indices: tuple[IndiceMensual, ...], anio: int, mes: int) -> IndiceMensual:
    """Return the price index of a month.

    Raises:
        MissingParameterError: that month is not loaded.
    """
    position = bisect_right(indices, (anio, mes), key=lambda i: (i.anio, i.mes)) - 1
    if position >= 0 and (indices[position].anio, indices[position].mes) == (anio, mes):
        return indices[position]
    msg = (
        f"Falta el índice de precios (IPC) del mes {mes:02d} de {anio}. Cárguelo en "
        "Parámetros legales (tabla «ipc_mensual») y repita la operación."
    )
    raise MissingParameterError(msg, {"tabla": "ipc_mensual", "anio": anio, "mes": mes})


def parametro_anual(nombre: str, valor: ValorAnual[T], texto: str) -> Parametro:
    """Return the trace of a yearly value; `texto` is the value as a person reads it."""
    fuente = "; ".join(part for part in (valor.norma, valor.nota) if part)
    return Parametro(
        f"{nombre} {valor.anio}", texto, fuente or valor.fuente, valor.verificacion
    )
