"""What the page of the conciliation asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.conciliacion.comparacion import Conciliacion
    from cobro_desktop.services.conciliacion.registro import AnotarDiferencia


class ReconciliationSource(Protocol):
    """The conciliation, as the window offers it."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions that have cases."""

    def cuts(self, sigla: str) -> Sequence[date]:
        """Return the cuts of which the books sent balances, the latest first."""

    def compare(self, sigla: str, corte: date) -> Conciliacion:
        """Compare both sides; nothing is written."""

    def note(self, command: AnotarDiferencia) -> Changes:
        """Keep the cause that a person gives."""

    def export(self, found: Conciliacion, file: Path) -> Changes:
        """Write the workbook."""

    def draft(self, sigla: str, corte: date) -> Changes:
        """Draft the acta; it goes on from *Documentos*."""
