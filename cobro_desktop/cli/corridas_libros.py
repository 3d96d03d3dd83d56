"""`cartera relacion` and `cartera movimientos`: the workbooks of the portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of

Corrida = Annotated[
    str, typer.Argument(metavar="CORRIDA", help="Como SVSP-CAR-2026-0001.")
]
Libro = Annotated[Path, typer.Option("--salida", metavar="ARCHIVO.xlsx")]


def relacion(ctx: typer.Context, corrida: Corrida, salida: Libro) -> None:
    """Escribe las cuentas de una corrida: clase, deterioro y recomendación."""
    from cobro_desktop.services.cartera.lectura import id_de_corrida
    from cobro_desktop.services.cartera.libros import (
        ExportarRelacion,
        exportar_relacion,
    )

    state = state_of(ctx)
    command = ExportarRelacion(id_de_corrida(state.workspace, corrida), salida)
    done = exportar_relacion(command, state.workspace, state.contexto)
    emit(
        state,
        dict(done.datos),
        lambda console: console.print(done.resumen, markup=False),
    )


def movimientos(
    ctx: typer.Context,
    entidad: Annotated[str, typer.Argument(metavar="SIGLA")],
    anio: Annotated[int, typer.Argument(metavar="AAAA")],
    salida: Libro,
) -> None:
    """Escribe los movimientos de un año de las cuentas por cobrar, que cuadran."""
    from cobro_desktop.services.cartera.libros import (
        ExportarMovimientos,
        exportar_movimientos,
    )

    state = state_of(ctx)
    command = ExportarMovimientos(entidad, anio, salida)
    done = exportar_movimientos(command, state.workspace, state.contexto)
    emit(
        state,
        dict(done.datos),
        lambda console: console.print(done.resumen, markup=False),
    )
