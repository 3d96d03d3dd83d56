"""The conciliation with the books from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.conciliacion.comparacion import Conciliacion, Partida


def register(app: typer.Typer) -> None:
    """Add `conciliar`."""
    app.command("conciliar")(conciliar)


def conciliar(
    ctx: typer.Context,
    corte: Annotated[
        dt.date,
        typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Corte de los saldos."),
    ],
    *,
    entidad: Annotated[
        str, typer.Option(metavar="SIGLA", help="De quién son los saldos.")
    ] = "",
    salida: Annotated[
        Path | None, typer.Option(help="Libro que se escribe (.xlsx).")
    ] = None,
    anotar: Annotated[
        str, typer.Option(metavar="CLAVE", help="Partida cuya causa se escribe.")
    ] = "",
    causa: Annotated[str, typer.Option(help="Causa de la diferencia anotada.")] = "",
    nota: Annotated[str, typer.Option(help="En qué se basa la causa anotada.")] = "",
    acta: Annotated[
        bool, typer.Option("--acta", help="Proyecta el acta de conciliación.")
    ] = False,
) -> None:
    """Compara los saldos de cobro con los contables y dice por qué difieren."""
    from cobro_desktop.services.conciliacion import acta as minutes
    from cobro_desktop.services.conciliacion import comparacion, registro

    state = state_of(ctx)
    found = comparacion.conciliar(state.workspace, entidad, corte)
    done = []
    if anotar:
        noted = registro.AnotarDiferencia(found.sigla, corte, anotar, causa, nota)
        done.append(registro.anotar_diferencia(noted, state.workspace, state.contexto))
        found = comparacion.conciliar(state.workspace, found.sigla, corte)
    if salida is not None:
        done.append(
            registro.exportar_conciliacion(
                found, salida, state.workspace, state.contexto
            )
        )
    if acta:
        done.append(
            minutes.levantar_acta(state.workspace, state.contexto, found.sigla, corte)
        )
    datos = _as_json(found)
    for changes in done:
        datos |= changes.datos

    def show(console: Console) -> None:
        _print(console, found)
        for changes in done:
            console.print(changes.resumen)

    emit(state, datos, show)


def _as_json(found: Conciliacion) -> dict[str, object]:
    from cobro_desktop.domain.dinero import en_pesos

    return {
        "entidad": found.sigla,
        "corte": found.corte.isoformat(),
        "cobro": en_pesos(found.cobro.total),
        "libros": en_pesos(found.libros.total),
        "diferencia": en_pesos(found.diferencia),
        "causas": [
            {
                "causa": str(total.causa),
                "partidas": total.partidas,
                "diferencia": en_pesos(total.diferencia),
            }
            for total in found.por_causa()
        ],
        "diferencias": [_partida(partida) for partida in found.diferencias],
    }


def _partida(partida: Partida) -> dict[str, object]:
    from cobro_desktop.domain.dinero import en_pesos

    ours, books = partida.lados.cobro, partida.lados.libros
    return {
        "clave": partida.clave,
        "expediente": partida.expediente,
        "deudor": partida.deudor,
        "titulo": partida.titulo,
        "cobro": en_pesos(ours.total) if ours else None,
        "libros": en_pesos(books.total) if books else None,
        "diferencia": en_pesos(partida.diferencia),
        "causa": str(partida.explicacion.causa),
        "motivo": partida.explicacion.texto,
        "anotada": partida.anotada is not None,
    }


def _print(console: Console, found: Conciliacion) -> None:
    from rich.table import Table

    from cobro_desktop.domain.conciliacion import NOMBRES
    from cobro_desktop.formats import fecha_larga, pesos

    console.print(
        f"{found.entidad}, al {fecha_larga(found.corte)}. En cobro "
        f"{pesos(found.cobro.total)}; en libros {pesos(found.libros.total)}; "
        f"diferencia {pesos(found.diferencia)}."
    )
    table = Table("Causa", "Obligaciones", "Diferencia")
    for total in found.por_causa():
        table.add_row(
            NOMBRES[total.causa], str(total.partidas), pesos(total.diferencia)
        )
    console.print(table)
    for partida in found.diferencias:
        who = partida.expediente or partida.clave
        console.print(
            f"{who} · {partida.deudor}: {pesos(partida.diferencia)}. "
            f"{partida.explicacion.texto}"
        )
