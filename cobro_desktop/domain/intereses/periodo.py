"""A line of the period table of a liquidation, and what produces such lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

from cobro_desktop.domain.traza import Verificacion

if TYPE_CHECKING:
    from datetime import date

Monto: TypeAlias = Fraction | int
"""Centavos, exact: not yet rounded."""

_CONTEXT = Context(prec=50)


@dataclass(frozen=True, slots=True)
class Periodo:
    """Days with one rate, one divisor and one capital; both dates are included."""

    desde: date
    hasta: date
    dias: int
    """Days as the regime counts them (30/360 does not count calendar days)."""
    base: Monto
    tasa: Fraction
    """Percentage points a year."""
    divisor: int
    interes: Fraction
    """Centavos; exact, or 50 significant digits where the rate is effective."""
    regla: str
    """How the interest was reckoned, in Spanish: `K × T × n ÷ 365`."""
    fuente: str
    verificacion: Verificacion = Verificacion.VISTO
    valorizacion: Fraction = Fraction(0)
    """How much the capital itself grew in these days (Ley 80 only)."""
    efectivo: bool = False
    """Compound inside the period: its days do not cost the same."""


class Causador(Protocol):
    """A regime ready to reckon interest: rates and readings of the law inside."""

    @property
    def simple_por_dia(self) -> bool:
        """Whether a day's interest is the same whatever days stand around it.

        Only inside a period of one rate; a period with effective rate counts too,
        because it restarts on the capital.
        """

    def causar(
        self, capital: Monto, desde: date, hasta: date, *, incluye_desde: bool = False
    ) -> tuple[Periodo, ...]:
        """Reckon the days after `desde` up to `hasta`, the last one included.

        Raises:
            MissingParameterError: a rate or index is not loaded; names the month.
        """

    def por_dia(self, capital: Monto, fecha: date) -> Fraction:
        """Return what one more day costs, in centavos, at the rate of `fecha`."""

    def dias(self, desde: date, hasta: date) -> int:
        """Count days as the regime does, `desde` out and `hasta` in."""


def interes_simple(capital: Monto, tasa: Fraction, dias: int, divisor: int) -> Fraction:
    """Return K × T × n ÷ divisor, exact."""
    return Fraction(capital) * tasa * dias / (100 * divisor)


def interes_efectivo(capital: Monto, tasa: Fraction, dias: int) -> Fraction:
    """Return K × ((1 + EA)^(n/365) − 1) with 50 digits (DECISIONS 35)."""
    return Fraction(capital) * (crecimiento(tasa, dias, 365) - 1)


@lru_cache(maxsize=4_096)
def crecimiento(tasa: Fraction, numerador: int, denominador: int) -> Fraction:
    """Return (1 + tasa)^(numerador/denominador) with 50 significant digits.

    Remembered: a portfolio asks for few rates and whole months over and over.
    """
    base = 1 + tasa / 100
    power = _CONTEXT.power(
        _CONTEXT.divide(Decimal(base.numerator), Decimal(base.denominator)),
        _CONTEXT.divide(Decimal(numerador), Decimal(denominador)),
    )
    return Fraction(power)
