"""`nit` and `letras`: a check digit and an amount in words."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from cobro_desktop.cli.calculos import answer
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero
from cobro_desktop.domain.dinero import Centavos, en_pesos
from cobro_desktop.domain.identificacion import nit_dv
from cobro_desktop.domain.letras import pesos_en_letras


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
    compact = re.sub(r"[\s.,]", "", numero)
    found = re.fullmatch(r"(.+)-(\d)", compact)
    body, written = found.groups() if found else (compact, None)
    dv = nit_dv(body)
    right = written is None or int(written) == dv
    notes = [] if right else [f"El dígito escrito, {written}, no corresponde."]
    datos = {
        "nit": body,
        "dv": dv,
        "completo": f"{body}-{dv}",
        "correcto": right,
        "advertencias": notes,
    }
    answer(state_of(ctx), datos, [f"{body}-{dv}", *notes])


def letras(
    ctx: typer.Context,
    valor: Annotated[
        Centavos,
        typer.Argument(parser=dinero, metavar="N", help="Pesos, con o sin centavos."),
    ],
) -> None:
    """Escribe un valor en letras."""
    words = pesos_en_letras(valor)
    datos = {"valor": en_pesos(valor), "letras": words}
    answer(state_of(ctx), datos, [words])
