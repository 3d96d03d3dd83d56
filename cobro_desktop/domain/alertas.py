"""How near its end a term is: two warnings, and whom it is escalated to (F32).

No norm fixes these days: they are the institution's own way of working.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.plazos import restar_habiles, sumar_habiles
from cobro_desktop.domain.procedimiento import Rol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario

DIAS_MAXIMOS: Final = 250
"""About a year of working days; a longer notice is a mistyped one."""


class Nivel(StrEnum):
    """How near its end an open term is; the last day is still in time."""

    AL_DIA = "al_dia"
    POR_VENCER = "por_vencer"
    """The first warning: whoever is in charge of the case."""
    URGENTE = "urgente"
    """The second one: it is escalated."""
    VENCIDO = "vencido"


@dataclass(frozen=True, slots=True)
class Alertas:
    """When an institution warns, in working days, and who is told."""

    primera: int = 5
    """Days before the end: whoever is in charge."""
    segunda: int = 2
    """Days before the end: the roles of `segunda_a`."""
    vencido: int = 1
    """Days after the end, still open: the roles of `vencido_a`."""
    segunda_a: tuple[Rol, ...] = (Rol.COO,)
    vencido_a: tuple[Rol, ...] = (Rol.JEF,)

    def __post_init__(self) -> None:
        """Refuse warnings in an order that would never escalate.

        Raises:
            InvalidDataError: negative or absurd days, or the second before the first.
        """
        for days in (self.primera, self.segunda, self.vencido):
            if not 0 <= days <= DIAS_MAXIMOS:
                message = (
                    "Las alertas de términos van de 0 a "
                    f"{DIAS_MAXIMOS} días hábiles, y una dice {days}."
                )
                raise InvalidDataError(message)
        if self.segunda > self.primera:
            message = (
                f"La segunda alerta ({self.segunda} días hábiles antes) no puede "
                f"llegar antes que la primera ({self.primera})."
            )
            raise InvalidDataError(message)


@dataclass(frozen=True, slots=True)
class Cortes:
    """The due dates at which the level changes on a day; to compare without counting.

    So a hundred thousand terms are told apart by comparing dates in the base.
    """

    hoy: date
    urgente: date
    """Due from `hoy` up to this day, included: the second warning was given."""
    por_vencer: date
    """Due up to this day, included: the first one was given."""
    jefatura: date
    """Due up to this day, included, and open: told to `vencido_a`."""

    def nivel(self, vence: date) -> Nivel:
        """Return the level of an open term."""
        if vence < self.hoy:
            return Nivel.VENCIDO
        if vence <= self.urgente:
            return Nivel.URGENTE
        return Nivel.POR_VENCER if vence <= self.por_vencer else Nivel.AL_DIA


def cortes(alertas: Alertas, hoy: date, cal: Calendario) -> Cortes:
    """Return the due dates at which the level changes, seen from a day.

    Raises:
        MissingParameterError: holidays that are not known.
    """
    return Cortes(
        hoy=hoy,
        urgente=_con_hasta(hoy, alertas.segunda, cal),
        por_vencer=_con_hasta(hoy, alertas.primera, cal),
        jefatura=_hace(hoy, alertas.vencido, cal),
    )


def avisos(alertas: Alertas, vence: date, cal: Calendario) -> tuple[date, date]:
    """Return the days of the first and of the second warning of a term.

    On each there are still that many working days left, the last one included.

    Raises:
        MissingParameterError: holidays that are not known.
    """
    return _aviso(vence, alertas.primera, cal), _aviso(vence, alertas.segunda, cal)


def corte_de_escalados(
    alertas: Alertas, cuando: Cortes, roles: Iterable[str]
) -> date | None:
    """Return up to which due date open terms are escalated to somebody; None: never.

    Who is both told of urgent and of overdue terms sees all of them.
    """
    mine = set(roles)
    if mine & set(alertas.segunda_a):
        return cuando.urgente
    return cuando.jefatura if mine & set(alertas.vencido_a) else None


def _con_hasta(hoy: date, dias: int, cal: Calendario) -> date:
    """Return the last day that has at most `dias` working days left from `hoy`."""
    return sumar_habiles(hoy, dias + 1, cal).vence - UN_DIA


def _hace(hoy: date, dias: int, cal: Calendario) -> date:
    """Return the last day, before `hoy`, since which `dias` working days went by."""
    return min(restar_habiles(hoy, dias, cal), hoy - UN_DIA)


def _aviso(vence: date, dias: int, cal: Calendario) -> date:
    day = restar_habiles(vence, dias, cal)
    while cal.motivo_inhabil(day) or cal.motivo_suspension(day):
        day -= UN_DIA
    return day
