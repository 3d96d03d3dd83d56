"""The slow way: one day at a time, in fractions, from the CSV itself.

Shares nothing with the program but the file of rates.
"""

from __future__ import annotations

import csv
from calendar import isleap, monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

REFERENCIA = Path(__file__).parents[3] / "resources" / "referencia"
CSV = REFERENCIA / "tasas_interes.csv"
LEY_1819 = date(2016, 12, 29)
_SIXTY_DIGITS = Context(prec=60)


class Tasa(NamedTuple):
    """What the file says of one day, in points."""

    fila: str
    """First day of its row."""
    certificado: str
    """First day of the resolution, which a change of ET 635 does not touch."""
    ibc: Fraction
    usura: Fraction
    mora: Fraction
    regimen: str


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


def tasas_de_cada_dia() -> dict[date, Tasa]:
    """Return the whole file, day by day."""
    rates: dict[date, Tasa] = {}
    with CSV.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rate = Tasa(
                row["desde"],
                row["tramo_sfc_desde"],
                Fraction(row["ibc_consumo_ordinario"]),
                Fraction(row["usura_consumo_ordinario"]),
                Fraction(row["tasa_mora_et635"]),
                row["regimen_et635"],
            )
            day = date.fromisoformat(row["desde"])
            while day <= date.fromisoformat(row["hasta"]):
                rates[day] = rate
                day += timedelta(days=1)
    return rates


def ipc_de_cada_anio() -> dict[int, Fraction]:
    """Return the yearly variation of the IPC, in points."""
    with (REFERENCIA / "ipc.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["anio"]): Fraction(row["variacion_anual_dic_pct"])
            for row in csv.DictReader(file)
        }


def dias(desde: date, hasta: date) -> Iterator[date]:
    """Walk the days after `desde` up to `hasta`, included."""
    day = desde + timedelta(days=1)
    while day <= hasta:
        yield day
        day += timedelta(days=1)


def interes_de_toda_la_historia(
    capital: int,
    dias_de_mora: Iterable[date],
    tasas: dict[date, Tasa],
    pago: date | None = None,
) -> Fraction:
    """Add ET 635 as its text was on each day; with `pago`, at the rate of that day."""
    total = Fraction(0)
    compound: Counter[Tasa] = Counter()
    for day in dias_de_mora:
        rate = tasas[day]
        if rate.regimen == "PRE-LEY-1066":
            total += capital * rate.mora / 36_500
        elif rate.regimen == "LEY-1066":
            compound[rate] += 1
        elif rate.regimen == "LEY-1607":
            total += capital * rate.usura / 36_600
        else:
            points = tasas[pago or day].usura - 2
            total += capital * points / (36_600 if isleap(day.year) else 36_500)
    for rate, length in compound.items():
        total += capital * (_potencia(rate.mora, length, 365) - 1)
    return total


def interes_cco884(
    capital: int,
    dias_de_mora: Iterable[date],
    puntos: dict[date, tuple[str, str, Fraction]],
    *,
    mensual: bool,
) -> Fraction:
    """Add C. Co. 884 with `puntos`: row, certificate and rate of each day."""
    stretches: Counter[tuple[str, int, Fraction]] = Counter()
    for day in dias_de_mora:
        row, certificate, points = puntos[day]
        month = 100 * day.year + day.month if mensual else 0
        stretches[certificate if mensual else row, month, points] += 1
    total = Fraction(0)
    for (_, month, points), length in stretches.items():
        if not mensual:
            total += capital * (_potencia(points, length, 365) - 1)
            continue
        whole = length == monthrange(*divmod(month, 100))[1]
        months = min(Fraction(1 if whole else Fraction(length, 30)), Fraction(1))
        total += capital * (_potencia(points, 1, 12) - 1) * months
    return total


def deuda_ley80(
    valor: int, exigible: date, hasta: date, *, aniversario: bool
) -> tuple[Fraction, Fraction]:
    """Return the updated value and its interest, a year of default after another."""
    ipc = ipc_de_cada_anio()
    updated, interest = Fraction(valor), Fraction(0)
    years: Counter[tuple[int, int]] = Counter()
    for day in dias(exigible, hasta):
        years[_anio_de_mora(day, exigible, aniversario=aniversario)] += 1
    for (year, length), days in years.items():
        updated *= 1 + ipc[year - 1] / 100 * Fraction(days, length)
        interest += updated * Fraction(12, 100) * Fraction(days, length)
    return updated, interest


def dias_30e360(desde: date, hasta: date) -> int:
    """Count by months of thirty days, the 31st being the 30th."""
    a, b = ((360 * d.year + 30 * d.month + min(d.day, 30)) for d in (desde, hasta))
    return b - a


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


def _potencia(points: Fraction, numerator: int, denominator: int) -> Fraction:
    """Return (1 + points %)^(numerator/denominator) by logarithms."""
    context = _SIXTY_DIGITS
    base = 1 + points / 100
    decimal = context.divide(Decimal(base.numerator), Decimal(base.denominator))
    exponent = context.divide(Decimal(numerator), Decimal(denominator))
    return Fraction(context.exp(context.multiply(context.ln(decimal), exponent)))


def _anio_de_mora(day: date, exigible: date, *, aniversario: bool) -> tuple[int, int]:
    """Return the first calendar year around a day of default, and its length."""
    if not aniversario:
        return day.year, 366 if isleap(day.year) else 365
    years = day.year - exigible.year
    if _aniversario(exigible, years) >= day:
        years -= 1
    start, end = _aniversario(exigible, years), _aniversario(exigible, years + 1)
    return (start + timedelta(days=1)).year, (end - start).days


def _aniversario(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
