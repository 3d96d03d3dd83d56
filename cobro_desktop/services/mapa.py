"""The procedures of the base: listed, as tables and as maps; the map of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_desktop.services.papel_trabajo import FINES, emisor_de
from cobro_desktop.services.recorrido import recorrer
from cobro_desktop.services.versiones.vigencia import vigente
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import ExpedienteRow, ProcedimientoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cobro_desktop.documents.mapa import Recorrida
    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Ambito,
        Procedimiento,
    )
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.recorrido import Perspectiva, Recorrido
    from cobro_desktop.services.workspace import Workspace

FORMATO_MAPA = "mapa-procedimiento"
FORMATO_TABLA = "tabla-procedimiento"
"""Ids under which an institution may name the formats of these sheets."""


@dataclass(frozen=True, slots=True)
class ProcedimientoListado:
    """A version of a procedure that cases may follow."""

    procedimiento: Procedimiento
    instalado: bool
    """Whether some case already brought it into the base."""
    vigente: bool
    """Whether new cases follow it."""
    expedientes: int
    """Cases that follow it, those of undone imports left out."""


@dataclass(frozen=True, slots=True)
class FilaTabla:
    """A row of the institution's table, in our words."""

    id: str
    actividad: str
    que_se_hace: str
    responsable: str
    tiempo: str
    punto_control: str
    registro: str
    formatos: str


def listar(
    workspace: Workspace, hoy: dt.date | None = None
) -> list[ProcedimientoListado]:
    """Return the procedures of the base, then those that ship and no case uses yet.

    What new cases follow is told as of `hoy`; without it, whatever their day.
    """
    case = ExpedienteRow
    with workspace.base.read() as session:
        used = session.execute(
            select(case.procedimiento_id, func.count())
            .where(case.lote_anulado_id.is_(None))
            .group_by(case.procedimiento_id)
        )
        counts = {procedure: total for procedure, total in used}  # noqa: C416 - rows
        rows = session.scalars(
            select(ProcedimientoRow).order_by(
                ProcedimientoRow.codigo, ProcedimientoRow.version.desc()
            )
        ).all()
        in_force = {
            row.id
            for code in {row.codigo for row in rows}
            if (row := vigente(session, code, hoy))
        }
        found = [
            ProcedimientoListado(
                workspace.procedimiento(session, row.id),
                instalado=True,
                vigente=row.id in in_force,
                expedientes=counts.get(row.id, 0),
            )
            for row in rows
        ]
    codes = {p.procedimiento.codigo for p in found}
    found += [
        ProcedimientoListado(p, instalado=False, vigente=True, expedientes=0)
        for p in workspace.catalogo.procedimientos
        if p.codigo not in codes
    ]
    return sorted(found, key=_orden)


def buscar(
    workspace: Workspace,
    codigo: str,
    version: int | None = None,
    hoy: dt.date | None = None,
) -> Procedimiento:
    """Return a procedure by code or alias; without a version, the one in force.

    Raises:
        NotFoundError: there is none.
    """
    shipped = workspace.catalogo.buscar(codigo)
    for listed in listar(workspace, hoy):
        found = listed.procedimiento
        right = listed.vigente if version is None else found.version == version
        if found.codigo == shipped.codigo and right:
            return found
    message = f"El procedimiento {shipped.codigo} no tiene la versión {version}."
    raise NotFoundError(message, {"codigo": shipped.codigo})


def tabla(procedimiento: Procedimiento) -> list[FilaTabla]:
    """Return the table of a procedure, in the institution's order."""
    return [
        FilaTabla(
            id=a.id,
            actividad=a.nombre,
            que_se_hace=a.descripcion,
            responsable=a.responsable,
            tiempo=a.plazo.texto if a.plazo else "",
            punto_control=a.punto_control or ("X" if a.control else ""),
            registro=a.registro,
            formatos="; ".join(_formatos(procedimiento, a)),
        )
        for a in procedimiento.actividades.values()
    ]


def imprimir_tabla(
    procedimiento: Procedimiento,
    destino: Path,
    workspace: Workspace,
    contexto: Contexto,
) -> None:
    """Write the table as PDF/A.

    Raises:
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.documents.procedimiento import TablaImpresa, print_tabla

    page = TablaImpresa(
        emisor=emisor_de(workspace, procedimiento, FORMATO_TABLA),
        fecha=contexto.hoy,
        titulo=titulo(procedimiento),
        vigente_desde=procedimiento.vigente_desde,
        filas=tuple(
            (
                row.id,
                row.actividad,
                row.que_se_hace,
                row.responsable,
                row.tiempo,
                row.punto_control,
                row.registro,
                row.formatos,
            )
            for row in tabla(procedimiento)
        ),
    )
    escribir_atomico(destino, print_tabla(page))


def imprimir_mapa(
    procedimiento: Procedimiento,
    ambito: Ambito,
    destino: Path,
    workspace: Workspace,
    contexto: Contexto,
) -> None:
    """Write the map of a procedure as PDF/A.

    Raises:
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.documents.mapa import MapaImpreso, print_mapa

    page = MapaImpreso(
        emisor=emisor_de(workspace, procedimiento, FORMATO_MAPA),
        fecha=contexto.hoy,
        procedimiento=procedimiento,
        ambito=ambito,
        lineas=(titulo(procedimiento),),
        fines=FINES,
    )
    escribir_atomico(destino, print_mapa(page))


def imprimir_mapa_de_caso(
    expediente_id: int, destino: Path, workspace: Workspace, contexto: Contexto
) -> None:
    """Write the map of a case, with its way and what comes next, as PDF/A.

    Raises:
        NotFoundError: there is no such case.
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.documents.mapa import MapaImpreso, print_mapa
    from cobro_desktop.documents.pdf.letra import MARCA

    way = recorrer(workspace, contexto, expediente_id)
    procedimiento = way.procedimiento
    page = MapaImpreso(
        emisor=emisor_de(workspace, procedimiento, FORMATO_MAPA),
        fecha=contexto.hoy,
        procedimiento=procedimiento,
        ambito=way.actividad.ambito,
        lineas=(
            f"{MARCA}Expediente {way.numero}",
            f"Deudor: {way.deudor}",
            titulo(procedimiento),
        ),
        fines=FINES,
        recorrida=_recorrida(way),
        explicacion=(way.llegada, *filter(None, (way.termino,)), *_siguen(way)),
    )
    escribir_atomico(destino, print_mapa(page))


def titulo(procedimiento: Procedimiento) -> str:
    """Name a procedure: `PD-GJ-07, versión 1: Gestión persuasiva (SDSCJ)`."""
    p = procedimiento
    return f"{p.codigo}, versión {p.version}: {p.nombre} ({p.sigla})"


def fechas_del_camino(way: Recorrido) -> Mapping[str, str]:
    """Say of each activity that the case was in when it was: `3 mar – 9 abr 2026`."""
    seen: dict[str, str] = {}
    times: dict[str, int] = {}
    since = way.entrada
    for step in way.tramos:
        if step.reabre:
            since = step.fecha
            continue
        times[step.actividad] = times.get(step.actividad, 0) + 1
        count = times[step.actividad]
        days = cantidad((step.fecha - since).days, "día")
        again = f" · {count}.ª vez" if count > 1 else ""
        seen[step.actividad] = f"Cerrada el {fecha_corta(step.fecha)} · {days}{again}"
        since = step.fecha
    if not way.terminado:
        due = f" · vence el {fecha_corta(way.vence)}" if way.vence else ""
        seen[way.actividad.id] = f"Aquí desde el {fecha_corta(since)}{due}"
    return seen


def _recorrida(way: Recorrido) -> Recorrida:
    from cobro_desktop.documents.mapa import Recorrida

    return Recorrida(
        actual="" if way.terminado else way.actividad.id,
        fechas=fechas_del_camino(way),
        tomadas={
            (step.actividad, step.resultado): fecha_corta(step.fecha)
            for step in way.tramos
            if not step.reabre
        },
    )


def _siguen(way: Recorrido) -> Sequence[str]:
    return [_sigue(x) for x in way.perspectivas if not x.comun]


def _sigue(ahead: Perspectiva) -> str:
    asks = f" Pide: {'; '.join(ahead.pide)}." if ahead.pide else ""
    starts = "".join(f" {text}" for text in ahead.empieza)
    return f"Si «{ahead.etiqueta}»: {ahead.lleva}{asks}{starts}"


def _formatos(procedimiento: Procedimiento, actividad: Actividad) -> list[str]:
    found = []
    for tipo in actividad.documentos:
        kind = CATALOGO.get(tipo)
        if kind is None:
            found.append(tipo)
            continue
        code = kind.codigo_en(procedimiento.sigla)
        name = kind.nombre_en(procedimiento.sigla)
        found.append(f"{name} ({code})" if code else name)
    return found


def _orden(listed: ProcedimientoListado) -> tuple[str, str, int]:
    found = listed.procedimiento
    return found.sigla, found.codigo, -found.version
