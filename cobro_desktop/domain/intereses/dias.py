"""Counting days and years for interest; calendar days, first day out, last day in."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DIA = timedelta(days=1)


class BaseDias(StrEnum):
    """How many days a year has (switch `ley68.base`)."""

    ACT_365 = "ACT/365"
    ACT_366_EN_BISIESTO = "ACT/366-in-leap"
    """Each day is divided by the days of its own year (DECISIONS 35)."""
    ACT_360 = "ACT/360"
    TREINTA_360 = "30/360"
    """30E/360: day 31 counts as 30 (DECISIONS 35)."""


def dias_del_anio(anio: int) -> int:
    """Return 365 or 366."""
    return 366 if isleap(anio) else 365


def dias_30e_360(desde: date, hasta: date) -> int:
    """Count days of months of 30, `desde` out and `hasta` in."""
    return _ordinal_360(hasta) - _ordinal_360(desde)


def fin_de_mes(fecha: date) -> date:
    """Return the last day of the date's month."""
    return fecha.replace(day=monthrange(fecha.year, fecha.month)[1])


def partir_por_anio(desde: date, hasta: date) -> Iterator[tuple[date, date]]:
    """Cut the days `desde` to `hasta`, both included, at each 31 December."""
    while desde <= hasta:
        fin = min(hasta, date(desde.year, 12, 31))
        yield desde, fin
        desde = fin + DIA


def contar(desde: date, hasta: date) -> int:
    """Count calendar days, both included."""
    return (hasta - desde).days + 1


def _ordinal_360(fecha: date) -> int:
    return fecha.year * 360 + fecha.month * 30 + min(fecha.day, 30)
