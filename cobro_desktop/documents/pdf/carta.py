"""Sets the body of an oficio on its pages and returns the PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cobro_desktop.documents.pdf.archivo import Ficha
from cobro_desktop.documents.pdf.bloques import PUNTOS, blanco, lineas, parrafo, tiras
from cobro_desktop.documents.pdf.fuentes import register_fonts
from cobro_desktop.documents.pdf.letra import MARCA, metrica
from cobro_desktop.documents.pdf.lienzo import Lienzo
from cobro_desktop.documents.pdf.membrete import BAJO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobro_desktop.documents.pdf.bloques import Bloque, Tira
    from cobro_desktop.documents.pdf.membrete import Pagina

PAPELES = {"carta": (612.0, 792.0), "oficio": (612.0, 936.0)}
"""Width and height in points; *oficio* is the Colombian 8.5 × 13 inches."""

_ASUNTO = "Asunto:"


@dataclass(frozen=True)
class Carta:
    """The texts of an oficio, ready to be set; `MARCA` turns bold on and off.

    What is empty takes no room: a constancia has no addressee and no greeting.
    """

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
    return set_pages(_tiras(carta, pagina.ancho_texto), pagina)


def set_pages(strips: Iterable[Tira], pagina: Pagina) -> bytes:
    """Lay strips on as many pages as they need; equal input gives equal bytes."""
    register_fonts()
    seen = pagina.values
    ficha = Ficha(
        titulo=f"{pagina.nombre} {seen['numero']}".strip(),
        autor=seen["entidad"],
        fecha=date.fromisoformat(seen["fecha_iso"]),
    )
    lienzo = Lienzo(pagina.ancho, pagina.alto, ficha)
    paginate(lienzo, pagina, strips)
    return lienzo.cerrar(pagina.draw)


def _tiras(carta: Carta, width: float) -> Iterator[Tira]:
    yield from lineas(carta.encabezado, width)
    yield from lineas(carta.destinatario, width, antes=22)
    if carta.asunto:
        yield from _asunto(carta.asunto, width)
    if carta.saludo:
        yield from parrafo(carta.saludo, width, antes=14)
    *body, last = [strip for bloque in carta.bloques for strip in tiras(bloque, width)]
    yield from body
    # A signature never stands alone on its page.
    yield replace(last, pegada=True)
    if carta.despedida:
        for strip in parrafo(carta.despedida, width, antes=14):
            yield replace(strip, pegada=True)
    if carta.firma:
        yield blanco(46)
    yield from lineas(carta.firma, width)
    yield from lineas(carta.responsables, width, antes=12, puntos=7.5)
    yield blanco(0, pegada=False)


def _asunto(asunto: str, width: float) -> Iterator[Tira]:
    sangria = metrica(negrilla=False).ancho(_ASUNTO) * PUNTOS + 6
    return parrafo(
        f"{MARCA}{asunto}",
        width,
        sangria=sangria,
        marca=_ASUNTO,
        antes=18,
        justificado=False,
    )


def paginate(lienzo: Lienzo, pagina: Pagina, strips: Iterable[Tira]) -> None:
    """Lay the strips one under another, starting pages where they do not fit."""
    y = pagina.arriba
    for group in _groups(strips):
        height = sum(strip.antes + strip.alto for strip in group)
        top = y == pagina.arriba
        if not top and y - height < BAJO:
            lienzo.nueva_pagina()
            y, top = pagina.arriba, True
            if group[0].cabeza is not None:
                group[0].cabeza.draw(lienzo, y)
                y -= group[0].cabeza.alto
        for strip in group:
            y -= 0.0 if top else strip.antes
            strip.draw(lienzo, y)
            y, top = y - strip.alto, False


def _groups(strips: Iterable[Tira]) -> Iterator[list[Tira]]:
    """Gather the strips that must share a page."""
    group: list[Tira] = []
    for strip in strips:
        group.append(strip)
        if not strip.pegada:
            yield group
            group = []
    if group:
        yield group
