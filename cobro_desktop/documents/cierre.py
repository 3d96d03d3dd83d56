"""The certificate of a month that was closed: its figures and their fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.pdf.bloques import (
    Parrafo,
    Recuadro,
    Tabla,
    lineas,
    tiras,
)
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.documents.pdf.trabajo import Papel, Parte, hoja, set_parts
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.bloques import Bloque

NOMBRE: Final = "Certificado de cierre mensual de la cartera"
_COLUMNAS: Final = (
    "Concepto",
    "Saldo inicial",
    "Entró",
    "Se pagó",
    "Salió sin pago",
    "Saldo final",
)
_ANCHOS: Final = (0.25, 0.15, 0.15, 0.15, 0.15, 0.15)


@dataclass(frozen=True, kw_only=True)
class CierreImpreso:
    """What the certificate says, as it prints."""

    emisor: Emisor
    mes: str
    """`septiembre de 2026`."""
    fecha: date
    """Day on which it is printed."""
    cerrado: str
    """When and by whom."""
    filas: tuple[tuple[str, ...], ...]
    """Concept and figures of the capital; the last row adds them up."""
    datos: tuple[tuple[str, str], ...]
    """Other figures: name and value."""
    huella: str
    anterior: str
    bitacora: str
    motivo: str = ""
    cambios: tuple[tuple[str, str, str], ...] = ()
    """What the base gives now and is not what was closed: figure, closed, now."""
    elaboro: str


def print_cierre(cierre: CierreImpreso) -> bytes:
    """Return the PDF/A; equal input gives equal bytes."""
    pagina = hoja(Papel(emisor=cierre.emisor, nombre=NOMBRE, fecha=cierre.fecha))
    width = pagina.ancho_texto
    strips = chain(
        lineas((f"{MARCA}{cierre.mes[:1].upper()}{cierre.mes[1:]}",), width),
        chain.from_iterable(tiras(block, width) for block in _cuerpo(cierre)),
        lineas(
            (f"Elaboró: {cierre.elaboro}. {fecha_larga(cierre.fecha)}.",),
            width,
            antes=16,
            puntos=7.5,
            pegadas=False,
        ),
    )
    return set_parts([Parte(pagina, strips)])


def _cuerpo(cierre: CierreImpreso) -> Iterator[Bloque]:
    yield Parrafo(
        f"{cierre.cerrado} Las cifras son de capital, en pesos, como constaban ese día."
    )
    yield Tabla(
        _COLUMNAS,
        _ANCHOS,
        cierre.filas,
        frozenset(range(1, len(_COLUMNAS))),
        ultima_es_total=True,
    )
    yield Tabla(("Otras cifras del mes", "Valor"), (0.6, 0.4), cierre.datos,
                frozenset({1}))  # fmt: skip
    if cierre.motivo:
        yield Parrafo(f"Se cerró de nuevo por este motivo: {cierre.motivo}")
    before = cierre.anterior or "es el primero"
    yield Recuadro(
        "Huella de estas cifras",
        f"{cierre.huella}\nCierre anterior: {before}\n"
        f"Bitácora: {cierre.bitacora or 'sin entradas'}",
        "Quien tenga estas cifras puede calcular la huella otra vez: es el SHA-256 del "
        "texto que da la orden «cierre ver» con --json, en «sellado». Si una cifra "
        "cambia, la huella es otra. No prueba que fueran correctas, sino que son las "
        "que se cerraron.",
    )
    if cierre.cambios:
        yield Parrafo(
            f"{MARCA}Después del cierre{MARCA} cambiaron estas cifras. El cierre no se "
            "altera:"
        )
        yield Tabla(
            ("Cifra", "Como se cerró", "Como está ahora"),
            (0.5, 0.25, 0.25),
            cierre.cambios,
            frozenset({1, 2}),
        )
