"""Sets the body of an oficio on its pages and returns the PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from typing_extensions import override

from cobro_desktop.documents.pdf.archivo import Ficha, make_archivable
from cobro_desktop.documents.pdf.fuentes import (
    NEGRILLA,
    NORMAL,
    prepare_fonts,
    register_fonts,
)
from cobro_desktop.documents.pdf.membrete import AZUL, BAJO, GRIS, MARGEN, Pagina

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlab.platypus import Flowable

OFICIO = (612.0, 936.0)
"""8.5 × 13 inches, the sheet that offices call *oficio*."""
PAPELES = {"carta": (float(LETTER[0]), float(LETTER[1])), "oficio": OFICIO}


@dataclass(frozen=True)
class Parrafo:
    """A justified paragraph, already in reportlab's markup."""

    texto: str


@dataclass(frozen=True)
class Lista:
    """Items with a dash or a number each."""

    textos: tuple[str, ...]
    numerada: bool = False


@dataclass(frozen=True)
class Recuadro:
    """A framed notice: title, lines and a note under them."""

    titulo: str
    texto: str
    nota: str


@dataclass(frozen=True)
class Tabla:
    """A table; the columns whose heading is in `derecha` hold amounts."""

    columnas: tuple[str, ...]
    anchos: tuple[float, ...]
    filas: tuple[tuple[str, ...], ...]
    derecha: frozenset[int]
    ultima_es_total: bool = False


Bloque = Parrafo | Lista | Recuadro | Tabla


@dataclass(frozen=True)
class Carta:
    """An oficio ready to be set: every text in reportlab's markup."""

    encabezado: tuple[str, ...]
    destinatario: tuple[str, ...]
    asunto: str
    saludo: str
    bloques: tuple[Bloque, ...]
    despedida: str
    firma: tuple[str, ...]
    responsables: tuple[str, ...]


def set_letter(carta: Carta, pagina: Pagina) -> bytes:
    """Return the PDF; equal input gives equal bytes."""
    register_fonts()
    output = io.BytesIO()
    estilos = _estilos()
    width = pagina.ancho - 2 * MARGEN
    template = BaseDocTemplate(output, pagesize=(pagina.ancho, pagina.alto))
    frame = Frame(
        MARGEN, BAJO, width, pagina.arriba - BAJO,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template.addPageTemplates(
        PageTemplate(
            frames=[frame], onPage=lambda canvas, _: pagina.draw_background(canvas)
        )
    )
    story = list(_story(carta, estilos, width))
    template.build(story, canvasmaker=_maker(pagina, carta))
    return output.getvalue()


def _maker(pagina: Pagina, carta: Carta) -> Any:
    ficha = Ficha(
        titulo=f"{pagina.nombre} {pagina.values['numero']}".strip(),
        autor=pagina.values["entidad"],
        fecha=date.fromisoformat(pagina.values["fecha_iso"]),
    )

    def make(*args: Any, **options: Any) -> Canvas:
        options |= {
            "invariant": 1,
            "lang": "es-CO",
            "pdfVersion": (1, 4),
            "initialFontName": NORMAL,
            "pageCompression": 1,
        }
        canvas = _NumberedCanvas(*args, **options)
        canvas.pagina = pagina
        make_archivable(canvas, ficha)
        prepare_fonts(canvas)
        return canvas

    del carta
    return make


class _NumberedCanvas(Canvas):
    """Holds the pages until their number is known, then draws letterhead and foot."""

    pagina: Pagina

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pages: list[dict[str, Any]] = []

    @override
    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    @override
    def save(self) -> None:
        pages = self._pages
        for number, state in enumerate(pages, start=1):
            self.__dict__.update(state)
            self.pagina.draw(self, number, len(pages))
            super().showPage()
        super().save()


@cache
def _estilos() -> Mapping[str, ParagraphStyle]:
    register_fonts()
    base = {"fontName": NORMAL, "fontSize": 10.5, "leading": 14}
    small = {"fontName": NORMAL, "fontSize": 9, "leading": 11.5}
    return {
        "cuerpo": ParagraphStyle(
            "cuerpo", **base, alignment=TA_JUSTIFY, spaceAfter=8
        ),
        "dato": ParagraphStyle("dato", **base),
        "asunto": ParagraphStyle(
            "asunto", **base, leftIndent=52, bulletIndent=0, spaceAfter=12
        ),
        "item": ParagraphStyle(
            "item", **base, alignment=TA_JUSTIFY, spaceAfter=4,
            leftIndent=26, bulletIndent=12,
        ),
        "celda": ParagraphStyle("celda", **small),
        "valor": ParagraphStyle("valor", **small, alignment=TA_RIGHT),
        "titulo": ParagraphStyle("titulo", **(small | {"fontName": NEGRILLA})),
        "responsables": ParagraphStyle(
            "responsables", fontName=NORMAL, fontSize=7.5, leading=9.5
        ),
    }  # fmt: skip


def _story(
    carta: Carta, estilos: Mapping[str, ParagraphStyle], width: float
) -> Iterator[Flowable]:
    dato = estilos["dato"]
    yield from _lines(carta.encabezado, dato)
    yield Spacer(0, 16)
    yield from _lines(carta.destinatario, dato)
    yield Spacer(0, 14)
    yield Paragraph(f"<b>{carta.asunto}</b>", estilos["asunto"], bulletText="Asunto:")
    yield Paragraph(carta.saludo, estilos["cuerpo"])
    for bloque in carta.bloques:
        yield from _bloque(bloque, estilos, width)
    yield KeepTogether(
        [
            Paragraph(carta.despedida, estilos["cuerpo"]),
            Spacer(0, 44),
            *_lines(carta.firma, dato),
            Spacer(0, 12),
            *_lines(carta.responsables, estilos["responsables"]),
        ]
    )


def _lines(texts: Sequence[str], style: ParagraphStyle) -> Iterator[Flowable]:
    for text in texts:
        if text:
            yield Paragraph(text, style)


def _bloque(
    bloque: Bloque, estilos: Mapping[str, ParagraphStyle], width: float
) -> Iterator[Flowable]:
    if isinstance(bloque, Parrafo):
        yield Paragraph(bloque.texto, estilos["cuerpo"])
    elif isinstance(bloque, Lista):
        for number, text in enumerate(bloque.textos, start=1):
            mark = f"{number}." if bloque.numerada else "–"
            yield Paragraph(text, estilos["item"], bulletText=mark)
        yield Spacer(0, 5)
    elif isinstance(bloque, Recuadro):
        yield _recuadro(bloque, estilos, width)
        yield Spacer(0, 10)
    else:
        yield CondPageBreak(60)
        yield _tabla(bloque, estilos, width)
        yield Spacer(0, 10)


def _recuadro(
    bloque: Recuadro, estilos: Mapping[str, ParagraphStyle], width: float
) -> Flowable:
    texts = (f"<b>{bloque.titulo}</b>", *bloque.texto.split("\n"), bloque.nota)
    rows = [[Paragraph(text, estilos["dato"])] for text in texts if text]
    return Table(
        rows,
        colWidths=[width],
        style=[
            ("BOX", (0, 0), (-1, -1), 0.8, AZUL),
            ("BACKGROUND", (0, 0), (-1, -1), "#F5F7FB"),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, 0), 7),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
        ],
    )


def _tabla(
    tabla: Tabla, estilos: Mapping[str, ParagraphStyle], width: float
) -> Flowable:
    def cell(text: str, column: int, *, bold: bool) -> Paragraph:
        style = estilos["valor" if column in tabla.derecha else "celda"]
        return Paragraph(f"<b>{text}</b>" if bold and text else text, style)

    head = [cell(text, column, bold=True) for column, text in enumerate(tabla.columnas)]
    last = len(tabla.filas) - 1
    rows = [
        [
            cell(text, column, bold=tabla.ultima_es_total and number == last)
            for column, text in enumerate(row)
        ]
        for number, row in enumerate(tabla.filas)
    ]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, GRIS),
        ("BACKGROUND", (0, 0), (-1, 0), "#EDF1F7"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    widths = [share * width for share in tabla.anchos]
    return Table([head, *rows], colWidths=widths, style=style, repeatRows=1)
