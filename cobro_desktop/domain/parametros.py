"""Which legal values a person loads, and where a new one fits among the known.

Values travel as canonical text by field: ISO dates, decimals with a point, whole
pesos, `si` or `no`. The tables themselves are data (`resources/referencia`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import MESES, fecha_corta, mes_y_anio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DAY = timedelta(days=1)
_SHOWN: Final = 3
"""Missing periods that are named one by one."""


class Periodo(StrEnum):
    """How the validity of a table's values runs."""

    TRAMO = "tramo"
    """From one day to another, without gaps."""
    ANIO = "anio"
    MES = "mes"
    DIAS = "dias"
    """From one day to another, of one entity; days between are ordinary."""


class ClaseCampo(StrEnum):
    """What a field of a table holds."""

    FECHA = "fecha"
    ANIO = "anio"
    MES = "mes"
    TASA = "tasa"
    """Percentage points a year with two decimals, as certified."""
    VARIACION = "variacion"
    """Percentage points with two decimals; prices may fall."""
    INDICE = "indice"
    PESOS = "pesos"
    TEXTO = "texto"
    SI_NO = "si_no"
    REGIMEN = "regimen"


@dataclass(frozen=True, slots=True)
class CampoLegal:
    """A field of a table, with how a person is asked for it."""

    clave: str
    etiqueta: str
    clase: ClaseCampo
    obligatorio: bool = False
    ayuda: str = ""
    alias: tuple[str, ...] = ()
    """Other headings under which files bring it."""


@dataclass(frozen=True, slots=True)
class TablaLegal:
    """A table of the law that a person completes."""

    id: str
    nombre: str
    una: str
    """The value in a sentence: `la tasa de interés`."""
    periodo: Periodo
    autoridad: str
    norma: str
    sin: str
    """What stops working while a value is missing."""
    campos: tuple[CampoLegal, ...]

    @property
    def de_entidad(self) -> bool:
        """Whether each entity has its own values."""
        return self.periodo is Periodo.DIAS

    def campo(self, clave: str) -> CampoLegal | None:
        """Return a field by its key; None if the table has no such field."""
        return next((campo for campo in self.campos if campo.clave == clave), None)


class Vigencia(NamedTuple):
    """The days a value holds; both included."""

    desde: date
    hasta: date

    def cruza(self, otra: Vigencia) -> bool:
        """Tell whether both hold on some day."""
        return self.desde <= otra.hasta and otra.desde <= self.hasta


@dataclass(frozen=True, slots=True)
class ValorLegal:
    """A value with its validity; `campos` are canonical texts by key."""

    tabla: str
    vigencia: Vigencia
    campos: Mapping[str, str]
    fuente: str
    verificado: bool
    nota: str = ""
    sigla: str = ""
    """The entity it belongs to; empty: of all."""

    def iguala(self, otro: ValorLegal) -> bool:
        """Tell whether the other says all that this one does, from whatever source."""
        mine = {key: text for key, text in self.campos.items() if text}
        return mine.items() <= otro.campos.items() and (
            self.verificado == otro.verificado
        )


def vigencia_de_anio(anio: int) -> Vigencia:
    """Return the whole year."""
    return Vigencia(date(anio, 1, 1), date(anio, 12, 31))


def vigencia_de_mes(anio: int, mes: int) -> Vigencia:
    """Return the whole month."""
    return Vigencia(date(anio, mes, 1), date(anio, mes, monthrange(anio, mes)[1]))


def usura_calculada(ibc: Fraction) -> Fraction:
    """Return one and a half times the bancario corriente, two decimals, half up.

    Only to compare with the published one, which always wins (RULES 1(g)).
    """
    hundredths = ibc * Fraction(3, 2) * 100
    return Fraction(
        (2 * hundredths.numerator + hundredths.denominator)
        // (2 * hundredths.denominator),
        100,
    )


def encajar(
    tabla: TablaLegal, conocidas: Sequence[Vigencia], nueva: Vigencia
) -> Vigencia | None:
    """Find the place of a new value; the validity it replaces, or None if it is new.

    `conocidas` are in order. Tables without gaps grow only at their ends.

    Raises:
        InvalidDataError: it ends before it starts, overlaps another or leaves a gap;
            names the days.
    """
    if nueva.hasta < nueva.desde:
        message = (
            f"La vigencia termina ({fecha_corta(nueva.hasta)}) antes de empezar "
            f"({fecha_corta(nueva.desde)}). Revise las dos fechas."
        )
        raise InvalidDataError(message)
    if nueva in conocidas:
        return nueva
    for otra in conocidas:
        if nueva.cruza(otra):
            raise _overlap(tabla, otra)
    if tabla.periodo is not Periodo.DIAS and conocidas:
        _refuse_gap(tabla, conocidas, nueva)
    return None


def nombre_de(tabla: TablaLegal, vigencia: Vigencia) -> str:
    """Name a validity as people do: `octubre de 2026`, `2027`, `del 5 al 9…`."""
    desde, hasta = vigencia
    if tabla.periodo is Periodo.ANIO:
        return str(desde.year)
    if vigencia == vigencia_de_mes(desde.year, desde.month):
        return mes_y_anio(desde)
    if desde == hasta:
        return fecha_corta(desde)
    return f"{fecha_corta(desde)} a {fecha_corta(hasta)}"


def faltantes(tabla: TablaLegal, desde: date, hasta: date) -> tuple[str, ...]:
    """Name the years, or the months, that the days from `desde` to `hasta` touch."""
    if tabla.periodo is Periodo.ANIO:
        return tuple(str(year) for year in range(desde.year, hasta.year + 1))
    return tuple(
        f"{MESES[month - 1]} de {year}" for year, month in _months(desde, hasta)
    )


def enumerar(nombres: Sequence[str]) -> str:
    """Join names in a sentence; many are told by the first and the last."""
    if len(nombres) > _SHOWN:
        return f"{nombres[0]} hasta {nombres[-1]}"
    if len(nombres) > 1:
        return f"{', '.join(nombres[:-1])} y {nombres[-1]}"
    return "".join(nombres)


def _months(desde: date, hasta: date) -> Iterator[tuple[int, int]]:
    first, last = desde.year * 12 + desde.month - 1, hasta.year * 12 + hasta.month - 1
    for index in range(first, last + 1):
        yield index // 12, index % 12 + 1


def _overlap(tabla: TablaLegal, otra: Vigencia) -> InvalidDataError:
    message = (
        f"Ya hay un valor en «{tabla.nombre}» del {fecha_corta(otra.desde)} al "
        f"{fecha_corta(otra.hasta)} y se cruza con el nuevo. No se guardó nada. "
        "Corrija las fechas; para cambiar ese valor use las suyas, con el motivo."
    )
    return InvalidDataError(
        message, {"tabla": tabla.id, "desde": str(otra.desde), "hasta": str(otra.hasta)}
    )


def _refuse_gap(
    tabla: TablaLegal, conocidas: Sequence[Vigencia], nueva: Vigencia
) -> None:
    first, last = conocidas[0], conocidas[-1]
    if nueva.desde > last.hasta:
        gap = last.hasta + _DAY, nueva.desde - _DAY
    else:
        gap = nueva.hasta + _DAY, first.desde - _DAY
    if gap[0] > gap[1]:
        return
    missing = faltantes(tabla, *gap)
    message = (
        f"Entre lo cargado y el valor nuevo falta {tabla.una} de {enumerar(missing)}. "
        "No se guardó nada. Cargue primero lo que falta, en orden."
    )
    detail = {
        "tabla": tabla.id,
        "faltan": list(missing),
        "desde": str(gap[0]),
        "hasta": str(gap[1]),
    }
    raise InvalidDataError(message, detail)
