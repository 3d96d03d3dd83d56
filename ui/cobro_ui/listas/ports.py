"""What taking a list out asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.listas import Lista


class ListWriter(Protocol):
    """Writes lists to files."""

    def write(self, read: Callable[[], Lista], file: Path) -> Changes:
        """Write a list to `.xlsx` or `.pdf`; its rows are read meanwhile."""

    def copy(self, read: Callable[[], Lista]) -> Path:
        """Write a list to a PDF of its own, to be looked at and printed."""
