"""How a debt grew and what each payment lowered, for its chart and its table."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.intereses.periodo import Periodo
    from cobro_desktop.domain.liquidacion import Liquidacion

_NADA = Conceptos()
_DIA = dt.timedelta(days=1)


class Knot(NamedTuple):
    """What is owed at the end of a day, before and after what happens on it."""

    day: dt.date
    before: Conceptos
    after: Conceptos


class GrowthLine(NamedTuple):
    """A moment worth telling."""

    day: dt.date
    what: str
    owed: Conceptos


@dataclass(frozen=True, slots=True)
class Growth:
    """A debt through time; between two knots it grows evenly."""

    knots: tuple[Knot, ...] = ()
    payments: tuple[tuple[dt.date, Centavos], ...] = ()
    """What was paid on each day, in order."""

    def at(self, day: dt.date) -> Knot:
        """Return what was owed on a day; nothing before the first knot."""
        place = bisect_left(self.knots, day, key=lambda knot: knot.day)
        if place < len(self.knots) and self.knots[place].day == day:
            return self.knots[place]
        if not 0 < place < len(self.knots):
            last = self.knots[-1].after if place and self.knots else _NADA
            return Knot(day, last, last)
        owed = _between(self.knots[place - 1], self.knots[place], day)
        return Knot(day, owed, owed)

    def lines(self) -> list[GrowthLine]:
        """Return its beginning, each end of year, each payment and the cut."""
        if not self.knots:
            return []
        first, last = self.knots[0], self.knots[-1]
        found = [GrowthLine(first.day, "Se hizo exigible", first.after)]
        for year in range(first.day.year, last.day.year):
            end = dt.date(year, 12, 31)
            if end > first.day:
                owed = self.at(end).after
                found.append(GrowthLine(end, f"Fin de {year}", owed))
        for day, paid in self.payments:
            knot = self.at(day)
            found.append(GrowthLine(day, "Antes de abonar", knot.before))
            found.append(GrowthLine(day, f"Abono {pesos(paid)}", knot.after))
        found.sort(key=lambda line: line.day)
        if last.day > first.day:
            found.append(GrowthLine(last.day, "Corte", last.after))
        return found


def growth_of(liquidaciones: Sequence[Liquidacion]) -> Growth:
    """Add up the obligations of a case; each counts from the day it was due."""
    lines = [Growth(tuple(_knots(found))) for found in liquidaciones]
    days = sorted({knot.day for line in lines for knot in line.knots})
    knots = []
    for day in days:
        here = [line.at(day) for line in lines]
        before, after = (_sum(k.before for k in here), _sum(k.after for k in here))
        knots.append(Knot(day, before, after))
    paid: dict[dt.date, Centavos] = {}
    for found in liquidaciones:
        for abono in found.abonos:
            day = abono.abono.fecha
            paid[day] = paid.get(day, 0) + abono.abono.valor
    return Growth(tuple(knots), tuple(sorted(paid.items())))


def _knots(found: Liquidacion) -> Iterator[Knot]:
    """Yield the knots of one obligation, in order of days."""
    cuenta, walk = found.cuenta, _Walk(found)
    paid = {abono.abono.fecha: abono.saldo for abono in found.abonos}
    start = min([cuenta.exigible, cuenta.corte, *paid])
    yield Knot(start, _NADA, paid.get(start, walk.owed(start)))
    if start in paid:
        walk.restart(start, paid[start])
    days = {cuenta.corte, *paid, *(gasto.fecha for gasto in cuenta.gastos)}
    for periodo in found.periodos:
        days |= {periodo.desde - _DIA, periodo.hasta}
    for day in sorted(day for day in days if start < day < cuenta.corte):
        before = walk.owed(day)
        if day in paid:
            walk.restart(day, paid[day])
        # An expense of the day is seen as a step, like a payment.
        after = paid.get(day, before)
        yield Knot(day, walk.without_expenses_of(day, before), after)
    if cuenta.corte > start:
        before = walk.owed(cuenta.corte) if cuenta.corte in paid else found.saldo
        yield Knot(cuenta.corte, before, found.saldo)


class _Walk:
    """Reckons what an obligation owes on days that come in order."""

    def __init__(self, found: Liquidacion) -> None:
        cuenta = found.cuenta
        capital = cuenta.capital - cuenta.abono_historico
        self._owed = Conceptos(capital, 0, cuenta.costas)
        self._since = dt.date.min
        """The last payment; expenses up to it are in `_owed`."""
        self._gastos = cuenta.gastos
        self._periodos = found.periodos
        self._next = 0
        self._interes = self._subida = Fraction(0)
        """Of the whole periods since the last payment."""

    def owed(self, day: dt.date) -> Conceptos:
        """Return what is owed at the end of a day, to the peso."""
        while self._next < len(self._periodos):
            periodo = self._periodos[self._next]
            if periodo.hasta > day:
                break
            self._interes += periodo.interes
            self._subida += periodo.valorizacion
            self._next += 1
        part = self._part(day)
        interes, subida = self._interes, self._subida
        if part and self._next < len(self._periodos):
            interes += self._periodos[self._next].interes * part
            subida += self._periodos[self._next].valorizacion * part
        spent = sum(g.valor for g in self._gastos if self._since < g.fecha <= day)
        return Conceptos(
            self._owed.capital + redondear_al_peso(subida),
            self._owed.intereses + redondear_al_peso(interes),
            self._owed.costas + spent,
        )

    def without_expenses_of(self, day: dt.date, owed: Conceptos) -> Conceptos:
        """Return what was owed before the expenses of that day."""
        spent = sum(g.valor for g in self._gastos if g.fecha == day > self._since)
        return owed.menos(Conceptos(costas=spent))

    def restart(self, day: dt.date, saldo: Conceptos) -> None:
        """Go on from the balance that a payment left."""
        self._owed, self._since = saldo, day
        self._interes = self._subida = Fraction(0)

    def _part(self, day: dt.date) -> Fraction:
        """Return how much of the period under way has gone by."""
        if self._next == len(self._periodos):
            return Fraction(0)
        periodo: Periodo = self._periodos[self._next]
        gone = (day - periodo.desde).days + 1
        return Fraction(max(gone, 0), (periodo.hasta - periodo.desde).days + 1)


def _between(left: Knot, right: Knot, day: dt.date) -> Conceptos:
    part = Fraction((day - left.day).days, (right.day - left.day).days)
    grown = right.before.menos(left.after)
    return Conceptos(
        left.after.capital + redondear_al_peso(grown.capital * part),
        left.after.intereses + redondear_al_peso(grown.intereses * part),
        left.after.costas + redondear_al_peso(grown.costas * part),
    )


def _sum(amounts: Iterable[Conceptos]) -> Conceptos:
    found = list(amounts)
    return Conceptos(
        sum(c.capital for c in found),
        sum(c.intereses for c in found),
        sum(c.costas for c in found),
    )
