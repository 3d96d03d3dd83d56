"""`priorizar`: marks of priority, what they rest on, and why a case goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.trabajo.prioridad import PorQue


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("priorizar")(priorizar)
    app.command("por-que-antes")(por_que_antes)


def priorizar(
    ctx: typer.Context,
    numeros: Annotated[
        list[str] | None, typer.Argument(metavar="EXPEDIENTE…", help="Uno o varios.")
    ] = None,
    causa: Annotated[
        str, typer.Option(metavar="ID", help="Como riesgo_prescripcion o cuantia.")
    ] = "",
    motivo: Annotated[str, typer.Option(help="En qué se apoya.")] = "",
    consulta: Annotated[
        str, typer.Option(help="Los que cumplen una consulta, en vez de números.")
    ] = "",
    quitar: Annotated[
        bool, typer.Option("--quitar", help="Quita la marca; sin causa, todas.")
    ] = False,
) -> None:
    """Marca expedientes para trabajarlos antes que otros, o les quita la marca."""
    from cobro_desktop.services.consultas import Pedido, listar
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.prioridad import (
        Priorizar,
        QuitarPrioridad,
        quitar_prioridad,
    )
    from cobro_desktop.services.trabajo.prioridad import priorizar as mark

    state = state_of(ctx)
    workspace = state.workspace
    if consulta:
        rows = listar(workspace, state.hoy, Pedido(consulta, "numero", 100_000)).filas
        ids = tuple(row.id for row in rows)
    else:
        ids = tuple(id_de(workspace, numero) for numero in numeros or [])
    if quitar:
        off = QuitarPrioridad(ids, motivo, causa)
        done = quitar_prioridad(off, workspace, state.contexto)
    else:
        done = mark(Priorizar(ids, causa, motivo), workspace, state.contexto)
    datos = {**done.datos, "resumen": done.resumen}
    emit_changes(state, done, datos)


def por_que_antes(
    ctx: typer.Context,
    uno: Annotated[str, typer.Argument(metavar="EXPEDIENTE", help="El primero.")],
    otro: Annotated[str, typer.Argument(metavar="EXPEDIENTE", help="El otro.")],
) -> None:
    """Dice cuál de dos expedientes va antes en la lista por prioridad, y por qué."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.prioridad import por_que

    state = state_of(ctx)
    workspace = state.workspace
    found = por_que(workspace, id_de(workspace, uno), id_de(workspace, otro))
    datos = {
        "primero": found.primero,
        "segundo": found.segundo,
        "criterios": [line._asdict() for line in found.renglones],
        "norma": found.norma,
    }
    emit(state, datos, lambda console: _show(console, found))


def _show(console: Console, found: PorQue) -> None:
    from rich.table import Table

    table = Table("Criterio", found.primero, found.segundo, "")
    for line in found.renglones:
        table.add_row(
            line.criterio, line.uno, line.otro, "decide" if line.decide else ""
        )
    console.print(f"Va antes {found.primero}. {found.norma}", markup=False)
    console.print(table)
