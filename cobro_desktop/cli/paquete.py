"""Packages of cases from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from cobro_desktop.services.electronico.paquete import CasoVisto

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add `paquete` and its parts."""
    family = typer.Typer(
        help="Reúne expedientes en un paquete que cualquiera abre y nadie altera."
    )
    family.command("crear")(crear)
    family.command("ver")(ver)
    app.add_typer(family, name="paquete")


def crear(
    ctx: typer.Context,
    numeros: Annotated[list[str], typer.Argument(help="Números de los expedientes.")],
    *,
    salida: Annotated[
        Path, typer.Option(metavar="ARCHIVO.zip|CARPETA", help="Dónde se escribe.")
    ],
    auditoria: Annotated[
        bool, typer.Option("--auditoria", help="Para quien audita, no para remitir.")
    ] = False,
) -> None:
    """Hace el paquete: documentos foliados, índice, hoja de control, datos, huellas."""
    from cobro_desktop.services.electronico.paquete import (
        AUDITORIA,
        REMISION,
        CrearPaquete,
        crear_paquete,
    )
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    ids = tuple(id_de(state.workspace, numero) for numero in numeros)
    command = CrearPaquete(ids, salida, AUDITORIA if auditoria else REMISION)
    changes = crear_paquete(command, state.workspace, state.contexto)
    emit(state, changes.datos, lambda console: console.print(changes.resumen))


def ver(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="El paquete.")],
) -> None:
    """Comprueba un paquete y lo compara con lo que hay aquí, dato por dato."""
    from cobro_desktop.services.electronico.paquete import ver_paquete

    state = state_of(ctx)
    package, cases = ver_paquete(archivo, state.workspace)
    head = package.cabecera
    lines = [
        (
            f"{head.entidad}, {head.creado}, {head.autor}. {len(package.archivos)} "
            "archivos, todos con su huella."
        )
    ]
    for one in cases:
        lines += _lineas(one)
    datos = {
        "entidad": head.entidad,
        "proposito": head.proposito,
        "creado": head.creado,
        "archivos": len(package.archivos),
        "expedientes": [
            {
                "numero": one.numero,
                "estado": one.estado,
                "diferencias": [d._asdict() for d in one.diferencias],
            }
            for one in cases
        ],
    }
    emit(state, datos, lambda console: console.print("\n".join(lines)))


def _lineas(one: CasoVisto) -> list[str]:
    states = {
        "nuevo": "no está en esta base",
        "igual": "es igual al de esta base",
        "distinto": f"tiene {len(one.diferencias)} datos distintos",
    }
    shown = [
        f"  {d.campo}: aquí «{d.aqui}», en el paquete «{d.paquete}»"
        for d in one.diferencias[:_SHOWN]
    ]
    return [f"{one.numero} {states[one.estado]}.", *shown]
