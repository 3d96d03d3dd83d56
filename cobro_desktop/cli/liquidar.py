"""`liquidar`: interest, payments and balance of one obligation to a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from cobro_desktop.cli.ley import opciones_en_vigor, referencia_de
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero, fecha, par
from cobro_desktop.domain.cuenta import Abono, Cuenta, Suspension, revisar_futuro
from cobro_desktop.domain.dinero import Centavos, en_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.intereses.inicio import exigible_ley1801
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen, leer_regimen
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_desktop.domain.tasas import texto_tasa
from cobro_desktop.formats import cantidad, fecha_corta, pesos

if TYPE_CHECKING:
    from fractions import Fraction

    from rich.console import Console

    from cobro_desktop.domain.intereses.periodo import Monto, Periodo
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
    start, _, end = text.partition("..")
    return Suspension(fecha(start), fecha(end or start), _PEDIDA)


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
            help="En vez de --exigible, para una multa de la Ley 1801 (art. 182).",
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
    cuenta = Cuenta(
        capital=capital,
        regimen=parsed,
        exigible=_exigible(exigible, firmeza, (parsed, corte), opciones),
        corte=corte,
        abonos=tuple(abonos or ()),
        costas=costas or 0,
        suspensiones=tuple(suspende or ()),
    )
    revisar_futuro(cuenta.abonos, state.hoy)
    referencia = referencia_de(state)
    if proyectar:
        tasas = referencia.tasas.proyectada(corte)
        referencia = replace(referencia, tasas=tasas)
    found = liquidar(cuenta, opciones, referencia)
    if firmeza is not None:
        art182 = opciones.en_vigor(("art182.base_event", "art182.retroactive"))
        found = replace(found, opciones={**art182, **found.opciones})
    emit(state, datos_de(found), lambda console: _print(console, found, opciones))


def datos_de(found: Liquidacion) -> dict[str, object]:
    """Return a liquidation with the keys of the contract (DESIGN, DECISIONS 34)."""
    return {
        "regimen": found.cuenta.regimen.value,
        "capital": en_pesos(found.cuenta.capital),
        "exigible": found.cuenta.exigible.isoformat(),
        "corte": found.cuenta.corte.isoformat(),
        "dias": found.dias,
        "interes": en_pesos(found.interes),
        "total": en_pesos(found.total),
        "saldo_capital": en_pesos(found.saldo.capital),
        "saldo_interes": en_pesos(found.saldo.intereses),
        "saldo_costas": en_pesos(found.saldo.costas),
        "saldo_a_favor": en_pesos(found.saldo_a_favor),
        "por_dia_adicional": en_pesos(found.por_dia_adicional),
        "tramos": [_tramo(periodo) for periodo in found.periodos],
        "abonos": [
            {
                "fecha": a.abono.fecha.isoformat(),
                "valor": en_pesos(a.abono.valor),
                "capital": en_pesos(a.pagado.capital),
                "interes": en_pesos(a.pagado.intereses),
                "costas": en_pesos(a.pagado.costas),
                "saldo_a_favor": en_pesos(a.saldo_a_favor),
            }
            for a in found.abonos
        ],
        "suspensiones": [
            {"desde": s.desde.isoformat(), "hasta": s.hasta.isoformat()}
            for s in found.cuenta.suspensiones
        ],
        "opciones": dict(found.opciones),
        "advertencias": list(found.advertencias),
        "huella": found.huella,
    }


def _exigible(
    exigible: dt.date | None,
    firmeza: dt.date | None,
    regimen_y_corte: tuple[Regimen, dt.date],
    opciones: Opciones,
) -> dt.date:
    regimen, corte = regimen_y_corte
    if exigible is not None and firmeza is None:
        return exigible
    if firmeza is None or exigible is not None:
        msg = "escriba una de las dos; --firmeza es para multas de la Ley 1801."
        raise typer.BadParameter(msg, param_hint="--exigible o --firmeza")
    if regimen is not Regimen.ET635:
        msg = (
            "--firmeza es para las multas de la Ley 1801, que causan el interés de "
            "et635. Con otro régimen use --exigible."
        )
        raise InvalidDataError(msg)
    retroactivo = opciones.activa("art182.retroactive")
    return exigible_ley1801(firmeza, corte, retroactivo=retroactivo)


def _tramo(periodo: Periodo) -> dict[str, object]:
    return {
        "desde": periodo.desde.isoformat(),
        "hasta": periodo.hasta.isoformat(),
        "dias": periodo.dias,
        "base": en_pesos(_al_centavo(periodo.base)),
        "tasa": texto_tasa(periodo.tasa),
        "divisor": periodo.divisor,
        "fuente": periodo.fuente,
        "regla": periodo.regla,
        "verificado": periodo.verificacion.value,
        "interes": _cuatro_decimales(periodo.interes),
    }


def _al_centavo(monto: Monto) -> Centavos:
    return (2 * monto.numerator + monto.denominator) // (2 * monto.denominator)


def _cuatro_decimales(centavos: Fraction) -> str:
    ten_thousandths = _al_centavo(centavos * 100)
    return f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04d}"


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
            table.add_row(*_fila(periodo))
        console.print(table)
    for imputado in found.abonos:
        pagado = imputado.pagado
        console.print(
            f"Abono del {fecha_corta(imputado.abono.fecha)} por "
            f"{pesos(imputado.abono.valor)}: capital {pesos(pagado.capital)}, "
            f"intereses {pesos(pagado.intereses)}, costas {pesos(pagado.costas)}."
        )
    for line in _resumen(found, opciones):
        console.print(line)


def _fila(periodo: Periodo) -> tuple[str, ...]:
    return (
        f"{fecha_corta(periodo.desde)} – {fecha_corta(periodo.hasta)}",
        str(periodo.dias),
        pesos(_al_centavo(periodo.base)),
        f"{texto_tasa(periodo.tasa).replace('.', ',')} %",
        pesos(_al_centavo(periodo.interes)),
        periodo.fuente.removeprefix("Superfinanciera, "),
    )


def _resumen(found: Liquidacion, opciones: Opciones) -> list[str]:
    dias, saldo = cantidad(found.dias, "día"), found.saldo
    corte = fecha_corta(found.cuenta.corte)
    lines = [
        f"Interés hasta el {corte}, {dias}: {pesos(found.interes)}",
        f"Saldo de capital: {pesos(saldo.capital)}",
        f"Saldo de intereses: {pesos(saldo.intereses)}",
        f"Saldo de costas: {pesos(saldo.costas)}",
        f"Total: {pesos(found.total)}",
        f"Por cada día adicional: {pesos(found.por_dia_adicional)}",
    ]
    for pausa in found.cuenta.suspensiones:
        until = f" al {fecha_corta(pausa.hasta)}" if pausa.hasta > pausa.desde else ""
        lines.append(f"No causó intereses: del {fecha_corta(pausa.desde)}{until}")
    if found.saldo_a_favor:
        lines.append(f"Saldo a favor del deudor: {pesos(found.saldo_a_favor)}")
    lines.extend(f"Atención: {texto}" for texto in found.advertencias)
    for clave, valor in found.opciones.items():
        opcion = opciones.opcion(clave)
        lines.append(f"{opcion.etiqueta}: {opcion.etiqueta_de(valor)} ({clave})")
    lines.append(f"Huella: {found.huella}")
    return lines
