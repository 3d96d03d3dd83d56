"""Workbooks for other offices from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console


def register(app: typer.Typer) -> None:
    """Add `exportar`."""
    app.command("exportar")(exportar)


def exportar(
    ctx: typer.Context,
    formato: Annotated[str, typer.Argument(help="cartera.")],
    salida: Annotated[Path, typer.Option(help="Libro que se escribe (.xlsx).")],
    consulta: Annotated[
        str, typer.Option(help="Como «etapa:coactivo saldo>5smlmv»; todo, si falta.")
    ] = "",
    procedimiento: Annotated[str, typer.Option(metavar="CODIGO")] = "",
) -> None:
    """Escribe un libro de Excel que se puede llenar y volver a importar."""
    from cobro_desktop.services.exportacion import Exportar
    from cobro_desktop.services.exportacion import exportar as write

    state = state_of(ctx)
    command = Exportar(formato, salida, consulta, procedimiento)
    changes = write(command, state.workspace, state.contexto)

    def show(console: Console) -> None:
        console.print(changes.resumen)

    emit(state, changes.datos, show)
