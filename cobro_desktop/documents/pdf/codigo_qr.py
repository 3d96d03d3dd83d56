"""Draws the verification QR as one path of rectangles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_MASCARA = 0
"""Fixed: choosing the best of eight masks costs more than the letter's text."""


def draw_qr(canvas: Canvas, text: str, *, x: float, y: float, side: float) -> None:
    """Draw the code of `text` in a square whose lower left corner is (x, y)."""
    code = segno.make_qr(text, error="m", mask=_MASCARA, boost_error=False)
    rows = code.matrix
    module = side / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows, start=1):
        top = y + side - number * module
        for start, length in _runs(row):
            path.rect(x + start * module, top, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """Return (start, length) of each dark stretch."""
    found: list[tuple[int, int]] = []
    start = None
    for column, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            found.append((start, column - start))
            start = None
    return found
