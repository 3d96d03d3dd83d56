"""Who goes to the Boletín de Deudores Morosos del Estado (Ley 901/2004; RULES 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.formats import cantidad, fecha_corta, pesos

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
    obligaciones: tuple[str, ...] = field(default=(), compare=False)
    """Those that are added up."""


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
    anio: int | None = None
    """Year of the wage, for the reasons in words."""

    @property
    def umbral(self) -> Centavos:
        """The amount that has to be exceeded."""
        return SALARIOS * self.smlmv

    @property
    def umbral_en_palabras(self) -> str:
        """The amount with what it is made of."""
        year = f" de {self.anio}" if self.anio else ""
        return f"{pesos(self.umbral)} ({SALARIOS} salarios mínimos{year})"

    def valor(self, obligacion: ObligacionEnMora) -> Centavos:
        """Return what of an obligation counts."""
        if self.base is BaseBdme.CAPITAL:
            return obligacion.capital
        return obligacion.total


def es_corte(fecha: date) -> bool:
    """Tell whether a day is one of the two cuts of the year."""
    return (fecha.month, fecha.day) in {(5, 31), (11, 30)}


def cortes_cercanos(hoy: date, cuantos: int = 5) -> tuple[date, ...]:
    """Return the next cut and those before it, the latest first."""
    years = range(hoy.year + 1, hoy.year - cuantos, -1)
    every = [date(y, *md) for y in years for md in ((11, 30), (5, 31))]
    next_one = min(day for day in every if day > hoy)
    return tuple(day for day in every if day <= next_one)[:cuantos]


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
        every = tuple(o.id for o in debtor.obligaciones)
        return Incluido(debtor.id, MotivoBdme.INCUMPLIMIENTO, owed, every)
    if debtor.acuerdo_vigente:
        return Apartado(debtor.id, "Tiene un acuerdo de pago y lo está cumpliendo.")
    old = [o for o in debtor.obligaciones if mas_meses(o.exigible, MESES) < corte]
    if not old:
        return Apartado(debtor.id, _muy_reciente(debtor, owed))
    counted = old
    if regla.por_obligacion:
        counted = [o for o in old if regla.valor(o) > regla.umbral]
    value = sum(regla.valor(o) for o in counted)
    if value <= regla.umbral:
        return Apartado(debtor.id, _muy_poco(old, regla))
    return Incluido(debtor.id, MotivoBdme.MORA, value, tuple(o.id for o in counted))


def _muy_reciente(debtor: DeudorBdme, owed: Centavos) -> str:
    oldest = min(o.exigible for o in debtor.obligaciones)
    return (
        f"Debe {pesos(owed)}, pero ninguna obligación pasa de seis meses en mora: la "
        f"más antigua es exigible desde el {fecha_corta(oldest)} y los cumple el "
        f"{fecha_corta(mas_meses(oldest, MESES))}."
    )


def _muy_poco(old: list[ObligacionEnMora], regla: ReglaBdme) -> str:
    if regla.por_obligacion:
        most = max(regla.valor(o) for o in old)
        return (
            f"Ninguna obligación con más de seis meses en mora pasa por sí sola de "
            f"{regla.umbral_en_palabras}; la mayor es de {pesos(most)}."
        )
    owed = sum(regla.valor(o) for o in old)
    return (
        f"Lo que debe con más de seis meses en mora, {pesos(owed)} en "
        f"{cantidad(len(old), 'obligación', 'obligaciones')}, no pasa de "
        f"{regla.umbral_en_palabras}."
    )
