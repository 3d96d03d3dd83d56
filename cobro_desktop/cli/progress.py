"""How far long work is, told on standard error; quick work says nothing."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from cobro_desktop.services.pace import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

QUIET = 2.0
"""Seconds that nobody has to be told of."""
ON_A_TERMINAL, IN_A_FILE = 0.2, 5.0
"""Seconds between two sentences: one that is written over, one that stays."""


class ConsoleProgress:
    """Tells phase, count and rows per second; Ctrl+C is what stops the work."""

    def __init__(
        self,
        out: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        quiet: bool = False,
    ) -> None:
        self._out = out or sys.stderr
        self._clock = clock
        self._quiet = quiet
        self._over = self._out.isatty()
        self._next = clock() + QUIET
        self._watch = Stopwatch(clock)
        self._width = 0

    def report(self, done: int, total: int, detail: str) -> None:
        """Tell a step, if it is time to."""
        pace = self._watch.pace(done, total)
        now = self._clock()
        if self._quiet or now < self._next or not (done or self._over):
            return
        self._next = now + (ON_A_TERMINAL if self._over else IN_A_FILE)
        self._tell(f"{detail} · {pace.sentence()}" if done else f"{detail}…")

    def close(self) -> None:
        """Leave the line of a terminal clean."""
        if self._width:
            self._out.write(f"\r{' ' * self._width}\r")
            self._out.flush()
            self._width = 0

    def _tell(self, sentence: str) -> None:
        if self._over:
            self._out.write(f"\r{sentence.ljust(self._width)}")
            self._width = len(sentence)
        else:
            self._out.write(f"{sentence}\n")
        self._out.flush()
