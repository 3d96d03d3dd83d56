"""The lines of the map of a procedure, and the lanes in which they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cobro_desktop.domain.piezas_mapa import Arista, Punto, Rumbo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.domain.piezas_mapa import Fila, Medidas, Nodo

Tramos: TypeAlias = "dict[str, tuple[int, int]]"
"""Destination → the stretch of y that its lane takes."""


def subidas(nodos: Sequence[Nodo]) -> Tramos:
    """Return how far the lane of each loop reaches, from its target down."""
    tramos: Tramos = {}
    for nodo in nodos:
        for a in _destinos(nodo, Rumbo.SUBE):
            tramos[a] = (_de(nodos, a).caja.y, nodo.caja.abajo)
    return tramos


def bajadas(nodos: Sequence[Nodo]) -> Tramos:
    """Return how far the lane of each target reaches, from its first source."""
    tramos: Tramos = {}
    for nodo in nodos:
        for a in _destinos(nodo, Rumbo.BAJA):
            tramos.setdefault(a, (nodo.caja.y, _de(nodos, a).caja.y))
    return tramos


def carriles(tramos: Tramos, nodos: Sequence[Nodo]) -> dict[str, int]:
    """Give each target the innermost lane that is free; short ones go first."""
    capas = {nodo.id: nodo.capa for nodo in nodos}
    usados: list[list[tuple[int, int]]] = []
    carriles: dict[str, int] = {}
    for a in sorted(tramos, key=lambda a: (tramos[a][1] - tramos[a][0], capas[a])):
        arriba, abajo = tramos[a]
        libres = (
            n
            for n, otros in enumerate(usados)
            if all(abajo < desde or hasta < arriba for desde, hasta in otros)
        )
        lane = next(libres, len(usados))
        if lane == len(usados):
            usados.append([])
        usados[lane].append((arriba, abajo))
        carriles[a] = lane
    return carriles


def aristas(
    nodos: Sequence[Nodo],
    medidas: Medidas,
    sube: Mapping[str, int],
    baja: Mapping[str, int],
) -> Iterator[Arista]:
    """Yield the lines between some boxes; `sube` and `baja` are their lanes."""
    for nodo in nodos:
        for a in _destinos(nodo, Rumbo.SIGUE):
            yield _recta(nodo, _de(nodos, a))
        for fila in nodo.filas:
            if fila.rumbo is Rumbo.BAJA:
                yield _bajada(nodo, fila, _de(nodos, fila.destino), medidas, baja)
        up = _destinos(nodo, Rumbo.SUBE)
        for number, a in enumerate(up, start=1):
            y = nodo.caja.y + nodo.caja.alto * (len(up) + number) // (2 * len(up) + 1)
            yield _subida(nodo, _de(nodos, a), y, medidas.carril * (sube[a] + 1))


def _recta(nodo: Nodo, destino: Nodo) -> Arista:
    x = nodo.caja.x + nodo.caja.ancho // 2
    puntos = (Punto(x, nodo.caja.abajo), Punto(x, destino.caja.y))
    return Arista(nodo.id, destino.id, Rumbo.SIGUE, _por(nodo, destino), puntos)


def _bajada(
    nodo: Nodo, fila: Fila, destino: Nodo, medidas: Medidas, baja: Mapping[str, int]
) -> Arista:
    """Go right to the lane, down to the white over the target, and into its top."""
    y = fila.caja.y + fila.caja.alto // 2
    lane = fila.caja.derecha + medidas.carril * (baja[destino.id] + 1)
    over = destino.caja.y - medidas.aire // 2
    port = destino.caja.x + destino.caja.ancho * 3 // 4
    puntos = (
        Punto(fila.caja.derecha, y),
        Punto(lane, y),
        Punto(lane, over),
        Punto(port, over),
        Punto(port, destino.caja.y),
    )
    return Arista(nodo.id, destino.id, Rumbo.BAJA, (fila.resultado,), puntos)


def _subida(nodo: Nodo, destino: Nodo, y: int, salto: int) -> Arista:
    """Go left to the lane, up to the upper part of the target, and into its side."""
    x, end = nodo.caja.x, destino.caja.y + destino.caja.alto // 3
    puntos = (Punto(x, y), Punto(x - salto, y), Punto(x - salto, end), Punto(x, end))
    return Arista(nodo.id, destino.id, Rumbo.SUBE, _por(nodo, destino), puntos)


def _por(nodo: Nodo, destino: Nodo) -> tuple[str, ...]:
    return tuple(f.resultado for f in nodo.filas if f.destino == destino.id)


def _destinos(nodo: Nodo, rumbo: Rumbo) -> list[str]:
    found = (fila.destino for fila in nodo.filas if fila.rumbo is rumbo)
    return list(dict.fromkeys(found))


def _de(nodos: Sequence[Nodo], actividad: str) -> Nodo:
    return next(nodo for nodo in nodos if nodo.id == actividad)
