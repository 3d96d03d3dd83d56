"""`clasificar`, `remisible` and `multa`: what kind of debt it is."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Annotated

import typer

from cobro_desktop.cli.calculos import (
    Entidad,
    Fecha,
    Lecturas,
    answer,
    marco_de,
)
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero, fecha
from cobro_desktop.domain.cartera import CriteriosMora, Respuesta
from cobro_desktop.domain.dinero import Centavos
from cobro_desktop.domain.remision import HechosRemision
from cobro_desktop.domain.texto import plegar
from cobro_desktop.services.calculadoras.cartera import (
    Recaudo,
    calcular_clasificacion,
    calcular_remision,
)
from cobro_desktop.services.calculadoras.multa import calcular_multa


def respuesta(text: str) -> Respuesta:
    """Read `si`, `no` or `desconocido`."""
    try:
        return Respuesta(plegar(text))
    except ValueError:
        message = f"«{text}» no es si, no ni desconocido."
        raise typer.BadParameter(message) from None


def probabilidad(text: str) -> Fraction:
    """Read a decimal from 0 to 1."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        message = f"«{text}» no es un número de 0 a 1, como 0.10."
        raise typer.BadParameter(message) from None


Criterio = Annotated[
    Respuesta, typer.Option(parser=respuesta, metavar="si|no|desconocido")
]
BienesInsuficientes = Annotated[
    Respuesta | None,
    typer.Option(
        parser=respuesta,
        metavar="si|no|desconocido",
        help="Si falta y no tiene bienes, se deduce que sí.",
    ),
]
Capital = Annotated[
    Centavos,
    typer.Option(parser=dinero, metavar="N", help="Saldo de capital en pesos."),
]
Principal = Annotated[
    Centavos,
    typer.Option(
        "--principal", "--capital", parser=dinero, metavar="N", help="Capital."
    ),
]
Exigible = Annotated[
    dt.date, typer.Option(parser=fecha, metavar="D", help="Desde cuándo se debe.")
]
Total = Annotated[
    Centavos | None,
    typer.Option(parser=dinero, metavar="N", help="Con intereses y costas."),
]
Fallecido = Annotated[bool, typer.Option("--fallecido", help="Murió sin dejar bienes.")]
RegistroDefuncion = Annotated[
    bool, typer.Option("--registro-defuncion", help="Hay registro de defunción.")
]
BusquedaNegativa = Annotated[
    bool, typer.Option("--busqueda-negativa", help="No se encontraron bienes.")
]
ConRespaldo = Annotated[
    bool, typer.Option("--con-respaldo", help="Hay embargo o garantía.")
]
Gestion = Annotated[
    bool, typer.Option("--gestion", help="Hay constancia de la gestión de cobro.")
]
Probabilidad = Annotated[
    Fraction | None,
    typer.Option(
        parser=probabilidad,
        metavar="P",
        help="De recaudar, de 0 a 1, para comparar con los costos.",
    ),
]
Costos = Annotated[
    list[Centavos] | None,
    typer.Option(
        "--costo",
        parser=dinero,
        metavar="N",
        help="De un paso que falta; puede repetirse.",
    ),
]
Tipo = Annotated[int, typer.Option(metavar="1|2|3|4", help="De la multa general.")]
FechaMulta = Annotated[
    dt.date,
    typer.Option(parser=fecha, metavar="D", help="Del comparendo o la conducta."),
]
Titulo = Annotated[
    Centavos | None,
    typer.Option(parser=dinero, metavar="N", help="El valor del título, a revisar."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("clasificar")(clasificar)
    app.command("remisible")(remisible)
    app.command("multa")(multa)


def clasificar(
    ctx: typer.Context,
    capital: Capital,
    fecha: Fecha = None,
    remitido_sdh: Criterio = Respuesta.DESCONOCIDO,
    sin_bienes: Criterio = Respuesta.DESCONOCIDO,
    sin_acuerdo: Criterio = Respuesta.DESCONOCIDO,
    bienes_insuficientes: BienesInsuficientes = None,
    no_localizado: Criterio = Respuesta.DESCONOCIDO,
    liquidacion: Criterio = Respuesta.DESCONOCIDO,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Clasifica una obligación por cuantía y por condiciones de mora."""
    state = state_of(ctx)
    criterios = CriteriosMora(
        remitido_sdh,
        sin_bienes,
        sin_acuerdo,
        bienes_insuficientes or Respuesta.DESCONOCIDO,
        no_localizado,
        liquidacion,
    )
    marco, day = marco_de(state, entidad, opcion), fecha or state.hoy
    found = calcular_clasificacion(
        marco, capital, criterios, day, deducir=bienes_insuficientes is None
    )
    answer(state, found)


def remisible(
    ctx: typer.Context,
    principal: Principal,
    exigible: Exigible,
    total: Total = None,
    fecha: Fecha = None,
    fallecido: Fallecido = False,
    registro_defuncion: RegistroDefuncion = False,
    busqueda_negativa: BusquedaNegativa = False,
    con_respaldo: ConRespaldo = False,
    gestion: Gestion = False,
    probabilidad: Probabilidad = None,
    costo: Costos = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Dice si una obligación se puede remitir (ET 820) y qué prueba falta."""
    state = state_of(ctx)
    hechos = HechosRemision(
        principal=principal,
        total=principal if total is None else total,
        exigible=exigible,
        fallecido=fallecido,
        registro_defuncion=registro_defuncion,
        busqueda_negativa=busqueda_negativa,
        con_respaldo=con_respaldo,
        gestion_de_cobro=gestion,
    )
    if costo and probabilidad is None:
        message = "necesita también --probabilidad P, para compararlos."
        raise typer.BadParameter(message, param_hint="--costo")
    recaudo = None
    if probabilidad is not None:
        recaudo = Recaudo(probabilidad, tuple(costo or ()))
    marco, day = marco_de(state, entidad, opcion), fecha or state.hoy
    answer(state, calcular_remision(marco, hechos, day, recaudo))


def multa(
    ctx: typer.Context,
    tipo: Tipo,
    fecha: FechaMulta,
    titulo: Titulo = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Calcula una multa general de la Ley 1801 y las fechas que le siguen."""
    state = state_of(ctx)
    answer(state, calcular_multa(marco_de(state, entidad, opcion), tipo, fecha, titulo))
