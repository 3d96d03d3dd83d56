"""`reabrir`: a case that ended comes back in by one of its doors."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.expedientes import Numero
from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from cobro_desktop.services.reaperturas import Puertas


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("reabrir")(reabrir)


def reabrir(
    ctx: typer.Context,
    numero: Numero,
    por: Annotated[
        str,
        typer.Option(
            metavar="CAUSA", help="Por qué vuelve; sin ella, dice cuáles hay."
        ),
    ] = "",
    motivo: Annotated[
        str, typer.Option(metavar="T", help="Qué pasó, o el acto que lo ordena.")
    ] = "",
    fecha_acto: Annotated[
        dt.date | None,
        typer.Option("--fecha", parser=fecha, metavar="D", help="Si falta, hoy."),
    ] = None,
    soporte: Annotated[
        Path | None, typer.Option(help="Archivo con el acto o el oficio que lo trae.")
    ] = None,
) -> None:
    """Reabre un expediente que terminó y lo lleva a la actividad que corresponde."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.reaperturas import Reabrir, ver_puertas
    from cobro_desktop.services.reaperturas import reabrir as bring_back

    state = state_of(ctx)
    case = id_de(state.workspace, numero)
    if not por:
        doors = ver_puertas(state.workspace, case)
        text = "\n".join(_lines(doors))
        emit(state, _datos(doors), lambda console: console.print(text, markup=False))
        return
    if not motivo.strip():
        message = "Escriba con --motivo por qué se reabre: queda registrado."
        raise InvalidDataError(message)
    command = Reabrir(case, por, fecha_acto or state.hoy, motivo, soporte)
    done = bring_back(command, state.workspace, state.contexto)
    emit_changes(state, done)


def _datos(doors: Puertas) -> dict[str, object]:
    return {
        "estado": doors.estado,
        "puertas": [
            {"causa": p.resultado, "etiqueta": p.etiqueta, "actividad": p.siguiente}
            for p in doors.puertas
        ],
    }


def _lines(doors: Puertas) -> list[str]:
    if not doors.puertas:
        return ["Este expediente no ha terminado, o su final no tiene regreso."]
    return ["Puede volver por una de estas causas:"] + [
        f"  {p.resultado}: {p.etiqueta} (actividad {p.siguiente})"
        for p in doors.puertas
    ]
