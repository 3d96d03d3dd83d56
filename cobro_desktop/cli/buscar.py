"""Searching the words of the documents from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from cobro_desktop.services.electronico.textos import Hallado


def register(app: typer.Typer) -> None:
    """Add `buscar` and `reindexar`."""
    app.command("buscar")(buscar)
    app.command("reindexar")(reindexar)


def buscar(
    ctx: typer.Context,
    palabras: Annotated[list[str], typer.Argument(help="Lo que se busca.")],
    cuantos: Annotated[int, typer.Option(min=1, help="Cuántos se muestran.")] = 50,
) -> None:
    """Busca palabras en el texto de los documentos de los expedientes."""
    from cobro_desktop.services.electronico.textos import buscar_textos

    state = state_of(ctx)
    found = buscar_textos(state.workspace, " ".join(palabras), cuantos=cuantos)
    datos = [_datos(one) for one in found]
    lines = [
        f"{one.expediente} · {one.documento_id} · {one.nombre} · {one.fecha}\n"
        f"  {one.extracto}"
        for one in found
    ]
    text = "\n".join(lines) or "Ningún documento tiene esas palabras."
    emit(
        state,
        {"documentos": datos},
        lambda console: console.print(text, markup=False),
    )


def reindexar(ctx: typer.Context) -> None:
    """Lee el texto de los documentos que la búsqueda todavía no conoce."""
    from cobro_desktop.services.electronico.textos import reindexar as read_again

    state = state_of(ctx)
    changes = read_again(state.workspace, state.contexto)
    emit_changes(state, changes)


def _datos(one: Hallado) -> dict[str, object]:
    found = one._asdict()
    del found["fragmentos"]
    return {**found, "fecha": one.fecha.isoformat(), "extracto": one.extracto}
