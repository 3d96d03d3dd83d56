"""A case from above: its page for whoever inherits it, what it lacks, its map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import ETAPAS, Ambito
from cobro_desktop.formats import fecha_corta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from cobro_desktop.domain.piezas_mapa import Mapa
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.medidor import Medicion
    from cobro_desktop.services.recorrido import Recorrido

Numero = Annotated[
    str,
    typer.Argument(help="Número del expediente, o el que le dio otro sistema."),
]
Consulta = Annotated[
    str | None,
    typer.Option(help="En vez de un número: como «etapa:coactivo responsable:nadie»."),
]


def register(app: typer.Typer) -> None:
    """Add `hoja-ruta`, `faltantes` and `mapa`."""
    app.command("hoja-ruta")(hoja_ruta)
    app.command("faltantes")(faltantes)
    app.command("mapa")(mapa)


def hoja_ruta(
    ctx: typer.Context,
    salida: Annotated[Path, typer.Option(help="Archivo PDF que se escribe.")],
    numero: Numero = "",
    consulta: Consulta = None,
) -> None:
    """Escribe una página por expediente, para quien lo recibe."""
    from cobro_desktop.services.hoja_ruta import HacerHojas, hacer_hojas
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    command = HacerHojas(_expedientes(state, numero, consulta), salida)
    changes = hacer_hojas(command, state.workspace, state.contexto, SilentProgress())
    emit_changes(state, changes)


def faltantes(
    ctx: typer.Context,
    numero: Numero = "",
    consulta: Consulta = None,
    salida: Annotated[
        Path | None,
        typer.Option(help="Archivo .pdf que se escribe; de varios, también .xlsx."),
    ] = None,
) -> None:
    """Dice qué soportes pide el procedimiento y no constan en el expediente."""
    from cobro_desktop.services import faltantes as services
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    cases = _expedientes(state, numero, consulta)
    workspace, contexto, silent = state.workspace, state.contexto, SilentProgress()
    found = services.medir_varios(workspace, contexto, cases, silent)
    told = ""
    if salida is not None and numero and salida.suffix.lower() == ".pdf":
        services.imprimir_faltantes(found[0], salida, workspace, contexto)
        told = f"Se escribió «{salida.name}»."
    elif salida is not None:
        changes = services.escribir_faltantes(found, salida, workspace, contexto)
        told = changes.resumen
    datos = {
        "total": sum(len(m.faltan) for m in found),
        "expedientes": [_medicion(m) for m in found],
        "archivo": str(salida) if salida else None,
    }
    emit(state, datos, lambda console: _show_lacks(console, found, told))


def mapa(
    ctx: typer.Context,
    cual: Annotated[
        str, typer.Argument(help="Número de un expediente o código de procedimiento.")
    ],
    salida: Annotated[
        Path | None, typer.Option(help="Archivo PDF que se escribe.")
    ] = None,
    cartera: Annotated[
        bool, typer.Option("--cartera", help="Las actividades sobre la cartera.")
    ] = False,
) -> None:
    """Muestra el flujo de un procedimiento, o por dónde va un expediente."""
    from cobro_desktop.services import mapa as services
    from cobro_desktop.services.recorrido import recorrer

    state = state_of(ctx)
    workspace, contexto = state.workspace, state.contexto
    expediente = _caso(state, cual)
    way = None
    if expediente is not None:
        way = recorrer(workspace, contexto, expediente)
        procedure = way.procedimiento
        ambito = Ambito.EXPEDIENTE
        if salida:
            services.imprimir_mapa_de_caso(expediente, salida, workspace, contexto)
    else:
        procedure = services.buscar(workspace, cual)
        ambito = Ambito.CARTERA if cartera else Ambito.EXPEDIENTE
        if salida:
            services.imprimir_mapa(procedure, ambito, salida, workspace, contexto)
    datos = _mapa(procedure, ambito, way) | {"archivo": str(salida) if salida else None}
    emit(state, datos, lambda console: _show_map(console, datos))


def _expedientes(state: State, numero: str, consulta: str | None) -> tuple[int, ...]:
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.faltantes import expedientes_de

    if bool(numero) == (consulta is not None):
        message = "Diga el número de un expediente, o una --consulta para varios."
        raise InvalidDataError(message)
    if numero:
        return (id_de(state.workspace, numero),)
    found = expedientes_de(state.workspace, state.contexto, consulta or "")
    if not found:
        message = "Ningún expediente responde a esa consulta."
        raise NotFoundError(message)
    return found


def _caso(state: State, cual: str) -> int | None:
    """Return the case of that number; None for the code of a procedure."""
    from cobro_desktop.services.expedientes import id_de

    try:
        state.workspace.catalogo.buscar(cual)
    except NotFoundError:
        return id_de(state.workspace, cual)
    return None


def _medicion(m: Medicion) -> dict[str, object]:
    return {
        "numero": m.numero,
        "deudor": m.deudor,
        "actividad": m.actividad,
        "estado": m.estado,
        "responsable": m.responsable,
        "exigidos": m.exigidos,
        "cumplidos": m.cumplidos,
        "porcentaje": m.porcentaje,
        "faltan": [
            {
                "actividad": paso.actividad,
                "soporte": asked.etiqueta,
                "hay": asked.como,
                "aviso": asked.aviso,
            }
            for paso, asked in m.faltan
        ],
        "forzadas": [
            {
                "actividad": paso.actividad,
                "fecha": salto.fecha.isoformat(),
                "usuario": salto.quien,
                "motivo": salto.motivo,
                "faltaba": list(salto.faltaba),
            }
            for paso, salto in m.saltos
        ],
    }


def _show_lacks(console: Console, found: list[Medicion], told: str) -> None:
    for m in found:
        console.print(f"{m.numero} · {m.deudor}: consta el {m.porcentaje} %")
        for paso, asked in m.faltan:
            there = f" ({asked.como})" if asked.como else ""
            kind = "recomendado" if asked.aviso else "falta"
            console.print(f"  {paso.actividad} · {kind}: {asked.etiqueta}{there}",
                          markup=False)  # fmt: skip
        for paso, salto in m.saltos:
            day = fecha_corta(salto.fecha)
            text = f"  {paso.actividad} · pasada con motivo el {day}: {salto.motivo}"
            console.print(text, markup=False)
    if told:
        console.print(told)


def _mapa(
    procedure: Procedimiento, ambito: Ambito, way: Recorrido | None
) -> dict[str, Any]:
    found = _trazado(procedure, ambito)
    steps = way.tramos if way else ()
    taken = {(t.actividad, t.resultado): t.fecha for t in steps if not t.reabre}
    here = way.actividad.id if way and not way.terminado else None
    return {
        "codigo": procedure.codigo,
        "version": procedure.version,
        "expediente": way.numero if way else None,
        "actual": here,
        "llegada": way.llegada if way else "",
        "termino": way.termino if way else "",
        "nodos": [
            {
                "id": node.id,
                "nombre": procedure.actividades[node.id].nombre,
                "etapa": str(node.etapa),
                "capa": node.capa,
                "salidas": [
                    {
                        "resultado": row.resultado,
                        "etiqueta": row.etiqueta,
                        "rumbo": str(row.rumbo),
                        "a": row.destino or None,
                        "tomada": _iso(taken.get((node.id, row.resultado))),
                    }
                    for row in node.filas
                ],
            }
            for node in found.nodos
        ],
        "siguientes": list(_siguientes(way)) if way else [],
    }


def _trazado(procedure: Procedimiento, ambito: Ambito) -> Mapa:
    """Lay the map out in characters: only its order matters here."""
    from cobro_desktop.domain.mapa import trazar
    from cobro_desktop.domain.piezas_mapa import Medidas

    one = Medidas(
        caja=1, fila=1, carril=1, aire=2, banda=1,
        alto_caja=lambda _id: 1, alto_fila=lambda _text: 1,
    )  # fmt: skip
    return trazar(procedure, ambito, one)


def _siguientes(way: Recorrido) -> Iterator[dict[str, object]]:
    for ahead in way.perspectivas:
        yield {
            "resultado": ahead.resultado,
            "etiqueta": ahead.etiqueta,
            "comun": ahead.comun,
            "lleva": ahead.lleva,
            "pide": list(ahead.pide),
            "respuestas": ahead.respuestas,
            "advierte": list(ahead.advierte),
            "empieza": list(ahead.empieza),
        }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


_FLECHAS = {
    "sigue": "↓ {a}",
    "baja": "→ {a}",
    "sube": "↑ {a}",
    "aqui": "sigue aquí",
    "regresa": "vuelve al origen",
    "fin": "fin: {a}",
}


def _show_map(console: Console, datos: dict[str, Any]) -> None:
    stage = ""
    for node in datos["nodos"]:
        if node["etapa"] != stage:
            stage = node["etapa"]
            console.print(f"— {ETAPAS[stage]} —", markup=False)
        here = "  ◄ aquí" if node["id"] == datos["actual"] else ""
        console.print(f"{node['id']} · {node['nombre']}{here}", markup=False)
        for row in node["salidas"]:
            where = _FLECHAS[row["rumbo"]].format(a=row["a"])
            day = f" ({row['tomada']})" if row["tomada"] else ""
            console.print(f"    {row['etiqueta']}: {where}{day}", markup=False)
    for text in filter(None, (datos["llegada"], datos["termino"])):
        console.print(text, markup=False)
    for ahead in datos["siguientes"]:
        if not ahead["comun"]:
            asks = f" Pide: {'; '.join(ahead['pide'])}." if ahead["pide"] else ""
            text = f"  Si «{ahead['etiqueta']}»: {ahead['lleva']}{asks}"
            console.print(text, markup=False)
    if datos["archivo"]:
        console.print(f"Se escribió «{datos['archivo']}».", markup=False)
