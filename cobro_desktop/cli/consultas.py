"""Lists and single cases from the command line (F4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.domain.procedimiento import ETAPAS

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.consultas import Ficha, Listado


def register(app: typer.Typer) -> None:
    """Add `lista` and `expediente`."""
    app.command("lista")(lista)
    app.command("expediente")(expediente)


def lista(
    ctx: typer.Context,
    consulta: Annotated[
        str, typer.Option(help="Como «etapa:coactivo saldo>5smlmv prescribe<90d».")
    ] = "",
    orden: Annotated[
        str, typer.Option(help="Columna; con «-» delante, de mayor a menor.")
    ] = "numero",
    limite: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
) -> None:
    """Lista los expedientes que cumplen una consulta."""
    from cobro_desktop.services.consultas import Pedido, listar

    state = state_of(ctx)
    found = listar(state.workspace, state.hoy, Pedido(consulta, orden, limite))
    emit(state, found.en_json(), lambda console: _show_list(console, found))


def expediente(
    ctx: typer.Context,
    numero: Annotated[
        str, typer.Argument(help="Número del expediente, o el de otro sistema.")
    ],
) -> None:
    """Muestra un expediente entero."""
    from cobro_desktop.services.consultas import ficha
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    found = ficha(state.workspace, id_de(state.workspace, numero))
    emit(state, found.en_json(), lambda console: _show_case(console, found))


def _show_list(console: Console, found: Listado) -> None:
    from rich.table import Column, Table

    from cobro_desktop.formats import cantidad, fecha_corta, pesos

    table = Table(
        Column("Expediente", no_wrap=True),
        "Deudor",
        "Actividad",
        "Estado",
        Column("Saldo", justify="right", no_wrap=True),
        Column("Vence", no_wrap=True),
    )
    for row in found.filas:
        table.add_row(
            row.numero,
            row.deudor,
            row.actividad,
            row.estado,
            pesos(row.saldo),
            fecha_corta(row.vence),
        )
    console.print(table)
    total = cantidad(found.total, "expediente")
    console.print(f"{total}; saldo de capital {pesos(found.saldo)}.")


def _show_case(console: Console, found: Ficha) -> None:
    from cobro_desktop.formats import fecha_corta, pesos
    from cobro_desktop.services.consultas import en_otro_sistema

    case = found.expediente
    lines = (
        f"{case.numero} · {case.deudor} ({case.identificacion})",
        f"{case.procedimiento} v{case.procedimiento_version} · {case.estado}",
        f"Actividad {case.actividad}, {found.actividad} · {ETAPAS[case.etapa]}",
        f"Capital {pesos(case.capital)} · saldo {pesos(case.saldo)}",
        f"Título {case.titulo}, ejecutoria {fecha_corta(case.ejecutoria) or '—'}",
        f"Prescribe {fecha_corta(case.fecha_legal) or '—'}",
        f"Fecha segura {fecha_corta(case.fecha_segura) or '—'}",
    )
    told = (f"{where}: {said}" for where, said in map(en_otro_sistema, found.estados))
    console.print("\n".join([*lines, *told]), markup=False)
    for act in reversed(found.actuaciones):
        console.print(f"  {fecha_corta(act.fecha)}  {act.texto}")
