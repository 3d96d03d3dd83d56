"""Commercial default interest (C. Co. 884; RULES 1(d)); also «intereses comerciales».

The rate is the usura as published: one and a half times the bancario corriente and
its own ceiling. It is effective and restarts on the capital at each stretch of the
table of rates (DECISIONS 35).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.intereses.dias import DIA, contar, fin_de_mes
from cobro_desktop.domain.intereses.periodo import (
    Monto,
    Periodo,
    crecimiento,
    interes_efectivo,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.domain.tasas import TablaTasas, TramoTasa
    from cobro_desktop.domain.traza import Verificacion

NORMA: Final = "Código de Comercio, art. 884"


class Conversion(StrEnum):
    """From effective annual to days (switch `cco884.conv`)."""

    EA_DAILY = "EA_DAILY"
    NOM_MONTHLY = "NOM_MONTHLY"
    """A month wholly in arrears counts 1, otherwise min(days/30, 1)."""


class TasaComercial(StrEnum):
    """Which certified rate (switch `disciplinario.rate`)."""

    USURA = "USURA"
    IBC = "IBC"


@dataclass(frozen=True, slots=True)
class Cco884:
    """The regime with its rates and readings."""

    tasas: TablaTasas
    conversion: Conversion = Conversion.EA_DAILY
    tasa: TasaComercial = TasaComercial.USURA

    @property
    def simple_por_dia(self) -> bool:
        """A day of a whole month is not a thirtieth of it."""
        return self.conversion is Conversion.EA_DAILY

    def causar(
        self, capital: Monto, desde: date, hasta: date, *, incluye_desde: bool = False
    ) -> tuple[Periodo, ...]:
        """Reckon the days after `desde` up to `hasta`, the last one included.

        Raises:
            MissingParameterError: a month among them has no rate; names it.
        """
        first = desde if incluye_desde else desde + DIA
        tramos = self.tasas.entre(first, hasta)
        if self.conversion is Conversion.EA_DAILY:
            return tuple(
                self._periodo(capital, t, max(first, t.desde), min(hasta, t.hasta))
                for t in tramos
            )
        by_certificate = groupby(tramos, key=lambda tramo: tramo.certificado_desde)
        return tuple(
            periodo
            for _, group in by_certificate
            for periodo in self._por_meses(capital, list(group), first, hasta)
        )

    def por_dia(self, capital: Monto, fecha: date) -> Fraction:
        """Return the interest of one day at the rate of `fecha`, in centavos."""
        tramo = self.tasas.en(fecha)
        return self._periodo(capital, tramo, fecha, fecha).interes

    def dias(self, desde: date, hasta: date) -> int:
        """Count calendar days, `desde` out and `hasta` in."""
        return (hasta - desde).days

    def _por_meses(
        self, capital: Monto, tramos: list[TramoTasa], first: date, hasta: date
    ) -> Iterator[Periodo]:
        """Reckon the months under one resolution, whole though ET 635 cut them."""
        a, b = max(first, tramos[0].desde), min(hasta, tramos[-1].hasta)
        while a <= b:
            end = min(b, fin_de_mes(a))
            yield self._periodo(capital, tramos[0], a, end)
            a = end + DIA

    def _periodo(self, capital: Monto, tramo: TramoTasa, a: date, b: date) -> Periodo:
        dias = contar(a, b)
        points, verificacion = self._tasa(tramo)
        if self.conversion is Conversion.EA_DAILY:
            interes, divisor = interes_efectivo(capital, points, dias), 365
            regla = "K × ((1 + EA)^(n ÷ 365) − 1)"
        else:
            whole = a.day == 1 and b == fin_de_mes(a)
            months = Fraction(1) if whole else min(Fraction(dias, 30), Fraction(1))
            interes = Fraction(capital) * (crecimiento(points, 1, 12) - 1) * months
            divisor, regla = 30, "K × ((1 + EA)^(1 ÷ 12) − 1) × meses"
        return Periodo(
            desde=a,
            hasta=b,
            dias=dias,
            base=capital,
            tasa=points,
            divisor=divisor,
            interes=interes,
            regla=regla,
            fuente=tramo.cita,
            verificacion=verificacion,
            efectivo=self.conversion is Conversion.EA_DAILY,
        )

    def _tasa(self, tramo: TramoTasa) -> tuple[Fraction, Verificacion]:
        if self.tasa is TasaComercial.IBC:
            return tramo.ibc, tramo.verificacion_ibc
        return tramo.usura, tramo.verificacion_usura
