"""How far a job is, in words: count, share, rows per second."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.formats import miles

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Pace:
    """A moment of a job."""

    done: int
    total: int
    """0 when it is not known."""
    seconds: float
    """Since the phase began."""

    @property
    def percent(self) -> int | None:
        """Whole per cent done; None when the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def per_second(self) -> int:
        """Units done per second; 0 in the first half second."""
        return int(self.done / self.seconds) if self.seconds >= 0.5 else 0

    def sentence(self) -> str:
        """Tell it: `12.000 de 40.000 · 30 % · 8.100 por segundo · faltan 4 s`."""
        parts = [miles(self.done)]
        if self.total:
            parts = [f"{miles(self.done)} de {miles(self.total)}", f"{self.percent} %"]
        if self.per_second:
            parts.append(f"{miles(self.per_second)} por segundo")
            left = (self.total - self.done) // self.per_second
            if self.total and left > 0:
                parts.append(f"faltan {_duration(left)}")
        return " · ".join(parts)


class Stopwatch:
    """Times the phases of a job: a count that goes back begins another."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = self._told = clock()
        self._done = 0

    def pace(self, done: int, total: int) -> Pace:
        """Return how fast this phase goes; what came before it counted nothing."""
        if done < self._done or not self._done:
            self._began = self._told
        self._done, self._told = done, self._clock()
        return Pace(done, total, self._told - self._began)


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
