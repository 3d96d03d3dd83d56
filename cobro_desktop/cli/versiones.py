"""`procedimientos instalar` and `comparar`: versions of a procedure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from cobro_desktop.domain.diferencias import Diferencia

Guardar = Annotated[
    Path | None, typer.Option(help="Guardar las diferencias en un .xlsx o un .pdf.")
]


def register(group: typer.Typer) -> None:
    """Add the commands to `procedimientos`."""
    group.command("instalar")(instalar)
    group.command("comparar")(comparar)


def instalar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Archivo TOML de procedimiento.")],
    codigo: Annotated[
        str, typer.Option(help="Solo si el archivo es de este procedimiento.")
    ] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué cambiaría.")
    ] = False,
    salida: Guardar = None,
) -> None:
    """Instala una versión nueva; los expedientes abiertos siguen en la suya."""
    from cobro_desktop.services.versiones.comparacion import (
        Comparacion,
        exportar_comparacion,
    )
    from cobro_desktop.services.versiones.instalacion import (
        InstalarVersion,
        instalar_version,
    )

    state = state_of(ctx)
    command = InstalarVersion(archivo, simular, codigo)
    found, changes = instalar_version(command, state.workspace, state.contexto)
    if salida is not None and found.anterior is not None:
        compared = Comparacion(found.anterior, found.procedimiento, found.diferencias)
        exportar_comparacion(compared, salida, state.workspace, state.contexto)
        changes.datos["salida"] = str(salida)

    def show(console: Console) -> None:
        console.print(changes.resumen, markup=False)
        _print(console, found.diferencias)
        if simular:
            console.print("No se instaló nada: era una simulación.")

    emit(state, changes.datos, show)


def comparar(
    ctx: typer.Context,
    codigo: Annotated[str, typer.Argument(help="Código o alias: RJPD06, PD-GJ-07…")],
    de: Annotated[int, typer.Argument(metavar="V1", help="La versión anterior.")],
    a: Annotated[int, typer.Argument(metavar="V2", help="La versión nueva.")],
    salida: Guardar = None,
) -> None:
    """Muestra qué cambia entre dos versiones, un renglón por cambio."""
    from cobro_desktop.services.versiones import comparacion
    from cobro_desktop.services.versiones.instalacion import en_json

    state = state_of(ctx)
    found = comparacion.comparar(state.workspace, codigo, de, a)
    datos: dict[str, object] = {
        "codigo": found.despues.codigo,
        "de": de,
        "a": a,
        "diferencias": en_json(found.filas),
    }
    if salida is not None:
        comparacion.exportar_comparacion(found, salida, state.workspace, state.contexto)
        datos["salida"] = str(salida)

    def show(console: Console) -> None:
        console.print(f"{found.titulo}. {found.resumen}", markup=False)
        _print(console, found.filas)

    emit(state, datos, show)


def _print(console: Console, rows: Sequence[Diferencia]) -> None:
    for row in rows:
        console.print(f"• {row.texto}", markup=False)
