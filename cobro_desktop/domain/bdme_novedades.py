"""What a bulletin tells that the last one did not: who enters, stays and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.dinero import Centavos


class SeccionBdme(StrEnum):
    """The parts of the report, as the entity sends them (RULES 8)."""

    SEMESTRAL = "reporte_semestral"
    INCUMPLIMIENTO = "incumplimiento_acuerdo"
    RETIROS = "retiros"
    CANCELACION = "cancelacion_acuerdos"
    """Reported for a broken agreement and not to be reported any more."""
    ACTUALIZACION = "actualizacion"
    """Stay in the bulletin with other figures or other identity."""
    EXCLUIDOS = "excluidos"


REPORTADOS = (SeccionBdme.SEMESTRAL, SeccionBdme.INCUMPLIMIENTO)
"""The sections whose debtors stand in the bulletin."""


class Novedad(StrEnum):
    """What changed since the last report that was kept."""

    NUEVO = "nuevo"
    SIGUE = "sigue"
    CAMBIO = "cambió"
    SALE = "sale"
    NINGUNA = ""
    """Was out and stays out."""


@dataclass(frozen=True, slots=True)
class Reportado:
    """A debtor as the last report told."""

    seccion: SeccionBdme
    valor: Centavos
    documento: str
    nombre: str


@dataclass(frozen=True, slots=True)
class Cambio:
    """What became of a debtor since the last report."""

    novedad: Novedad
    texto: str = ""
    """What changed, with both figures; empty where nothing did."""


def comparar(ahora: Reportado, antes: Mapping[SeccionBdme, Reportado]) -> Cambio:
    """Say what is new of a debtor to report; `antes` is where they stood, if at all."""
    if not antes:
        return Cambio(Novedad.NUEVO)
    same = antes.get(ahora.seccion)
    if same is None:
        return Cambio(Novedad.CAMBIO, "Antes se reportó en otra sección.")
    told = []
    if same.valor != ahora.valor:
        told.append(f"El valor pasó de {pesos(same.valor)} a {pesos(ahora.valor)}.")
    if (same.documento, same.nombre) != (ahora.documento, ahora.nombre):
        told.append(f"Antes figuraba como {same.nombre}, {same.documento}.")
    return Cambio(Novedad.CAMBIO, " ".join(told)) if told else Cambio(Novedad.SIGUE)


def seccion_de_salida(antes: SeccionBdme) -> SeccionBdme:
    """Return the section that tells that a debtor leaves the one where they stood."""
    if antes is SeccionBdme.INCUMPLIMIENTO:
        return SeccionBdme.CANCELACION
    return SeccionBdme.RETIROS
