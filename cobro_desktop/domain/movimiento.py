"""How long a case may stand still before somebody asks about it (F25)."""

from __future__ import annotations

from typing import Final

TRAMOS: Final = (60, 90, 180, 365)
"""Calendar days without movement from which a case counts in each stretch."""
