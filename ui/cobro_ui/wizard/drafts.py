"""The drafts of a person: what the place of drafts reads and does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class DraftLine(NamedTuple):
    """A guided step left half way."""

    expediente_id: int
    numero: str
    deudor: str
    actividad: str
    nombre: str
    """Of the activity."""
    guardado: datetime
    """In the time of the place."""
    respuestas: int
    vigente: bool
    """Whether the case is still in that activity."""


class Drafts(Protocol):
    """The drafts of who works."""

    def list(self) -> Sequence[DraftLine]:
        """Return them, the latest first."""

    def discard(self, expediente_id: int, actividad: str) -> None:
        """Forget one."""
