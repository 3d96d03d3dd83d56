"""What the page of the movements needs from the rest of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.importacion.movimientos import Movimiento
    from cobro_desktop.services.progress import Progress


class Movements(Protocol):
    """What other systems say that ended, and moving it here."""

    def proposed(self) -> Sequence[Movimiento]:
        """Return the cases that would move, and those that have to wait."""

    def apply(self, cases: Sequence[int], progress: Progress) -> Changes:
        """Move some cases, each on its own."""
