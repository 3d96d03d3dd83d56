"""What the page of the closes asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.cierres.registro import CerrarMes, Cierre


class Figures(NamedTuple):
    """A closed month, in words ready to be read."""

    conceptos: Sequence[tuple[str, ...]]
    """Concept, opening balance, came in, was paid, left unpaid, closing balance; the
    total is the last."""
    otras: Sequence[tuple[str, str]]
    """Name and value of the figures that are not of a concept."""
    cambios: Sequence[tuple[str, str, str]]
    """Name, value when it was closed, value now."""


class ClosingsSource(Protocol):
    """The closes, as the window offers them."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions that have cases."""

    def closings(self, sigla: str) -> Sequence[Cierre]:
        """Return the closes of an institution, the latest month first."""

    def figures(self, closing: Cierre) -> Figures:
        """Return the frozen figures and what changed since."""

    def close(self, command: CerrarMes) -> Changes:
        """Freeze a month."""

    def certificate(self, closing: Cierre, file: Path) -> Path:
        """Write the certificate."""

    def file_name(self, closing: Cierre) -> str:
        """Return the name to offer for the certificate."""
