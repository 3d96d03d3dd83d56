"""Warns of what is missing before an act needs it, with what stops working (B27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.parametros import Periodo, enumerar, faltantes, nombre_de
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_desktop.services.datos_entidad import ver_datos
from cobro_desktop.services.entidades import load_datos_entidad
from cobro_desktop.services.parametros.registros import Registro, leer_registros
from cobro_desktop.services.parametros.revision import (
    Conocido,
    aviso_de_usura,
    conocidos,
)
from cobro_desktop.services.parametros.tablas import load_tablas
from cobro_desktop.storage.rows import EntidadRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.services.workspace import Workspace

_DIA: Final = timedelta(days=1)
_PRONTO: Final = timedelta(days=7)
"""How long before its end the last rate is told to be ending."""
_DICIEMBRE: Final = 12
_DIA_DEL_IPC: Final = 15
"""Day of January from which the inflation of the year before is missed."""
_NOMBRADOS: Final = 3
"""Unchecked values that are named, the latest ones."""
_EN_USO: Final = 5
"""Years back in which an unchecked value that ships still deserves a word."""


class Gravedad(StrEnum):
    """How much a warning presses."""

    FALTA = "falta"
    """Something has stopped working."""
    PRONTO = "pronto"
    """Something will."""
    AVISO = "aviso"
    """Everything works, and somebody should look."""


@dataclass(frozen=True, slots=True)
class AvisoSalud:
    """Something about the legal values that a person should know."""

    codigo: str
    """English slug, stable for scripts."""
    gravedad: Gravedad
    titulo: str
    detalle: str
    """What stops working, or what to look at."""
    tabla: str = ""
    """Where it is put right; empty: in the data of the entity."""
    sigla: str = ""


def salud(workspace: Workspace, hoy: date) -> tuple[AvisoSalud, ...]:
    """Return every warning on the day `hoy`, the most pressing first."""
    tablas = load_tablas()
    with workspace.base.read() as session:
        registros = leer_registros(session)
        siglas = session.scalars(select(EntidadRow.sigla).order_by(EntidadRow.sigla))
        entities = list(siglas)
    found: list[AvisoSalud] = []
    for tabla in tablas.values():
        if tabla.de_entidad:
            continue
        present = conocidos(tabla, _of(tabla, registros))
        found += _cobertura(tabla, present, hoy)
        found += _sin_cotejar(tabla, present, hoy)
        found += _usuras(tabla, present)
    for sigla in entities:
        found += _datos(workspace, sigla)
    order = list(Gravedad)
    return tuple(sorted(found, key=lambda aviso: order.index(aviso.gravedad)))


def _of(tabla: TablaLegal, registros: list[Registro]) -> list[Registro]:
    return [r for r in registros if r.valor.tabla == tabla.id]


def _cobertura(
    tabla: TablaLegal, present: list[Conocido], hoy: date
) -> Iterator[AvisoSalud]:
    last = present[-1].valor.vigencia.hasta
    needed = _hasta_donde(tabla, hoy)
    if last < needed:
        missing = faltantes(tabla, last + _DIA, needed)
        many = tabla.periodo is Periodo.TRAMO and len(missing) > 1
        what = "Faltan las tasas de interés" if many else f"Falta {tabla.una}"
        yield AvisoSalud(
            "missing_value",
            Gravedad.FALTA,
            f"{what} de {enumerar(missing)}",
            tabla.sin,
            tabla.id,
        )
    elif tabla.periodo is Periodo.TRAMO and last - hoy < _PRONTO:
        (after, *_) = faltantes(tabla, last + _DIA, last + _DIA)
        yield AvisoSalud(
            "ends_soon",
            Gravedad.PRONTO,
            f"Falta {tabla.una} de {after}",
            f"La cargada llega hasta el {fecha_corta(last)}. Desde el día siguiente: "
            f"{tabla.sin[0].lower()}{tabla.sin[1:]}",
            tabla.id,
        )
    elif _de_enero(tabla) and hoy.month == _DICIEMBRE and last.year == hoy.year:
        yield AvisoSalud(
            "next_year",
            Gravedad.PRONTO,
            f"Sin cargar {tabla.una} de {hoy.year + 1}",
            f"Desde el 1 de enero: {tabla.sin[0].lower()}{tabla.sin[1:]}",
            tabla.id,
        )


def _hasta_donde(tabla: TablaLegal, hoy: date) -> date:
    """Return the day up to which a table must reach for all to work on `hoy`."""
    if tabla.periodo is Periodo.TRAMO:
        return hoy
    if tabla.periodo is Periodo.MES:
        return date.min  # no computation asks for it yet: it is for consultation
    if _de_enero(tabla):
        return date(hoy.year, 12, 31)
    published = hoy.month > 1 or hoy.day >= _DIA_DEL_IPC
    return date(hoy.year - (1 if published else 2), 12, 31)


def _de_enero(tabla: TablaLegal) -> bool:
    """Tell whether each value holds in its own year: inflation serves the next."""
    return tabla.periodo is Periodo.ANIO and tabla.id != "ipc"


def _sin_cotejar(
    tabla: TablaLegal, present: list[Conocido], hoy: date
) -> Iterator[AvisoSalud]:
    doubtful = [
        known.valor
        for known in present
        if not known.valor.verificado
        and (known.registro or known.valor.vigencia.hasta.year >= hoy.year - _EN_USO)
    ]
    if doubtful:
        names = [nombre_de(tabla, valor.vigencia) for valor in doubtful]
        count = cantidad(len(names), "valor", "valores")
        more = f" y {len(names) - _NOMBRADOS} más" if len(names) > _NOMBRADOS else ""
        yield AvisoSalud(
            "unverified",
            Gravedad.AVISO,
            f"{tabla.nombre}: {count} sin cotejar",
            f"{_frase(', '.join(names[-_NOMBRADOS:]))}{more}. Cada uso lleva una "
            "advertencia. Compare la cifra con el acto publicado y márquela.",
            tabla.id,
        )


def _usuras(tabla: TablaLegal, present: list[Conocido]) -> Iterator[AvisoSalud]:
    if tabla.id != "tasas_interes":
        return
    for valor, registro in present:
        if registro is None:
            continue
        for detail in aviso_de_usura(valor):
            name = nombre_de(tabla, valor.vigencia)
            yield AvisoSalud(
                "usura_mismatch",
                Gravedad.AVISO,
                f"La usura de {name} no corresponde a la corriente",
                detail,
                tabla.id,
            )


def _datos(workspace: Workspace, sigla: str) -> Iterator[AvisoSalud]:
    written = ver_datos(workspace, sigla)
    missing = [
        dato.etiqueta.lower()
        for dato in load_datos_entidad()
        if dato.obligatorio and not written[dato.clave]
    ]
    if missing:
        yield AvisoSalud(
            "entity_data",
            Gravedad.FALTA,
            f"{sigla}: faltan datos de la entidad",
            f"{_frase(', '.join(missing))}. Sin ellos no se elabora ningún documento. "
            "Escríbalos en Herramientas › Datos de la entidad.",
            sigla=sigla,
        )


def _frase(text: str) -> str:
    """Begin a sentence with a capital; the rest stays."""
    return f"{text[:1].upper()}{text[1:]}"
