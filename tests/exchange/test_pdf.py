from __future__ import annotations

import io
import threading

from reportlab.pdfgen.canvas import Canvas

from cobro_desktop.exchange.pdf import abrir_pdf


def a_pdf(pages: int) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for number in range(pages):
        canvas.drawString(72, 72, f"folio {number}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def test_a_pdf_waits_until_another_thread_has_left_its_own() -> None:
    seen: list[int] = []

    def count() -> None:
        with abrir_pdf(a_pdf(3)) as other:
            seen.append(len(other))

    thread = threading.Thread(target=count)
    with abrir_pdf(a_pdf(2)) as document:
        thread.start()
        thread.join(0.2)
        assert thread.is_alive()
        assert seen == []
        assert len(document) == 2
    thread.join(10)

    assert seen == [3]
