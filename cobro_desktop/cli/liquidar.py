"""`liquidar`: interest, payments and balance of one obligation to a date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from cobro_desktop.cli.ley import calendario_de, opciones_en_vigor, referencia_de
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero, fecha, par, rango
from cobro_desktop.domain.cuenta import Abono, Cuenta, Suspension
from cobro_desktop.domain.dinero import Centavos
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen, leer_regimen
from cobro_desktop.services.calculadoras.calculo import Marco
from cobro_desktop.services.calculadoras.intereses import (
    datos_de,
    exigible_de_multa,
    fila,
    liquidar_cuenta,
    resumen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.opciones import Opciones


_PEDIDA: Final = "se pidió en la orden"
"""Why the days of `--suspende` earn nothing; the fingerprint depends on it."""


class Eleccion(NamedTuple):
    """A switch and the reading asked for this time."""

    clave: str
    valor: str


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("liquidar")(command)


def abono(text: str) -> Abono:
    """Read `AAAA-MM-DD=valor`."""
    day, value = par(text)
    return Abono(fecha(day), dinero(value))


def suspension(text: str) -> Suspension:
    """Read `D..D`, both days included; one day alone is a range of one."""
    return Suspension(*rango(text), _PEDIDA)


def eleccion(text: str) -> Eleccion:
    """Read `clave=valor`."""
    return Eleccion(*par(text))


def command(
    ctx: typer.Context,
    regimen: Annotated[
        str, typer.Option(help="ley68, et635, ley80, cco884 o disciplinario.")
    ],
    capital: Annotated[
        Centavos, typer.Option(parser=dinero, metavar="N", help="Capital en pesos.")
    ],
    corte: Annotated[
        dt.date,
        typer.Option(parser=fecha, metavar="D", help="Hasta qué día, incluido."),
    ],
    exigible: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha, metavar="D", help="Último día sin mora; no causa interés."
        ),
    ] = None,
    firmeza: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha,
            metavar="D",
            help="En vez de --exigible: firmeza de una multa de la Ley 1801 (et635) o "
            "disciplinaria.",
        ),
    ] = None,
    abonos: Annotated[
        list[Abono] | None,
        typer.Option(
            "--abono", parser=abono, metavar="D=N", help="Un pago; puede repetirse."
        ),
    ] = None,
    suspende: Annotated[
        list[Suspension] | None,
        typer.Option(
            parser=suspension,
            metavar="D..D",
            help="Días que no causan interés, los dos incluidos; puede repetirse.",
        ),
    ] = None,
    costas: Annotated[
        Centavos | None,
        typer.Option(parser=dinero, metavar="N", help="Gastos del cobro."),
    ] = None,
    imputacion: Annotated[
        str | None, typer.Option(metavar="et804|cc1653", help="A qué va cada pago.")
    ] = None,
    opcion: Annotated[
        list[Eleccion] | None,
        typer.Option(
            parser=eleccion,
            metavar="K=V",
            help="Una lectura de la ley; puede repetirse.",
        ),
    ] = None,
    entidad: Annotated[
        str | None,
        typer.Option(metavar="SIGLA", help="La entidad cuyas opciones rigen."),
    ] = None,
    proyectar: Annotated[
        bool,
        typer.Option(
            "--proyectar",
            help="Donde falte la tasa, usa la última; no sirve para un título.",
        ),
    ] = False,
) -> None:
    """Liquida intereses, abonos y saldo de una obligación hasta una fecha."""
    state = state_of(ctx)
    cambios = {chosen.clave: chosen.valor for chosen in opcion or ()}
    if imputacion is not None:
        cambios["imputacion"] = imputacion
    opciones = opciones_en_vigor(state, entidad, cambios)
    parsed = leer_regimen(regimen)
    calendario = calendario_de(state, entidad, opciones)
    marco = Marco(opciones, referencia_de(state), calendario, state.hoy)
    cuenta = Cuenta(
        capital=capital,
        regimen=parsed,
        exigible=_exigible(exigible, firmeza, (parsed, corte), marco),
        corte=corte,
        abonos=tuple(abonos or ()),
        costas=costas or 0,
        suspensiones=tuple(suspende or ()),
    )
    found = liquidar_cuenta(
        marco, cuenta, desde_firmeza=firmeza is not None, proyectar=proyectar
    )
    emit(state, datos_de(found), lambda console: _print(console, found, opciones))


def _exigible(
    exigible: dt.date | None,
    firmeza: dt.date | None,
    regimen_y_corte: tuple[Regimen, dt.date],
    marco: Marco,
) -> dt.date:
    regimen, corte = regimen_y_corte
    if exigible is not None and firmeza is None:
        return exigible
    if firmeza is None or exigible is not None:
        msg = "escriba una de las dos; --firmeza es para multas que dan tiempo."
        raise typer.BadParameter(msg, param_hint="--exigible o --firmeza")
    return exigible_de_multa(firmeza, corte, regimen, marco)


def _print(console: Console, found: Liquidacion, opciones: Opciones) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    ficha = FICHAS[found.cuenta.regimen]
    console.print(f"{ficha.nombre} ({ficha.norma})")
    if found.periodos:
        table = Table(box=SIMPLE_HEAD, padding=0)
        table.add_column("Período", no_wrap=True)
        for title in ("Días", "Capital", "Tasa", "Interés"):
            table.add_column(title, justify="right", no_wrap=True)
        table.add_column("Fuente")
        for periodo in found.periodos:
            table.add_row(*fila(periodo))
        console.print(table)
    for line in (*resumen(found), *_readings(found, opciones)):
        console.print(line)


def _readings(found: Liquidacion, opciones: Opciones) -> Iterator[str]:
    yield from (f"Atención: {texto}" for texto in found.advertencias)
    for clave, valor in found.opciones.items():
        opcion = opciones.opcion(clave)
        yield f"{opcion.etiqueta}: {opcion.etiqueta_de(valor)} ({clave})"
    yield f"Huella: {found.huella}"
