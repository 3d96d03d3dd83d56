"""Small PDF files that stand for the papers of a demonstration case."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

MARGIN = 72
"""An inch, in points."""


def escribir_soporte(
    destino: Path, *, expediente: str, papel: str, fecha: dt.date
) -> None:
    """Write one page that says what paper it stands for."""
    from reportlab.lib.pagesizes import LETTER
    from reportlab.pdfgen.canvas import Canvas

    from cobro_desktop.documents.pdf.fuentes import NEGRILLA, NORMAL, register_fonts
    from cobro_desktop.formats import fecha_larga

    register_fonts()
    canvas = Canvas(str(destino), pagesize=LETTER, invariant=1)
    canvas.setTitle(f"{papel} (demostración)")
    top = LETTER[1] - 2 * MARGIN
    canvas.setFont(NEGRILLA, 16)
    canvas.drawString(MARGIN, top, "Documento de demostración")
    canvas.setFont(NORMAL, 11)
    for line, text in enumerate(
        (
            papel,
            f"Expediente {expediente}",
            f"{fecha_larga(fecha)}",
            "Hace las veces del documento real. Todos los datos son inventados.",
        )
    ):
        canvas.drawString(MARGIN, top - 36 - 20 * line, text)
    canvas.save()
