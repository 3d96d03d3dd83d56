"""In which order the activities of a procedure read from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.procedimiento import Ambito, Procedimiento


def ordenar(procedimiento: Procedimiento, ambito: Ambito) -> tuple[str, ...]:
    """Return the activities of a graph so that only loops lead up.

    What leads back to itself stays together, in the order of the institution's
    table, which also decides wherever nothing else does.
    """
    siguen = vecinas(procedimiento, ambito)
    lugar = {actividad: n for n, actividad in enumerate(siguen)}
    bucles = _bucles(siguen)
    orden: list[str] = []
    while len(orden) < len(siguen):
        libres = [
            bucle
            for bucle in bucles
            if bucle[0] not in orden and _nada_antes(bucle, siguen, orden)
        ]
        primero = min(libres, key=lambda bucle: lugar[bucle[0]])
        orden += primero
    return tuple(orden)


def vecinas(
    procedimiento: Procedimiento, ambito: Ambito
) -> Mapping[str, tuple[str, ...]]:
    """Return where the own outcomes of each activity lead, in the table's order.

    A return is no neighbour: it goes wherever the case came from.
    """
    propias = [a for a in procedimiento.actividades.values() if a.ambito is ambito]
    ids = {a.id for a in propias}
    return {
        a.id: tuple(
            dict.fromkeys(
                s.siguiente for s in a.salidas if s.siguiente and s.siguiente in ids
            )
        )
        for a in propias
    }


def alcances(siguen: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Return what can be reached from each activity in one step or more."""
    return {actividad: _desde(actividad, siguen) for actividad in siguen}


def _desde(actividad: str, siguen: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    vistas: set[str] = set()
    pendientes = list(siguen[actividad])
    while pendientes:
        una = pendientes.pop()
        if una not in vistas:
            vistas.add(una)
            pendientes += siguen[una]
    return frozenset(vistas)


def _bucles(siguen: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the activities in groups that lead back to themselves; most are one."""
    llega = alcances(siguen)
    grupos: dict[str, tuple[str, ...]] = {}
    for actividad in siguen:
        grupo = tuple(
            otra
            for otra in siguen
            if otra == actividad
            or (otra in llega[actividad] and actividad in llega[otra])
        )
        grupos.setdefault(grupo[0], grupo)
    return list(grupos.values())


def _nada_antes(
    bucle: tuple[str, ...], siguen: Mapping[str, tuple[str, ...]], orden: list[str]
) -> bool:
    """Tell whether all that leads into a group from outside is already placed."""
    return not any(
        a in bucle
        for otra, destinos in siguen.items()
        if otra not in orden and otra not in bucle
        for a in destinos
    )
