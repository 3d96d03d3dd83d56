"""Prints what the procedure asks and is not in the file, of a case or of several."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.pdf.bloques import Lista, Parrafo, Tabla, lineas, tiras
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.documents.pdf.trabajo import Papel, Parte, hoja, set_parts
from cobro_desktop.formats import cantidad, fecha_larga, miles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.bloques import Bloque, Tira

NOMBRE: Final = "Soportes que faltan en el expediente"
NOMBRE_VARIOS: Final = "Soportes que faltan, por expediente"


@dataclass(frozen=True, kw_only=True)
class Faltante:
    """A record that is asked and is not there."""

    actividad: str
    """Number and name."""
    soporte: str
    estado: str
    """What there is instead: `hay un borrador sin firmar`; empty for nothing."""
    aviso: bool = False
    """It only warns."""


@dataclass(frozen=True, kw_only=True)
class SaltoImpreso:
    """An activity that somebody closed without all that it asks."""

    actividad: str
    quien: str
    fecha: str
    motivo: str
    faltaba: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CasoMedido:
    """A case and what it lacks."""

    expediente: str
    deudor: str
    identificacion: str
    procedimiento: str
    actividad: str
    """Where it is, or how it ended."""
    responsable: str
    cumplidos: int
    exigidos: int
    porcentaje: int
    faltan: tuple[Faltante, ...]
    saltos: tuple[SaltoImpreso, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pendientes:
    """The cases of one institution."""

    emisor: Emisor
    fecha: date
    elaboro: str
    casos: tuple[CasoMedido, ...]


def print_pendientes(pendientes: Pendientes) -> bytes:
    """Return the sheet of one case; equal input gives equal bytes."""
    (caso,) = pendientes.casos
    pagina = hoja(
        Papel(emisor=pendientes.emisor, nombre=NOMBRE, fecha=pendientes.fecha)
    )
    return set_parts([Parte(pagina, _de_un_caso(pendientes, caso, pagina.ancho_texto))])


def print_varios(grupos: Sequence[Pendientes]) -> bytes:
    """Return one table per institution, each from a page of its own."""
    partes = []
    for grupo in grupos:
        papel = Papel(
            emisor=grupo.emisor,
            nombre=NOMBRE_VARIOS,
            fecha=grupo.fecha,
            apaisado=True,
        )
        pagina = hoja(papel)
        partes.append(Parte(pagina, _de_varios(grupo, pagina.ancho_texto)))
    return set_parts(partes)


def _de_un_caso(
    pendientes: Pendientes, caso: CasoMedido, width: float
) -> Iterator[Tira]:
    yield from lineas(
        (
            f"{MARCA}Expediente {caso.expediente}",
            f"Deudor: {caso.deudor}, {caso.identificacion}",
            f"Procedimiento: {caso.procedimiento}",
            f"Actividad: {caso.actividad}",
            f"Responsable: {caso.responsable or 'sin asignar'}",
        ),
        width,
    )
    yield from chain.from_iterable(tiras(block, width) for block in _cuerpo(caso))
    yield from _pie(pendientes, width)


def _cuerpo(caso: CasoMedido) -> Iterator[Bloque]:
    yield Parrafo(
        f"De {cantidad(caso.exigidos, 'soporte')} que el procedimiento pide en las "
        f"actividades recorridas y en la actual, constan {MARCA}{caso.cumplidos}"
        f"{MARCA}: {MARCA}{caso.porcentaje} %{MARCA}."
    )
    firm = [f for f in caso.faltan if not f.aviso]
    if firm:
        yield _tabla(firm, "Soporte que falta")
    else:
        yield Parrafo(f"{MARCA}No falta ningún soporte obligatorio.")
    if warned := [f for f in caso.faltan if f.aviso]:
        yield Parrafo("No son obligatorios, pero tampoco constan:")
        yield _tabla(warned, "Soporte recomendado")
    if caso.saltos:
        yield Parrafo("Actividades que se cerraron sin todo lo exigido, con motivo:")
        yield Lista(tuple(_salto(salto) for salto in caso.saltos))


def _tabla(faltan: Sequence[Faltante], titulo: str) -> Tabla:
    return Tabla(
        ("Actividad", titulo, "En el expediente"),
        (0.34, 0.4, 0.26),
        tuple((f.actividad, f.soporte, f.estado or "No consta") for f in faltan),
        frozenset(),
    )


def _salto(salto: SaltoImpreso) -> str:
    missing = "; ".join(salto.faltaba)
    return (
        f"{MARCA}{salto.actividad}{MARCA}, {salto.fecha}, {salto.quien}. "
        f"Motivo: {salto.motivo} Entonces faltaba: {missing}."
    )


def _de_varios(grupo: Pendientes, width: float) -> Iterator[Tira]:
    lacking = [caso for caso in grupo.casos if caso.faltan]
    total = f"Expedientes revisados: {miles(len(grupo.casos))}"
    found = f"con soportes por completar: {miles(len(lacking))}"
    yield from lineas((f"{MARCA}{total}; {found}.",), width)
    if lacking:
        table = Tabla(
            ("Expediente", "Deudor", "Consta", "Actividad", "Soporte que falta",
             "En el expediente", "Responsable"),
            (0.12, 0.2, 0.06, 0.18, 0.22, 0.12, 0.1),
            tuple(row for caso in lacking for row in _filas(caso)),
            frozenset({2}),
            menuda=True,
        )  # fmt: skip
        yield from tiras(table, width)
    yield from _pie(grupo, width)


def _filas(caso: CasoMedido) -> Iterator[tuple[str, ...]]:
    """Write a row per record; the case is named once."""
    head = (caso.expediente, caso.deudor, f"{caso.porcentaje} %")
    for falta in caso.faltan:
        soporte = falta.soporte + (" (recomendado)" if falta.aviso else "")
        yield (
            *head,
            falta.actividad,
            soporte,
            falta.estado or "No consta",
            caso.responsable if any(head) else "",
        )
        head = ("", "", "")


def _pie(pendientes: Pendientes, width: float) -> Iterator[Tira]:
    text = f"Elaboró: {pendientes.elaboro}. {fecha_larga(pendientes.fecha)}."
    yield from lineas((text,), width, antes=16, puntos=7.5, pegadas=False)
