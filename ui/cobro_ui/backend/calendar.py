"""Business days and holidays for typing dates and for the query language."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobro_desktop.domain.calendario import Calendario
    from cobro_ui.backend.office import Office

_SIGLA = "SVSP"
"""Whose business days are used where no case says the institution: all ship the
same national holidays, and closures are told by each case's own terms."""


def add_business(office: Office, day: date, count: int) -> date:
    """Return the `count`-th business day after a day, or before it."""
    from cobro_desktop.domain.plazos import restar_habiles, sumar_habiles

    calendar = _calendar(office)
    if count < 0:
        return restar_habiles(day, -count, calendar)
    return sumar_habiles(day, count, calendar).vence


def days_of_rest(office: Office, year: int) -> frozenset[date]:
    """Return the days of a year that are no business days."""
    calendar = _calendar(office)
    first = date(year, 1, 1)
    days = (first + timedelta(n) for n in range(366))
    return frozenset(
        day for day in days if day.year == year and not calendar.es_habil(day)
    )


def _calendar(office: Office) -> Calendario:
    return office.workspace.calendario(_SIGLA)
