"""Interest of a whole portfolio at one cut, by sums from the cut backwards.

Interest is proportional to the capital, so all obligations that became due on one
day share one exact factor. Simple stretches keep integer numerators over a common
denominator; each obligation then costs one multiplication and one division.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, TypeAlias

from cobro_desktop.domain.dinero import PESO
from cobro_desktop.domain.intereses.dias import DIA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.intereses.periodo import Causador, Periodo

Deuda: TypeAlias = "tuple[Centavos, date]"
"""Capital and the last day without default."""

_Escala: TypeAlias = tuple[int, int, int]
"""(a, b, c) such that (centavos × a + b) // c are pesos rounded half up."""


def intereses_de_cartera(
    deudas: Iterable[Deuda],
    rate: Causador,
    corte: date,
    *,
    incluye_inicio: bool = False,
) -> list[Centavos]:
    """Return the interest of each debt at the cut, rounded to the peso.

    Equal to `liquidar` of each debt without payments; those with payments go there.

    Args:
        deudas: any order; negative capital is the caller's mistake.
        rate: the regime, the same for all.
        corte: the last day that earns.
        incluye_inicio: also count the day that the debt became due.

    Raises:
        MissingParameterError: a rate between a due date and the cut is missing.
    """
    listed = deudas if isinstance(deudas, list) else list(deudas)
    dates = {exigible for _, exigible in listed}
    scales = _escalas(dates, rate, corte, incluye_inicio=incluye_inicio)
    return [
        (capital * numerator + half) // whole * PESO
        for capital, exigible in listed
        for numerator, half, whole in (scales[exigible],)
    ]


def _escalas(
    dates: set[date], rate: Causador, corte: date, *, incluye_inicio: bool
) -> dict[date, _Escala]:
    """Return the factor of each due date."""
    scales: dict[date, _Escala] = {}
    before = {day for day in dates if day < corte}
    for day in dates - before:
        scales[day] = (0, 0, 1)
    if not before and not incluye_inicio:
        return scales
    if rate.simple_por_dia and not incluye_inicio:
        return scales | _por_sumas(before, rate, corte)
    for day in dates:
        periodos = rate.causar(1, day, corte, incluye_desde=incluye_inicio)
        factor = sum((p.interes for p in periodos), Fraction(0))
        scales[day] = _escala(factor.numerator, factor.denominator)
    return scales


def _por_sumas(dates: set[date], rate: Causador, corte: date) -> dict[date, _Escala]:
    """Walk the periods from the cut backwards, adding each to what follows it."""
    scales: dict[date, _Escala] = {}
    pending = sorted(dates)
    later = Fraction(0)
    for periodo in reversed(rate.causar(1, pending[0], corte)):
        inside: list[date] = []
        while pending and pending[-1] >= periodo.desde - DIA:
            inside.append(pending.pop())
        scales.update(_dentro(periodo, inside, rate, later))
        later += periodo.interes
    return scales


def _dentro(
    periodo: Periodo, dates: list[date], rate: Causador, later: Fraction
) -> Iterator[tuple[date, _Escala]]:
    """Yield the factors of the dates from which only a part of the period earns."""
    if not periodo.efectivo:
        per_day = periodo.interes / periodo.dias
        common = lcm(per_day.denominator, later.denominator)
        step = per_day.numerator * (common // per_day.denominator)
        base = later.numerator * (common // later.denominator)
        for day in dates:
            days = (periodo.hasta - day).days
            yield day, _escala(base + step * days, common)
        return
    for day in dates:
        (part,) = rate.causar(1, day, periodo.hasta)
        factor = part.interes + later
        yield day, _escala(factor.numerator, factor.denominator)


def _escala(numerator: int, denominator: int) -> _Escala:
    """Return the factor ready to multiply, add half and divide; small is fast."""
    whole = 2 * denominator * PESO
    common = gcd(2 * numerator, denominator * PESO)
    return 2 * numerator // common, denominator * PESO // common, whole // common
