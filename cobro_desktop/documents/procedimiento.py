"""Prints the table of a procedure, one to one with the institution's document (B5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.pdf.bloques import Tabla, lineas, tiras
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.documents.pdf.trabajo import Papel, Parte, hoja, set_parts
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.bloques import Tira

NOMBRE: Final = "Tabla de actividades del procedimiento"
COLUMNAS: Final = (
    "N.º",
    "Actividad",
    "Qué se hace",
    "Responsable",
    "Tiempo",
    "Punto de control",
    "Registro",
    "Formatos",
)
"""The columns of the institution's table, in its order."""


@dataclass(frozen=True, kw_only=True)
class TablaImpresa:
    """What the sheets say."""

    emisor: Emisor
    fecha: date
    titulo: str
    """Code, version and name."""
    vigente_desde: date | None
    filas: tuple[tuple[str, ...], ...]
    """One per activity, in the order of `COLUMNAS`."""


def print_tabla(impresa: TablaImpresa) -> bytes:
    """Return the PDF/A; equal input gives equal bytes."""
    papel = Papel(
        emisor=impresa.emisor, nombre=NOMBRE, fecha=impresa.fecha, apaisado=True
    )
    pagina = hoja(papel)
    return set_parts([Parte(pagina, _hojas(impresa, pagina.ancho_texto))])


def _hojas(impresa: TablaImpresa, width: float) -> Iterator[Tira]:
    since = impresa.vigente_desde
    yield from lineas(
        (
            f"{MARCA}{impresa.titulo}",
            f"Vigente desde el {fecha_larga(since)}" if since else "",
        ),
        width,
    )
    table = Tabla(
        COLUMNAS,
        (0.04, 0.14, 0.26, 0.12, 0.09, 0.1, 0.13, 0.12),
        impresa.filas,
        frozenset(),
        menuda=True,
    )
    yield from tiras(table, width)
