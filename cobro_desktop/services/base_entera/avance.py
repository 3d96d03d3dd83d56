"""How far a whole base has passed, and how fast."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobro_desktop.services.progress import Progress

TALLER = ".base-entera-"
"""How the folders of unfinished work begin, beside the data."""
T = TypeVar("T")
_CADA = 1000
"""Rows between two reports."""


class Avance:
    """Counts what passes, tells it, and hears a cancel."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._hechas = 0
        self._desde = time.monotonic()

    def contar(self, filas: Iterable[T], que: str, pasos: int = _CADA) -> Iterator[T]:
        """Yield the same, one step each, and tell it every so many.

        Raises:
            CancelledByUserError: when the person asked to stop.
        """
        self.decir(que)
        for fila in filas:
            yield fila
            self._hechas += 1
            if self._hechas % pasos == 0:
                self.decir(que)

    def decir(self, que: str) -> None:
        """Tell what is being done.

        Raises:
            CancelledByUserError: when the person asked to stop.
        """
        total = max(self._total, self._hechas)
        self._progress.report(self._hechas, total, que)

    def velocidad(self, filas: int) -> dict[str, object]:
        """Return how long it took, in milliseconds, and the rows per second."""
        spent = time.monotonic() - self._desde
        return {
            "milisegundos": round(spent * 1000),
            "filas_por_segundo": round(filas / spent) if spent else filas,
        }
