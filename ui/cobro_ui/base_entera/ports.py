"""What the dialog of the whole base asks of the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress


class WholeBase(Protocol):
    """Over the services; what writes is called from the writer thread.

    Each raises `UserError` when it is refused, and then nothing was written.
    """

    def take(self, target: Path, password: str, progress: Progress) -> Changes:
        """Write everything that the base holds to a file; without password, open."""

    def look(self, file: Path, password: str, progress: Progress) -> Changes:
        """Check a file and the base at hand; writes nothing."""

    def bring(self, file: Path, password: str, progress: Progress) -> Changes:
        """Bring everything into this empty base; its people are those of the file."""
