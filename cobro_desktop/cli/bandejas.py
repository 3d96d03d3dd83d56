"""What a coordinator looks for: under study, forgotten, returned, and its situation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.domain.dinero import en_pesos

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.trabajo.bandejas import PorEstudiar, SinMovimiento
    from cobro_desktop.services.trabajo.devoluciones import Estadistica

Dia = Annotated[
    dt.date | None, typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Incluido.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("por-estudiar")(por_estudiar)
    app.command("sin-movimiento")(sin_movimiento)
    app.command("devoluciones")(devoluciones)
    app.command("situacion")(situacion)


def por_estudiar(
    ctx: typer.Context,
    de: Annotated[str, typer.Option(metavar="USUARIO", help="Solo los suyos.")] = "",
) -> None:
    """Muestra los títulos en estudio: desde cuándo, quién y qué se ha hallado."""
    from cobro_desktop.services.trabajo.bandejas import por_estudiar as under_study

    state = state_of(ctx)
    found = under_study(state.workspace, state.hoy, login=de)
    datos: dict[str, object] = {
        "total": found.total,
        "expedientes": [
            {
                "numero": row.numero,
                "deudor": row.deudor,
                "origen": row.origen,
                "actividad": row.actividad,
                "responsable": row.responsable or None,
                "recibido": row.recibido.isoformat(),
                "dias": row.dias,
                "hallazgos": list(row.hallazgos),
                "saldo": en_pesos(row.saldo),
            }
            for row in found.filas
        ],
    }
    emit(state, datos, lambda console: _show_study(console, found))


def sin_movimiento(
    ctx: typer.Context,
    dias: Annotated[int, typer.Option(min=1, help="Días sin que nada lo mueva.")] = 60,
) -> None:
    """Cuenta los expedientes que nadie mueve, por profesional."""
    from cobro_desktop.domain.movimiento import TRAMOS
    from cobro_desktop.services.trabajo.bandejas import sin_movimiento as forgotten

    state = state_of(ctx)
    found = forgotten(state.workspace, state.hoy, dias=dias)
    datos: dict[str, object] = {
        "dias": found.dias,
        "corte": found.corte.isoformat(),
        "casos": found.casos,
        "saldo": en_pesos(found.saldo),
        "responsables": [
            {
                "usuario": one.login or None,
                "nombre": one.nombre,
                "casos": one.casos,
                "saldo": en_pesos(one.saldo),
                "tramos": dict(zip(map(str, TRAMOS), one.tramos, strict=True)),
                "mas_antiguo": one.mas_antiguo.isoformat() if one.mas_antiguo else None,
            }
            for one in found.olvidos
        ],
        "consulta": f"estado:ABIERTO movimiento<={found.corte.isoformat()}",
    }
    emit(state, datos, lambda console: _show_forgotten(console, found))


def devoluciones(
    ctx: typer.Context,
    desde: Dia = None,
    hasta: Dia = None,
    estadistica: Annotated[
        bool, typer.Option("--estadistica", help="Por quién envió los títulos.")
    ] = False,
    salida: Annotated[
        Path | None, typer.Option(help="Libro de Excel con todas.")
    ] = None,
) -> None:
    """Muestra los títulos devueltos con su causa, o quién los envía."""
    from cobro_desktop.services.trabajo.devoluciones import estadistica as statistics

    state = state_of(ctx)
    if salida is not None:
        from cobro_desktop.services.trabajo.devoluciones_libro import (
            ExportarDevoluciones,
            exportar_devoluciones,
        )

        command = ExportarDevoluciones(salida, desde, hasta)
        done = exportar_devoluciones(command, state.workspace, state.contexto)
        emit_changes(state, done)
        return
    found = statistics(state.workspace, desde, hasta)
    show = _show_senders if estadistica else _show_returns
    emit(
        state,
        _senders(found) if estadistica else _returns(found),
        lambda console: show(console, found),
    )


def situacion(
    ctx: typer.Context,
    numeros: Annotated[
        list[str], typer.Argument(metavar="EXPEDIENTE…", help="Uno o varios.")
    ],
    es: Annotated[
        str,
        typer.Option(help="Como esperando_tercero; vacío: que la diga el programa."),
    ] = "",
    motivo: Annotated[str, typer.Option(help="Qué se espera y de quién.")] = "",
) -> None:
    """Dice a mano qué espera un expediente, aparte de su etapa."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.situacion import (
        CambiarSituacion,
        cambiar_situacion,
    )

    state = state_of(ctx)
    ids = tuple(id_de(state.workspace, numero) for numero in numeros)
    command = CambiarSituacion(ids, es, motivo)
    done = cambiar_situacion(command, state.workspace, state.contexto)
    datos = {**done.datos, "resumen": done.resumen}
    emit_changes(state, done, datos)


def _returns(found: Estadistica) -> dict[str, object]:
    return {
        "total": len(found.devoluciones),
        "devoluciones": [
            {
                "numero": one.numero,
                "deudor": one.deudor,
                "entidad": one.entidad,
                "origen": one.origen,
                "fecha": one.fecha.isoformat(),
                "causas": list(one.causas),
                "hallazgos": list(one.hallazgos),
                "saldo": en_pesos(one.saldo),
                "reingreso": one.reingreso.isoformat() if one.reingreso else None,
            }
            for one in found.devoluciones
        ],
    }


def _senders(found: Estadistica) -> dict[str, object]:
    return {
        "total": len(found.devoluciones),
        "causas": dict(found.causas),
        "emisores": [
            {
                "entidad": one.entidad,
                "origen": one.origen,
                "recibidos": one.recibidos,
                "devueltos": one.devueltos,
                "porcentaje": one.porcentaje,
                "saldo": en_pesos(one.saldo),
                "causas": dict(one.causas),
                "reingresados": one.reingresados,
            }
            for one in found.emisores
        ],
    }


def _show_study(console: Console, found: PorEstudiar) -> None:
    from rich.table import Column, Table

    table = Table(
        "Expediente", "Deudor", "Actividad", "Responsable",
        Column("Días", justify="right"), "Hallazgos",
    )  # fmt: skip
    for row in found.filas:
        who = row.responsable or "Sin repartir"
        wrong = " ".join(row.hallazgos) or "Ninguno todavía"
        table.add_row(row.numero, row.deudor, row.actividad, who, str(row.dias), wrong)
    console.print(f"{found.total} títulos en estudio.", markup=False)
    console.print(table)


def _show_forgotten(console: Console, found: SinMovimiento) -> None:
    from rich.table import Column, Table

    from cobro_desktop.formats import cantidad, fecha_corta, pesos

    table = Table(
        "Profesional",
        Column("Expedientes", justify="right"),
        Column("Saldo", justify="right"),
        "Sin movimiento desde",
    )
    for one in found.olvidos:
        since = fecha_corta(one.mas_antiguo)
        table.add_row(one.nombre, str(one.casos), pesos(one.saldo), since)
    cases = cantidad(found.casos, "expediente")
    console.print(f"{cases} sin movimiento en {found.dias} días.", markup=False)
    console.print(table)


def _show_returns(console: Console, found: Estadistica) -> None:
    from rich.table import Table

    from cobro_desktop.formats import fecha_corta

    table = Table("Expediente", "Deudor", "Quién lo envió", "Devuelto", "Causa")
    for one in found.devoluciones:
        causes = "; ".join(one.causas)
        day = fecha_corta(one.fecha)
        table.add_row(one.numero, one.deudor, one.origen, day, causes)
    console.print(table)


def _show_senders(console: Console, found: Estadistica) -> None:
    from rich.table import Column, Table

    table = Table(
        "Entidad",
        "Quién envía",
        Column("Recibidos", justify="right"),
        Column("Devueltos", justify="right"),
        Column("%", justify="right"),
        "Causas",
    )
    for one in found.emisores:
        causes = ", ".join(f"{name} ({n})" for name, n in one.causas)
        counts = (str(one.recibidos), str(one.devueltos), str(one.porcentaje))
        table.add_row(one.entidad, one.origen, *counts, causes)
    console.print(table)
