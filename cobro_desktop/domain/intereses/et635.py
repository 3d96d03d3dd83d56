"""Tax default interest with its history (ET 635 and 590; RULES 1(b)).

Each day follows the text in force that day: decreed rate, simple (to 2006-07-28);
usura as effective rate, n/365, restarting on the capital at each rate (to
2012-12-25); usura simple over 366 (to 2016-12-28); usura less two points, simple.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.intereses.dias import (
    DIA,
    contar,
    dias_del_anio,
    partir_por_anio,
)
from cobro_desktop.domain.intereses.periodo import (
    Monto,
    Periodo,
    interes_efectivo,
    interes_simple,
)
from cobro_desktop.domain.tasas import RegimenMora, TablaTasas, TramoTasa

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from cobro_desktop.domain.traza import Verificacion

NORMA: Final = "ET, art. 635 y parágrafo del art. 590"
LEY_1819: Final = date(2016, 12, 29)
"""First day of the text in force (Ley 1819 de 2016, art. 279)."""


class ModoTasa(StrEnum):
    """Which day's rate applies (switch `et635.rate`), from `LEY_1819` on."""

    PER_DAY = "PER_DAY"
    AT_PAYMENT = "AT_PAYMENT"
    """The rate at a payment or at the cut covers the days since the one before."""


class Divisor(StrEnum):
    """Days of the year (switch `et635.divisor`), from `LEY_1819` on."""

    YEAR_ACTUAL = "YEAR_ACTUAL"
    ALWAYS_366 = "ALWAYS_366"


@dataclass(frozen=True, slots=True)
class Et635:
    """The regime with its rates and readings."""

    tasas: TablaTasas
    modo: ModoTasa = ModoTasa.PER_DAY
    divisor: Divisor = Divisor.YEAR_ACTUAL
    pago: date | None = None
    """Of the payment or cut whose rate `AT_PAYMENT` takes; without it, the last day
    reckoned."""

    @property
    def simple_por_dia(self) -> bool:
        """Each day has its own rate and divisor."""
        return True

    def al_pago(self, fecha: date) -> Et635:
        """Return the regime as it reckons the days before a payment or cut.

        A suspension may cut them in pieces; the rate is still that of the payment.
        """
        return replace(self, pago=fecha) if self.modo is ModoTasa.AT_PAYMENT else self

    def causar(
        self, capital: Monto, desde: date, hasta: date, *, incluye_desde: bool = False
    ) -> tuple[Periodo, ...]:
        """Reckon the days after `desde` up to `hasta`, the last one included.

        Raises:
            MissingParameterError: a month among them has no rate; names it.
        """
        first = desde if incluye_desde else desde + DIA
        if self.modo is ModoTasa.PER_DAY or hasta < LEY_1819:
            return tuple(self._por_tramos(capital, first, hasta))
        historic = self._por_tramos(capital, first, LEY_1819 - DIA)
        actual = self.tasas.en(self.pago or hasta)
        return (*historic, *self._tramo(capital, actual, max(first, LEY_1819), hasta))

    def por_dia(self, capital: Monto, fecha: date) -> Fraction:
        """Return the interest of one day at the rate of `fecha`, in centavos."""
        (periodo,) = self._tramo(capital, self.tasas.en(fecha), fecha, fecha)
        return periodo.interes

    def dias(self, desde: date, hasta: date) -> int:
        """Count calendar days, `desde` out and `hasta` in (ET 634)."""
        return (hasta - desde).days

    def _por_tramos(
        self, capital: Monto, first: date, hasta: date
    ) -> Iterator[Periodo]:
        for tramo in self.tasas.entre(first, hasta):
            inside = max(first, tramo.desde), min(hasta, tramo.hasta)
            yield from self._tramo(capital, tramo, *inside)

    def _tramo(
        self, capital: Monto, tramo: TramoTasa, first: date, hasta: date
    ) -> Iterator[Periodo]:
        if tramo.regimen is RegimenMora.LEY_1819:
            for a, b in partir_por_anio(first, hasta):
                yield self._simple(capital, tramo, (a, b), self._divisor(a.year))
        elif tramo.regimen is RegimenMora.LEY_1066:
            yield _efectivo(capital, tramo, (first, hasta))
        else:
            divisor = 366 if tramo.regimen is RegimenMora.LEY_1607 else 365
            yield self._simple(capital, tramo, (first, hasta), divisor)

    def _divisor(self, anio: int) -> int:
        return 366 if self.divisor is Divisor.ALWAYS_366 else dias_del_anio(anio)

    def _simple(
        self,
        capital: Monto,
        tramo: TramoTasa,
        fechas: tuple[date, date],
        divisor: int,
    ) -> Periodo:
        dias = contar(*fechas)
        return Periodo(
            desde=fechas[0],
            hasta=fechas[1],
            dias=dias,
            base=capital,
            tasa=tramo.mora,
            divisor=divisor,
            interes=interes_simple(capital, tramo.mora, dias, divisor),
            regla=f"{_REGLA[tramo.regimen]} ÷ {divisor}",
            fuente=fuente_mora(tramo),
            verificacion=verificacion_mora(tramo),
        )


def verificacion_mora(tramo: TramoTasa) -> Verificacion:
    """Return how far the rate was checked.

    A rate that follows from the usura by the article itself is as good as the usura;
    only a decreed one stands by its own mark.
    """
    points = 2 if tramo.regimen is RegimenMora.LEY_1819 else 0
    if tramo.mora == tramo.usura - points:
        return tramo.verificacion_usura
    return tramo.verificacion_mora


def fuente_mora(tramo: TramoTasa) -> str:
    """Return what is cited for the rate: the resolution, or the decree's table."""
    derived = tramo.regimen in {RegimenMora.LEY_1607, RegimenMora.LEY_1819}
    if derived or tramo.mora == tramo.usura:
        return tramo.cita
    return "Tasa fijada por decreto (tabla de la DIAN)"


_REGLA: Final = {
    RegimenMora.PRE_LEY_1066: "K × tasa decretada × n",
    RegimenMora.LEY_1607: "K × usura × n",
    RegimenMora.LEY_1819: "K × (usura − 2 puntos) × n",
}


def _efectivo(capital: Monto, tramo: TramoTasa, fechas: tuple[date, date]) -> Periodo:
    dias = contar(*fechas)
    return Periodo(
        desde=fechas[0],
        hasta=fechas[1],
        dias=dias,
        base=capital,
        tasa=tramo.mora,
        divisor=365,
        interes=interes_efectivo(capital, tramo.mora, dias),
        regla="K × ((1 + usura)^(n ÷ 365) − 1)",
        fuente=fuente_mora(tramo),
        verificacion=verificacion_mora(tramo),
        efectivo=True,
    )
