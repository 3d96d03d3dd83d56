"""`analizar` and `marcar-hecho`: what the law says of a case, and what people know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.formats import fecha_corta

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.analisis.caso import AnalisisCaso
    from cobro_desktop.services.analisis.pieza import Pieza

Numero = Annotated[str, typer.Argument(help="Número del expediente.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("analizar")(analizar)
    app.command("marcar-hecho")(marcar)


def analizar(ctx: typer.Context, numero: Numero) -> None:
    """Dice qué resulta de la ley para un expediente, y qué falta saber."""
    from cobro_desktop.services.analisis.caso import analizar_caso
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    case = id_de(state.workspace, numero)
    found = analizar_caso(state.workspace, case, state.hoy)
    emit(state, found.en_json(), lambda console: _show(console, found))


def marcar(
    ctx: typer.Context,
    numero: Numero,
    hecho: Annotated[str, typer.Argument(help="Clave del hecho, como sin_bienes.")],
    valor: Annotated[
        str, typer.Argument(help="si, no o desconocido; o el porcentaje o los pesos.")
    ],
    motivo: Annotated[str, typer.Option(metavar="TEXTO", help="En qué se apoya.")] = "",
) -> None:
    """Deja dicho en un expediente lo que solo una persona sabe."""
    from cobro_desktop.services.analisis.marcar import MarcarHecho, marcar_hecho
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    command = MarcarHecho(id_de(state.workspace, numero), hecho, valor, motivo)
    changes = marcar_hecho(command, state.workspace, state.contexto)
    datos = {"expediente": numero, **changes.datos}
    emit_changes(state, changes, datos)


def _show(console: Console, found: AnalisisCaso) -> None:
    console.print(f"{found.numero}, {found.sigla}, a {fecha_corta(found.dia)}")
    for text in found.hallazgos:
        console.print(f"Atención: {text}")
    for piece in found.piezas:
        _show_piece(console, piece)


def _show_piece(console: Console, piece: Pieza) -> None:
    console.print(f"\n{piece.titulo}: {piece.veredicto}")
    for line in piece.renglones:
        source = f" [{line.fuente}]" if line.fuente else ""
        console.print(f"  {line.nombre}: {line.valor}{source}", markup=False)
    for note in piece.notas:
        console.print(f"  {note}", markup=False)
    for step in piece.traza:
        if step.norma:
            console.print(f"  Norma: {step.norma}", markup=False)
