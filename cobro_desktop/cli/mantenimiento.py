"""Looking after the base from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cobro_desktop.cli.output import KNOWN_PROBLEM, emit
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.verificacion import Informe


def register(app: typer.Typer) -> None:
    """Add `verificar`."""
    app.command("verificar")(verificar)


def verificar(ctx: typer.Context) -> None:
    """Revisa que nada se haya cambiado por fuera del programa."""
    from cobro_desktop.services.verificacion import verificar as check

    state = state_of(ctx)
    informe = check(state.workspace)
    datos = {
        "revisado": informe.revisado,
        "cabeza": informe.cabeza,
        "hallazgos": [h._asdict() for h in informe.hallazgos],
    }
    emit(state, datos, lambda console: _show(console, informe))
    if informe.hallazgos:
        raise typer.Exit(KNOWN_PROBLEM)


def _show(console: Console, informe: Informe) -> None:
    counts = ", ".join(f"{n} {name}" for name, n in informe.revisado.items())
    console.print(f"Se revisaron {counts}.")
    for finding in informe.hallazgos:
        console.print(f"  {finding.clase} · {finding.donde}: {finding.mensaje}")
    if not informe.hallazgos:
        console.print("Todo está como el programa lo dejó.")
