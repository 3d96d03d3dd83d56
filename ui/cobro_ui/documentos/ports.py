"""What the screens of documents ask of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.bandejas import Pendiente, VidaDocumento
    from cobro_desktop.services.progress import Progress


class DocumentFlow(Protocol):
    """The life of documents; every act may raise `UserError` with its reason."""

    def pending(self) -> Sequence[Pendiente]:
        """Return what waits for this person, the oldest first."""

    def life(self, documento_id: int) -> VidaDocumento:
        """Tell all that was done to one, its checks and what may be done now."""

    def file(self, life: VidaDocumento) -> Path:
        """Return a readable copy of its last version."""

    def send(self, documento_id: int) -> Changes:
        """Put a draft in review."""

    def agree(self, documento_id: int, sha256: str) -> Changes:
        """Say that a version is right."""

    def give_back(self, documento_id: int, text: str, sha256: str) -> Changes:
        """Return a version with what must change."""

    def write_again(self, documento_id: int) -> Changes:
        """Make a new version with what the case says today."""

    def approve(self, documento_id: int, sha256: str) -> Changes:
        """Approve a version and give it its number."""

    def sign(self, documento_id: int, sha256: str) -> Changes:
        """Sign what was approved."""

    def sign_many(self, ids: Sequence[int], progress: Progress) -> Changes:
        """Sign several; `datos["resultados"]` has one answer per document."""

    def register(self, documento_id: int, numero: str, day: date) -> Changes:
        """Write the number of the registry of correspondence."""

    def deliver(self, documento_id: int, day: date, how: str) -> Changes:
        """Record that it reached its addressee."""

    def annul(self, documento_id: int, reason: str) -> Changes:
        """Leave it without effect."""
