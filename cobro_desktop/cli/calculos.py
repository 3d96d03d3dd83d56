"""What the calculators share: readings of the law, the trace, plain lines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.ley import calendario_de, opciones_en_vigor, referencia_de
from cobro_desktop.cli.liquidar import Eleccion, eleccion
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.values import dinero, fecha, rango
from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.domain.dinero import Centavos
from cobro_desktop.services.calculadoras.calculo import Marco

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobro_desktop.cli.state import State
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.services.calculadoras.calculo import Calculo


def suspension(text: str) -> Suspension:
    """Read `D..D`, both days included; one day alone is a range of one."""
    return Suspension(*rango(text))


Entidad = Annotated[
    str | None,
    typer.Option("--entidad", metavar="SIGLA", help="La entidad cuyas opciones rigen."),
]
Lecturas = Annotated[
    list[Eleccion] | None,
    typer.Option(
        "--opcion",
        parser=eleccion,
        metavar="K=V",
        help="Una lectura de la ley; puede repetirse.",
    ),
]
Suspensiones = Annotated[
    list[Suspension] | None,
    typer.Option(
        "--suspende",
        parser=suspension,
        metavar="D..D",
        help="Días en que el término no corrió; puede repetirse.",
    ),
]
Fecha = Annotated[
    dt.date | None,
    typer.Option("--fecha", parser=fecha, metavar="D", help="Si falta, hoy."),
]
Costas = Annotated[
    Centavos | None,
    typer.Option("--costas", parser=dinero, metavar="N", help="Gastos del cobro."),
]


def opciones_de(
    state: State, entidad: str | None, lecturas: Iterable[Eleccion] | None
) -> Opciones:
    """Return the switches of an entity with what was asked for this time.

    Raises:
        NotFoundError: there is no such entity.
        InvalidDataError: an unknown switch or reading.
    """
    asked = {e.clave: e.valor for e in lecturas or ()}
    return opciones_en_vigor(state, entidad, asked)


def marco_de(
    state: State,
    entidad: str | None,
    lecturas: Iterable[Eleccion] | None,
    *,
    cierres: Iterable[dt.date] = (),
    suspensiones: Iterable[Suspension] = (),
) -> Marco:
    """Return the law in force for an entity, with what was asked for this time.

    Raises:
        NotFoundError: there is no such entity.
        InvalidDataError: an unknown switch or reading.
    """
    opciones = opciones_de(state, entidad, lecturas)
    closed = dict.fromkeys(cierres, "cierre de la entidad")
    calendario = calendario_de(
        state, entidad, opciones, cierres=closed, suspensiones=suspensiones
    )
    return Marco(opciones, referencia_de(state), calendario, state.hoy)


def answer(state: State, calculo: Calculo) -> None:
    """Print the result: JSON, or the lines for a person."""

    def human(console: object) -> None:
        del console
        for line in calculo.lineas:
            typer.echo(line)

    emit(state, calculo.datos, human)
