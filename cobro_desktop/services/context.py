"""Who acts, when and where: given once, passed to every service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Contexto:
    """The legal day and the person; nothing below reads the clock (DECISIONS 22)."""

    hoy: date
    """The day that counts for terms and interest, in Colombia."""
    usuario: str
    """Login of an existing user."""
    equipo: str
    """Name of the workstation."""
