"""Business days and holidays for typing dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobro_ui.backend.office import Office


def add_business(office: Office, day: date, count: int) -> date:
    """Return the `count`-th business day after a day, or before it."""
    from cobro_desktop.services.consultas import mover_habiles

    return mover_habiles(day, count, office.workspace.calendario())


def days_of_rest(office: Office, year: int) -> frozenset[date]:
    """Return the days of a year that are no business days."""
    calendar = office.workspace.calendario()
    first = date(year, 1, 1)
    days = (first + timedelta(n) for n in range(366))
    return frozenset(
        day for day in days if day.year == year and not calendar.es_habil(day)
    )
