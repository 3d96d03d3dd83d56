"""In which stretch of the agenda a due date falls, and how many days it leaves."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario import UN_DIA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobro_desktop.domain.calendario import Calendario


class Banda(StrEnum):
    """A stretch of the agenda, in its order."""

    VENCIDOS = "vencidos"
    HOY = "hoy"
    ESTA_SEMANA = "esta_semana"
    """From tomorrow to Sunday."""
    ESTE_MES = "este_mes"
    """After this week, to the last day of the month."""
    DESPUES = "despues"
    SUSPENDIDOS = "suspendidos"
    """They do not run today, whatever day they had."""


def banda_de(vence: date, hoy: date) -> Banda:
    """Return the stretch of a due date whose term runs."""
    if vence <= hoy:
        return Banda.HOY if vence == hoy else Banda.VENCIDOS
    if vence <= hoy + timedelta(days=6 - hoy.weekday()):
        return Banda.ESTA_SEMANA
    last = hoy.replace(day=monthrange(hoy.year, hoy.month)[1])
    return Banda.ESTE_MES if vence <= last else Banda.DESPUES


def dias_que_quedan(
    vencimientos: Iterable[date], hoy: date, cal: Calendario
) -> dict[date, int]:
    """Return the working days left to each date; negative ones have gone by since.

    The last day counts, `hoy` does not. All are counted in one walk.

    Raises:
        MissingParameterError: holidays that are not known.
    """
    wanted = sorted(set(vencimientos))
    found: dict[date, int] = {}
    day, count = hoy, 0
    for due in (d for d in wanted if d >= hoy):
        while day < due:
            day += UN_DIA
            count += _cuenta(day, cal)
        found[due] = count
    day, count = hoy, 0
    for due in (d for d in reversed(wanted) if d < hoy):
        while day > due:
            count += _cuenta(day, cal)
            day -= UN_DIA
        found[due] = -count
    return found


def _cuenta(day: date, cal: Calendario) -> int:
    return int(cal.motivo_inhabil(day) is None and cal.motivo_suspension(day) is None)
