"""The monthly close from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.cierres.registro import Cierre

Mes = Annotated[str, typer.Argument(metavar="AAAA-MM", help="El mes.")]
Orden = Annotated[
    int,
    typer.Option(min=0, help="Cuál, si se cerró varias veces; el último, si falta."),
]
Entidad = Annotated[str, typer.Option(metavar="SIGLA", help="De quién es la cartera.")]


def register(app: typer.Typer) -> None:
    """Add `cierre` and its parts."""
    family = typer.Typer(
        help="Cierra el mes de la cartera: congela sus cifras y da su certificado."
    )
    family.command("cerrar")(cerrar)
    family.command("listar")(listar)
    family.command("ver")(ver)
    family.command("certificado")(certificado)
    app.add_typer(family, name="cierre")


def cerrar(
    ctx: typer.Context,
    mes: Mes,
    *,
    entidad: Entidad = "",
    motivo: Annotated[
        str, typer.Option(help="Por qué se cierra otra vez un mes ya cerrado.")
    ] = "",
) -> None:
    """Congela las cifras de un mes que terminó."""
    from cobro_desktop.services.cierres.registro import CerrarMes, cerrar_mes

    state = state_of(ctx)
    changes = cerrar_mes(
        CerrarMes(mes, entidad, motivo), state.workspace, state.contexto
    )
    emit_changes(state, changes)


def listar(ctx: typer.Context, *, entidad: Entidad = "") -> None:
    """Lista los meses cerrados, el último primero."""
    from cobro_desktop.services.cierres.registro import cierres

    state = state_of(ctx)
    found = cierres(state.workspace, entidad)
    datos = {
        "cierres": [
            {
                "mes": f"{one.mes:%Y-%m}",
                "orden": one.orden,
                "huella": one.huella,
                "usuario": one.usuario,
                "motivo": one.motivo,
            }
            for one in found
        ]
    }

    def show(console: Console) -> None:
        from cobro_desktop.formats import mes_y_anio

        for one in found:
            name = mes_y_anio(one.mes)
            console.print(f"{name}, n.º {one.orden}: {one.huella[:16]}, {one.usuario}")
        if not found:
            console.print("No hay meses cerrados.")

    emit(state, datos, show)


def ver(
    ctx: typer.Context, mes: Mes, *, entidad: Entidad = "", orden: Orden = 0
) -> None:
    """Muestra las cifras de un mes cerrado y lo que cambió después."""
    from cobro_desktop.services.cierres.cifras import sellado
    from cobro_desktop.services.cierres.palabras import cambiadas
    from cobro_desktop.services.cierres.registro import cambios_desde, cierre_de

    state = state_of(ctx)
    found = cierre_de(state.workspace, entidad, mes, orden)
    changed = cambios_desde(state.workspace, found)
    datos = {
        "mes": f"{found.mes:%Y-%m}",
        "orden": found.orden,
        "huella": found.huella,
        "anterior": found.anterior,
        "sellado": sellado(found.datos, found.anterior),
        "cifras": found.datos,
        "cambios": [
            {"cifra": c.donde, "cerrado": c.cerrado, "ahora": c.ahora} for c in changed
        ],
    }

    def show(console: Console) -> None:
        _print(console, found)
        for name, before, now in cambiadas(changed):
            console.print(f"Cambió después: {name}, de {before} a {now}.")

    emit(state, datos, show)


def certificado(
    ctx: typer.Context,
    mes: Mes,
    salida: Annotated[Path, typer.Option(help="PDF que se escribe.")],
    *,
    entidad: Entidad = "",
    orden: Orden = 0,
) -> None:
    """Escribe el certificado de un mes cerrado, con su huella."""
    from cobro_desktop.services.cierres.certificado import escribir_certificado
    from cobro_desktop.services.cierres.registro import cierre_de

    state = state_of(ctx)
    found = cierre_de(state.workspace, entidad, mes, orden)
    written = escribir_certificado(found, salida, state.workspace, state.contexto)
    datos = {"archivo": str(written), "huella": found.huella}
    emit(state, datos, lambda console: console.print(f"Se escribió «{written.name}»."))


def _print(console: Console, found: Cierre) -> None:
    from rich.table import Table

    from cobro_desktop.formats import mes_y_anio, pesos
    from cobro_desktop.services.cierres.cifras import MOVIMIENTOS

    name = mes_y_anio(found.mes).capitalize()
    console.print(f"{name}, cierre n.º {found.orden}. Huella {found.huella}")
    table = Table("Concepto", "Inicial", "Entró", "Se pagó", "Salió", "Final")
    rows = {**found.datos["conceptos"], "Total": found.datos["total"]}
    for name, row in rows.items():
        table.add_row(name, *(pesos(row[key]) for key in MOVIMIENTOS))
    console.print(table)
