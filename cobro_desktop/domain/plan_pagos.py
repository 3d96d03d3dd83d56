"""The instalments of an agreement, by two methods (RULES 5.9, DECISIONS 38).

An initial instalment is a payment: impute it and make the plan of what remains.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.traza import Paso, Traza, Verificacion
from cobro_desktop.formats import cantidad, fecha_larga, pesos

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.intereses.periodo import Causador
    from cobro_desktop.domain.tasas import TablaTasas

MESES_MAXIMOS = 60
"""Five years (Decreto 4473 de 2006, art. 3)."""
CUOTAS_MAXIMAS = 120


class Metodo(StrEnum):
    """How the debt is divided; no norm orders either, so that the plan names it."""

    CAPITAL_CONSTANTE = "A"
    """The same capital each month, and interest on the capital that remains."""
    CUOTA_FIJA = "B"
    """The same instalment each month at a monthly rate."""


@dataclass(frozen=True, slots=True)
class TerminosPlan:
    """What is agreed."""

    capital: Centavos
    intereses: Centavos
    """Already due on the day of signing; they bear no interest."""
    costas: Centavos
    cuotas: int
    firma: date
    primera: date
    """Nominal day of the first instalment; the others follow month by month."""

    def __post_init__(self) -> None:
        """Refuse a plan that cannot be.

        Raises:
            InvalidDataError: amounts, number or dates out of range.
        """
        problem = ""
        if self.capital <= 0 or min(self.intereses, self.costas) < 0:
            problem = (
                "El capital debe ser mayor que cero, y los intereses y las costas no "
                "pueden ser negativos."
            )
        elif not 1 <= self.cuotas <= CUOTAS_MAXIMAS:
            problem = f"El número de cuotas va de 1 a {CUOTAS_MAXIMAS}."
        elif self.primera < self.firma:
            problem = (
                f"La primera cuota ({fecha_larga(self.primera)}) no puede ser anterior "
                f"a la firma ({fecha_larga(self.firma)})."
            )
        if problem:
            raise InvalidDataError(problem)

    def nominal(self, numero: int) -> date:
        """Return the day of the month of an instalment, counted from 1."""
        return mas_meses(self.primera, numero - 1)


@dataclass(frozen=True, slots=True)
class Cuota:
    """An instalment, in whole pesos except the last."""

    numero: int
    nominal: date
    """Interest runs between these days."""
    vence: date
    """The nominal day, or the next one that is worked, without more interest."""
    capital: Centavos
    interes_causado: Centavos
    costas: Centavos
    interes_plazo: Centavos
    saldo_capital: Centavos
    """Capital that remains once it is paid."""
    proyectado: bool = False
    """Its interest uses a rate that nobody has certified yet."""

    @property
    def total(self) -> Centavos:
        """What is paid that day."""
        return self.capital + self.interes_causado + self.costas + self.interes_plazo


@dataclass(frozen=True, slots=True)
class PlanPagos:
    """The instalments and how they came to be."""

    metodo: Metodo
    cuotas: tuple[Cuota, ...]
    cuota_fija: Centavos | None
    """Of method B, without what was already due, to the centavo."""
    advertencias: tuple[str, ...]
    traza: Traza

    @property
    def total(self) -> Centavos:
        """What will have been paid at the end."""
        return sum(cuota.total for cuota in self.cuotas)


def plan_capital_constante(
    terminos: TerminosPlan, cal: Calendario, causador: Causador
) -> PlanPagos:
    """Divide capital, due interest and costs evenly; add interest on the capital.

    Raises:
        MissingParameterError: a rate or the holidays of a year are not known.
    """
    balance = terminos.capital
    previous = terminos.firma
    instalments = []
    for base in _even(terminos, cal):
        periods = causador.causar(balance, previous, base.nominal)
        interest = sum((p.interes + p.valorizacion for p in periods), Fraction(0))
        balance -= base.capital
        previous = base.nominal
        instalments.append(
            replace(
                base,
                interes_plazo=redondear_al_peso(interest),
                saldo_capital=balance,
                proyectado=any(
                    p.verificacion is Verificacion.PROYECTADO for p in periods
                ),
            )
        )
    return _plan(Metodo.CAPITAL_CONSTANTE, terminos, instalments, None)


def plan_cuota_fija(
    terminos: TerminosPlan,
    cal: Calendario,
    tasa_mensual: Fraction,
    *,
    proyectado: bool = False,
) -> PlanPagos:
    """Divide the capital in equal instalments at a monthly rate (1 % is 1/100).

    Due interest and costs are divided evenly and added. The rate is the same for all
    the months, so that `proyectado` is too.

    Raises:
        InvalidDataError: a negative rate.
        MissingParameterError: the holidays of a year are not known.
    """
    if tasa_mensual < 0:
        message = "La tasa mensual del plan no puede ser negativa."
        raise InvalidDataError(message)
    exact = _equal_payment(terminos.capital, tasa_mensual, terminos.cuotas)
    fixed = redondear_al_peso(exact)
    balance = terminos.capital
    instalments = []
    for base in _even(terminos, cal):
        interest = redondear_al_peso(balance * tasa_mensual)
        last = base.numero == terminos.cuotas
        capital = balance if last else min(max(fixed - interest, 0), balance)
        balance -= capital
        instalments.append(
            replace(
                base,
                capital=capital,
                interes_plazo=interest,
                saldo_capital=balance,
                proyectado=proyectado,
            )
        )
    to_centavo = redondear_al_peso(exact * 100) // 100
    return _plan(Metodo.CUOTA_FIJA, terminos, instalments, to_centavo)


def sumar_planes(planes: Sequence[PlanPagos]) -> PlanPagos:
    """Join the plans of debts that earn different interest, instalment by instalment.

    All have the same dates and method; their amounts add up.
    """
    first = planes[0]
    if len(planes) == 1:
        return first
    fixed = [plan.cuota_fija for plan in planes if plan.cuota_fija is not None]
    return PlanPagos(
        first.metodo,
        tuple(_joined(same) for same in zip(*(p.cuotas for p in planes), strict=True)),
        sum(fixed) if fixed else None,
        tuple(dict.fromkeys(note for plan in planes for note in plan.advertencias)),
        tuple(step for plan in planes for step in plan.traza),
    )


def tasas_al_otorgar(tasas: TablaTasas, firma: date, hasta: date) -> TablaTasas:
    """Return the table with the rate of the signing for the whole plan.

    It is the reading `FIXED_AT_GRANT` of the switch `plazo.rate`.

    Raises:
        MissingParameterError: the rate of the signing is not loaded.
    """
    granted = replace(tasas.en(firma), desde=firma, hasta=max(firma, hasta))
    return type(tasas)((granted,))


def _even(terminos: TerminosPlan, cal: Calendario) -> Iterator[Cuota]:
    capital = _shares(terminos.capital, terminos.cuotas)
    interest = _shares(terminos.intereses, terminos.cuotas)
    costs = _shares(terminos.costas, terminos.cuotas)
    for index, share in enumerate(capital):
        day = terminos.nominal(index + 1)
        yield Cuota(
            numero=index + 1,
            nominal=day,
            vence=cal.habil_o_siguiente(day),
            capital=share,
            interes_causado=interest[index],
            costas=costs[index],
            interes_plazo=0,
            saldo_capital=0,
        )


def _joined(same: Sequence[Cuota]) -> Cuota:
    return replace(
        same[0],
        capital=sum(c.capital for c in same),
        interes_causado=sum(c.interes_causado for c in same),
        costas=sum(c.costas for c in same),
        interes_plazo=sum(c.interes_plazo for c in same),
        saldo_capital=sum(c.saldo_capital for c in same),
        proyectado=any(c.proyectado for c in same),
    )


def _shares(amount: Centavos, parts: int) -> list[Centavos]:
    """Divide in whole pesos; the last part takes the difference, never below zero."""
    share = redondear_al_peso(Fraction(amount, parts))
    shares = []
    for _ in range(parts - 1):
        shares.append(min(share, amount))
        amount -= shares[-1]
    return [*shares, amount]


def _equal_payment(capital: Centavos, rate: Fraction, parts: int) -> Fraction:
    if not rate:
        return Fraction(capital, parts)
    return capital * rate / (1 - (1 + rate) ** -parts)


def _plan(
    metodo: Metodo,
    terminos: TerminosPlan,
    cuotas: list[Cuota],
    fija: Centavos | None,
) -> PlanPagos:
    notes = []
    if cuotas[-1].nominal > mas_meses(terminos.firma, MESES_MAXIMOS):
        notes.append(
            "El plan pasa de cinco años, que es el plazo máximo (Decreto 4473 de "
            "2006, art. 3)."
        )
    if any(cuota.proyectado for cuota in cuotas):
        notes.append(
            "Hay cuotas calculadas con la última tasa certificada: se recalculan en "
            "cada pago."
        )
    how = "capital constante" if metodo is Metodo.CAPITAL_CONSTANTE else "cuota fija"
    detail = (
        f"{cantidad(terminos.cuotas, 'cuota')} de {how} sobre un capital de "
        f"{pesos(terminos.capital)}, firmado el {fecha_larga(terminos.firma)}. El "
        "interés del plazo corre solo sobre el capital."
    )
    step = Paso("plan_pagos", "ET, art. 814; Decreto 4473 de 2006, art. 3", detail)
    return PlanPagos(metodo, tuple(cuotas), fija, tuple(notes), (step,))
