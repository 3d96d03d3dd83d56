"""When a debtor may be called, written to or visited (Ley 2300 de 2023)."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_SEMANA: Final = (time(7), time(19))
_SABADO: Final = (time(8), time(15))
_VIERNES, _DOMINGO = 4, 6
HORARIO: Final = (
    "lunes a viernes de 7:00 a 19:00, sábados de 8:00 a 15:00, nunca domingos ni "
    "festivos"
)


def en_horario(
    dia: date, hora: time | None, festivos: Mapping[int, Mapping[date, str]]
) -> bool:
    """Tell whether a contact was at a time of contact; an unknown hour was.

    `festivos` are the holidays per year, as the calendar of the entity has them; on
    one of them, and on Sundays, there is no hour.
    """
    if dia.weekday() == _DOMINGO or dia in festivos.get(dia.year, {}):
        return False
    first, after = _SEMANA if dia.weekday() <= _VIERNES else _SABADO
    return hora is None or first <= hora < after
