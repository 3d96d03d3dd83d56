"""Letterhead and foot of every page of an oficio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from cobro_desktop.documents.pdf.codigo_qr import draw_qr
from cobro_desktop.documents.pdf.fuentes import NEGRILLA, NORMAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlab.pdfgen.canvas import Canvas

AZUL = HexColor(0x1F3864)
GRIS = HexColor(0x7F7F7F)
TEXTO = HexColor(0x000000)
TENUE = HexColor(0x404040)
_AGUA = HexColor(0xE4E4E4)

MARGEN = 71.0
_ALTO_RENGLON = 10.5
_ALTO_MINIMO = 52.0
_BORDE = 34.0
_ANCHO_SIGLA, _ANCHO_DATOS = 88.0, 108.0
_LADO_QR = 46.0
_PIE = 40.0
BAJO = 92.0
"""Where the body ends, above the foot."""


@dataclass(frozen=True)
class Pagina:
    """Size of the sheet and what its letterhead and foot say."""

    ancho: float
    alto: float
    values: Mapping[str, Any]
    nombre: str
    qr: str
    """Content of the code; empty in a draft, which has none."""

    @property
    def alto_membrete(self) -> float:
        """Height of the box, as tall as its longest column."""
        lines = len(self._centro())
        return max(_ALTO_MINIMO, lines * _ALTO_RENGLON + 12)

    @property
    def arriba(self) -> float:
        """Where the body begins, under the letterhead."""
        return self.alto - _BORDE - self.alto_membrete - 16

    def draw(self, canvas: Canvas, numero: int, total: int) -> None:
        """Draw letterhead and foot of page `numero` of `total`."""
        self._membrete(canvas, f"Página {numero} de {total}")
        self._pie(canvas)

    def draw_background(self, canvas: Canvas) -> None:
        """Mark a draft as such, under the text."""
        if not self.values["borrador"]:
            return
        canvas.saveState()
        canvas.setFillColor(_AGUA)
        canvas.setFont(NEGRILLA, 92)
        canvas.translate(self.ancho / 2, self.alto / 2)
        canvas.rotate(50)
        canvas.drawCentredString(0, -30, "PROYECTO")
        canvas.restoreState()

    def _membrete(self, canvas: Canvas, pagina: str) -> None:
        alto = self.alto_membrete
        top = self.alto - _BORDE
        left, right = MARGEN, self.ancho - MARGEN
        canvas.setStrokeColor(GRIS)
        canvas.setLineWidth(0.6)
        canvas.rect(left, top - alto, right - left, alto)
        for x in (left + _ANCHO_SIGLA, right - _ANCHO_DATOS):
            canvas.line(x, top, x, top - alto)
        self._sigla(canvas, left + _ANCHO_SIGLA / 2, top - alto / 2)
        middle = (left + _ANCHO_SIGLA + right - _ANCHO_DATOS) / 2
        self._column(canvas, self._centro(), top - alto / 2, x=middle)
        datos = [(line, NORMAL, 8.0) for line in (*self._datos(), pagina)]
        self._column(canvas, datos, top - alto / 2, x=right - _ANCHO_DATOS + 6)

    def _sigla(self, canvas: Canvas, x: float, y: float) -> None:
        canvas.setFillColor(AZUL)
        canvas.setFont(NEGRILLA, 17)
        canvas.drawCentredString(x, y - 6, self.values["sigla"])

    def _centro(self) -> list[tuple[str, str, float]]:
        ancho = self.ancho - 2 * MARGEN - _ANCHO_SIGLA - _ANCHO_DATOS - 12
        entidad = _fold(self.values["entidad"].upper(), NEGRILLA, 9.5, ancho)
        lines = [(line, NEGRILLA, 9.5) for line in entidad]
        for linea in self.values["membrete"]:
            lines += [(part, NORMAL, 8.5) for part in _fold(linea, NORMAL, 8.5, ancho)]
        nombre = _fold(self.nombre, NEGRILLA, 8.5, ancho)
        return lines + [(line, NEGRILLA, 8.5) for line in nombre]

    def _datos(self) -> list[str]:
        if self.values["codigo_formato"]:
            version = self.values["version_formato"]
            code = [f"Código: {self.values['codigo_formato']}"]
            return code + ([f"Versión: {version}"] if version else [])
        return _fold(self.values["procedimiento"], NORMAL, 8, _ANCHO_DATOS - 10)

    def _column(
        self,
        canvas: Canvas,
        lines: list[tuple[str, str, float]],
        middle: float,
        *,
        x: float,
    ) -> None:
        """Write lines around a height; centred, but for the narrow last column."""
        centred = x < self.ancho - MARGEN - _ANCHO_DATOS
        y = middle + len(lines) * _ALTO_RENGLON / 2 - 8
        for text, font, size in lines:
            canvas.setFillColor(AZUL if size > 9 else TEXTO)
            canvas.setFont(font, size)
            (canvas.drawCentredString if centred else canvas.drawString)(x, y, text)
            y -= _ALTO_RENGLON

    def _pie(self, canvas: Canvas) -> None:
        left, right = MARGEN, self.ancho - MARGEN
        limit = right - _LADO_QR - 10 if self.qr else right
        canvas.setStrokeColor(GRIS)
        canvas.setLineWidth(0.6)
        canvas.line(left, _PIE + _LADO_QR - 2, limit, _PIE + _LADO_QR - 2)
        canvas.setFillColor(TENUE)
        y = _PIE + _LADO_QR - 13
        for line in self._lineas_pie(limit - left):
            canvas.setFont(NORMAL, 7.5)
            canvas.drawString(left, y, line)
            y -= 9.5
        if self.qr:
            canvas.setFillColor(TEXTO)
            draw_qr(canvas, self.qr, x=right - _LADO_QR, y=_PIE, side=_LADO_QR)

    def _lineas_pie(self, ancho: float) -> list[str]:
        seen = self.values
        telefono = seen["telefono_entidad"] and f"Teléfono {seen['telefono_entidad']}"
        lugar = f"{seen['direccion_entidad']}, {seen['ciudad']}"
        contacto = (lugar, telefono, seen["correo_entidad"], seen["pagina_web"])
        lines = _fold(" · ".join(filter(None, contacto)), NORMAL, 7.5, ancho)
        if not self.qr:
            aviso = (
                "Proyecto sin numerar: no produce efectos hasta que se apruebe, "
                "se numere y se firme."
            )
            return [*lines, *_fold(aviso, NORMAL, 7.5, ancho)]
        codigo = f"Código de verificación {seen['codigo_verificacion']}"
        return [*lines, f"Expediente {seen['expediente']} · {codigo}"]


def _fold(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines that fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(longer, font, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
