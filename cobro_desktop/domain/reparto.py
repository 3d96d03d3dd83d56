"""Shares cases among people so that nobody gets much more than another (F17)."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cobro_desktop.domain.dinero import Centavos


class Caso(NamedTuple):
    """A case to share."""

    id: int
    saldo: Centavos


class Carga(NamedTuple):
    """What somebody works on already."""

    casos: int
    saldo: Centavos


def repartir_equilibrado(
    casos: Iterable[Caso], cargas: Mapping[str, Carga]
) -> dict[int, str]:
    """Return who gets each case: the biggest first, to whom has the least.

    Fewer cases counts before less money; among equals, the order of `cargas`, so
    that the same question always has the same answer.
    """
    queue = [
        (carga.casos, carga.saldo, order, login)
        for order, (login, carga) in enumerate(cargas.items())
    ]
    heapq.heapify(queue)
    found: dict[int, str] = {}
    for caso in sorted(casos, key=lambda c: (-c.saldo, c.id)):
        count, saldo, order, login = heapq.heappop(queue)
        found[caso.id] = login
        heapq.heappush(queue, (count + 1, saldo + caso.saldo, order, login))
    return found
