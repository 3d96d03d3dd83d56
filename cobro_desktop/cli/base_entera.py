"""The whole base, out to a file and into an empty base, from the command line."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.secretos import secreto
from cobro_desktop.cli.state import state_of
from cobro_desktop.formats import miles

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.changes import Changes


_PREGUNTA = "Contraseña de la base"
Contrasena = Annotated[
    str,
    typer.Option(
        "--contrasena",
        envvar="COBRO_CONTRASENA_BASE",
        help="Del archivo cifrado; si falta se pregunta.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add `exportar-base` and `importar-base`."""
    app.command("exportar-base")(exportar)
    app.command("importar-base")(importar)


def exportar(
    ctx: typer.Context,
    destino: Annotated[
        Path, typer.Argument(metavar="ARCHIVO.zip", help="Dónde se escribe.")
    ],
    *,
    cifrar: Annotated[
        bool, typer.Option("--cifrar", help="Lo cierra con una contraseña.")
    ] = False,
    contrasena: Contrasena = "",
) -> None:
    """Lleva la base entera a un archivo: datos, documentos, personas y bitácora."""
    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.services.base_entera.exportacion import (
        ExportarBase,
        exportar_base,
    )

    state = state_of(ctx)
    if cifrar:
        contrasena = secreto(contrasena, _PREGUNTA, nueva=True)
    command = ExportarBase(destino, contrasena)
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        changes = exportar_base(command, state.workspace, state.contexto, progress)
    emit(state, changes.datos, lambda console: _show(console, changes))


def importar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="El que dejó exportar-base.")],
    *,
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo comprueba el archivo.")
    ] = False,
    contrasena: Contrasena = "",
) -> None:
    """Trae una base entera a una vacía: todo y comprobado, o nada."""
    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.exchange.base_recibida import esta_cifrada
    from cobro_desktop.services.base_entera.importacion import (
        ImportarBase,
        importar_base,
    )

    state = state_of(ctx)
    if not contrasena and esta_cifrada(archivo):
        contrasena = secreto(contrasena, _PREGUNTA)
    command = ImportarBase(archivo, simular, contrasena)
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        changes = importar_base(command, state.workspace, state.contexto, progress)
    emit(state, changes.datos, lambda console: _show(console, changes))


def _show(console: Console, changes: Changes) -> None:
    datos: dict[str, Any] = changes.datos
    console.print(changes.resumen)
    console.print(
        f"Tardó {datos['milisegundos'] // 1000} s: "
        f"{miles(datos['filas_por_segundo'])} filas por segundo."
    )
    for finding in datos["hallazgos"]:
        console.print(
            f"  {finding['clase']} · {finding['donde']}: {finding['mensaje']}"
        )
