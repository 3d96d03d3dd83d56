"""Editing a draft in Word, and comparing its versions, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of

_Id = Annotated[int, typer.Argument(metavar="ID", help="Id del documento.")]


def register(app: typer.Typer) -> None:
    """Add the commands of working copies and versions."""
    app.command("documento-editar")(editar)
    app.command("copias-trabajo")(copias)
    app.command("comparar-versiones")(comparar)


def editar(
    ctx: typer.Context,
    documento: _Id,
    sacar: Annotated[
        Path | None, typer.Option(help="Archivo .docx que se escribe para editarlo.")
    ] = None,
    traer: Annotated[
        Path | None, typer.Option(help="Archivo .docx ya editado.")
    ] = None,
    seguir: Annotated[
        bool, typer.Option("--seguir", help="Con --traer: la copia sigue en Word.")
    ] = False,
) -> None:
    """Saca un borrador para editarlo en Word, o trae lo editado como versión nueva."""
    from cobro_desktop.services.documentos.edicion import (
        SacarCopia,
        TraerCopia,
        sacar_copia,
        traer_copia,
    )

    state = state_of(ctx)
    if sacar is not None and traer is None:
        out = SacarCopia(documento, sacar)
        changes = sacar_copia(out, state.workspace, state.contexto)
    elif traer is not None and sacar is None:
        back = TraerCopia(documento, traer, seguir=seguir)
        changes = traer_copia(back, state.workspace, state.contexto)
    else:
        message = "Diga una sola cosa: --sacar ARCHIVO o --traer ARCHIVO."
        raise typer.BadParameter(message)
    emit_changes(state, changes)


def copias(
    ctx: typer.Context,
    descartar: Annotated[
        int | None, typer.Option(metavar="ID", help="Olvida una; no borra su archivo.")
    ] = None,
) -> None:
    """Muestra los borradores que están fuera, en Word, y cómo está cada archivo."""
    from cobro_desktop.services.documentos.copias import copias_abiertas
    from cobro_desktop.services.documentos.edicion import (
        DescartarCopia,
        descartar_copia,
    )

    state = state_of(ctx)
    if descartar is not None:
        command = DescartarCopia(descartar)
        descartar_copia(command, state.workspace, state.contexto)
    found = copias_abiertas(state.workspace, state.contexto)
    lines = [
        f"{c.id} · documento {c.documento_id} · {c.expediente} · {c.nombre} · "
        f"{c.estado} · {c.ruta}"
        for c in found
    ]
    emit(
        state,
        {
            "copias": [
                c._asdict()
                | {
                    "ruta": str(c.ruta),
                    "estado": str(c.estado),
                    "abierta_en": c.abierta_en.isoformat(),
                }
                for c in found
            ]
        },
        lambda console: console.print(
            "\n".join(lines) or "No hay borradores fuera.", markup=False
        ),
    )


def comparar(
    ctx: typer.Context,
    documento: _Id,
    desde: Annotated[int, typer.Option(help="Versión anterior: 1, 2…")],
    hasta: Annotated[int, typer.Option(help="Versión posterior.")],
) -> None:
    """Dice qué párrafos cambiaron entre dos versiones de un documento."""
    from cobro_desktop.documents.diferencias_texto import Clase
    from cobro_desktop.services.documentos.versiones import comparar_versiones

    state = state_of(ctx)
    found = comparar_versiones(state.workspace, documento, desde, hasta)
    signs = {Clase.QUITADO: "-", Clase.AGREGADO: "+", Clase.IGUAL: " "}
    changed = [r for r in found.renglones if r.clase is not Clase.IGUAL]
    lines = [f"{signs[r.clase]} {r.texto}" for r in changed]
    emit(
        state,
        {
            "documento": documento,
            "desde": desde,
            "hasta": hasta,
            "cambios": [{"clase": str(r.clase), "texto": r.texto} for r in changed],
        },
        lambda console: console.print(
            "\n".join(lines) or "Dicen lo mismo.", markup=False
        ),
    )
