"""`oficinas`: which keep cases, who works in each, and moving a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from cobro_desktop.services.trabajo.oficinas import Oficina


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    family = typer.Typer(
        help="Las oficinas que llevan expedientes y quién trabaja en cada una.",
    )
    for command in (listar, crear, asignar, trasladar):
        family.command(command.__name__)(command)
    app.add_typer(family, name="oficinas")


def listar(ctx: typer.Context) -> None:
    """Muestra las oficinas, sus expedientes abiertos y sus personas."""
    from cobro_desktop.services.trabajo.oficinas import oficinas

    state = state_of(ctx)
    found = oficinas(state.workspace)
    datos = {"oficinas": [office._asdict() for office in found]}
    emit(state, datos, lambda console: _show(console, found))


def crear(
    ctx: typer.Context,
    nombre: Annotated[str, typer.Argument(help="Como la nombran los documentos.")],
    entidad: Annotated[str, typer.Option(metavar="SIGLA", help="De cuál es.")] = "RNEC",
    clase: Annotated[
        str, typer.Option(help="central, delegacion o distrital; si no, por su nombre.")
    ] = "",
) -> None:
    """Crea una oficina."""
    from cobro_desktop.services.trabajo.oficinas import CrearOficina, crear_oficina

    state = state_of(ctx)
    command = CrearOficina(entidad, nombre, clase)
    emit_changes(state, crear_oficina(command, state.workspace, state.contexto))


def asignar(
    ctx: typer.Context,
    usuario: Annotated[str, typer.Argument(help="A quién.")],
    propia: Annotated[
        str, typer.Option(help="La oficina a la que pertenece.", metavar="NOMBRE")
    ] = "",
    otra: Annotated[
        list[str] | None,
        typer.Option(metavar="NOMBRE", help="Otra que también ve. Puede repetirse."),
    ] = None,
) -> None:
    """Dice a qué oficina pertenece una persona y qué otras ve; sin ninguna, ve todo."""
    from cobro_desktop.services.trabajo.oficinas import (
        DarOficinas,
        dar_oficinas,
        id_de_oficina,
    )

    state = state_of(ctx)
    own = id_de_oficina(state.workspace, propia) if propia else None
    others = tuple(id_de_oficina(state.workspace, name) for name in otra or [])
    command = DarOficinas(usuario, own, others)
    emit_changes(state, dar_oficinas(command, state.workspace, state.contexto))


def trasladar(
    ctx: typer.Context,
    numeros: Annotated[
        list[str], typer.Argument(metavar="EXPEDIENTE…", help="Uno o varios.")
    ],
    a: Annotated[
        str, typer.Option(metavar="NOMBRE", help="La oficina que los recibe.")
    ],
    causa: Annotated[str, typer.Option(help="Por qué cambian de oficina.")],
) -> None:
    """Pasa expedientes abiertos a otra oficina, con la causa."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.oficinas import (
        Trasladar,
        id_de_oficina,
    )
    from cobro_desktop.services.trabajo.oficinas import trasladar as move

    state = state_of(ctx)
    ids = tuple(id_de(state.workspace, numero) for numero in numeros)
    command = Trasladar(ids, id_de_oficina(state.workspace, a), causa)
    emit_changes(state, move(command, state.workspace, state.contexto))


def _show(console: Console, found: Sequence[Oficina]) -> None:
    from rich.table import Column, Table

    if not found:
        text = (
            "No hay oficinas: todos ven todos los expedientes. Créelas con "
            "«oficinas crear» o importe títulos de una entidad que las tenga."
        )
        console.print(text, markup=False)
        return
    table = Table(
        "Entidad",
        "Oficina",
        "Clase",
        Column("Expedientes", justify="right"),
        "Personas",
        "También la ven",
    )
    for office in found:
        table.add_row(
            office.entidad,
            office.nombre,
            office.clase,
            str(office.expedientes),
            ", ".join(office.personas),
            ", ".join(office.encargadas),
        )
    console.print(table)
