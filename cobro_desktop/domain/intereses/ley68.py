"""12 % a year, simple, on debts to the Treasury (Ley 68/1923 art. 9; RULES 1(a))."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.intereses.dias import (
    DIA,
    BaseDias,
    contar,
    dias_30e_360,
    dias_del_anio,
    partir_por_anio,
)
from cobro_desktop.domain.intereses.periodo import Monto, Periodo, interes_simple

if TYPE_CHECKING:
    from datetime import date

TASA: Final = Fraction(12)
"""The text of the article itself, not a parameter that anybody certifies."""
NORMA: Final = "Ley 68 de 1923, art. 9"


@dataclass(frozen=True, slots=True)
class Ley68:
    """The regime with its day-count basis (switch `ley68.base`)."""

    base: BaseDias = BaseDias.ACT_365

    @property
    def simple_por_dia(self) -> bool:
        """Months of 30 days give some days no interest at all."""
        return self.base is not BaseDias.TREINTA_360

    def causar(
        self, capital: Monto, desde: date, hasta: date, *, incluye_desde: bool = False
    ) -> tuple[Periodo, ...]:
        """Reckon the days after `desde` up to `hasta`; with `incluye_desde`, n + 1."""
        first = desde if incluye_desde else desde + DIA
        if hasta < first:
            return ()
        if self.base is BaseDias.TREINTA_360:
            dias = dias_30e_360(desde, hasta) + incluye_desde
            return (self._periodo(capital, (first, hasta), dias, 360),)
        if self.base is BaseDias.ACT_366_EN_BISIESTO:
            return tuple(
                self._periodo(capital, (a, b), contar(a, b), dias_del_anio(a.year))
                for a, b in partir_por_anio(first, hasta)
            )
        divisor = 360 if self.base is BaseDias.ACT_360 else 365
        return (self._periodo(capital, (first, hasta), contar(first, hasta), divisor),)

    def por_dia(self, capital: Monto, fecha: date) -> Fraction:
        """Return the interest of one day, in centavos."""
        divisor = {
            BaseDias.ACT_365: 365,
            BaseDias.ACT_366_EN_BISIESTO: dias_del_anio(fecha.year),
        }.get(self.base, 360)
        return interes_simple(capital, TASA, 1, divisor)

    def dias(self, desde: date, hasta: date) -> int:
        """Count days by the basis, `desde` out and `hasta` in."""
        if self.base is BaseDias.TREINTA_360:
            return dias_30e_360(desde, hasta)
        return (hasta - desde).days

    def _periodo(
        self, capital: Monto, fechas: tuple[date, date], dias: int, divisor: int
    ) -> Periodo:
        return Periodo(
            desde=fechas[0],
            hasta=fechas[1],
            dias=dias,
            base=capital,
            tasa=TASA,
            divisor=divisor,
            interes=interes_simple(capital, TASA, dias, divisor),
            regla=f"K × 12 % × n ÷ {divisor}",
            fuente=NORMA,
        )
