"""`paquete-entidad`: an institution as a signed file, out and in (F39)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.parametros_firmados import PREGUNTA, Contrasena
from cobro_desktop.cli.secretos import secreto
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.paquete_entidad.recepcion import Recibido

Sigla = Annotated[str, typer.Argument(help="Sigla de la entidad.")]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    group = typer.Typer(
        help="Entidades que viajan en un archivo firmado, solo con datos."
    )
    group.command("listar")(listar)
    group.command("exportar")(exportar)
    group.command("importar")(importar)
    group.command("retirar")(retirar)
    app.add_typer(group, name="paquete-entidad")


def listar(ctx: typer.Context) -> None:
    """Muestra los paquetes instalados en esta base."""
    from cobro_desktop.services.paquete_entidad.retiro import instalados

    state = state_of(ctx)
    found = instalados(state.workspace)
    datos: dict[str, object] = {
        "paquetes": [
            {**pack._asdict(), "creado": pack.creado.isoformat()} for pack in found
        ]
    }
    lines = "\n".join(
        f"{p.sigla}  {p.nombre}: de «{p.emisor}», {p.archivos} archivos, "
        f"{p.expedientes} expedientes"
        for p in found
    )
    shown = lines or "En esta base no hay paquetes instalados."
    emit(state, datos, lambda console: console.print(shown, markup=False))


def exportar(
    ctx: typer.Context,
    sigla: Sigla,
    salida: Annotated[Path, typer.Option(help="Archivo .zip que se entrega.")],
    clave: Annotated[Path, typer.Option(help="Archivo de la clave que firma.")],
    emisor: Annotated[str, typer.Option(help="Quién lo entrega, como se leerá.")],
    contrasena: Contrasena = "",
) -> None:
    """Escribe el perfil, los procedimientos y las plantillas de una entidad."""
    from cobro_desktop.services.paquete_entidad.exportacion import (
        ExportarEntidad,
        exportar_entidad,
    )

    state = state_of(ctx)
    secret = secreto(contrasena, PREGUNTA)
    command = ExportarEntidad(sigla, salida, clave, secret, emisor)
    done = exportar_entidad(command, state.workspace, state.contexto)
    answer: dict[str, object] = {
        "archivo": str(done.archivo),
        "archivos": list(done.archivos),
        "huella": done.huella,
    }
    emit(state, answer, lambda console: console.print(done.resumen, markup=False))


def importar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Paquete que llegó.")],
    confiar: Annotated[
        str, typer.Option(metavar="HUELLA", help="De la clave, ya comparada.")
    ] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué trae.")
    ] = False,
) -> None:
    """Comprueba la firma y cada archivo, y lo instala en un solo paso."""
    from cobro_desktop.services.paquete_entidad.recepcion import (
        ImportarEntidad,
        importar_entidad,
    )

    state = state_of(ctx)
    command = ImportarEntidad(archivo, confiar, simular)
    found, changes = importar_entidad(command, state.workspace, state.contexto)
    emit(state, changes.datos, lambda console: _print(console, found, changes))


def retirar(ctx: typer.Context, sigla: Sigla) -> None:
    """Retira el paquete de una entidad que nada usa."""
    from cobro_desktop.services.paquete_entidad.retiro import retirar_paquete

    state = state_of(ctx)
    done = retirar_paquete(sigla, state.workspace, state.contexto)
    emit_changes(state, done)


def _print(console: Console, found: Recibido, changes: Changes) -> None:
    console.print(changes.resumen, markup=False)
    for piece in found.piezas:
        console.print(f"  {piece.estado:<9} {piece.que}", markup=False)
    if not changes.datos["instalado"]:
        console.print("No se instaló nada.")
