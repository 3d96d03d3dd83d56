"""`vincular`: heirs, those who answer too, and who speaks for the debtor."""

from __future__ import annotations

from typing import Annotated

import typer

from cobro_desktop.cli.expedientes import Numero
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("vincular")(vincular)


def vincular(
    ctx: typer.Context,
    numero: Numero,
    documento: Annotated[
        str, typer.Argument(help="Con su clase: «CC 52.123.456», «NIT 890361405-7».")
    ],
    rol: Annotated[
        str, typer.Option(help="solidario, heredero, representante o apoderado.")
    ],
    nombre: Annotated[str, typer.Option()],
    motivo: Annotated[str, typer.Option(help="Con el papel que lo prueba.")],
) -> None:
    """Vincula a otra persona al expediente; cada obligado se notifica aparte."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.vinculacion import Vincular
    from cobro_desktop.services.trabajo.vinculacion import vincular as link

    state = state_of(ctx)
    command = Vincular(
        expediente_id=id_de(state.workspace, numero),
        rol=rol,
        documento=documento,
        nombre=nombre,
        motivo=motivo,
    )
    changes = link(command, state.workspace, state.contexto)
    datos = {**changes.datos, "resumen": changes.resumen}
    emit(state, datos, lambda console: console.print(changes.resumen, markup=False))
