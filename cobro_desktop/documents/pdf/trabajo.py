"""Working papers: the letterhead without number, signature or code of verification.

Several cases may go in one file, each from a page of its own with its letterhead.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.documents.pdf.archivo import Ficha
from cobro_desktop.documents.pdf.carta import PAPELES, paginate
from cobro_desktop.documents.pdf.fuentes import register_fonts
from cobro_desktop.documents.pdf.lienzo import Lienzo
from cobro_desktop.documents.pdf.membrete import Pagina
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.bloques import Tira


@dataclass(frozen=True, kw_only=True)
class Papel:
    """What a working paper says at its top and foot."""

    emisor: Emisor
    nombre: str
    fecha: date
    """Day on which it is made."""
    apaisado: bool = False


class Parte(NamedTuple):
    """Strips that begin a page, under their own letterhead."""

    pagina: Pagina
    tiras: Iterable[Tira]


def hoja(papel: Papel) -> Pagina:
    """Return the sheet of a working paper, letter size."""
    ancho, alto = PAPELES["carta"]
    if papel.apaisado:
        ancho, alto = alto, ancho
    values = asdict(papel.emisor) | {
        "numero": "",
        "fecha_iso": papel.fecha.isoformat(),
        "borrador": False,
        "aviso": (
            f"Papel de trabajo del {fecha_larga(papel.fecha)}: dice lo que constaba "
            "ese día; no es un acto administrativo."
        ),
    }
    return Pagina(ancho, alto, values, papel.nombre, "")


def set_parts(partes: Sequence[Parte]) -> bytes:
    """Return one PDF/A with all the parts, of one size; equal input, equal bytes."""
    register_fonts()
    lienzo = new_canvas(partes[0].pagina)
    starts: list[int] = []
    for parte in partes:
        if starts:
            lienzo.nueva_pagina()
        starts.append(lienzo.paginas)
        paginate(lienzo, parte.pagina, parte.tiras)
    last = lienzo.paginas + 1

    def decorate(canvas: Lienzo, numero: int, _total: int) -> None:
        which = bisect_right(starts, numero) - 1
        end = starts[which + 1] if which + 1 < len(starts) else last
        begin = starts[which]
        partes[which].pagina.draw(canvas, numero - begin + 1, end - begin)

    return lienzo.cerrar(decorate)


def new_canvas(pagina: Pagina) -> Lienzo:
    """Return an empty file for sheets like one."""
    register_fonts()
    seen = pagina.values
    fecha = date.fromisoformat(seen["fecha_iso"])
    return Lienzo(
        pagina.ancho, pagina.alto, Ficha(pagina.nombre, seen["entidad"], fecha)
    )
