"""Python's cyclic garbage is collected on the GUI thread, between its events."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PERIOD_MS: Final = 1_000


class GuiCollector(QObject):
    """Collects what the thresholds of `gc` ask for, once a second.

    Python else collects in whichever thread crosses a threshold, and in the middle of
    any event: a widget caught in a cycle would be destroyed by a worker that reads the
    base, or under the hands of Qt, and the program would die without a word.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What is loaded by now stays for good: looking at it again is time lost.
        gc.freeze()
        timer = QTimer(self)
        timer.setInterval(_PERIOD_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Collect the generations that are due, the oldest that is due with all."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if threshold and count > threshold
        ]
        if due:
            gc.collect(max(due))
