"""Interest rates certified by Superfinanciera, by stretch of validity.

The published usura is stored and never recomputed from the bancario corriente:
twice they differ by 0,01 (RULES 1(g)). Rates are percentage points a year.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, MissingParameterError
from cobro_desktop.domain.traza import Verificacion
from cobro_desktop.formats import mes_y_anio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

_DAY = timedelta(days=1)


class RegimenMora(StrEnum):
    """Which text of ET 635 governs a stretch (`regimenes_et635.csv`)."""

    PRE_LEY_1066 = "PRE-LEY-1066"
    LEY_1066 = "LEY-1066"
    LEY_1607 = "LEY-1607"
    LEY_1819 = "LEY-1819"


@dataclass(frozen=True, slots=True)
class TramoTasa:
    """A stretch with one rate; both dates are included."""

    desde: date
    hasta: date
    ibc: Fraction
    usura: Fraction
    mora: Fraction
    """The rate of ET 635: decreed, the usura, or the usura less two points."""
    regimen: RegimenMora
    resolucion: str
    fecha_resolucion: date | None
    certificado_desde: date
    certificado_hasta: date
    """The resolution's own validity; ET 635 changed in the middle of some."""
    fuente: str
    verificacion_ibc: Verificacion = Verificacion.VISTO
    verificacion_usura: Verificacion = Verificacion.VISTO
    verificacion_mora: Verificacion = Verificacion.VISTO
    nota: str = ""

    @property
    def cita(self) -> str:
        """The resolution as it is cited in a liquidation."""
        anio = f" de {self.fecha_resolucion.year}" if self.fecha_resolucion else ""
        return f"Superfinanciera, Res. {self.resolucion}{anio}"


@dataclass(frozen=True, slots=True)
class TablaTasas:
    """Stretches in order, without gaps and without overlaps."""

    tramos: tuple[TramoTasa, ...]
    _inicios: list[date] = field(
        init=False, repr=False, compare=False, default_factory=list
    )

    def __post_init__(self) -> None:
        """Check the order of the stretches.

        Raises:
            InvalidDataError: a stretch ends before it starts, leaves a gap or
                overlaps the one before.
        """
        revisar_vigencias([(t.desde, t.hasta) for t in self.tramos], "tasas de interés")
        self._inicios.extend(tramo.desde for tramo in self.tramos)

    def __iter__(self) -> Iterator[TramoTasa]:
        return iter(self.tramos)

    def en(self, fecha: date) -> TramoTasa:
        """Return the stretch of a day.

        Raises:
            MissingParameterError: no rate is loaded for that month.
        """
        position = bisect_right(self._inicios, fecha) - 1
        if position < 0 or self.tramos[position].hasta < fecha:
            raise falta_tasa(fecha)
        return self.tramos[position]

    def entre(self, desde: date, hasta: date) -> tuple[TramoTasa, ...]:
        """Return the stretches that touch the days `desde` to `hasta`, both included.

        Raises:
            MissingParameterError: a month among them has no rate; names the first.
        """
        if hasta < desde:
            return ()
        first = self.en(desde)
        if self.tramos[-1].hasta < hasta:
            raise falta_tasa(self.tramos[-1].hasta + _DAY)
        end = bisect_right(self._inicios, hasta)
        return self.tramos[bisect_left(self._inicios, first.desde) : end]

    def con(self, nuevos: Iterable[TramoTasa]) -> TablaTasas:
        """Return the table with more stretches; gaps and overlaps are refused."""
        merged = sorted((*self.tramos, *nuevos), key=lambda tramo: tramo.desde)
        return TablaTasas(tuple(merged))

    def proyectada(self, hasta: date) -> TablaTasas:
        """Carry the last rate forward to `hasta`, marked `proyectado`.

        Only for estimates: what uses it is not fit for a title (RULES 1(b)).
        """
        last = self.tramos[-1]
        if last.hasta >= hasta:
            return self
        desde = last.hasta + _DAY
        proyectado = replace(
            last,
            desde=desde,
            hasta=hasta,
            resolucion=f"{last.resolucion} (proyectada)",
            certificado_desde=desde,
            certificado_hasta=hasta,
            verificacion_ibc=Verificacion.PROYECTADO,
            verificacion_usura=Verificacion.PROYECTADO,
            verificacion_mora=Verificacion.PROYECTADO,
        )
        return TablaTasas((*self.tramos, proyectado))


def revisar_vigencias(vigencias: list[tuple[date, date]], nombre: str) -> None:
    """Refuse gaps and overlaps among stretches in order, both dates included.

    Raises:
        InvalidDataError: names the days that fail.
    """
    previous: date | None = None
    for desde, hasta in vigencias:
        if hasta < desde:
            _refuse(nombre, f"una vigencia termina ({hasta}) antes de empezar", desde)
        if previous is not None and desde <= previous:
            _refuse(nombre, f"dos vigencias se cruzan el {desde}", desde)
        if previous is not None and desde != previous + _DAY:
            _refuse(nombre, f"no hay valor entre el {previous} y el {desde}", desde)
        previous = hasta


def texto_tasa(tasa: Fraction) -> str:
    """Return percentage points as exact decimals, two at least: `24.36`.

    Published rates have two decimals; more are kept rather than rounded away.
    """
    for decimals in range(2, 8):
        scaled = abs(tasa) * 10**decimals
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**decimals)
            return f"{'-' if tasa < 0 else ''}{whole}.{rest:0{decimals}d}"
    return str(tasa)


def falta_tasa(fecha: date) -> MissingParameterError:
    """Return the error that names the month without a rate."""
    mes = mes_y_anio(fecha)
    msg = (
        f"Falta la tasa de interés de {mes}. Cárguela en Parámetros legales (tabla "
        "«tasas_interes») con su resolución y repita el cálculo; nada se estimó."
    )
    detalle = {"tabla": "tasas_interes", "mes": f"{fecha:%Y-%m}", "fecha": str(fecha)}
    return MissingParameterError(msg, detalle)


def _refuse(nombre: str, problema: str, desde: date) -> None:
    msg = (
        f"La tabla de {nombre} no se cargó: {problema}. Corrija las vigencias del "
        "archivo y cárguelo de nuevo; siguen en uso los valores anteriores."
    )
    raise InvalidDataError(msg, {"tabla": nombre, "desde": str(desde)})
