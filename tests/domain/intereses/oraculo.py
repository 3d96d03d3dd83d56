"""The slow way: one day at a time, in fractions, from the CSV itself.

Shares nothing with the program but the file of rates.
"""

from __future__ import annotations

import csv
from calendar import isleap
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

CSV = Path(__file__).parents[3] / "resources" / "referencia" / "tasas_interes.csv"


def tasas_por_dia() -> dict[date, Fraction]:
    """Return the published usura of each day since Ley 1819, in points."""
    rates: dict[date, Fraction] = {}
    with CSV.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["desde"])
            while day <= date.fromisoformat(row["hasta"]):
                rates[day] = Fraction(row["usura_consumo_ordinario"])
                day += timedelta(days=1)
    return rates


def interes_et635(
    capital: int, desde: date, hasta: date, usura: dict[date, Fraction]
) -> Fraction:
    """Add the interest of each day after `desde` up to `hasta`, in centavos."""
    total = Fraction(0)
    day = desde + timedelta(days=1)
    while day <= hasta:
        points = usura[day]
        if day >= date(2016, 12, 29):
            points -= 2
            divisor = 366 if isleap(day.year) else 365
        else:
            divisor = 366
        total += Fraction(capital) * points / 100 / divisor
        day += timedelta(days=1)
    return total


def interes_ley68(capital: int, desde: date, hasta: date, base: str) -> Fraction:
    """Add the interest of each day after `desde` up to `hasta`, in centavos."""
    total = Fraction(0)
    day = desde + timedelta(days=1)
    while day <= hasta:
        leap = base == "ACT/366-in-leap" and isleap(day.year)
        divisor = 360 if base == "ACT/360" else 366 if leap else 365
        total += Fraction(capital) * Fraction(12, 100) / divisor
        day += timedelta(days=1)
    return total


def al_peso(centavos: Fraction) -> int:
    """Round half up to the peso; the result is centavos, zero or more."""
    pesos = centavos / 100
    whole = pesos.numerator // pesos.denominator
    return (whole + (pesos - whole >= Fraction(1, 2))) * 100
