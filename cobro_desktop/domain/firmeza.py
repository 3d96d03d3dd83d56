"""From which day the acts of the coactive stage are final (RULES 4.2).

What a debtor may still dispute is not final: the order to go on that rejects the
excepciones waits for its reposición (ET 834), a liquidation for its traslado
(CGP 446) and an avalúo for its own (ET 838, parágrafo).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.procedimiento import Unidad

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.hechos import Hechos


class Espera(NamedTuple):
    """The time that each debtor has against an act, from its notification."""

    cantidad: int
    unidad: Unidad
    norma: str


ESPERAS: Mapping[str, Espera] = MappingProxyType(
    {
        "resolucion-excepciones": Espera(1, Unidad.MESES, "ET 834"),
        "auto-liquidacion": Espera(3, Unidad.HABILES, "CGP 110 y 446"),
        "auto-avaluo": Espera(10, Unidad.HABILES, "ET 838, parágrafo"),
    }
)
"""Document id → what must pass without a recurso or an objection."""


def ultimo_dia_para_discutir(
    tipo: str, notificados: Iterable[date], calendario: Calendario
) -> date | None:
    """Return the last day on which somebody may dispute an act, that day included.

    `notificados` is one day per debtor; None if nobody was notified or the act waits
    for nothing.
    """
    espera = ESPERAS.get(tipo)
    dias = [
        sumar(dia, espera.cantidad, espera.unidad, calendario).vence
        for dia in notificados
        if espera is not None
    ]
    return max(dias, default=None)


def firmes(hechos: Hechos, calendario: Calendario) -> frozenset[str]:
    """Return the acts of which every debtor was told and whose time is over."""
    found = set()
    for tipo in ESPERAS:
        dias = {n.deudor: n.fecha for n in hechos.notificaciones if n.documento == tipo}
        if not hechos.deudores or not hechos.deudores <= dias.keys():
            continue
        ultimo = ultimo_dia_para_discutir(tipo, dias.values(), calendario)
        if ultimo is not None and hechos.hoy > ultimo:
            found.add(tipo)
    return frozenset(found)
