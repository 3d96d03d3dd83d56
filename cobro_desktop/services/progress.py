"""How long work tells its progress and hears a cancel."""

from __future__ import annotations

from typing import Protocol

from cobro_desktop.domain.errors import UserError


class CancelledByUserError(UserError):
    """The person stopped the work; what it had written was rolled back."""

    codigo = "cancelled"

    def __init__(self) -> None:
        super().__init__("Se canceló el trabajo. No se guardó nada de lo que hacía.")


class Progress(Protocol):
    """A place to report to; not more than about 20 times a second."""

    def report(self, done: int, total: int, detail: str) -> None:
        """Tell how far the work is; `total` 0 means unknown.

        Raises:
            CancelledByUserError: when the person asked to stop.
        """


class SilentProgress:
    """Progress that nobody watches."""

    def report(self, done: int, total: int, detail: str) -> None:
        """Do nothing."""
