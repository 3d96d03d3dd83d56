"""What the recount of open terms asks of the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress


class Foreseen(NamedTuple):
    """What a recount would change."""

    frases: Sequence[str]
    cambia: bool
    """Whether there is anything to change."""


class Recounts(Protocol):
    """Open terms of an entity, counted again with the calendar of today."""

    def foresee(self, sigla: str) -> Foreseen:
        """Tell what would change its day; writes nothing."""

    def recount(self, sigla: str, progress: Progress) -> Changes:
        """Write the new days.

        Raises:
            NotAllowedError: this person may not.
        """
