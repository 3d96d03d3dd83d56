"""Prints lists on the letterhead of an entity: titled tables, and room to sign.

PDF/A-1b, as the oficios; nobody numbers it, and its code is the fingerprint of what
it lists.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.pdf.bloques import Parrafo, Tabla, Tira, blanco, lineas
from cobro_desktop.documents.pdf.bloques import tiras as strips_of
from cobro_desktop.documents.pdf.carta import PAPELES, set_pages
from cobro_desktop.documents.pdf.letra import MARCA, renglones
from cobro_desktop.documents.pdf.membrete import MARGEN, Pagina

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.lienzo import Lienzo

_LARGO: Final = 12
_FIRMA: Final = 34.0
"""White over the line where one signs, in points."""


@dataclass(frozen=True)
class Seccion:
    """A table with its title; without rows, what it says instead."""

    titulo: str
    columnas: tuple[str, ...]
    anchos: tuple[float, ...]
    """Share of the text width of each column."""
    filas: tuple[tuple[str, ...], ...]
    derecha: frozenset[int] = frozenset()
    vacia: str = ""
    capitulo: bool = False
    """Begins a part, as a day: its title stands out and may have no table."""


@dataclass(frozen=True, kw_only=True)
class Listado:
    """What is printed."""

    emisor: Emisor
    nombre: str
    encabezado: tuple[str, ...]
    """Lines under the letterhead; the first one in bold."""
    secciones: tuple[Seccion, ...]
    firmas: tuple[str, ...] = ()
    """Who signs it: `Elaboró`, `Revisó`."""
    notas: tuple[str, ...] = ()
    """What stands in small letters at the end."""
    registro: str
    """What the foot of each page names."""
    codigo: str
    """The same for the code that a reader scans: letters, digits, hyphens, slashes."""
    fecha: date
    """Day on which it is printed."""

    @property
    def huella(self) -> str:
        """Twelve hexadecimal characters of what it lists."""
        content = [self.encabezado, [(s.titulo, s.filas) for s in self.secciones]]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:_LARGO]


def print_listado(listado: Listado) -> bytes:
    """Return the PDF; equal input gives equal bytes."""
    ancho, alto = PAPELES.get(listado.emisor.papel, PAPELES["carta"])
    values = asdict(listado.emisor) | {
        "numero": listado.registro,
        "fecha_iso": listado.fecha.isoformat(),
        "borrador": False,
        "registro": listado.registro,
        "codigo_verificacion": listado.huella,
    }
    qr = f"{listado.emisor.sigla}/{listado.codigo}/{listado.huella}".upper()
    pagina = Pagina(
        ancho, alto, values, listado.emisor.nombre_formato or listado.nombre, qr
    )
    return set_pages(_hoja(listado, pagina.ancho_texto), pagina)


def _hoja(listado: Listado, width: float) -> Iterator[Tira]:
    first, *rest = listado.encabezado
    yield from lineas((MARCA + first, *rest), width)
    for seccion in listado.secciones:
        yield from _seccion(seccion, width)
    if listado.firmas:
        yield from _firmas(listado.firmas, width)
    for nota in listado.notas:
        yield from lineas((nota,), width, antes=10, puntos=7.5, pegadas=False)


def _seccion(seccion: Seccion, width: float) -> Iterator[Tira]:
    puntos = 12.0 if seccion.capitulo else 10.5
    before = 20.0 if seccion.capitulo else 12.0
    yield from lineas((MARCA + seccion.titulo,), width, antes=before, puntos=puntos)
    if seccion.filas:
        tabla = Tabla(
            seccion.columnas,
            seccion.anchos,
            seccion.filas,
            seccion.derecha,
            menuda=True,
        )
        yield from strips_of(tabla, width)
    elif seccion.vacia:
        yield from strips_of(Parrafo(seccion.vacia), width)


def _firmas(firmas: tuple[str, ...], width: float) -> Iterator[Tira]:
    """Set a line to sign on for each, side by side, on one page."""
    yield blanco(_FIRMA)
    column = width / len(firmas)

    def draw(lienzo: Lienzo, top: float) -> None:
        for number, name in enumerate(firmas):
            x = MARGEN + number * column
            lienzo.linea((x, top), (x + column - 24, top))
            (line, *_) = renglones(name, 8.5, column - 24)
            lienzo.texto(line.trazos, 8.5, (x, top - 11))

    yield Tira(24, draw)
