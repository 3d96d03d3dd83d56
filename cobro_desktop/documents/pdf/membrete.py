"""Letterhead and foot of every page of an oficio."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.pdf.codigo_qr import qr_operators
from cobro_desktop.documents.pdf.letra import MARCA, Renglon, Trazo, renglones
from cobro_desktop.documents.pdf.lienzo import AZUL, GRIS, NEGRO, TENUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.documents.pdf.lienzo import Lienzo

MARGEN = 71.0
BAJO = 98.0
"""Where the body ends, above the foot."""
_INTERLINEA = 10.5
_ALTO_MINIMO = 52.0
_BORDE = 34.0
_ANCHO_SIGLA, _ANCHO_DATOS = 88.0, 112.0
_LADO_QR = 46.0
_PIE = 36.0
_AGUA = "0.925 0.925 0.925"
_PROYECTO = (
    "Proyecto sin numerar: no produce efectos hasta que se apruebe, se numere y se "
    "firme."
)


@dataclass(frozen=True)
class Pagina:
    """Size of the sheet and what its letterhead and foot say."""

    ancho: float
    alto: float
    values: Mapping[str, Any]
    """As `Emisor` has them; `registro` is what the foot names if it is no case."""
    nombre: str
    qr: str
    """Content of the code; empty in a draft, which has none."""

    @property
    def arriba(self) -> float:
        """Where the body begins, under the letterhead."""
        return self.alto - _BORDE - self._alto_membrete - 20

    @property
    def ancho_texto(self) -> float:
        """Width between margins."""
        return self.ancho - 2 * MARGEN

    def draw(self, lienzo: Lienzo, numero: int, total: int) -> None:
        """Draw letterhead and foot of page `numero` of `total`, under the text."""
        if self.values["borrador"]:
            self._marca_de_agua(lienzo)
        self._membrete(lienzo, f"Página {numero} de {total}")
        self._pie(lienzo)
        lienzo.color(NEGRO)

    def _marca_de_agua(self, lienzo: Lienzo) -> None:
        x, y = self.ancho / 2, self.alto / 2
        lienzo.operadores(f"q 0.643 0.766 -0.766 0.643 {x:.2f} {y:.2f} cm")
        lienzo.color(_AGUA)
        lienzo.texto((Trazo("PROYECTO", negrilla=True),), 92, (-255, -30))
        lienzo.operadores("Q")

    @cached_property
    def _alto_membrete(self) -> float:
        lines = max(len(self._centro), len(self._datos) + 1)
        return max(_ALTO_MINIMO, lines * _INTERLINEA + 12)

    def _membrete(self, lienzo: Lienzo, pagina: str) -> None:
        alto, bottom = self._alto_membrete, self.alto - _BORDE - self._alto_membrete
        left, right = MARGEN, self.ancho - MARGEN
        size = (right - left, alto)
        lienzo.caja((left, bottom), size, borde=GRIS, grueso=0.6)
        for x in (left + _ANCHO_SIGLA, right - _ANCHO_DATOS):
            lienzo.linea((x, bottom), (x, bottom + alto))
        lienzo.color(AZUL)
        (sigla,) = renglones(MARCA + self.values["sigla"], 17, _ANCHO_SIGLA * 2)
        center = left + (_ANCHO_SIGLA - sigla.ancho) / 2
        lienzo.texto(sigla.trazos, 17, (center, bottom + alto / 2 - 6))
        y = bottom + alto / 2 + len(self._centro) * _INTERLINEA / 2 - 8
        middle = (left + _ANCHO_SIGLA + right - _ANCHO_DATOS) / 2
        for linea, puntos, color in self._centro:
            lienzo.color(color)
            lienzo.texto(linea.trazos, puntos, (middle - linea.ancho / 2, y))
            y -= _INTERLINEA
        datos = (*self._datos, pagina)
        y = bottom + alto / 2 + len(datos) * _INTERLINEA / 2 - 8
        for texto in datos:
            trazo = Trazo(texto, negrilla=False)
            lienzo.texto((trazo,), 8, (right - _ANCHO_DATOS + 6, y))
            y -= _INTERLINEA

    @cached_property
    def _centro(self) -> list[tuple[Renglon, float, str]]:
        ancho = self.ancho_texto - _ANCHO_SIGLA - _ANCHO_DATOS - 12
        seen = self.values
        texts = [(MARCA + seen["entidad"].upper(), 9.5, AZUL)]
        texts += [(linea, 8.5, NEGRO) for linea in seen["membrete"]]
        texts.append((MARCA + self.nombre, 8.5, NEGRO))
        return [
            (linea, puntos, color)
            for texto, puntos, color in texts
            for linea in renglones(texto, puntos, ancho)
        ]

    @cached_property
    def _datos(self) -> list[str]:
        if self.values["codigo_formato"]:
            version = self.values["version_formato"]
            code = [f"Código: {self.values['codigo_formato']}"]
            return code + ([f"Versión: {version}"] if version else [])
        return _plain(self.values["procedimiento"], 8, _ANCHO_DATOS - 10)

    def _pie(self, lienzo: Lienzo) -> None:
        left, right = MARGEN, self.ancho - MARGEN
        limit = right - _LADO_QR - 10 if self.qr else right
        top = _PIE + _LADO_QR
        lienzo.linea((left, top), (limit, top))
        lienzo.color(TENUE)
        for number, texto in enumerate(self._lineas_pie(limit - left), start=1):
            trazo = Trazo(texto, negrilla=False)
            lienzo.texto((trazo,), 7.5, (left, top - 2 - number * 9.5))
        if self.qr:
            lienzo.color(NEGRO)
            lienzo.operadores(self._codigo)

    @cached_property
    def _codigo(self) -> str:
        x = self.ancho - MARGEN - _LADO_QR
        return qr_operators(self.qr, x=x, y=_PIE, side=_LADO_QR)

    def _lineas_pie(self, ancho: float) -> list[str]:
        seen = self.values
        telefono = seen["telefono_entidad"] and f"Teléfono {seen['telefono_entidad']}"
        lugar = ", ".join(filter(None, (seen["direccion_entidad"], seen["ciudad"])))
        contacto = (lugar, telefono, seen["correo_entidad"], seen["pagina_web"])
        lines = _plain(" · ".join(filter(None, contacto)), 7.5, ancho)
        if not self.qr:
            aviso = seen.get("aviso", _PROYECTO)
            return [*lines, *_plain(aviso, 7.5, ancho)]
        codigo = f"Código de verificación {seen['codigo_verificacion']}"
        what = seen.get("registro") or f"Expediente {seen['expediente']}"
        return [*lines, f"{what} · {codigo}"]


def _plain(text: str, puntos: float, width: float) -> list[str]:
    """Break a text without bold into lines; none for no text."""
    lines = renglones(text, puntos, width) if text else []
    return ["".join(trazo.texto for trazo in line.trazos) for line in lines]
