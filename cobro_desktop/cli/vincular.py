"""`vincular` and `desvincular`: heirs, who answers too, who speaks for the debtor."""

from __future__ import annotations

from typing import Annotated

import typer

from cobro_desktop.cli.expedientes import Numero
from cobro_desktop.cli.output import emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero

Documento = Annotated[
    str, typer.Argument(help="Con su clase: «CC 52.123.456», «NIT 890361405-7».")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("vincular")(vincular)
    app.command("desvincular")(desvincular)


def vincular(
    ctx: typer.Context,
    numero: Numero,
    documento: Documento,
    *,
    rol: Annotated[
        str, typer.Option(help="solidario, heredero, representante o apoderado.")
    ],
    nombre: Annotated[str, typer.Option(help="Como lo escribirán los documentos.")],
    motivo: Annotated[str, typer.Option(help="Con el papel que lo prueba.")],
    tope: Annotated[
        int | None,
        typer.Option(
            parser=dinero,
            metavar="N",
            help="Hasta cuántos pesos responde un solidario; si falta, por todo.",
        ),
    ] = None,
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
        tope=tope,
    )
    emit_changes(state, link(command, state.workspace, state.contexto))


def desvincular(
    ctx: typer.Context,
    numero: Numero,
    documento: Documento,
    *,
    motivo: Annotated[str, typer.Option(help="Por qué; queda en la historia.")],
    rol: Annotated[
        str, typer.Option(help="Si la persona está en dos calidades, cuál se quita.")
    ] = "",
) -> None:
    """Quita a quien se vinculó por error, si nada del expediente está a su nombre."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.desvinculacion import Desvincular
    from cobro_desktop.services.trabajo.desvinculacion import desvincular as unlink

    state = state_of(ctx)
    command = Desvincular(
        expediente_id=id_de(state.workspace, numero),
        documento=documento,
        rol=rol,
        motivo=motivo,
    )
    emit_changes(state, unlink(command, state.workspace, state.contexto))
