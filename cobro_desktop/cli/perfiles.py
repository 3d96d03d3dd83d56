"""`perfiles`: how the files of each sender are read (F89)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.importacion.perfiles import Perfil

Nombre = Annotated[str, typer.Argument(help="Nombre del perfil.")]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    family = typer.Typer(help="Perfiles de importación: cómo se lee a cada quien.")
    for name, function in (
        ("listar", listar),
        ("ver", ver),
        ("borrar", borrar),
        ("exportar", exportar),
        ("traer", traer),
        ("ejemplo", ejemplo),
    ):
        family.command(name)(function)
    app.add_typer(family, name="perfiles")


def listar(
    ctx: typer.Context,
    formato: Annotated[str, typer.Option(help="Solo los de este formato.")] = "",
) -> None:
    """Lista los perfiles guardados."""
    from cobro_desktop.services.importacion.perfiles import listar_perfiles

    state = state_of(ctx)
    found = listar_perfiles(state.workspace, formato)

    def show(console: Console) -> None:
        from rich.table import Table

        if not found:
            console.print(
                "No hay perfiles. Se guarda uno con: importar … --guardar-perfil NOMBRE"
            )
            return
        table = Table("Perfil", "Formato", "Columnas", "Usos", "Lo guardó")
        for p in found:
            counts = str(len(p.columnas)), str(p.usos)
            table.add_row(p.nombre, p.formato, *counts, p.creado_por)
        console.print(table)

    emit(state, {"perfiles": [_json(p) for p in found]}, show)


def ver(ctx: typer.Context, nombre: Nombre) -> None:
    """Muestra qué columna es cada dato en un perfil."""
    from cobro_desktop.services.importacion.perfiles import ver_perfil

    state = state_of(ctx)
    perfil = ver_perfil(state.workspace, nombre)

    def show(console: Console) -> None:
        from rich.table import Table

        table = Table("Dato", "Columna", "Letra", title=perfil.nombre)
        for name, (title, letters) in sorted(perfil.columnas.items()):
            bare = "(sin título)" if letters else "(no se trae)"
            table.add_row(name, title or bare, letters)
        console.print(table)

    emit(state, _json(perfil), show)


def borrar(ctx: typer.Context, nombre: Nombre) -> None:
    """Borra un perfil; lo que se importó con él se conserva."""
    from cobro_desktop.services.importacion.perfiles import borrar_perfil

    state = state_of(ctx)
    done = borrar_perfil(nombre, state.workspace, state.contexto)
    emit_changes(state, done)


def exportar(
    ctx: typer.Context,
    nombre: Nombre,
    salida: Annotated[Path, typer.Option(help="Archivo que se escribe (.json).")],
) -> None:
    """Escribe un perfil en un archivo, para otra oficina."""
    from cobro_desktop.services.importacion.perfiles import exportar_perfil

    state = state_of(ctx)
    done = exportar_perfil(nombre, salida, state.workspace)
    emit_changes(state, done)


def traer(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Perfil que otra oficina exportó.")],
) -> None:
    """Trae un perfil; si hay uno con ese nombre lo reemplaza."""
    from cobro_desktop.services.importacion.perfiles import guardar_perfil, leer_perfil

    state = state_of(ctx)
    done = guardar_perfil(leer_perfil(archivo), state.workspace, state.contexto)
    emit_changes(state, done)


def ejemplo(
    ctx: typer.Context,
    formato: Annotated[str, typer.Argument(help="Los mismos de «importar».")],
    salida: Annotated[Path, typer.Option(help="Archivo que se escribe (.csv).")],
) -> None:
    """Escribe un archivo de ejemplo, para ver qué datos se entienden."""
    from cobro_desktop.services.importacion.ejemplos import escribir_ejemplo

    state = state_of(ctx)
    done = escribir_ejemplo(formato, salida)
    emit_changes(state, done)


def _json(perfil: Perfil) -> dict[str, Any]:
    return {
        "nombre": perfil.nombre,
        "formato": perfil.formato,
        "hoja": perfil.hoja,
        "encabezado": perfil.encabezado,
        "columnas": {
            name: {"titulo": title, "letra": letters}
            for name, (title, letters) in perfil.columnas.items()
        },
        "usos": perfil.usos,
        "creado_por": perfil.creado_por,
    }
