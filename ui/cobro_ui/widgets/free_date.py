"""Reads a date as people type it: `3/4`, `hoy`, `+15h`, `3 abr 2026`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import MESES

AddBusinessDays: TypeAlias = Callable[[date, int], date]
"""(day, n) → the n-th business day after `day`; n may be negative."""

_DAY_WORDS = {"hoy": 0, "ayer": -1, "anteayer": -2, "manana": 1, "pasado manana": 2}
_RELATIVE = re.compile(r"(?:hoy ?)?([+-]) ?(\d{1,4}) ?([dhma])")
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})(?: de)? ([a-z]{3,10})\.?(?:(?: de| del)? (\d{4}))?")
_HELP = "Escriba, por ejemplo, 3/4, 03/04/2026, hoy o +15d."


def parse_date(text: str, today: date, add_business: AddBusinessDays | None) -> date:
    """Return the day that `text` means; a missing year is that of `today`.

    `+15h` counts business days, `d` calendar days, `m` months, `a` years.

    Raises:
        InvalidDataError: the text is no date, or the day does not exist.
    """
    plain = _plain(text)
    if plain in _DAY_WORDS:
        return today + timedelta(_DAY_WORDS[plain])
    if match := _RELATIVE.fullmatch(plain):
        sign, amount, unit = match.groups()
        return _move(today, int(sign + amount), unit, add_business)
    if match := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
        return _day(year, month, day)
    if match := _NUMBERS.fullmatch(plain) or _RUN.fullmatch(plain):
        first, second, last = match.groups()
        return _day(_year(last, today), int(second), int(first))
    if match := _WORDS.fullmatch(plain):
        first, word, last = match.groups()
        return _day(_year(last, today), _month(word), int(first))
    message = f"«{text.strip()}» no es una fecha. {_HELP}"
    raise InvalidDataError(message)


def show_date(day: date) -> str:
    """Return a date as it is typed in full: `03/04/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.strip().casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.split())


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    return int(text) + 2000 if len(text) == 2 else int(text)


def _month(word: str) -> int:
    found = [n for n, name in enumerate(MESES, 1) if name.startswith(word)]
    if word == "set":
        found = [9]
    if len(found) != 1:
        message = f"«{word}» no es un mes. {_HELP}"
        raise InvalidDataError(message)
    return found[0]


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        message = f"El {day:02d}/{month:02d}/{year} no existe. {_HELP}"
        raise InvalidDataError(message) from None


def _move(
    today: date, amount: int, unit: str, add_business: AddBusinessDays | None
) -> date:
    if unit == "d":
        return today + timedelta(amount)
    if unit == "h":
        if add_business is None:
            message = "Aquí no se cuentan días hábiles. Escriba la fecha."
            raise InvalidDataError(message)
        return add_business(today, amount)
    months = today.month - 1 + amount * (12 if unit == "a" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, _last_day(year, month)))


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(1)).day
