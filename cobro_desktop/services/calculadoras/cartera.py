"""What kind of debt it is: size, collectability, remisión (RULES 9 and 10)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.cartera import (
    ClasificacionMora,
    CriteriosMora,
    Mora,
    clasificar_cuantia,
    clasificar_mora,
)
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.referencia import parametro_anual
from cobro_desktop.domain.remision import (
    CostoBeneficio,
    HechosRemision,
    Remision,
    costo_beneficio,
    remisible,
)
from cobro_desktop.domain.traza import Paso
from cobro_desktop.formats import pesos
from cobro_desktop.services.calculadoras.calculo import (
    Calculo,
    lecturas_de,
    traza_en_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.calculadoras.calculo import Marco

TIERS = "remision.tiers_3_4"
NORMA_CUANTIA = "Manual de cobro SDSCJ, 7.2.1"
NORMA_MORA = "Decreto Distrital 289 de 2021, art. 30; Manual de cobro SDSCJ, 7.3"
NOMBRE_MORA = {Mora.COBRABLE: "Cobrable", Mora.DIFICIL_COBRO: "De difícil cobro"}
CRITERIOS = {
    "remitido_sdh": "Enviada al cobro coactivo de la Secretaría de Hacienda",
    "sin_bienes": "No tiene bienes embargables",
    "sin_acuerdo": "No hay acuerdo de pago",
    "bienes_insuficientes": "Debe más que lo que valen sus bienes embargables",
    "no_localizado": "No fue localizado para notificarle el mandamiento",
    "liquidacion": "En liquidación sin bienes, o crédito no admitido en insolvencia",
}
"""The six signs of a debt that is hard to collect, in words."""


@dataclass(frozen=True, slots=True)
class Recaudo:
    """What is expected of collecting, and what each step that remains costs."""

    probabilidad: Fraction
    costos: Sequence[Centavos] = ()


def calcular_clasificacion(
    marco: Marco,
    capital: Centavos,
    criterios: CriteriosMora,
    dia: date,
    *,
    deducir: bool = True,
) -> Calculo:
    """Classify a debt by size and by how likely it is to be collected.

    `deducir` as in `clasificar_mora`.

    Raises:
        MissingParameterError: the wage of the year is not loaded.
        InvalidDataError: a negative balance.
    """
    wage = marco.referencia.smlmv.de(dia.year)
    cuantia = clasificar_cuantia(capital, smlmv=wage.valor)
    found = clasificar_mora(criterios, saldo=capital, deducir=deducir)
    step = Paso(
        "cuantia",
        NORMA_CUANTIA,
        f"Saldo de capital de {pesos(capital)}: cuantía {cuantia}.",
        (parametro_anual("SMLMV", wage, pesos(wage.valor)),),
    )
    counted = f"{len(found.cumplidos)} de seis criterios; con dos es de difícil cobro."
    mora = Paso("mora", NORMA_MORA, f"{NOMBRE_MORA[found.mora]}: se cumplen {counted}")
    return Calculo(
        titular=f"Cuantía {cuantia} · {NOMBRE_MORA[found.mora].lower()}",
        frases=(f"Cuantía {cuantia}.", *frases_de_mora(found)),
        datos={
            "cuantia": cuantia.value,
            "mora": found.mora.value,
            "criterios": criterios_en_json(found),
            "cumplidos": len(found.cumplidos),
            "smlmv": en_pesos(wage.valor),
            "opciones": marco.opciones.en_vigor(()),
            "traza": traza_en_json((step, mora)),
        },
        traza=(step, mora),
    )


def calcular_remision(
    marco: Marco, hechos: HechosRemision, dia: date, recaudo: Recaudo | None = None
) -> Calculo:
    """Tell which inciso of ET 820 fits a debt and which proof it still lacks.

    The switch of the entity decides on the incisos 3 and 4, whatever `hechos` says.

    Raises:
        MissingParameterError: the UVT of the year is not loaded.
        InvalidDataError: amounts or a probability out of range.
    """
    opciones = marco.opciones
    unit = marco.referencia.uvt.de(dia.year)
    hechos = replace(hechos, incisos_3_y_4=opciones.activa(TIERS))
    found = remisible(hechos, uvt=unit.valor, hoy=dia)
    parameter = parametro_anual("UVT", unit, pesos(unit.valor))
    found = replace(
        found, traza=tuple(replace(p, parametros=(parameter,)) for p in found.traza)
    )
    weighed = None
    if recaudo is not None:
        weighed = costo_beneficio(hechos.total, recaudo.probabilidad, recaudo.costos)
    fits = found.inciso is not None
    return Calculo(
        titular=f"Inciso {found.inciso} del artículo 820" if fits else "No remisible",
        frases=tuple(_frases_de_remision(found, weighed)),
        datos=_remision_en_json(found, weighed)
        | {
            "uvt": en_pesos(unit.valor),
            "opciones": opciones.en_vigor((TIERS,)),
        },
        traza=found.traza,
        lecturas=lecturas_de(opciones, (TIERS,)),
    )


def criterios_en_json(found: ClasificacionMora) -> list[dict[str, object]]:
    """Return the six criteria as they were counted."""
    return [
        {
            "criterio": f.name,
            "texto": CRITERIOS[f.name],
            "valor": str(getattr(found.criterios, f.name)),
        }
        for f in fields(found.criterios)
    ]


def frases_de_mora(found: ClasificacionMora) -> Iterator[str]:
    """Yield the class, what it rests on, and what nobody knows."""
    yield f"{NOMBRE_MORA[found.mora]}."
    yield from (f"Cumple: {CRITERIOS[name]}." for name in found.cumplidos)
    yield from (f"No se sabe: {CRITERIOS[name]}." for name in found.desconocidos)


def frase_de_costo(weighed: CostoBeneficio) -> str:
    """Say what weighing cost against benefit gives."""
    verdict = "cuesta más de lo que trae" if weighed.candidata else "conviene"
    return (
        f"Recaudo esperado {pesos(weighed.recaudo_esperado)}, costo "
        f"{pesos(weighed.costo)}: seguir cobrando {verdict}."
    )


def costo_en_json(weighed: CostoBeneficio) -> dict[str, object]:
    """Return cost against benefit as JSON."""
    return {
        "recaudo_esperado": en_pesos(weighed.recaudo_esperado),
        "costo": en_pesos(weighed.costo),
        "candidata": weighed.candidata,
    }


def _remision_en_json(
    found: Remision, weighed: CostoBeneficio | None
) -> dict[str, object]:
    datos: dict[str, object] = {
        "remisible": found.inciso is not None,
        "inciso": found.inciso,
        "faltan": list(found.faltan),
        "traza": traza_en_json(found.traza),
    }
    if weighed is not None:
        datos["costo_beneficio"] = costo_en_json(weighed)
    return datos


def _frases_de_remision(
    found: Remision, weighed: CostoBeneficio | None
) -> Iterator[str]:
    yield "Se puede remitir." if found.inciso else "No se puede remitir."
    yield from (paso.detalle for paso in found.traza)
    yield from (f"Falta: {proof}" for proof in found.faltan)
    if weighed is not None:
        yield frase_de_costo(weighed)
