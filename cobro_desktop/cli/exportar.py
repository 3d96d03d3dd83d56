"""Workbooks for other offices from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha

if TYPE_CHECKING:
    from rich.console import Console


def register(app: typer.Typer) -> None:
    """Add `exportar`."""
    app.command("exportar")(exportar)


def exportar(
    ctx: typer.Context,
    formato: Annotated[
        str,
        typer.Argument(
            help="cartera, edades, prescripcion, clasificacion, deterioro, "
            "seguimiento-etapas, gestion, pagos-mes, pagos-contribuciones, "
            "pagos-multas, cobros-en-curso, cope, rnmc, aplicativo o siga."
        ),
    ],
    salida: Annotated[Path, typer.Option(help="Libro que se escribe (.xlsx).")],
    consulta: Annotated[
        str, typer.Option(help="Como «etapa:coactivo saldo>5smlmv»; todo, si falta.")
    ] = "",
    procedimiento: Annotated[str, typer.Option(metavar="CODIGO")] = "",
    corte: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha, metavar="AAAA-MM-DD", help="Día de los saldos; hoy, si falta."
        ),
    ] = None,
    desde: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha,
            metavar="AAAA-MM-DD",
            help="Primer día de un informe de periodo; el primero del mes, si falta.",
        ),
    ] = None,
) -> None:
    """Escribe un informe de la cartera en un libro de Excel."""
    from cobro_desktop.services.exportacion import Exportar
    from cobro_desktop.services.exportacion import exportar as write

    state = state_of(ctx)
    command = Exportar(
        formato,
        salida,
        consulta,
        procedimiento,
        corte=corte,
        desde=desde,
    )
    changes = write(command, state.workspace, state.contexto)

    def show(console: Console) -> None:
        console.print(changes.resumen)

    emit(state, changes.datos, show)
