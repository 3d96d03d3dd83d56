"""Prints one wide table as a working paper, on its side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.documents.pdf.bloques import Parrafo, Tabla, lineas, tiras
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.documents.pdf.trabajo import Papel, Parte, hoja, set_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.bloques import Tira


@dataclass(frozen=True, kw_only=True)
class HojaApaisada:
    """What the sheets say."""

    emisor: Emisor
    nombre: str
    fecha: date
    encabezado: tuple[str, ...]
    """Lines under the letterhead; the first one in bold."""
    columnas: tuple[str, ...]
    anchos: tuple[float, ...]
    """Share of the text width of each column."""
    filas: tuple[tuple[str, ...], ...]
    vacia: str
    """What it says instead of a table without rows."""


def print_hoja(impresa: HojaApaisada) -> bytes:
    """Return the PDF/A; equal input gives equal bytes."""
    papel = Papel(
        emisor=impresa.emisor,
        nombre=impresa.nombre,
        fecha=impresa.fecha,
        apaisado=True,
    )
    pagina = hoja(papel)
    return set_parts([Parte(pagina, _hojas(impresa, pagina.ancho_texto))])


def _hojas(impresa: HojaApaisada, width: float) -> Iterator[Tira]:
    first, *rest = impresa.encabezado
    yield from lineas((MARCA + first, *rest), width)
    if not impresa.filas:
        yield from tiras(Parrafo(impresa.vacia), width)
        return
    table = Tabla(
        impresa.columnas, impresa.anchos, impresa.filas, frozenset(), menuda=True
    )
    yield from tiras(table, width)
