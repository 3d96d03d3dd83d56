"""`parametros publicar`, `recibir` and the keys that sign what travels (B27)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.secretos import secreto
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.changes import Changes

_SHOWN = 20
"""Rejected values that are listed on the screen; --json gives all."""
PREGUNTA = "Contraseña de la clave"
Contrasena = Annotated[
    str,
    typer.Option(
        "--contrasena",
        envvar="COBRO_CONTRASENA_CLAVE",
        help="De la clave que firma; si falta se pregunta.",
    ),
]


def register(group: typer.Typer) -> None:
    """Add the commands to `parametros`."""
    group.command("crear-clave")(crear)
    group.command("publicar")(publicar)
    group.command("recibir")(recibir)
    group.command("claves")(claves)


def crear(
    ctx: typer.Context,
    salida: Annotated[Path, typer.Option(help="Archivo de la clave; guárdelo usted.")],
    contrasena: Contrasena = "",
) -> None:
    """Crea la clave con que una oficina firma lo que publica y lo que envía."""
    from cobro_desktop.services.claves import crear_clave_de_oficina

    secret = secreto(contrasena, PREGUNTA, nueva=True)
    done = crear_clave_de_oficina(salida, secret)
    answer: dict[str, object] = {"archivo": str(salida), "huella": done.huella}
    emit(state_of(ctx), answer, lambda console: console.print(done.resumen))


def publicar(
    ctx: typer.Context,
    clave: Annotated[Path, typer.Option(help="Archivo de la clave que firma.")],
    emisor: Annotated[str, typer.Option(help="Quién publica, como se leerá.")],
    salida: Annotated[Path, typer.Option(help="Archivo firmado que se envía.")],
    contrasena: Contrasena = "",
    tabla: Annotated[
        list[str] | None, typer.Option(help="Solo estas; puede repetirse.")
    ] = None,
) -> None:
    """Escribe en un archivo firmado los valores que esta oficina cargó."""
    from cobro_desktop.services.parametros import paquete

    state = state_of(ctx)
    secret = secreto(contrasena, PREGUNTA)
    command = paquete.Publicar(salida, clave, secret, emisor, tuple(tabla or ()))
    done = paquete.publicar(command, state.workspace)
    answer: dict[str, object] = {
        "archivo": str(done.archivo),
        "valores": done.valores,
        "huella": done.huella,
    }
    emit(state, answer, lambda console: console.print(done.resumen, markup=False))


def recibir(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Archivo firmado que llegó.")],
    confiar: Annotated[
        str, typer.Option(metavar="HUELLA", help="De la clave, ya comparada.")
    ] = "",
    motivo: Annotated[
        str, typer.Option(help="Por qué cambian valores ya cargados.")
    ] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué pasaría.")
    ] = False,
) -> None:
    """Comprueba la firma y carga los valores en un solo paso."""
    from cobro_desktop.services.parametros import paquete
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    command = paquete.Recibir(archivo, confiar, motivo, simular)
    changes = paquete.recibir(
        command, state.workspace, state.contexto, SilentProgress()
    )
    emit(state, changes.datos, lambda console: _print(console, changes))


def claves(
    ctx: typer.Context,
    olvidar: Annotated[
        str, typer.Option(metavar="HUELLA", help="Deja de confiar en esta.")
    ] = "",
) -> None:
    """Muestra las claves en que confía esta base, o deja de confiar en una."""
    from cobro_desktop.services.parametros import paquete

    state = state_of(ctx)
    if olvidar:
        changes = paquete.olvidar_clave(olvidar, state.workspace, state.contexto)
        emit_changes(state, changes)
        return
    found = paquete.claves(state.workspace)
    answer: dict[str, object] = {"claves": [key._asdict() for key in found]}
    lines = "\n".join(f"{k.huella}  {k.emisor} (la aceptó {k.por})" for k in found)
    shown = lines or "Esta base no confía todavía en ninguna clave."
    emit(state, answer, lambda console: console.print(shown, markup=False))


def _print(console: Console, changes: Changes) -> None:
    console.print(changes.resumen, markup=False)
    errors = changes.datos.get("errores")
    for error in errors[:_SHOWN] if isinstance(errors, list) else ():
        console.print(f"  {error['hoja']}: {error['motivo']}", markup=False)
