"""What a command touched, so that views decide whether to look again."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The result of a command: ids touched and what a script wants to know."""

    expedientes: frozenset[int] = frozenset()
    """Cases whose row, acts, terms, documents or money changed."""
    lista: bool = False
    """Cases appeared or disappeared: lists and counters must be read anew."""
    resumen: str = ""
    """What was done, in one Spanish sentence."""
    datos: dict[str, object] = field(default_factory=dict)
    """The command's answer for the command line (JSON values)."""
