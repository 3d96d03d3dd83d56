"""The map of a procedure: where each activity, outcome and line is drawn.

Pure and deterministic: who draws says how high its texts are, and gets rectangles
and polylines, in its own units, with y growing downwards. Each activity is a box in a
layer of its own with its outcomes listed beside it; an outcome to the next layer is a
short arrow, one to a later layer goes down a lane at the right, shared by all that
lead to the same activity, and a loop goes up a lane at the left, dashed. Nothing
overlaps, however many outcomes an institution adds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.lineas_mapa import aristas, bajadas, carriles, subidas
from cobro_desktop.domain.orden_mapa import ordenar
from cobro_desktop.domain.piezas_mapa import Banda, Caja, Fila, Mapa, Nodo, Rumbo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.domain.piezas_mapa import Medidas
    from cobro_desktop.domain.procedimiento import (
        Ambito,
        Etapa,
        Procedimiento,
        Salida,
    )


def trazar(procedimiento: Procedimiento, ambito: Ambito, medidas: Medidas) -> Mapa:
    """Lay out one graph of a procedure; its common outcomes are not drawn."""
    orden = ordenar(procedimiento, ambito)
    altos = _alturas(procedimiento, orden, medidas)
    sube = carriles(subidas(altos.nodos), altos.nodos)
    baja = carriles(bajadas(altos.nodos), altos.nodos)
    lado = medidas.carril * (_cuantos(sube) + 1)
    nodos = tuple(_corrido(nodo, lado) for nodo in altos.nodos)
    ancho = lado + medidas.caja + medidas.fila + medidas.carril * (_cuantos(baja) + 3)
    bandas = tuple(
        Banda(etapa, Caja(0, y, ancho, alto)) for etapa, y, alto in altos.bandas
    )
    lineas = tuple(aristas(nodos, medidas, sube, baja))
    return Mapa(nodos, lineas, bandas, ancho, altos.alto)


class _Alturas(NamedTuple):
    nodos: tuple[Nodo, ...]
    bandas: tuple[tuple[Etapa, int, int], ...]
    alto: int


def _alturas(
    procedimiento: Procedimiento, orden: Sequence[str], medidas: Medidas
) -> _Alturas:
    """Put the layers one under another; x counts from the left edge of the boxes."""
    capas = {actividad: capa for capa, actividad in enumerate(orden)}
    nodos: list[Nodo] = []
    bandas: list[tuple[Etapa, int, int]] = []
    y = 0
    for actividad in (procedimiento.actividades[a] for a in orden):
        if not bandas or bandas[-1][0] is not actividad.etapa:
            bandas.append((actividad.etapa, y, 0))
            y += medidas.banda
        caja = Caja(0, y + medidas.aire, medidas.caja, medidas.alto_caja(actividad.id))
        filas = tuple(_filas(actividad.id, actividad.salidas, capas, caja, medidas))
        nodo = Nodo(actividad.id, actividad.etapa, len(nodos), caja, filas)
        nodos.append(nodo)
        y = nodo.abajo + medidas.aire // 2
        etapa, top, _ = bandas[-1]
        bandas[-1] = (etapa, top, y - top)
    return _Alturas(tuple(nodos), tuple(bandas), y)


def _filas(
    actividad: str,
    salidas: Sequence[Salida],
    capas: Mapping[str, int],
    caja: Caja,
    medidas: Medidas,
) -> Iterator[Fila]:
    x, y = medidas.caja + medidas.carril, caja.y
    for salida in salidas:
        rumbo, destino = _rumbo(actividad, salida, capas)
        alto = medidas.alto_fila(salida.etiqueta)
        place = Caja(x, y, medidas.fila, alto)
        yield Fila(salida.resultado, salida.etiqueta, rumbo, destino, place)
        y += alto


def _rumbo(
    actividad: str, salida: Salida, capas: Mapping[str, int]
) -> tuple[Rumbo, str]:
    if salida.fin is not None:
        return Rumbo.FIN, str(salida.fin)
    if salida.regresa:
        return Rumbo.REGRESA, ""
    destino = salida.siguiente or actividad
    if destino == actividad:
        return Rumbo.AQUI, actividad
    salto = capas[destino] - capas[actividad]
    if salto < 0:
        return Rumbo.SUBE, destino
    return (Rumbo.SIGUE if salto == 1 else Rumbo.BAJA), destino


def _cuantos(lanes: Mapping[str, int]) -> int:
    return max(lanes.values(), default=-1) + 1


def _corrido(nodo: Nodo, lado: int) -> Nodo:
    caja = nodo.caja._replace(x=nodo.caja.x + lado)
    filas = tuple(
        replace(fila, caja=fila.caja._replace(x=fila.caja.x + lado))
        for fila in nodo.filas
    )
    return replace(nodo, caja=caja, filas=filas)
