"""Dates that move by whole months, date to date."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date

from cobro_desktop.domain.errors import InvalidDataError


def mas_meses(fecha: date, meses: int) -> date:
    """Return the day with the same number some months later, or the month's last.

    From 31 January a month ends on 28 or 29 February; from 29 February five years
    end on 28 February (CGP 118; RULES 4.1). Negative `meses` go back.

    Raises:
        InvalidDataError: the result lies outside the calendar.
    """
    year, month = divmod(fecha.year * 12 + fecha.month - 1 + meses, 12)
    if not 1 <= year <= MAXYEAR:
        message = f"Son demasiados meses ({meses}) para contarlos desde {fecha}."
        raise InvalidDataError(message, {"fecha": f"{fecha}", "meses": meses})
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(fecha.day, last))


def mas_anios(fecha: date, anios: int) -> date:
    """Return the same day some years later; 29 February becomes 28.

    Raises:
        InvalidDataError: the result lies outside the calendar.
    """
    return mas_meses(fecha, 12 * anios)
