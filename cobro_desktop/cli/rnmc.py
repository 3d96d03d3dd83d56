"""`rnmc`: the cases that LICO or the RNMC ended, listed and moved (S2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.importacion.movimientos import Movimiento


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    family = typer.Typer(help="Expedientes que LICO o el RNMC dan por terminados.")
    family.command("proponer")(proponer)
    family.command("aplicar")(aplicar)
    app.add_typer(family, name="rnmc")


def proponer(ctx: typer.Context) -> None:
    """Dice qué expedientes se moverían y a qué actividad; no cambia nada."""
    from cobro_desktop.services.importacion.movimientos import proponer_movimientos

    state = state_of(ctx)
    found = proponer_movimientos(state.workspace)

    def show(console: Console) -> None:
        from rich.table import Column, Table

        if not found:
            console.print("Ningún expediente abierto se mueve por lo que dicen.")
            return
        table = Table(
            Column("Expediente", no_wrap=True),
            "Está en",
            "Dice",
            Column("Consulta", no_wrap=True),
            "Iría a",
        )
        for m in found:
            says = f"{m.sistema.upper()}: {m.estado}"
            table.add_row(
                m.numero, m.actividad, says, m.consultado.isoformat(), m.destino
            )
        console.print(table)

    emit(state, {"movimientos": [_json(m) for m in found]}, show)


def aplicar(
    ctx: typer.Context,
    expediente: Annotated[
        list[str] | None,
        typer.Argument(help="Cuáles; todos los que se pueden, si falta."),
    ] = None,
) -> None:
    """Mueve esos expedientes: vuelven al emisor (4) o se archivan (10)."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.importacion.movimientos import (
        AplicarMovimientos,
        aplicar_movimientos,
    )
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    ids = tuple(id_de(state.workspace, number) for number in expediente or ())
    done = aplicar_movimientos(
        AplicarMovimientos(ids), state.workspace, state.contexto, SilentProgress()
    )

    def show(console: Console) -> None:
        console.print(done.resumen)
        datos: dict[str, Any] = done.datos
        for item in datos["movidos"]:
            if not item["hecho"]:
                console.print(f"{item['numero']}: {item['texto']}", markup=False)

    emit(state, done.datos | {"resumen": done.resumen}, show)


def _json(m: Movimiento) -> dict[str, Any]:
    return {
        "expediente": m.numero,
        "deudor": m.deudor,
        "actividad": m.actividad,
        "sistema": m.sistema,
        "estado": m.estado,
        "consultado": m.consultado.isoformat(),
        "comparendo": m.comparendo,
        "resultado": m.resultado or None,
        "destino": m.destino,
    }
