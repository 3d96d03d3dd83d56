"""`repartir`: many cases among several people."""

from __future__ import annotations

from typing import Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("repartir")(repartir)


def repartir(
    ctx: typer.Context,
    consulta: Annotated[
        str, typer.Option(help="Qué expedientes: «responsable:nadie etapa:persuasivo».")
    ],
    entre: Annotated[
        list[str], typer.Option(metavar="USUARIO", help="Puede repetirse.")
    ],
    causa: Annotated[
        str, typer.Option(help="Por qué cambian de manos los que ya tienen a alguien.")
    ] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice cuántos tocarían a cada uno.")
    ] = False,
) -> None:
    """Reparte expedientes abiertos: cada uno a quien menos tiene."""
    from cobro_desktop.services import repartos
    from cobro_desktop.services.consultas import Pedido, listar
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    found = listar(state.workspace, state.hoy, Pedido(consulta, "numero", 100_000))
    ids = tuple(row.id for row in found.filas)
    command = repartos.Repartir(ids, tuple(entre), causa)
    if simular:
        told = repartos.prever_reparto(command, state.workspace)
        answer: dict[str, object] = {"expedientes": len(ids), "reparto": told}
        text = "\n".join(told)
        emit(state, answer, lambda console: console.print(text, markup=False))
        return
    done = repartos.repartir(command, state.workspace, state.contexto, SilentProgress())
    datos = {**done.datos, "resumen": done.resumen}
    emit_changes(state, done, datos)
