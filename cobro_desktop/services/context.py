"""Who acts, when and where: given once, passed to every service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


def _nobody(_avisos: Sequence[str]) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Contexto:
    """The legal day and the person; nothing below reads the clock (DECISIONS 22)."""

    hoy: date
    """The day that counts for terms and interest, in Colombia."""
    usuario: str
    """Login of an existing user."""
    equipo: str
    """Name of the workstation."""
    avisar: Callable[[Sequence[str]], None] = field(default=_nobody, compare=False)
    """Hears what whoever acted must know besides what they did, once it is written."""
