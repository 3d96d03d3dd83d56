"""A procedure as a graph: what it reaches, where it leads, what is wrong with it.

The case graph and the portfolio graph are walked apart (PROCEDURES, rule 8).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.procedimiento import Ambito, Fin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Procedimiento,
        Salida,
        SalidaComun,
    )


@dataclass(frozen=True, slots=True)
class Defecto:
    """A fault of a procedure and the keys that lead to it, names for positions."""

    ruta: tuple[str, ...]
    """Like ("actividad", "6", "salida", "paga", "siguiente")."""
    mensaje: str


@dataclass(frozen=True, slots=True)
class Paso:
    """A step of a path: the activity and the outcome that leaves it."""

    actividad: str
    resultado: str
    a: str
    """The next activity, or the name of the end."""


def destinos(procedimiento: Procedimiento, actividad: str) -> tuple[Paso, ...]:
    """Return every step out of an activity, common outcomes and returns included."""
    pasos: list[Paso] = []
    for salida in procedimiento.salidas(actividad):
        if salida.regresa:
            origenes = _origenes(procedimiento, actividad)
            pasos += [Paso(actividad, salida.resultado, o) for o in origenes]
        else:
            a = salida.siguiente or (salida.fin.value if salida.fin else actividad)
            pasos.append(Paso(actividad, salida.resultado, a))
    return tuple(pasos)


def alcanzables(procedimiento: Procedimiento, ambito: Ambito) -> frozenset[str]:
    """Return the activities that some path from an entry of the graph reaches."""
    pendientes = [
        a for a in entradas(procedimiento, ambito) if a in procedimiento.actividades
    ]
    vistas: set[str] = set()
    while pendientes:
        actividad = pendientes.pop()
        if actividad in vistas:
            continue
        vistas.add(actividad)
        siguientes = (s.siguiente for s in procedimiento.salidas(actividad))
        pendientes += [s for s in siguientes if s and s in procedimiento.actividades]
    return frozenset(vistas)


def entradas(procedimiento: Procedimiento, ambito: Ambito) -> tuple[str, ...]:
    """Return the entries of one of the two graphs, doors of the ends included."""
    if ambito is Ambito.CARTERA:
        return procedimiento.inicio_cartera
    puertas = (puerta.siguiente for puerta in procedimiento.reentradas)
    return (procedimiento.inicio, *puertas)


def con_salida_al_final(procedimiento: Procedimiento) -> frozenset[str]:
    """Return the activities that reach an end by outcomes of their own table.

    Common outcomes do not count: they would hide a trap. A return counts as a way
    to wherever the activity can be entered from; an unknown target, which is
    another fault, as an end.
    """
    llegan = {
        a.id
        for a in procedimiento.actividades.values()
        if any(s.fin or _sale_al_vacio(procedimiento, s) for s in a.salidas)
    }
    crece = True
    while crece:
        nuevas = {
            a.id
            for a in procedimiento.actividades.values()
            if a.id not in llegan and not llegan.isdisjoint(_vecinas(procedimiento, a))
        }
        llegan |= nuevas
        crece = bool(nuevas)
    return frozenset(llegan)


def camino(procedimiento: Procedimiento, desde: str, hasta: str) -> tuple[Paso, ...]:
    """Return the shortest path to an activity or an end; empty if there is none."""
    previos: dict[str, Paso] = {}
    cola = deque([desde])
    while cola and hasta not in previos:
        actual = cola.popleft()
        if actual not in procedimiento.actividades:
            continue
        for paso in destinos(procedimiento, actual):
            if paso.a not in previos and paso.a != desde:
                previos[paso.a] = paso
                cola.append(paso.a)
    pasos: list[Paso] = []
    while hasta in previos:
        pasos.append(previos[hasta])
        hasta = pasos[-1].actividad
    return tuple(reversed(pasos))


def describir(pasos: Iterable[Paso]) -> str:
    """Tell a path in a line: `6 —paga→ 17 —pago_total→ 18`."""
    partes: list[str] = []
    for paso in pasos:
        partes += [
            *([] if partes else [paso.actividad]),
            f"—{paso.resultado}→ {paso.a}",
        ]
    return " ".join(partes)


def defectos_del_grafo(procedimiento: Procedimiento) -> Iterator[Defecto]:
    """Yield every fault of the structure."""
    yield from _entradas_malas(procedimiento)
    for actividad in procedimiento.actividades.values():
        yield from _salidas_malas(procedimiento, actividad)
    for comun in procedimiento.salidas_comunes:
        ruta = ("salida_comun", comun.resultado, "siguiente")
        yield from _destino_malo(procedimiento, comun, Ambito.EXPEDIENTE, ruta)
    yield from _islas_y_trampas(procedimiento)


def _sale_al_vacio(procedimiento: Procedimiento, salida: Salida) -> bool:
    return (
        salida.siguiente is not None
        and salida.siguiente not in procedimiento.actividades
    )


def _vecinas(procedimiento: Procedimiento, actividad: Actividad) -> set[str]:
    vecinas = {s.siguiente for s in actividad.salidas if s.siguiente}
    if any(s.regresa for s in actividad.salidas):
        vecinas.update(_origenes(procedimiento, actividad.id))
    return vecinas


def _origenes(procedimiento: Procedimiento, actividad: str) -> tuple[str, ...]:
    return tuple(
        a.id
        for a in procedimiento.actividades.values()
        if any(s.siguiente == actividad for s in procedimiento.salidas(a.id))
    )


def _entradas_malas(procedimiento: Procedimiento) -> Iterator[Defecto]:
    for clave, ambito, ids in (
        ("inicio", Ambito.EXPEDIENTE, (procedimiento.inicio,)),
        ("inicio_cartera", Ambito.CARTERA, procedimiento.inicio_cartera),
    ):
        for identificador in filter(None, ids):
            actividad = procedimiento.actividades.get(identificador)
            if actividad is None:
                yield Defecto((clave,), f"no existe la actividad «{identificador}»")
            elif actividad.ambito is not ambito:
                mensaje = f"la actividad «{identificador}» no es de ámbito {ambito}"
                yield Defecto((clave,), mensaje)
    for puerta in procedimiento.reentradas:
        if puerta.siguiente not in procedimiento.actividades:
            ruta = ("reentrada", puerta.resultado, "siguiente")
            yield Defecto(ruta, f"no existe la actividad «{puerta.siguiente}»")


def _salidas_malas(
    procedimiento: Procedimiento, actividad: Actividad
) -> Iterator[Defecto]:
    raiz = ("actividad", actividad.id)
    if not actividad.salidas:
        yield Defecto(raiz, "no tiene ninguna salida")
    for salida in actividad.salidas:
        ruta = (*raiz, "salida", salida.resultado)
        yield from _destino_malo(
            procedimiento, salida, actividad.ambito, (*ruta, "siguiente")
        )
        sesion = salida.fin is Fin.SESION
        if salida.fin and sesion != (actividad.ambito is Ambito.CARTERA):
            mensaje = f"una actividad de ámbito {actividad.ambito} no termina así"
            yield Defecto((*ruta, "fin"), mensaje)


def _destino_malo(
    procedimiento: Procedimiento,
    salida: Salida | SalidaComun,
    ambito: Ambito,
    ruta: tuple[str, ...],
) -> Iterator[Defecto]:
    if salida.siguiente is None:
        return
    destino = procedimiento.actividades.get(salida.siguiente)
    if destino is None:
        yield Defecto(ruta, f"no existe la actividad «{salida.siguiente}»")
    elif destino.ambito is not ambito:
        mensaje = f"la actividad «{destino.id}» es de otro ámbito ({destino.ambito})"
        yield Defecto(ruta, mensaje)


def _islas_y_trampas(procedimiento: Procedimiento) -> Iterator[Defecto]:
    llegan = con_salida_al_final(procedimiento)
    for ambito in Ambito:
        vistas = alcanzables(procedimiento, ambito)
        propias = [a for a in procedimiento.actividades.values() if a.ambito is ambito]
        hay_entrada = bool(vistas) or not entradas(procedimiento, ambito)
        for actividad in propias:
            ruta = ("actividad", actividad.id)
            if hay_entrada and actividad.id not in vistas:
                yield Defecto(ruta, "no se puede llegar a ella desde el inicio")
            if actividad.salidas and actividad.id not in llegan:
                yield Defecto(ruta, "ningún camino suyo lleva a un final")
