"""`direccion`: where to find a debtor, with its source, dates and why one closed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from cobro_desktop.cli.expedientes import Numero
from cobro_desktop.cli.output import emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha

Clase = Annotated[str, typer.Option(help="direccion, correo o telefono.")]
Dia = Annotated[
    dt.date | None,
    typer.Option("--fecha", parser=fecha, metavar="AAAA-MM-DD", help="Si falta, hoy."),
]
Deudor = Annotated[str, typer.Option(help="Documento, si hay varios deudores.")]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    family = typer.Typer(help="Las direcciones de los deudores de un expediente.")
    family.command("agregar")(agregar)
    family.command("cerrar")(cerrar)
    app.add_typer(family, name="direccion")


def agregar(
    ctx: typer.Context,
    numero: Numero,
    texto: Annotated[str, typer.Argument(help="La dirección, correo o teléfono.")],
    fuente: Annotated[str, typer.Option(help="De dónde se supo.")],
    clase: Clase = "direccion",
    municipio: Annotated[str, typer.Option(help="Dónde queda.")] = "",
    deudor: Deudor = "",
    fecha_dato: Dia = None,
    cambio: Annotated[
        bool, typer.Option("--cambio", help="El deudor informó que la cambió.")
    ] = False,
) -> None:
    """Agrega una forma de ubicar al deudor."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.direcciones import (
        AgregarDireccion,
        agregar_direccion,
    )

    state = state_of(ctx)
    command = AgregarDireccion(
        expediente_id=id_de(state.workspace, numero),
        documento=deudor,
        clase=clase,
        texto=texto,
        municipio=municipio,
        fuente=fuente,
        desde=fecha_dato or state.hoy,
        cambio=cambio,
    )
    emit_changes(state, agregar_direccion(command, state.workspace, state.contexto))


def cerrar(
    ctx: typer.Context,
    numero: Numero,
    texto: Annotated[str, typer.Argument(help="Como está escrita en el expediente.")],
    causa: Annotated[str, typer.Option(help="Como la anotó el correo.")],
    clase: Clase = "direccion",
    deudor: Deudor = "",
    fecha_dato: Dia = None,
) -> None:
    """Dice que una dirección ya no sirve, con su causa."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.direcciones import (
        CerrarDireccion,
        cerrar_direccion,
    )

    state = state_of(ctx)
    command = CerrarDireccion(
        expediente_id=id_de(state.workspace, numero),
        documento=deudor,
        clase=clase,
        texto=texto,
        causa=causa,
        fecha=fecha_dato or state.hoy,
    )
    emit_changes(state, cerrar_direccion(command, state.workspace, state.contexto))
