"""Ways through a procedure that depend on the office, not on the debtor.

A payment, an agreement or an extinction is no way to the next act of the collection:
neither the outcomes that lead there nor the common ones are followed.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.procedimiento import Ambito, Etapa, TipoEvidencia

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento, Salida

_ACUERDO: Final = "acuerdo-pago"
_YA_NOTIFICADO: Final = "mandamiento_notificado"
"""Rule of the outcomes that presuppose what is still to be done."""


def buscar_camino(
    procedimiento: Procedimiento, desde: str, hasta: str
) -> tuple[str, ...]:
    """Return the activities of the shortest way; empty if there is none.

    Of two equally short, the one that does not go through an agreement.
    """
    queue: list[tuple[int, int, int, tuple[str, ...]]] = [(1, 0, 0, (desde,))]
    seen: set[str] = set()
    count = 0
    while queue:
        length, deals, _, way = heappop(queue)
        if way[-1] == hasta:
            return way
        if way[-1] in seen:
            continue
        seen.add(way[-1])
        for name in _siguientes(procedimiento, way[-1], first=length == 1):
            count += 1
            deal = deals + _es_de_acuerdo(procedimiento.actividades[name])
            heappush(queue, (length + 1, deal, count, (*way, name)))
    return ()


def ya_paso(procedimiento: Procedimiento, actividad: str, notifica: str) -> bool:
    """Tell whether nothing leads to the activity but through the notification."""
    seen, queue = {notifica}, [procedimiento.inicio]
    while queue:
        name = queue.pop()
        ends = procedimiento.actividades[name].etapa is Etapa.TERMINACION
        if name in seen or ends:
            continue
        seen.add(name)
        queue += [
            a
            for s in procedimiento.actividades[name].salidas
            if (a := s.siguiente) in procedimiento.actividades
            and a is not None
            and not _presupone(s)
        ]
    etapa = procedimiento.actividades[actividad].etapa
    return actividad not in seen and etapa is not Etapa.TERMINACION


def actividades_con(
    procedimiento: Procedimiento, tipo: TipoEvidencia, referencia: str
) -> list[str]:
    """Return the activities that ask for a record."""
    return [
        a.id
        for a in del_caso(procedimiento)
        if any(e.tipo is tipo and e.referencia == referencia for e in a.evidencia)
    ]


def del_caso(procedimiento: Procedimiento) -> Iterator[Actividad]:
    """Yield the activities that work on one case, not on the portfolio."""
    actividades = procedimiento.actividades.values()
    return (a for a in actividades if a.ambito is Ambito.EXPEDIENTE)


def _siguientes(
    procedimiento: Procedimiento, actividad: str, *, first: bool
) -> Iterator[str]:
    for salida in procedimiento.actividades[actividad].salidas:
        if salida.suspende or _presupone(salida):
            continue
        a = salida.siguiente
        if a is not None and a in procedimiento.actividades:
            if procedimiento.actividades[a].etapa is not Etapa.TERMINACION:
                yield a
        elif salida.regresa and first:
            yield from _origenes(procedimiento, actividad)


def _origenes(procedimiento: Procedimiento, actividad: str) -> Iterator[str]:
    """Yield where a case may have come from, to which it would return."""
    for other in del_caso(procedimiento):
        leads = any(s.siguiente == actividad for s in procedimiento.salidas(other.id))
        if leads and other.etapa is not Etapa.TERMINACION:
            yield other.id


def _es_de_acuerdo(actividad: Actividad) -> bool:
    return any(e.referencia == _ACUERDO for e in actividad.evidencia)


def _presupone(salida: Salida) -> bool:
    return any(
        regla.regla == _YA_NOTIFICADO and not regla.aviso for regla in salida.reglas
    )
