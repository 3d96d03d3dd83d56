"""`procedimientos`: those that there are, one by its code, and checking a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli import versiones
from cobro_desktop.cli.output import emit, report_problem
from cobro_desktop.cli.state import state_of
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import cantidad
from cobro_desktop.services import procedimientos

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.cli.state import State
    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Plazo,
        Procedimiento,
        Salida,
    )
    from cobro_desktop.services.procedimientos import Catalogo, Falla


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    group = typer.Typer(help="Los procedimientos de las entidades, como datos.")
    group.command(
        "listar", help="Los procedimientos del programa y los instalados en la base."
    )(listar)
    group.command("ver", help="Las actividades de un procedimiento.")(ver)
    group.command("validar", help="Todas las fallas de un archivo, con su línea.")(
        validar
    )
    versiones.register(group)
    app.add_typer(group, name="procedimientos")


def listar(ctx: typer.Context) -> None:
    """List the procedures."""
    todos = _catalogo(state_of(ctx)).procedimientos
    datos = [
        {**_cabecera(procedimiento), "actividades": len(procedimiento.actividades)}
        for procedimiento in todos
    ]
    emit(
        state_of(ctx), {"procedimientos": datos}, lambda console: _lista(console, todos)
    )


def ver(
    ctx: typer.Context,
    codigo: Annotated[str, typer.Argument(help="Código o alias: RJPD06, PD-GJ-07…")],
    version: Annotated[int | None, typer.Option(help="Si falta, la más nueva.")] = None,
) -> None:
    """Show one procedure."""
    procedimiento = _catalogo(state_of(ctx)).buscar(codigo, version)
    datos = {
        **_cabecera(procedimiento),
        "inicio": procedimiento.inicio,
        "inicio_cartera": list(procedimiento.inicio_cartera),
        "actividades": [_actividad(a) for a in procedimiento.actividades.values()],
        "salidas_comunes": [
            {
                "resultado": comun.resultado,
                "etiqueta": comun.etiqueta,
                "siguiente": comun.siguiente,
                "etapas": [str(etapa) for etapa in comun.etapas],
            }
            for comun in procedimiento.salidas_comunes
        ],
        "reentradas": [
            {
                "fin": str(puerta.fin),
                "resultado": puerta.resultado,
                "etiqueta": puerta.etiqueta,
                "siguiente": puerta.siguiente,
            }
            for puerta in procedimiento.reentradas
        ],
    }
    emit(state_of(ctx), datos, lambda console: _tabla(console, procedimiento))


def validar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Archivo TOML de procedimiento.")],
) -> int:
    """Check a file; faults exit with 3, the list still on standard output."""
    state = state_of(ctx)
    fallas = procedimientos.validar(archivo)
    datos = {
        "archivo": str(archivo),
        "valido": not fallas,
        "fallas": [
            {"linea": f.linea, "ruta": f.ruta, "mensaje": f.mensaje} for f in fallas
        ],
    }
    emit(state, datos, lambda console: _fallas(console, archivo, fallas))
    if not fallas:
        return 0
    mensaje = (
        f"{archivo.name} tiene {cantidad(len(fallas), 'falla')} y no se puede usar. "
        "Corrija el archivo; no se cambió nada."
    )
    problema = InvalidDataError(mensaje, {"archivo": str(archivo)})
    return report_problem(problema, as_json=state.json)


def _catalogo(state: State) -> Catalogo:
    """Return what the base knows; what ships, while there is no base."""
    from cobro_desktop.storage.engine import BASE_FILE

    if state.base is None and not (state.datos / BASE_FILE).exists():
        return procedimientos.load_catalogo()
    return state.workspace.catalogo


def _cabecera(procedimiento: Procedimiento) -> dict[str, object]:
    desde = procedimiento.vigente_desde
    return {
        "codigo": procedimiento.codigo,
        "alias": list(procedimiento.alias),
        "sigla": procedimiento.sigla,
        "nombre": procedimiento.nombre,
        "version": procedimiento.version,
        "vigente_desde": desde.isoformat() if desde else None,
    }


def _actividad(actividad: Actividad) -> dict[str, object]:
    return {
        "id": actividad.id,
        "nombre": actividad.nombre,
        "responsable": actividad.responsable,
        "plazo": _plazo(actividad.plazo) if actividad.plazo else None,
        "salidas": [_salida(actividad, salida) for salida in actividad.salidas],
        "etapa": str(actividad.etapa),
        "ambito": str(actividad.ambito),
        "rol": [str(rol) for rol in actividad.rol],
        "revisa": [str(rol) for rol in actividad.revisa],
        "firma": [str(rol) for rol in actividad.firma],
        "control": actividad.control,
        "punto_control": actividad.punto_control,
        "registro": actividad.registro,
        "norma": actividad.norma,
        "descripcion": actividad.descripcion,
        "documentos": list(actividad.documentos),
        "fuera_de_turno": actividad.fuera_de_turno,
        "evidencia": [
            {"id": e.id, "etiqueta": e.etiqueta, "tipo": str(e.tipo), "aviso": e.aviso}
            for e in actividad.evidencia
        ],
        "campos": [
            {
                "nombre": campo.nombre,
                "etiqueta": campo.etiqueta,
                "tipo": str(campo.tipo),
                "obligatorio": campo.obligatorio,
                "opciones": [valor for valor, _ in campo.opciones],
            }
            for campo in actividad.campos
        ],
    }


def _plazo(plazo: Plazo) -> dict[str, object]:
    return {
        "cantidad": plazo.cantidad,
        "unidad": str(plazo.unidad),
        "desde": str(plazo.desde),
        "opcion": plazo.opcion,
        "texto": plazo.texto,
    }


def _salida(actividad: Actividad, salida: Salida) -> dict[str, object]:
    return {
        "resultado": salida.resultado,
        "siguiente": actividad.id if salida.permanece else salida.siguiente,
        "etiqueta": salida.etiqueta,
        "permanece": salida.permanece,
        "regresa": salida.regresa,
        "fin": str(salida.fin) if salida.fin else None,
    }


def _lista(console: Console, todos: tuple[Procedimiento, ...]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=0)
    for title in ("Código", "Entidad", "Procedimiento"):
        table.add_column(title)
    for title in ("Versión", "Actividades"):
        table.add_column(title, justify="right")
    for p in todos:
        table.add_row(
            " / ".join((p.codigo, *p.alias)),
            p.sigla,
            p.nombre,
            str(p.version),
            str(len(p.actividades)),
        )
    console.print(table)


def _tabla(console: Console, procedimiento: Procedimiento) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    console.print(
        f"{procedimiento.codigo}, versión {procedimiento.version}: "
        f"{procedimiento.nombre} ({procedimiento.sigla})"
    )
    table = Table(box=SIMPLE_HEAD, padding=0)
    table.add_column("N.º", no_wrap=True)
    table.add_column("Actividad", ratio=3)
    table.add_column("Responsable", ratio=2)
    table.add_column("Tiempo", ratio=1)
    table.add_column("Resultado → sigue", ratio=3)
    for actividad in procedimiento.actividades.values():
        table.add_row(
            actividad.id,
            actividad.nombre,
            actividad.responsable,
            actividad.plazo.texto if actividad.plazo else "",
            "\n".join(f"{s.resultado} → {_destino(s)}" for s in actividad.salidas),
            end_section=True,
        )
    console.print(table)
    if comunes := procedimiento.salidas_comunes:
        nombres = ", ".join(f"{c.resultado} → {c.siguiente}" for c in comunes)
        console.print(f"Desde cualquier actividad: {nombres}")


def _destino(salida: Salida) -> str:
    if salida.fin:
        return f"termina ({salida.fin})"
    if salida.permanece:
        return "sigue en ella"
    return salida.siguiente or "vuelve a la que lo envió"


def _fallas(console: Console, archivo: Path, fallas: list[Falla]) -> None:
    if not fallas:
        console.print(f"{archivo.name}: sin fallas.")
        return
    for falla in fallas:
        donde = f" {falla.ruta}:" if falla.ruta else ""
        console.print(f"línea {falla.linea}:{donde} {falla.mensaje}", markup=False)
