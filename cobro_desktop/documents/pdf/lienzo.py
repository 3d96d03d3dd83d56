"""Opens, fills and closes the PDF under an oficio."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from cobro_desktop.documents.pdf.archivo import Ficha, archived, make_archivable
from cobro_desktop.documents.pdf.fuentes import NORMAL, prepare_fonts
from cobro_desktop.documents.pdf.letra import Pluma

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.documents.pdf.letra import Trazo

AZUL = "0.122 0.220 0.392"
GRIS = "0.498 0.498 0.498"
NEGRO = "0 0 0"
TENUE = "0.251 0.251 0.251"


class Lienzo:
    """Collects the operators of each page, then writes the file."""

    def __init__(self, ancho: float, alto: float, ficha: Ficha) -> None:
        self.ancho, self.alto = ancho, alto
        self._output = io.BytesIO()
        canvas: Any = Canvas(
            self._output,
            pagesize=(ancho, alto),
            pageCompression=0,
            invariant=1,
            pdfVersion=(1, 4),
            lang="es-CO",
            initialFontName=NORMAL,  # type: ignore[arg-type]  # the stub says float
        )
        self._canvas = canvas
        document = canvas._doc  # noqa: SLF001 - reportlab has no public door
        make_archivable(document, ficha)
        prepare_fonts(document)
        self._pluma = Pluma(document)
        self._pages: list[list[str]] = [[]]

    @property
    def paginas(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    def nueva_pagina(self) -> None:
        """Start another page."""
        self._pages.append([])

    def texto(
        self,
        trazos: tuple[Trazo, ...],
        puntos: float,
        lugar: tuple[float, float],
        *,
        espacio: float = 0.0,
    ) -> None:
        """Write a line with its left end of the base line at `lugar`."""
        self._pages[-1].append(
            self._pluma.texto(trazos, puntos, lugar, espacio=espacio)
        )

    def color(self, rgb: str) -> None:
        """Fill what follows, text included, with a colour."""
        self._pages[-1].append(f"{rgb} rg")

    def caja(
        self,
        esquina: tuple[float, float],
        lados: tuple[float, float],
        *,
        fondo: str = "",
        borde: str = "",
        grueso: float = 0.5,
    ) -> None:
        """Draw a rectangle from its lower left corner, filled, framed or both."""
        (x, y), (ancho, alto) = esquina, lados
        figure = f"{x:.2f} {y:.2f} {ancho:.2f} {alto:.2f} re"
        if fondo:
            self._pages[-1].append(f"q {fondo} rg {figure} f Q")
        if borde:
            self._pages[-1].append(f"q {borde} RG {grueso:g} w {figure} S Q")

    def linea(self, desde: tuple[float, float], hasta: tuple[float, float]) -> None:
        """Draw a thin grey line."""
        (x1, y1), (x2, y2) = desde, hasta
        path = f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l"
        self._pages[-1].append(f"q {GRIS} RG 0.6 w {path} S Q")

    def operadores(self, code: str) -> None:
        """Add PDF operators already written."""
        self._pages[-1].append(code)

    def cerrar(self, decorate: Callable[[Lienzo, int, int], None]) -> bytes:
        """Return the file, after `decorate` adds letterhead and foot to each page."""
        pages = self._pages
        for number, body in enumerate(pages, start=1):
            self._pages = [[]]
            decorate(self, number, len(pages))
            self._canvas._code.extend((*self._pages[0], *body))  # noqa: SLF001
            self._canvas.showPage()
        self._canvas.save()
        return archived(self._output.getvalue())
