"""12 % on the updated historical value (Ley 80 de 1993, art. 4 num. 8; RULES 1(c)).

Each year of default raises the value by the IPC of the calendar year before it, in
proportion to the days; the interest of those days is 12 % of the raised value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.fechas import mas_anios
from cobro_desktop.domain.intereses.dias import (
    DIA,
    contar,
    dias_del_anio,
)
from cobro_desktop.domain.intereses.periodo import Monto, Periodo, interes_simple
from cobro_desktop.domain.tasas import texto_tasa

if TYPE_CHECKING:
    from cobro_desktop.domain.referencia import TablaAnual

TASA: Final = Fraction(12)
"""Twice the 6 % of CC 1617."""
NORMA: Final = "Ley 80 de 1993, art. 4, num. 8; Decreto 679 de 1994, art. 1"


class Segmento(StrEnum):
    """What a year of default is (switch `ley80.segment`)."""

    CALENDAR_YEAR = "CALENDAR_YEAR"
    ANNIVERSARY = "ANNIVERSARY"
    """From `exigible` to the same date of the next year; IPC of the year before it
    began."""


@dataclass(frozen=True, slots=True)
class Ley80:
    """The regime with its index, its reading and when the default began."""

    ipc: TablaAnual[Fraction]
    exigible: date
    segmento: Segmento = Segmento.CALENDAR_YEAR

    @property
    def simple_por_dia(self) -> bool:
        """The value grows from one segment to the next."""
        return False

    def causar(
        self, capital: Monto, desde: date, hasta: date, *, incluye_desde: bool = False
    ) -> tuple[Periodo, ...]:
        """Reckon the days after `desde` up to `hasta`, the last one included.

        `capital` is the value already updated to `desde`.

        Raises:
            MissingParameterError: the IPC of a year is not loaded; names it.
        """
        value = Fraction(capital)
        first = desde if incluye_desde else desde + DIA
        periodos: list[Periodo] = []
        while first <= hasta:
            end, year_days, anio = self._anio_de_mora(first)
            end = min(end, hasta)
            periodos.append(self._periodo(value, (first, end), year_days, anio))
            value = Fraction(periodos[-1].base)
            first = end + DIA
        return tuple(periodos)

    def por_dia(self, capital: Monto, fecha: date) -> Fraction:
        """Return interest and update of one day, in centavos."""
        _, year_days, anio = self._anio_de_mora(fecha)
        periodo = self._periodo(Fraction(capital), (fecha, fecha), year_days, anio)
        return periodo.interes + periodo.valorizacion

    def dias(self, desde: date, hasta: date) -> int:
        """Count calendar days, `desde` out and `hasta` in."""
        return (hasta - desde).days

    def _anio_de_mora(self, fecha: date) -> tuple[date, int, int]:
        """Return the last day, the length and the first calendar year around a day."""
        if self.segmento is Segmento.CALENDAR_YEAR:
            return date(fecha.year, 12, 31), dias_del_anio(fecha.year), fecha.year
        years = fecha.year - self.exigible.year
        if mas_anios(self.exigible, years) >= fecha:
            years -= 1
        before = mas_anios(self.exigible, years)
        end = mas_anios(self.exigible, years + 1)
        return end, (end - before).days, (before + DIA).year

    def _periodo(
        self, value: Fraction, fechas: tuple[date, date], year_days: int, anio: int
    ) -> Periodo:
        ipc = self.ipc.de(anio - 1)
        dias = contar(*fechas)
        valorizacion = interes_simple(value, ipc.valor, dias, year_days)
        return Periodo(
            desde=fechas[0],
            hasta=fechas[1],
            dias=dias,
            base=value + valorizacion,
            tasa=TASA,
            divisor=year_days,
            interes=interes_simple(value + valorizacion, TASA, dias, year_days),
            regla=f"V × 12 % × n ÷ {year_days}, con V actualizado por el IPC",
            fuente=f"DANE, IPC de {anio - 1}: {texto_tasa(ipc.valor)} %",
            verificacion=ipc.verificacion,
            valorizacion=valorizacion,
        )
