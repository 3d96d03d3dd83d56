"""`clasificar`, `remisible` and `multa`: what kind of debt it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.calculos import (
    Entidad,
    Fecha,
    Lecturas,
    answer,
    opciones_de,
    pasos,
)
from cobro_desktop.cli.ley import calendario_de, referencia_de
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero, fecha
from cobro_desktop.domain.cartera import (
    ClasificacionMora,
    CriteriosMora,
    Mora,
    Respuesta,
    clasificar_cuantia,
    clasificar_mora,
)
from cobro_desktop.domain.dinero import Centavos, en_pesos
from cobro_desktop.domain.multas import (
    TOLERANCIA,
    con_pronto_pago,
    fechas_de_multa,
    multa_ley1801,
    revisar_multa_ley1801,
)
from cobro_desktop.domain.referencia import parametro_anual
from cobro_desktop.domain.remision import (
    CostoBeneficio,
    HechosRemision,
    Remision,
    costo_beneficio,
)
from cobro_desktop.domain.remision import remisible as find_inciso
from cobro_desktop.domain.texto import plegar
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import fecha_larga, pesos

if TYPE_CHECKING:
    from collections.abc import Iterator


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
_TEXTOS = {
    "remitido_sdh": "Enviada al cobro coactivo de la Secretaría de Hacienda",
    "sin_bienes": "No tiene bienes embargables",
    "sin_acuerdo": "No hay acuerdo de pago",
    "bienes_insuficientes": "Debe más que lo que valen sus bienes embargables",
    "no_localizado": "No fue localizado para notificarle el mandamiento",
    "liquidacion": "En liquidación sin bienes, o crédito no admitido en insolvencia",
}
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
    bienes_insuficientes: Criterio = Respuesta.DESCONOCIDO,
    no_localizado: Criterio = Respuesta.DESCONOCIDO,
    liquidacion: Criterio = Respuesta.DESCONOCIDO,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Clasifica una obligación por cuantía y por condiciones de mora."""
    state = state_of(ctx)
    opciones = opciones_de(state, entidad, opcion)
    wage = referencia_de(state).smlmv.de((fecha or state.hoy).year)
    cuantia = clasificar_cuantia(capital, smlmv=wage.valor)
    criterios = CriteriosMora(
        remitido_sdh,
        sin_bienes,
        sin_acuerdo,
        bienes_insuficientes,
        no_localizado,
        liquidacion,
    )
    found = clasificar_mora(criterios, saldo=capital)
    step = Paso(
        "cuantia",
        "Manual de cobro SDSCJ, 7.2.1",
        f"Saldo de capital de {pesos(capital)}: cuantía {cuantia}.",
        (parametro_anual("SMLMV", wage, pesos(wage.valor)),),
    )
    datos = {
        "cuantia": cuantia.value,
        "mora": found.mora.value,
        "criterios": _criterios_json(found),
        "cumplidos": len(found.cumplidos),
        "smlmv": en_pesos(wage.valor),
        "opciones": opciones.en_vigor(()),
        "traza": pasos((step,)),
    }
    answer(state, datos, [f"Cuantía {cuantia}.", *_mora_lines(found)])


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
    day = fecha or state.hoy
    opciones = opciones_de(state, entidad, opcion)
    unit = referencia_de(state).uvt.de(day.year)
    hechos = HechosRemision(
        principal=principal,
        total=principal if total is None else total,
        exigible=exigible,
        fallecido=fallecido,
        registro_defuncion=registro_defuncion,
        busqueda_negativa=busqueda_negativa,
        con_respaldo=con_respaldo,
        gestion_de_cobro=gestion,
        incisos_3_y_4=opciones.activa("remision.tiers_3_4"),
    )
    found = find_inciso(hechos, uvt=unit.valor, hoy=day)
    parameter = parametro_anual("UVT", unit, pesos(unit.valor))
    found = replace(
        found, traza=tuple(replace(p, parametros=(parameter,)) for p in found.traza)
    )
    weighed = None
    if probabilidad is not None:
        weighed = costo_beneficio(hechos.total, probabilidad, costo or ())
    datos = _remision_json(found, weighed) | {
        "uvt": en_pesos(unit.valor),
        "opciones": opciones.en_vigor(("remision.tiers_3_4",)),
    }
    answer(state, datos, _remision_lines(found, weighed))


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
    opciones = opciones_de(state, entidad, opcion)
    wage = referencia_de(state).smlmv.de(fecha.year)
    value = multa_ley1801(tipo, wage.valor)
    dates = fechas_de_multa(fecha, calendario_de(state, entidad, opciones))
    notes = () if titulo is None else revisar_multa_ley1801(titulo, tipo, wage.valor)
    step = Paso(
        "multa",
        "Ley 1801 de 2016, art. 180",
        f"Multa general tipo {tipo}: {pesos(value)}. Manda el valor del título.",
        (parametro_anual("SMLMV", wage, pesos(wage.valor)),),
    )
    half = con_pronto_pago(value)
    pronto = {"valor": en_pesos(half), "hasta": dates.pronto_pago.isoformat()}
    datos = {
        "valor": en_pesos(value),
        "tipo": tipo,
        "anio": fecha.year,
        "smlmv": en_pesos(wage.valor),
        "tolerancia": en_pesos(TOLERANCIA),
        "pronto_pago": pronto,
        "noventa_dias": dates.coactivo.isoformat(),
        "seis_meses": dates.restricciones.isoformat(),
        "advertencias": list(notes),
        "opciones": opciones.en_vigor(("festivos.ley2578", "workdays")),
        "traza": pasos((step,)),
    }
    lines = [
        step.detalle,
        f"Con pronto pago, hasta el {fecha_larga(dates.pronto_pago)}: {pesos(half)}.",
        f"Los 90 días se cumplen el {fecha_larga(dates.coactivo)}.",
        f"Los seis meses se cumplen el {fecha_larga(dates.restricciones)}.",
        *(f"Atención: {note}" for note in notes),
    ]
    answer(state, datos, lines)


def _criterios_json(found: ClasificacionMora) -> list[dict[str, object]]:
    return [
        {"criterio": name, "texto": _TEXTOS[name], "valor": str(value)}
        for name, value in asdict(found.criterios).items()
    ]


def _mora_lines(found: ClasificacionMora) -> Iterator[str]:
    hard = found.mora is Mora.DIFICIL_COBRO
    yield "De difícil cobro." if hard else "Cobrable."
    yield from (f"Cumple: {_TEXTOS[name]}." for name in found.cumplidos)
    yield from (f"No se sabe: {_TEXTOS[name]}." for name in found.desconocidos)


def _remision_json(
    found: Remision, weighed: CostoBeneficio | None
) -> dict[str, object]:
    datos: dict[str, object] = {
        "remisible": found.inciso is not None,
        "inciso": found.inciso,
        "faltan": list(found.faltan),
        "traza": pasos(found.traza),
    }
    if weighed is not None:
        datos["costo_beneficio"] = {
            "recaudo_esperado": en_pesos(weighed.recaudo_esperado),
            "costo": en_pesos(weighed.costo),
            "candidata": weighed.candidata,
        }
    return datos


def _remision_lines(found: Remision, weighed: CostoBeneficio | None) -> Iterator[str]:
    yield "Se puede remitir." if found.inciso else "No se puede remitir."
    yield from (paso.detalle for paso in found.traza)
    yield from (f"Falta: {proof}" for proof in found.faltan)
    if weighed is not None:
        verdict = "cuesta más de lo que trae" if weighed.candidata else "conviene"
        yield (
            f"Recaudo esperado {pesos(weighed.recaudo_esperado)}, costo "
            f"{pesos(weighed.costo)}: seguir cobrando {verdict}."
        )
