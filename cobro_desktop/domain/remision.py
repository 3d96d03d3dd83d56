"""Which debts may be written off by remisión, and cost against benefit (RULES 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.traza import Paso, Traza
from cobro_desktop.domain.uvt import limite_en_uvt
from cobro_desktop.formats import fecha_larga, pesos

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from cobro_desktop.domain.dinero import Centavos

UVT_MEDIANA = 159
MESES_MEDIANA = 54
UVT_MINIMA = 40
MESES_MINIMA = 6
UVT_PEQUENA = 96
MESES_PEQUENA = 18


@dataclass(frozen=True, slots=True)
class HechosRemision:
    """A debt and what is proven about it."""

    principal: Centavos
    total: Centavos
    """With interest and costs; the principal when nothing else is known."""
    exigible: date
    """Of the most recent obligation, when there are several."""
    fallecido: bool = False
    registro_defuncion: bool = False
    busqueda_negativa: bool = False
    """At least one, or a month without answer, also for the solidarios."""
    con_respaldo: bool = False
    """There is an embargo or a guarantee."""
    gestion_de_cobro: bool = False
    incisos_3_y_4: bool = False
    """Whether the entity may use them (switch `remision.tiers_3_4`)."""


@dataclass(frozen=True, slots=True)
class Remision:
    """The inciso of ET 820 that fits, if any, and the proofs that it still lacks."""

    inciso: int | None
    faltan: tuple[str, ...]
    desde: date | None
    """First day on which its time is over; None where the inciso has no time."""
    traza: Traza


@dataclass(frozen=True, slots=True)
class CostoBeneficio:
    """What collecting would bring and cost."""

    recaudo_esperado: Centavos
    costo: Centavos
    relacion: Fraction | None
    """Benefit over cost; None when it costs nothing."""
    candidata: bool
    """It costs more than it would bring; nothing follows by itself."""


def remisible(hechos: HechosRemision, *, uvt: Centavos, hoy: date) -> Remision:
    """Find the inciso of ET 820 that fits, with the UVT of the year of the act.

    Thresholds compare the exact product of UVT; the time must be over by a day.

    Raises:
        InvalidDataError: a negative amount, or a UVT that is not positive.
    """
    if hechos.principal < 0 or hechos.total < hechos.principal or uvt <= 0:
        message = (
            "El principal no puede ser negativo ni mayor que el total de la deuda, y "
            "la UVT debe ser mayor que cero."
        )
        raise InvalidDataError(message)
    if hechos.fallecido:
        return _deceased(hechos)
    for inciso, fits, months in _tiers(hechos, uvt):
        due = mas_meses(hechos.exigible, months)
        if fits and due < hoy:
            missing = _missing(hechos) if inciso == 2 else ()
            return Remision(inciso, missing, due, _trace(hechos, inciso, due, uvt))
    return Remision(None, (), None, _no_trace(hechos, uvt))


def costo_beneficio(
    saldo: Centavos, probabilidad: Fraction, costos: Sequence[Centavos]
) -> CostoBeneficio:
    """Compare the expected collection with the cost of the steps that remain.

    Raises:
        InvalidDataError: a probability out of 0 to 1, or a negative amount.
    """
    if not 0 <= probabilidad <= 1 or min(saldo, *costos, 0) < 0:
        message = (
            "La probabilidad de recaudo va de 0 a 1, y el saldo y los costos no pueden "
            "ser negativos."
        )
        raise InvalidDataError(message)
    expected = saldo * probabilidad
    cost = sum(costos)
    ratio = expected / cost if cost else None
    return CostoBeneficio(redondear_al_peso(expected), cost, ratio, expected < cost)


def _tiers(hechos: HechosRemision, uvt: Centavos) -> list[tuple[int, bool, int]]:
    small = [
        (3, hechos.total <= UVT_MINIMA * uvt, MESES_MINIMA),
        (
            4,
            UVT_MINIMA * uvt < hechos.total <= UVT_PEQUENA * uvt,
            MESES_PEQUENA,
        ),
    ]
    medium = hechos.principal <= UVT_MEDIANA * uvt and not hechos.con_respaldo
    return [*(small if hechos.incisos_3_y_4 else ()), (2, medium, MESES_MEDIANA)]


def _deceased(hechos: HechosRemision) -> Remision:
    proofs = (
        (hechos.registro_defuncion, "Copia del registro civil de defunción."),
        (hechos.busqueda_negativa, "Prueba de que no dejó bienes."),
    )
    missing = tuple(text for proven, text in proofs if not proven)
    step = Paso("remision", "ET, art. 820 inc. 1", "Deudor fallecido sin bienes.")
    return Remision(1, missing, None, (step,))


def _missing(hechos: HechosRemision) -> tuple[str, ...]:
    proofs = (
        (hechos.gestion_de_cobro, "Constancia de la gestión de cobro realizada."),
        (
            hechos.busqueda_negativa,
            "Búsqueda de bienes negativa, también de los solidarios.",
        ),
    )
    return tuple(text for proven, text in proofs if not proven)


def _trace(hechos: HechosRemision, inciso: int, due: date, uvt: Centavos) -> Traza:
    amount = hechos.principal if inciso == 2 else hechos.total
    detail = (
        f"{pesos(amount)}, exigible desde el {fecha_larga(hechos.exigible)}; el tiempo "
        f"que pide el inciso {inciso} se cumplió el {fecha_larga(due)}. UVT: "
        f"{pesos(uvt)}."
    )
    return (Paso("remision", f"ET, art. 820 inc. {inciso}", detail),)


def _no_trace(hechos: HechosRemision, uvt: Centavos) -> Traza:
    over = fecha_larga(mas_meses(hechos.exigible, MESES_MEDIANA))
    backed = " Hay embargo o garantía." if hechos.con_respaldo else ""
    detail = (
        f"Ningún inciso aplica: el 2 pide un principal de hasta "
        f"{limite_en_uvt(UVT_MEDIANA, uvt)}; es {pesos(hechos.principal)}. También que "
        f"hayan pasado {MESES_MEDIANA} meses, que se cumplen el {over}.{backed}"
    )
    return (Paso("remision", "ET, art. 820", detail),)
