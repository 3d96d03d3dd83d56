"""P4 and P5: our documents against the usual libraries, in the same process."""

from __future__ import annotations

import io
import statistics
import time
from typing import TYPE_CHECKING, Any

from cobro_desktop.assets import assets
from cobro_desktop.documents.campos import values
from cobro_desktop.documents.generar import Generador
from tests.documents.ejemplos import ejemplo

if TYPE_CHECKING:
    from collections.abc import Callable

_VECES = 40
_AUTO = ("auto-archivo", "SVSP")
_OFICIO = ("oficio-persuasivo", "SVSP")


def p4() -> tuple[float, float]:
    """Return seconds per two-page auto: docxtpl, ours."""
    from cobro_desktop.documents.causas import load_causas
    from cobro_desktop.documents.plantillas import find_template, layers
    from cobro_desktop.documents.word import compile_word

    plantilla = find_template("autos", "auto-archivo.docx", "SVSP")
    causas = load_causas(layers("autos", "causas-archivo.toml", "SVSP"))
    seen = Generador().vista(*_AUTO, ejemplo(*_AUTO))
    seen |= causas.causa("pago_total").values(seen)
    ours = compile_word(plantilla)

    def peer() -> None:
        from docxtpl import DocxTemplate

        document = DocxTemplate(io.BytesIO(plantilla.contenido))
        document.render(seen, autoescape=True)
        document.save(io.BytesIO())

    return _alternate(peer, lambda: ours.render(seen))


def p5() -> tuple[float, float]:
    """Return seconds per oficio with letterhead, table and QR: reportlab, ours."""
    generador = Generador()
    contexto = ejemplo(*_OFICIO)
    seen = values(contexto)
    texts = _texts(generador)
    return _alternate(
        lambda: _plain_letter(seen, texts),
        lambda: generador.render(*_OFICIO, contexto),
    )


def _alternate(
    peer: Callable[[], object], ours: Callable[[], object]
) -> tuple[float, float]:
    """Return the medians of many turns, A B A B, after warming up."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(_VECES + 3):
        for work, measured in zip((peer, ours), times, strict=True):
            start = time.perf_counter()
            work()
            if turn >= 3:
                measured.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def _texts(generador: Generador) -> list[str]:
    """Return the paragraphs of the letter, so that both write the same words."""
    import pypdfium2

    content = generador.render(*_OFICIO, ejemplo(*_OFICIO)).contenido
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    lines = "\n".join(pages).splitlines()
    return [" ".join(lines[start : start + 3]) for start in range(0, len(lines), 3)]


def _plain_letter(seen: dict[str, Any], texts: list[str]) -> bytes:
    """Write the letter as reportlab's guide does: platypus, a table, a QR image."""
    from xml.sax.saxutils import escape

    import segno
    from reportlab.lib.pagesizes import LETTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Spacer, Table

    if "Peer" not in pdfmetrics.getRegisteredFontNames():
        fonts = assets("resources") / "fuentes"
        regular, bold = (
            str(fonts / f"LiberationSans-{face}.ttf") for face in ("Regular", "Bold")
        )
        pdfmetrics.registerFont(TTFont("Peer", regular))
        pdfmetrics.registerFont(TTFont("PeerBold", bold))
        pdfmetrics.registerFontFamily("Peer", normal="Peer", bold="PeerBold")
    body = ParagraphStyle(
        "body", fontName="Peer", fontSize=10.5, leading=14, alignment=4, spaceAfter=8
    )
    code = io.BytesIO()
    segno.make_qr("/".join((seen["sigla"], seen["numero"], seen["fecha_iso"]))).save(
        code, kind="png", scale=4
    )
    head = Table(
        [[seen["sigla"], Paragraph(f"<b>{escape(seen['entidad'])}</b>", body), "1"]]
    )
    row = seen["obligaciones"][0]
    keys = ("concepto", "titulo", "ejecutoria", "capital", "intereses", "total")
    table = Table(
        [
            [Paragraph(f"<b>{key}</b>", body) for key in keys],
            [Paragraph(escape(row[key]), body) for key in keys],
        ],
        style=[("GRID", (0, 0), (-1, -1), 0.5, "#7F7F7F")],
    )
    story = [head, Spacer(0, 12)]
    story += [Paragraph(escape(text), body) for text in texts if text.strip()]
    story += [table, Image(code, 46, 46)]
    output = io.BytesIO()
    SimpleDocTemplate(output, pagesize=LETTER).build(story)
    return output.getvalue()
