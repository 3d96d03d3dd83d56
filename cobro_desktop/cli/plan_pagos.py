"""`plan-pagos`: the instalments of an agreement."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.calculos import (
    Costas,
    Entidad,
    Lecturas,
    answer,
    opciones_de,
    pasos,
)
from cobro_desktop.cli.ley import calendario_de, referencia_de
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero, fecha
from cobro_desktop.domain.dinero import Centavos, en_pesos
from cobro_desktop.domain.intereses.regimen import FICHAS, leer_regimen
from cobro_desktop.domain.plan_pagos import Cuota, Metodo, PlanPagos, TerminosPlan
from cobro_desktop.formats import fecha_corta, pesos
from cobro_desktop.services.planes import plan_de_pagos

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    opciones = opciones_de(state, entidad, opcion)
    parsed = leer_regimen(regimen)
    terms = TerminosPlan(capital, intereses or 0, costas or 0, cuotas, firma, primera)
    plan = plan_de_pagos(
        terms,
        metodo,
        parsed,
        opciones=opciones,
        referencia=referencia_de(state),
        cal=calendario_de(state, entidad, opciones),
    )
    used = ("festivos.ley2578", "plazo.rate", "workdays", *FICHAS[parsed].opciones)
    datos = {
        "metodo": metodo.value,
        "regimen": parsed.value,
        "cuotas": [_cuota_json(cuota) for cuota in plan.cuotas],
        "cuota_fija": None if plan.cuota_fija is None else en_pesos(plan.cuota_fija),
        "total": en_pesos(plan.total),
        "advertencias": list(plan.advertencias),
        "opciones": opciones.en_vigor(used),
        "traza": pasos(plan.traza),
    }
    answer(state, datos, _lines(plan))


def _cuota_json(cuota: Cuota) -> dict[str, object]:
    return {
        "numero": cuota.numero,
        "vence": cuota.vence.isoformat(),
        "nominal": cuota.nominal.isoformat(),
        "capital": en_pesos(cuota.capital),
        "interes_causado": en_pesos(cuota.interes_causado),
        "costas": en_pesos(cuota.costas),
        "interes_plazo": en_pesos(cuota.interes_plazo),
        "total": en_pesos(cuota.total),
        "saldo_capital": en_pesos(cuota.saldo_capital),
        "proyectado": cuota.proyectado,
    }


def _lines(plan: PlanPagos) -> Iterator[str]:
    head = ("N.º", "Vence", "Capital", "Causado", "Plazo", "Total")
    yield "{:>3}  {:<11} {:>16} {:>14} {:>14} {:>16}".format(*head)
    for c in plan.cuotas:
        yield (
            f"{c.numero:>3}  {fecha_corta(c.vence):<11} {pesos(c.capital):>16} "
            f"{pesos(c.interes_causado):>14} {pesos(c.interes_plazo):>14} "
            f"{pesos(c.total):>16}"
        )
    yield f"Total: {pesos(plan.total)}"
    yield from (f"Atención: {note}" for note in plan.advertencias)
