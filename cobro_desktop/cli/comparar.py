"""`comparar`: why the financial area's figure is not ours."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero, fecha, par
from cobro_desktop.domain.comparador import CifraAjena
from cobro_desktop.domain.comparador_filas import FilaAjena
from cobro_desktop.domain.dinero import Centavos, en_pesos
from cobro_desktop.formats import fecha_corta, pesos

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.domain.comparador import Comparacion, Explicacion

_TASA = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?")
_EXPLICACIONES = 10


def register(app: typer.Typer) -> None:
    """Add `comparar`."""
    app.command("comparar")(command)


def fila(text: str) -> FilaAjena:
    """Read `D..D=N`: both days included and the interest of them, in pesos."""
    days, value = par(text)
    start, _, end = days.partition("..")
    return FilaAjena(fecha(start), fecha(end or start), dinero(value))


def tasa(text: str) -> Fraction:
    """Read percentage points a year: `12` or `24.36`."""
    found = _TASA.fullmatch(text.strip())
    if not found:
        message = f"«{text}» no es una tasa anual, como 12 o 24.36."
        raise typer.BadParameter(message)
    return Fraction(".".join(part for part in found.groups() if part))


def command(
    ctx: typer.Context,
    numero: Annotated[str, typer.Argument(help="Número del expediente.")],
    corte: Annotated[
        dt.date, typer.Option(parser=fecha, metavar="D", help="Corte de las dos.")
    ],
    interes: Annotated[
        Centavos,
        typer.Option(parser=dinero, metavar="N", help="Intereses que dice la otra."),
    ],
    total: Annotated[
        Centavos | None, typer.Option(parser=dinero, metavar="N", help="Su total.")
    ] = None,
    capital: Annotated[
        Centavos | None,
        typer.Option(parser=dinero, metavar="N", help="Capital del que parte."),
    ] = None,
    dias: Annotated[int | None, typer.Option(help="Días que cuenta.")] = None,
    tasa_anual: Annotated[
        Fraction | None,
        typer.Option("--tasa", parser=tasa, metavar="%", help="Tasa anual que usa."),
    ] = None,
    filas: Annotated[
        list[FilaAjena] | None,
        typer.Option(
            "--fila", parser=fila, metavar="D..D=N",
            help="Intereses de un período suyo; puede repetirse.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Dice por qué otra liquidación del expediente da una cifra distinta."""
    from cobro_desktop.services.comparaciones import comparar_cifra
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    ajena = CifraAjena(
        interes=interes,
        total=total,
        capital=capital,
        dias=dias,
        tasa=tasa_anual,
        filas=tuple(filas or ()),
    )
    expediente = id_de(state.workspace, numero)
    found = comparar_cifra(state.workspace, expediente, corte, ajena)
    datos = {"expediente": numero, "corte": corte.isoformat(), **_datos(found)}
    emit(state, datos, lambda console: _show(console, found))


def _datos(found: Comparacion) -> dict[str, object]:
    ajena = found.ajena
    return {
        "coincide": found.coincide,
        "nuestro": {
            "interes": en_pesos(found.nuestro.interes),
            "total": en_pesos(found.nuestro.total),
        },
        "otro": {
            "interes": en_pesos(ajena.interes),
            "total": None if ajena.total is None else en_pesos(ajena.total),
        },
        "diferencia": en_pesos(found.diferencia),
        "diferencia_total": en_pesos(found.diferencia_total),
        "explicaciones": [
            _explicacion(e) for e in found.explicaciones[:_EXPLICACIONES]
        ],
        "cercana": _explicacion(found.cercana) if found.cercana else None,
        "filas": [
            {
                "desde": row.ajena.desde.isoformat(),
                "hasta": row.ajena.hasta.isoformat(),
                "interes": en_pesos(row.ajena.interes),
                "nuestro": en_pesos(row.interes),
                "diferencia": en_pesos(row.diferencia),
                "causas": list(row.causas),
            }
            for row in found.filas
        ],
        "texto": found.texto,
    }


def _explicacion(explicacion: Explicacion) -> dict[str, object]:
    return {
        "texto": explicacion.texto,
        "cambios": [
            {"causa": str(s.causa), "clave": s.clave, "texto": s.texto}
            for s in explicacion.supuestos
        ],
        "resto": en_pesos(explicacion.resto),
        "resto_total": en_pesos(explicacion.resto_total),
    }


def _show(console: Console, found: Comparacion) -> None:
    console.print(found.texto)
    for row in found.filas:
        ajena = row.ajena
        causes = f": {'; '.join(row.causas)}" if row.causas else ""
        console.print(
            f"  {fecha_corta(ajena.desde)} – {fecha_corta(ajena.hasta)}: la otra "
            f"{pesos(ajena.interes)}, esta {pesos(row.interes)}, diferencia "
            f"{pesos(row.diferencia)}{causes}"
        )
