"""Prints the register of terms: what began, ended, was met or missed each day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.listado import Listado, Seccion, print_listado
from cobro_desktop.domain.explicacion import dia_y_fecha
from cobro_desktop.domain.libro_terminos import Suceso
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor

NOMBRE: Final = "Libro de términos"
TITULOS: Final = {
    Suceso.EMPIEZA: "Empiezan",
    Suceso.TERMINA: "Terminan",
    Suceso.INCUMPLIDO: "Vencieron sin cumplirse",
    Suceso.CUMPLIDO: "Se cumplieron",
    Suceso.CAMBIADO: "Suspendidos, reanudados o recalculados",
}
_COLUMNAS: Final = ("Expediente y deudor", "Término", "Acto", "Vence", "Quién")
_ANCHOS: Final = (0.25, 0.22, 0.27, 0.11, 0.15)


@dataclass(frozen=True)
class Asiento:
    """One line of the register."""

    dia: date
    suceso: Suceso
    expediente: str
    deudor: str
    termino: str
    """What runs, with its norm and time; empty for an act on the whole case."""
    acto: str
    """What started, met or changed it, in a sentence."""
    vence: date | None
    quien: str


@dataclass(frozen=True, kw_only=True)
class LibroTerminos:
    """The register of some days of an institution."""

    emisor: Emisor
    desde: date
    hasta: date
    """Last day, included."""
    fecha: date
    """Day on which it is printed."""
    elaboro: str
    asientos: tuple[Asiento, ...]
    """By day, and in each by the order of `Suceso` and by case."""
    cabeza: str
    """Last link of the audit chain when it was printed; empty in an empty base."""


def print_libro(libro: LibroTerminos) -> bytes:
    """Return the PDF; equal input gives equal bytes."""
    return print_listado(listado_de(libro))


def listado_de(libro: LibroTerminos) -> Listado:
    """Return what the pages say."""
    one = libro.desde == libro.hasta
    when = (
        f"Día {dia_y_fecha(libro.desde)}"
        if one
        else f"Del {fecha_larga(libro.desde)} al {fecha_larga(libro.hasta)}"
    )
    days = f"{libro.desde.isoformat()}" + ("" if one else f"/{libro.hasta.isoformat()}")
    return Listado(
        emisor=libro.emisor,
        nombre=NOMBRE,
        encabezado=(f"{NOMBRE}. {when}", _cuenta(libro.asientos)),
        secciones=tuple(_secciones(libro)),
        firmas=(f"Elaboró: {libro.elaboro}", "Revisó y firma"),
        notas=tuple(filter(None, (_corte(libro), libro.cabeza))),
        registro=f"{NOMBRE} {days.replace('/', ' a ')}",
        codigo=f"LIBRO-TERMINOS/{days}",
        fecha=libro.fecha,
    )


def _secciones(libro: LibroTerminos) -> Iterator[Seccion]:
    if not libro.asientos:
        yield Seccion(
            "Sin movimientos",
            (),
            (),
            (),
            vacia="En estos días ningún término empezó, terminó, se cumplió ni cambió.",
        )
    for day, of_day in groupby(libro.asientos, lambda a: a.dia):
        if libro.desde != libro.hasta:
            yield Seccion(_capital(dia_y_fecha(day)), (), (), (), capitulo=True)
        for suceso, rows in groupby(of_day, lambda a: a.suceso):
            lines = tuple(_fila(a) for a in rows)
            title = f"{TITULOS[suceso]} ({len(lines)})"
            yield Seccion(title, _COLUMNAS, _ANCHOS, lines)


def _fila(asiento: Asiento) -> tuple[str, ...]:
    return (
        f"{asiento.expediente} {asiento.deudor}",
        asiento.termino,
        asiento.acto,
        fecha_corta(asiento.vence),
        asiento.quien,
    )


def _cuenta(asientos: Sequence[Asiento]) -> str:
    """Count the lines by what they say: `Empiezan 3 · Terminan 1`."""
    parts = [
        f"{TITULOS[suceso]}: {count}"
        for suceso in Suceso
        if (count := sum(a.suceso is suceso for a in asientos))
    ]
    return " · ".join(parts) or cantidad(0, "asiento")


def _corte(libro: LibroTerminos) -> str:
    return (
        f"Impreso el {fecha_larga(libro.fecha)}. Un término se tiene por no cumplido "
        "cuando pasó su último día sin que se registrara el acto que lo cumple. Los "
        "días se cuentan según la Ley 4 de 1913, arts. 59 a 62."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
