"""`plan-pagos`: the instalments of an agreement."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.calculos import (
    Costas,
    Entidad,
    Lecturas,
    marco_de,
)
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero, fecha
from cobro_desktop.domain.dinero import Centavos
from cobro_desktop.domain.intereses.regimen import leer_regimen
from cobro_desktop.domain.plan_pagos import Metodo, TerminosPlan
from cobro_desktop.services.calculadoras.plan import calcular_plan

if TYPE_CHECKING:
    from cobro_desktop.services.calculadoras.calculo import Calculo


def metodo_de(text: str) -> Metodo:
    """Read `A` or `B`."""
    try:
        return Metodo(text.strip().upper())
    except ValueError:
        message = f"«{text}» no es A (capital constante) ni B (cuota fija)."
        raise typer.BadParameter(message) from None


Capital = Annotated[
    Centavos, typer.Option(parser=dinero, metavar="N", help="Capital en pesos.")
]
Intereses = Annotated[
    Centavos | None,
    typer.Option(parser=dinero, metavar="N", help="Causados hasta la firma."),
]
Cuotas = Annotated[int, typer.Option(metavar="N", help="Cuántas, mes a mes.")]
Firma = Annotated[
    dt.date, typer.Option(parser=fecha, metavar="D", help="Día de la firma.")
]
Primera = Annotated[
    dt.date, typer.Option(parser=fecha, metavar="D", help="Día de la primera cuota.")
]
RegimenDe = Annotated[
    str,
    typer.Option(metavar="R", help="ley68, et635, ley80, cco884 o disciplinario."),
]
MetodoDe = Annotated[
    Metodo,
    typer.Option(
        parser=metodo_de, metavar="A|B", help="A capital constante, B cuota fija."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("plan-pagos")(command)


def command(
    ctx: typer.Context,
    capital: Capital,
    cuotas: Cuotas,
    firma: Firma,
    primera: Primera,
    regimen: RegimenDe,
    intereses: Intereses = None,
    costas: Costas = None,
    metodo: MetodoDe = Metodo.CAPITAL_CONSTANTE,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Hace el plan de pagos de un acuerdo."""
    state = state_of(ctx)
    terms = TerminosPlan(capital, intereses or 0, costas or 0, cuotas, firma, primera)
    marco = marco_de(state, entidad, opcion)
    found = calcular_plan(marco, terms, metodo, leer_regimen(regimen))
    emit(state, found.datos, lambda _console: _show(found))


def _show(found: Calculo) -> None:
    if found.tabla is not None:
        rows = (found.tabla.titulos, *found.tabla.filas)
        for number, due, *amounts in rows:
            cells = " ".join(f"{text:>16}" for text in amounts)
            typer.echo(f"{number:>3}  {due:<11} {cells}")
    for line in found.lineas:
        typer.echo(line)
