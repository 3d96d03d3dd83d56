"""The demonstration from the command line; it never opens a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import State, state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.demo.orden import Demostrar, Resultado

FINES = {
    "ARCHIVADO": "Archivado",
    "DEVUELTO": "Devuelto",
    "REMITIDO_SDH": "A la SDH",
    "REPORTADO_BDME": "En el BDME",
}


def register(app: typer.Typer) -> None:
    """Add `demo`."""
    app.command("demo")(demo)


def demo(
    ctx: typer.Context,
    salida: Annotated[Path, typer.Option(help="Carpeta de documentos y libros.")],
) -> None:
    """Crea una base de demostración y lleva un caso de cada entidad hasta su fin."""
    from cobro_desktop.services.demo.libreto import dia_de_la_demo
    from cobro_desktop.services.demo.orden import Demostrar, demostrar

    state = state_of(ctx)
    command = Demostrar(
        salida=salida,
        datos=state.datos if state.datos_dados else salida / "datos",
        hoy=state.hoy if state.hoy_dado else dia_de_la_demo(),
        base=state.base,
    )
    found = demostrar(command, _Avance(state))
    datos = {
        "casos": [caso.en_json() for caso in found.casos],
        "archivos": [str(path) for path in found.archivos],
    }
    emit(state, datos, lambda console: _show(console, found, command))


class _Avance:
    """Says on the screen what goes on; nothing with `--json`."""

    def __init__(self, state: State) -> None:
        self._quiet = state.json

    def report(self, done: int, total: int, detail: str) -> None:
        """Print a line per step."""
        if not self._quiet:
            typer.echo(f"[{done + 1}/{total}] {detail}…", err=True)


def _show(console: Console, found: Resultado, command: Demostrar) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table

    from cobro_desktop.formats import fecha_larga, pesos

    table = Table(
        Column("Expediente y deudor", min_width=25),
        Column("Procedimiento", no_wrap=True),
        Column("Fin", no_wrap=True),
        Column("Docs.", justify="right"),
        Column("Recaudado", justify="right", no_wrap=True),
        title=f"Casos llevados hasta su fin, al {fecha_larga(command.hoy)}",
        box=SIMPLE_HEAD,
        collapse_padding=True,
    )
    for caso in found.casos:
        table.add_row(
            f"{caso.numero}\n{caso.deudor}",
            caso.procedimiento,
            FINES.get(caso.fin, caso.fin),
            str(len(caso.documentos)),
            pesos(caso.recaudado) if caso.recaudado else "—",
        )
    console.print(table)
    console.print(
        f"La base tiene {found.expedientes} expedientes; todos los datos son "
        f"inventados.\nDocumentos y libros: {command.salida}"
    )
    for path in found.archivos:
        console.print(f"  {path.relative_to(command.salida)}")
