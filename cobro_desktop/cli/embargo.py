"""`limite-embargo` and `inembargable`: how much may be embargoed."""

from __future__ import annotations

from typing import Annotated

import typer

from cobro_desktop.cli.calculos import (
    Costas,
    Entidad,
    Fecha,
    Lecturas,
    answer,
    marco_de,
)
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero
from cobro_desktop.domain.dinero import Centavos
from cobro_desktop.domain.embargo import Cuenta, Persona
from cobro_desktop.services.calculadoras.embargo import (
    CuentaDeAhorros,
    calcular_inembargable,
    calcular_limite,
)

Deuda = Annotated[
    Centavos,
    typer.Option("--deuda", "--capital", parser=dinero, metavar="N", help="La deuda."),
]
Intereses = Annotated[
    Centavos | None, typer.Option(parser=dinero, metavar="N", help="Causados.")
]
PersonaDe = Annotated[Persona, typer.Option(help="De quién es la cuenta.")]
CuentaDe = Annotated[Cuenta, typer.Option(help="Qué cuenta es.")]
Anio = Annotated[
    int | None, typer.Option(metavar="AAAA", help="Si falta, el de --fecha.")
]
Salario = Annotated[
    Centavos | None,
    typer.Option(parser=dinero, metavar="N", help="Salario mensual del deudor."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("limite-embargo")(limite)
    app.command("inembargable")(inembargable)


def limite(
    ctx: typer.Context,
    deuda: Deuda,
    intereses: Intereses = None,
    costas: Costas = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Calcula hasta cuánto se puede embargar (ET 838)."""
    state = state_of(ctx)
    marco = marco_de(state, entidad, opcion)
    answer(state, calcular_limite(marco, deuda, intereses or 0, costas or 0))


def inembargable(
    ctx: typer.Context,
    persona: PersonaDe = Persona.NATURAL,
    cuenta: CuentaDe = Cuenta.AHORROS,
    anio: Anio = None,
    fecha: Fecha = None,
    salario: Salario = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Dice cuánto de una cuenta de ahorros no se puede embargar (ET 837-1)."""
    state = state_of(ctx)
    year = (fecha or state.hoy).year if anio is None else anio
    pedido = CuentaDeAhorros(year, persona, cuenta, salario)
    answer(state, calcular_inembargable(marco_de(state, entidad, opcion), pedido))
