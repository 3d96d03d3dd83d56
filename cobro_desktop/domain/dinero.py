"""Money: integer centavos, rounded once, half up (RULES, design rules 1)."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

Centavos: TypeAlias = int
"""An amount of money; 100 centavos are one peso. Never a float."""

PESO: Centavos = 100


def desde_pesos(pesos: int) -> Centavos:
    """Turn whole pesos into centavos."""
    return pesos * PESO


def redondear_al_peso(centavos: Fraction | int) -> Centavos:
    """Round to whole pesos, half up (away from zero), as a number of centavos."""
    value = Fraction(centavos) / PESO
    magnitude = (2 * abs(value.numerator) + value.denominator) // (
        2 * value.denominator
    )
    return (magnitude if value >= 0 else -magnitude) * PESO


def en_pesos(centavos: Centavos) -> int | str:
    """Return pesos as JSON gives them: an integer, or a string where cents matter."""
    sign, (pesos, cents) = "-" if centavos < 0 else "", divmod(abs(centavos), PESO)
    if cents:
        return f"{sign}{pesos}.{cents:02d}"
    return -pesos if sign else pesos
