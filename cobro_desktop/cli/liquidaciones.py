"""Liquidations of a case: seen, kept, printed and repeated."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import KNOWN_PROBLEM, emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import fecha_corta, instante, pesos
from cobro_desktop.services.calculadoras.intereses import datos_de

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.liquidaciones import LiquidacionCaso
    from cobro_desktop.services.liquidaciones_verificadas import (
        InformeHuella,
        LiquidacionVerificada,
    )

Numero = Annotated[str, typer.Argument(help="Número del expediente.")]
Corte = Annotated[
    dt.date,
    typer.Option(parser=fecha, metavar="D", help="Hasta qué día, incluido."),
]


def register(app: typer.Typer) -> None:
    """Add `liquidacion` and `verificar-liquidacion`."""
    app.command("liquidacion")(liquidacion)
    app.command("verificar-liquidacion")(verificar)


def liquidacion(
    ctx: typer.Context,
    numero: Numero,
    corte: Corte,
    guardar: Annotated[
        bool, typer.Option("--guardar", help="Dejarla en el expediente.")
    ] = False,
    pdf: Annotated[
        Path | None, typer.Option(metavar="F", help="Archivo PDF que se escribe.")
    ] = None,
    excel: Annotated[
        Path | None,
        typer.Option(metavar="F", help="Libro de Excel con fórmulas que se escribe."),
    ] = None,
) -> None:
    """Liquida lo que debe un expediente; la guarda, la imprime o la lleva a Excel."""
    from cobro_desktop.services import liquidaciones_impresas as out
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.liquidaciones import liquidar_caso
    from cobro_desktop.services.liquidaciones_guardadas import (
        GuardarLiquidacion,
        guardadas_de,
        guardar_liquidacion,
    )

    state = state_of(ctx)
    expediente = id_de(state.workspace, numero)
    told = ""
    if guardar:
        command = GuardarLiquidacion(expediente, corte)
        told = guardar_liquidacion(command, state.workspace, state.contexto).resumen
    caso = liquidar_caso(state.workspace, expediente, corte)
    if pdf:
        out.imprimir_liquidacion(caso, pdf, state.workspace, state.contexto)
    if excel:
        out.exportar_liquidacion(caso, excel, state.workspace, state.contexto)
    kept = guardadas_de(state.workspace, caso)
    datos = _datos(caso) | {
        "guardada": len(kept) == len(caso.obligaciones),
        "pdf": str(pdf) if pdf else None,
        "excel": str(excel) if excel else None,
    }
    files = [str(path) for path in (pdf, excel) if path]
    emit(state, datos, lambda console: _show(console, caso, [told, *files]))


def verificar(
    ctx: typer.Context,
    huella: Annotated[str, typer.Argument(help="Los 12 caracteres de la hoja.")],
) -> None:
    """Recalcula una liquidación guardada y dice en qué difiere."""
    from cobro_desktop.services.liquidaciones_verificadas import verificar_liquidacion

    state = state_of(ctx)
    informe = verificar_liquidacion(state.workspace, huella)
    datos = {
        "huella": informe.huella,
        "coincide": informe.coincide,
        "liquidaciones": [_verificada(item) for item in informe.liquidaciones],
    }
    emit(state, datos, lambda console: _show_verdict(console, informe))
    if not informe.coincide:
        raise typer.Exit(KNOWN_PROBLEM)


def _datos(caso: LiquidacionCaso) -> dict[str, object]:
    saldo = caso.saldo
    return {
        "expediente": caso.numero,
        "corte": caso.corte.isoformat(),
        "obligaciones": [
            {
                "obligacion": o.obligacion_id,
                "concepto": o.concepto,
                "titulo": o.titulo,
                **datos_de(o.liquidacion),
            }
            for o in caso.obligaciones
        ],
        "interes": en_pesos(sum(o.liquidacion.interes for o in caso.obligaciones)),
        "saldo_capital": en_pesos(saldo.capital),
        "saldo_interes": en_pesos(saldo.intereses),
        "saldo_costas": en_pesos(saldo.costas),
        "total": en_pesos(saldo.total),
        "por_dia_adicional": en_pesos(caso.por_dia_adicional),
    }


def _verificada(item: LiquidacionVerificada) -> dict[str, object]:
    return {
        "expediente": item.expediente,
        "corte": item.corte.isoformat(),
        "usuario": item.usuario,
        "guardada_en": item.creada_en.isoformat(),
        "coincide": item.coincide,
        "problema": item.problema or None,
        "diferencias": [
            {
                "campo": d.campo,
                "dato": d.dato,
                "guardado": d.guardado,
                "recalculado": d.recalculado,
            }
            for d in item.diferencias
        ],
    }


def _show(console: Console, caso: LiquidacionCaso, told: list[str]) -> None:
    console.print(f"{caso.numero}, con corte al {fecha_corta(caso.corte)}")
    for o in caso.obligaciones:
        found = o.liquidacion
        console.print(
            f"  {o.concepto}, {o.titulo}: capital {pesos(found.saldo.capital)}, "
            f"intereses {pesos(found.saldo.intereses)}, total {pesos(found.total)}. "
            f"Huella {found.huella}."
        )
        for text in found.advertencias:
            console.print(f"    Atención: {text}")
    console.print(f"Total: {pesos(caso.saldo.total)}")
    console.print(f"Por cada día adicional: {pesos(caso.por_dia_adicional)}")
    for line in filter(None, told):
        console.print(line)


def _show_verdict(console: Console, informe: InformeHuella) -> None:
    console.print(informe.resumen)
    for item in informe.liquidaciones:
        console.print(
            f"  {item.expediente}, corte {fecha_corta(item.corte)}, guardada por "
            f"{item.usuario} el {instante(item.creada_en)}"
        )
        if item.problema:
            console.print(f"    {item.problema}")
        for d in item.diferencias:
            console.print(f"    {d.dato}: decía {d.guardado}, hoy da {d.recalculado}")
