"""Draws the verification QR as one path of rectangles."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from collections.abc import Iterator

_MASCARA = 0
"""Fixed: choosing the best of eight masks costs more than the letter's text."""


def qr_operators(text: str, *, x: float, y: float, side: float) -> str:
    """Return the PDF operators that draw the code of `text` in a square.

    Written by hand because reportlab formats each number of a path in Python. The
    square's lower left corner is (x, y); the colour is the current one.
    """
    rows = segno.make_qr(text, error="m", mask=_MASCARA, boost_error=False).matrix
    module = side / len(rows)
    bars = " ".join(
        f"{start} {len(rows) - number} {length} 1 re"
        for number, row in enumerate(rows, start=1)
        for start, length in _dark(row)
    )
    return f"q {module:.4f} 0 0 {module:.4f} {x:.2f} {y:.2f} cm {bars} f Q"


def _dark(row: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Yield (start, length) of each dark stretch."""
    start = 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            yield start, length
        start += length
