"""What taking a list out asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.listas import Lista
    from cobro_desktop.services.progress import Progress

ReadList: TypeAlias = "Callable[[Progress], Lista]"
"""What reads a list, off the GUI thread."""


class ListWriter(Protocol):
    """Writes lists to files."""

    def write(self, read: ReadList, file: Path, progress: Progress) -> Changes:
        """Write a list to `.xlsx` or `.pdf`; its rows are read meanwhile."""

    def copy(self, read: ReadList, progress: Progress) -> Path:
        """Write a list to a PDF of its own, to be looked at and printed."""
