"""`termino` and `prescripcion`: when a term ends and when the action prescribes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from cobro_desktop.cli.calculos import (
    Entidad,
    Lecturas,
    Suspensiones,
    answer,
    marco_de,
)
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, par
from cobro_desktop.domain.interrupcion import (
    ANIOS,
    Causa,
    HechosPrescripcion,
    Interrupcion,
)
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.domain.texto import plegar
from cobro_desktop.services.calculadoras.plazos import (
    Plazo,
    calcular_prescripcion,
    calcular_termino,
    con_incumplimiento,
)


def interrupcion(text: str) -> Interrupcion:
    """Read `TIPO=D`, or `TIPO=D..D` with the day on which it ended."""
    name, days = par(text)
    try:
        causa = Causa(plegar(name))
    except ValueError:
        known = ", ".join(Causa)
        message = f"«{name}» no interrumpe la prescripción. Use uno de estos: {known}."
        raise typer.BadParameter(message) from None
    start, _, end = days.partition("..")
    return Interrupcion(causa, fecha(start), fecha(end) if end else None)


Desde = Annotated[
    dt.date,
    typer.Option(parser=fecha, metavar="D", help="El hecho o acto; ese día no cuenta."),
]
Dias = Annotated[int | None, typer.Option(metavar="N", help="Días del término.")]
Meses = Annotated[
    int | None, typer.Option(metavar="N", help="Meses, de fecha a fecha.")
]
EnCalendario = Annotated[
    bool, typer.Option("--calendario", help="Días calendario; si falta, hábiles.")
]
Electronica = Annotated[
    bool,
    typer.Option(
        "--electronica",
        help="Días desde una notificación electrónica, según la entidad.",
    ),
]
Cierres = Annotated[
    list[dt.date] | None,
    typer.Option(
        "--cierre", parser=fecha, metavar="D", help="Día sin servicio; puede repetirse."
    ),
]
Ejecutoria = Annotated[
    dt.date,
    typer.Option(parser=fecha, metavar="D", help="Cuándo quedó en firme el acto."),
]
Anios = Annotated[int, typer.Option(metavar="N", help="Años del término.")]
Interrupciones = Annotated[
    list[Interrupcion] | None,
    typer.Option(
        "--interrumpe",
        parser=interrupcion,
        metavar="TIPO=D",
        help="mandamiento, facilidad, concordato o liquidacion; puede repetirse. "
        "Con TIPO=D..D, también el día en que terminó.",
    ),
]
Incumplimiento = Annotated[
    dt.date | None,
    typer.Option(
        parser=fecha, metavar="D", help="Cuándo se incumplió la última facilidad."
    ),
]
RemitidoSdh = Annotated[
    dt.date | None,
    typer.Option(
        parser=fecha, metavar="D", help="Cuándo se envió a la Secretaría de Hacienda."
    ),
]
Exigible = Annotated[
    dt.date | None,
    typer.Option(
        parser=fecha,
        metavar="D",
        help="Desde cuándo cuenta el riesgo; si falta, la ejecutoria.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("termino")(termino)
    app.command("prescripcion")(prescribe)


def termino(
    ctx: typer.Context,
    desde: Desde,
    dias: Dias = None,
    meses: Meses = None,
    calendario: EnCalendario = False,
    electronica: Electronica = False,
    cierre: Cierres = None,
    suspende: Suspensiones = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Cuenta un término y dice qué días contó y cuáles saltó."""
    if (dias is None) == (meses is None) or (meses is not None and calendario):
        message = "escriba --dias N [--calendario] o --meses N, uno de los dos."
        raise typer.BadParameter(message, param_hint="--dias o --meses")
    if electronica and (calendario or dias is None):
        message = "se cuenta con --dias N, en días hábiles."
        raise typer.BadParameter(message, param_hint="--electronica")
    state = state_of(ctx)
    marco = marco_de(
        state, entidad, opcion, cierres=cierre or (), suspensiones=suspende or ()
    )
    unidad = Unidad.CALENDARIO if calendario else Unidad.HABILES
    if dias is None:
        dias, unidad = meses or 0, Unidad.MESES
    answer(state, calcular_termino(marco, Plazo(desde, dias, unidad, electronica)))


def prescribe(
    ctx: typer.Context,
    ejecutoria: Ejecutoria,
    anios: Anios = ANIOS,
    interrumpe: Interrupciones = None,
    incumplimiento: Incumplimiento = None,
    suspende: Suspensiones = None,
    remitido_sdh: RemitidoSdh = None,
    exigible: Exigible = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Dice cuándo prescribe la acción de cobro y si está en riesgo."""
    state = state_of(ctx)
    hechos = HechosPrescripcion(
        ejecutoria=ejecutoria,
        anios=anios,
        exigibilidad=exigible,
        interrupciones=con_incumplimiento(interrumpe or (), incumplimiento),
        suspensiones=tuple(suspende or ()),
    )
    marco = marco_de(state, entidad, opcion)
    answer(state, calcular_prescripcion(marco, hechos, remitido_sdh))
