"""Who goes to the Boletín de Deudores Morosos del Estado (Ley 901/2004; RULES 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobro_desktop.domain.dinero import Centavos

SALARIOS = 5
MESES = 6


class BaseBdme(StrEnum):
    """What of each obligation is added up (switch `bdme.base`)."""

    TOTAL = "TOTAL"
    CAPITAL = "CAPITAL"


@dataclass(frozen=True, slots=True)
class ObligacionEnMora:
    """A certain, recognised balance; disputed or prescribed ones are left out."""

    id: str
    exigible: date
    capital: Centavos
    total: Centavos


@dataclass(frozen=True, slots=True)
class DeudorBdme:
    """A debtor of the entity at the cut."""

    id: str
    obligaciones: tuple[ObligacionEnMora, ...]
    acuerdo_vigente: bool = False
    """Has an agreement and keeps it: is not reported."""
    acuerdo_incumplido: bool = False
    """Broke an agreement and has not cured it: is reported whatever is owed."""
    reportado: bool = False
    """Stood in the previous bulletin."""


class MotivoBdme(StrEnum):
    """Why a debtor is reported."""

    MORA = "mora"
    INCUMPLIMIENTO = "incumplimiento"


@dataclass(frozen=True, slots=True)
class Incluido:
    """A debtor to report, with the balance that counts."""

    deudor: str
    motivo: MotivoBdme
    valor: Centavos


@dataclass(frozen=True, slots=True)
class Apartado:
    """A debtor who is not reported, or has to be taken off, and why."""

    deudor: str
    motivo: str


@dataclass(frozen=True, slots=True)
class CandidatosBdme:
    """The three lists of a cut."""

    incluidos: tuple[Incluido, ...]
    excluidos: tuple[Apartado, ...]
    retiros: tuple[Apartado, ...]
    """Were reported and no longer qualify: to tell the CGN at once."""


@dataclass(frozen=True, slots=True)
class ReglaBdme:
    """The wage of the year of the cut and the readings in force."""

    smlmv: Centavos
    base: BaseBdme = BaseBdme.TOTAL
    por_obligacion: bool = False
    """Each obligation must exceed the amount by itself."""

    @property
    def umbral(self) -> Centavos:
        """The amount that has to be exceeded."""
        return SALARIOS * self.smlmv

    def valor(self, obligacion: ObligacionEnMora) -> Centavos:
        """Return what of an obligation counts."""
        if self.base is BaseBdme.CAPITAL:
            return obligacion.capital
        return obligacion.total


def es_corte(fecha: date) -> bool:
    """Tell whether a day is one of the two cuts of the year."""
    return (fecha.month, fecha.day) in {(5, 31), (11, 30)}


def limite_de_envio(corte: date) -> date:
    """Return the last day to send it: the tenth of June or December.

    Raises:
        InvalidDataError: the day is no cut.
    """
    if not es_corte(corte):
        message = "El boletín se corta el 31 de mayo y el 30 de noviembre."
        raise InvalidDataError(message, {"corte": f"{corte}"})
    return date(corte.year, corte.month + 1, 10)


def bdme_candidatos(
    corte: date, deudores: Iterable[DeudorBdme], regla: ReglaBdme
) -> CandidatosBdme:
    """Sort the debtors of a cut into those to report, to leave out and to take off.

    Raises:
        InvalidDataError: a wage that is not positive.
    """
    if regla.smlmv <= 0:
        message = "El salario mínimo del año del corte debe ser mayor que cero."
        raise InvalidDataError(message)
    included: list[Incluido] = []
    excluded: list[Apartado] = []
    removed: list[Apartado] = []
    for debtor in deudores:
        verdict = _verdict(corte, debtor, regla)
        if isinstance(verdict, Incluido):
            included.append(verdict)
        else:
            (removed if debtor.reportado else excluded).append(verdict)
    return CandidatosBdme(tuple(included), tuple(excluded), tuple(removed))


def _verdict(corte: date, debtor: DeudorBdme, regla: ReglaBdme) -> Incluido | Apartado:
    owed = sum(regla.valor(o) for o in debtor.obligaciones)
    if owed <= 0:
        return Apartado(debtor.id, "No debe nada en mora.")
    if debtor.acuerdo_incumplido:
        return Incluido(debtor.id, MotivoBdme.INCUMPLIMIENTO, owed)
    if debtor.acuerdo_vigente:
        return Apartado(debtor.id, "Tiene un acuerdo de pago y lo está cumpliendo.")
    old = [o for o in debtor.obligaciones if mas_meses(o.exigible, MESES) < corte]
    if not old:
        return Apartado(debtor.id, "Ninguna obligación pasa de seis meses en mora.")
    if regla.por_obligacion:
        old = [o for o in old if regla.valor(o) > regla.umbral]
    value = sum(regla.valor(o) for o in old)
    if value <= regla.umbral:
        text = f"Lo que debe con más de seis meses no pasa de {pesos(regla.umbral)}."
        return Apartado(debtor.id, text)
    return Incluido(debtor.id, MotivoBdme.MORA, value)
