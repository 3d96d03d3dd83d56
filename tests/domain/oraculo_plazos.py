"""Terms and prescription the slow way: own holidays, one day at a time.

Shares nothing with the program; the rules are those of RULES 3 and 4.1.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

UN_DIA = timedelta(days=1)
FIJOS = ((1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25))
AL_LUNES = ((1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11))
DE_PASCUA = (-3, -2, 43, 64, 71)
SABADO = 5


def pascua(year: int) -> date:
    """Return Easter by the table of Gauss, as Lichtenberg mended it."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    correction = (seed + golden // 11) // 29
    limit = 21 + seed - correction
    sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=limit + 7 - (limit - sunday) % 7 - 1)


@cache
def festivos(year: int, *, ley2578: bool = True) -> set[date]:
    """Return the holidays of Ley 51 de 1983 and, from 2026, of Ley 2578."""
    moved = AL_LUNES + (((7, 9),) if ley2578 and year >= 2026 else ())
    days = {date(year, month, day) for month, day in FIJOS}
    for month, day in moved:
        monday = date(year, month, day)
        while monday.weekday():
            monday += UN_DIA
        days.add(monday)
    return days | {pascua(year) + timedelta(days=after) for after in DE_PASCUA}


def es_habil(day: date, cierres: Collection[date] = ()) -> bool:
    """Tell whether an entity that rests on Saturdays works."""
    worked = day.weekday() < SABADO and day not in festivos(day.year)
    return worked and day not in cierres


def vence_en_habiles(
    desde: date, cuantos: int, cierres: Collection[date], parados: Collection[date]
) -> date:
    """Return the last day of a term of working days."""
    day, left = desde, cuantos
    while left:
        day += UN_DIA
        left -= es_habil(day, cierres) and day not in parados
    return day


def vence_en_calendario(desde: date, cuantos: int, parados: Collection[date]) -> date:
    """Return the last day of a term of calendar days, worked or not."""
    day, left = desde, cuantos
    while left:
        day += UN_DIA
        left -= day not in parados
    return day


def vence_en_meses(
    desde: date, meses: int, cierres: Collection[date], parados: Collection[date]
) -> date:
    """Return the last day of a term of months, moved to one that is worked."""
    day = con_los_parados(desde, meses, parados)
    while not es_habil(day, cierres) or day in parados:
        day += UN_DIA
    return day


def con_los_parados(desde: date, meses: int, parados: Collection[date]) -> date:
    """Return the same day some months later, and one more for each day stopped."""
    year, month = divmod(desde.year * 12 + desde.month - 1 + meses, 12)
    last = monthrange(year, month + 1)[1]
    end, day = date(year, month + 1, min(desde.day, last)), desde
    while day < end:
        day += UN_DIA
        end += UN_DIA * (day in parados)
    return end


def fin_de_prescripcion(
    ejecutoria: date,
    anios: int,
    reinicios: list[tuple[date, date]],
    parados: Collection[date],
) -> date:
    """Return the last day of a term that events in time start again.

    `reinicios` has the day of each event and the one from which it runs anew.
    """
    start = ejecutoria
    for event, restart in sorted(reinicios):
        if event <= con_los_parados(start, 12 * anios, parados):
            start = max(start, restart)
    return con_los_parados(start, 12 * anios, parados)
