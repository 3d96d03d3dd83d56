"""When default begins for the fines that give time to pay (RULES 1 and 1(e))."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.fechas import mas_meses

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

DIAS_DISCIPLINARIO: Final = 30
"""Ley 734 de 2002, art. 173."""


class UnidadDias(StrEnum):
    """Business or calendar days (switch `disciplinario.unit`)."""

    HABILES = "habiles"
    CALENDARIO = "calendario"


def d0_ley1801(evento: date) -> date:
    """Return the last day of the first month (Ley 1801, art. 182).

    Date to date, not moved to a business day (DECISIONS 37). `evento` is the day
    that the switch `art182.base_event` names.
    """
    return mas_meses(evento, 1)


def exigible_ley1801(evento: date, corte: date, *, retroactivo: bool) -> date:
    """Return the day after which interest runs at a cut (switch `art182.retroactive`).

    The retroactive reading charges from the event, once the month has gone by.
    """
    fin_del_mes = d0_ley1801(evento)
    return evento if retroactivo and corte > fin_del_mes else fin_del_mes


def d0_disciplinario(
    ejecutoria: date,
    unidad: UnidadDias,
    sumar_habiles: Callable[[date, int], date],
) -> date:
    """Return the last of the thirty days to pay a disciplinary fine.

    Args:
        ejecutoria: the day the act became final; not counted.
        unidad: switch `disciplinario.unit`.
        sumar_habiles: adds business days by the entity's calendar.
    """
    if unidad is UnidadDias.HABILES:
        return sumar_habiles(ejecutoria, DIAS_DISCIPLINARIO)
    return ejecutoria + timedelta(days=DIAS_DISCIPLINARIO)
