"""The scales of a chart: round amounts, days, and labels that leave room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.dinero import PESO, Centavos
from cobro_desktop.formats import fecha_corta, miles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TICKS = 4
"""About how many amounts an axis names besides zero."""
_MILLON = 1_000_000


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """Amounts from zero to a round one, in centavos."""

    step: Centavos
    top: Centavos

    @classmethod
    def up_to(cls, amount: Centavos) -> MoneyScale:
        """Return the scale that an amount needs: steps of 1, 2, 2,5 or 5 and zeros."""
        rough = max(-(-amount // _TICKS), PESO)
        power = 10 ** (len(str(rough)) - 2)
        step = next(n * power for n in (10, 20, 25, 50, 100) if n * power >= rough)
        return cls(step, step * max(-(-amount // step), 1))

    @property
    def ticks(self) -> list[Centavos]:
        """The amounts that the axis names."""
        return list(range(0, self.top + 1, self.step))


class DayLabel(NamedTuple):
    """A day that the axis names: where its text begins and where the day is."""

    left: float
    mark: float
    text: str


@dataclass(frozen=True, slots=True)
class DayScale:
    """Days from one side to the other."""

    first: date
    last: date
    left: float
    width: float

    def x(self, day: date) -> float:
        """Return where a day is."""
        span = max((self.last - self.first).days, 1)
        return self.left + self.width * (day - self.first).days / span

    def day(self, x: float) -> date:
        """Return the day of a place, inside the scale."""
        span = (self.last - self.first).days
        gone = round((x - self.left) * span / self.width)
        return self.first + timedelta(min(max(gone, 0), span))

    def labels(self, wide: Callable[[str], int], gap: int) -> list[DayLabel]:
        """Return both ends and the years between them that fit."""
        ends = fecha_corta(self.first), fecha_corta(self.last)
        right = self.left + self.width
        start = DayLabel(self.left, self.left, ends[0])
        end = DayLabel(right - wide(ends[1]), right, ends[1])
        if end.left < self.left + wide(ends[0]) + gap:
            return [end]
        found, free = [start], self.left + wide(ends[0]) + gap
        for year in range(self.first.year + 1, self.last.year + 1):
            text = str(year)
            mark = self.x(date(year, 1, 1))
            place = mark - wide(text) / 2
            if free <= place and place + wide(text) + gap <= end.left:
                found.append(DayLabel(place, mark, text))
                free = place + wide(text) + gap
        return [*found, end]


def brief(centavos: Centavos) -> str:
    """Write a round amount short: `$ 1,5 millones`, `$ 200 mil`, `$ 0`."""
    whole = centavos // PESO
    if whole >= _MILLON:
        units, rest = divmod(whole, _MILLON)
        decimals = f"{rest:06d}".rstrip("0")
        text = miles(units) + (f",{decimals}" if decimals else "")
        return f"$ {text} {'millón' if text == '1' else 'millones'}"
    if whole >= 10_000 and whole % 1000 == 0:
        return f"$ {whole // 1000} mil"
    return f"$ {miles(whole)}"


def spread(
    wanted: Sequence[float], step: float, limits: tuple[float, float]
) -> list[float]:
    """Move heights apart until none is nearer than `step`; they go from low to high.

    Heights grow downwards, as on a screen: the first is the lowest on it.
    """
    top, bottom = limits
    places: list[float] = []
    for height in wanted:
        ceiling = places[-1] - step if places else bottom
        places.append(min(height, ceiling))
    floor = top
    for number in range(len(places) - 1, -1, -1):
        places[number] = max(places[number], floor)
        floor = places[number] + step
    return places
