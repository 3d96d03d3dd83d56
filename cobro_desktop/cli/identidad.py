"""`nit` and `letras`: a check digit and an amount in words."""

from __future__ import annotations

from typing import Annotated

import typer

from cobro_desktop.cli.calculos import answer
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero
from cobro_desktop.domain.dinero import Centavos
from cobro_desktop.services.calculadoras.identidad import (
    calcular_letras,
    calcular_nit,
)


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("nit")(nit)
    app.command("letras")(letras)


def nit(
    ctx: typer.Context,
    numero: Annotated[
        str, typer.Argument(metavar="N", help="El NIT; con guion, se comprueba el DV.")
    ],
) -> None:
    """Calcula el dígito de verificación de un NIT."""
    answer(state_of(ctx), calcular_nit(numero))


def letras(
    ctx: typer.Context,
    valor: Annotated[
        Centavos,
        typer.Argument(parser=dinero, metavar="N", help="Pesos, con o sin centavos."),
    ],
) -> None:
    """Escribe un valor en letras."""
    found = calcular_letras(valor)
    # Nothing but the words: they go straight into a document or another program.
    words = str(found.datos["letras"])
    emit(state_of(ctx), found.datos, lambda _console: typer.echo(words))
