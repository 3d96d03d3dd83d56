"""The engine of procedures: where an outcome takes a case.

Pure: a service gives the procedure, the position of the case and its facts, and
writes what comes back. `evaluar` says first what is missing; `transicion` moves the
case once nothing is, or the person gave a reason to go on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.constancia import entrada_de
from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.evaluacion import (
    Cierre,
    Clase,
    Evaluacion,
    Pendiente,
    actividad_de,
    evaluar,
    respuestas_vigentes,
    salida_de,
)
from cobro_desktop.domain.procedimiento import Ambito, Desde

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.procedimiento import Fin, Plazo, Procedimiento

__all__ = [
    "Cierre",
    "Clase",
    "Evaluacion",
    "Pendiente",
    "Posicion",
    "TerminoIniciado",
    "Transicion",
    "abiertas_fuera_de_turno",
    "actividad_de",
    "evaluar",
    "inicio",
    "reabrir",
    "respuestas_vigentes",
    "termino_de",
    "transicion",
]


@dataclass(frozen=True, slots=True)
class Posicion:
    """Where a case stands, and the activities that wait for it to come back."""

    actividad: str
    pila: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TerminoIniciado:
    """The time of an activity that begins to run."""

    actividad: str
    plazo: Plazo
    desde: date | None
    """The day from which it counts, that day not included; None if not known."""


@dataclass(frozen=True, slots=True)
class Transicion:
    """Where an outcome takes the case: to an activity or, if `a` is None, to an end."""

    de: str
    a: str | None
    fin: Fin | None
    pila: tuple[str, ...]
    suspende: bool = False
    vuelve: bool = False
    """The activity goes on, it is no new entry; `termino` counts as it did."""
    termino: TerminoIniciado | None = None


def transicion(
    procedimiento: Procedimiento, posicion: Posicion, resultado: str, hechos: Hechos
) -> Transicion:
    """Tell where an outcome takes the case, and the term that begins there.

    Raises:
        NotFoundError: the procedure has no such activity, or it no such outcome.
        NotAllowedError: the outcome returns to the activity that sent the case, and
            none did.
    """
    actividad = actividad_de(procedimiento, posicion.actividad)
    salida = salida_de(procedimiento, actividad.id, resultado)
    de, pila = actividad.id, posicion.pila
    if salida.fin is not None:
        return Transicion(de, None, salida.fin, ())
    if salida.permanece:
        sigue = _seguir(procedimiento, posicion, de, hechos)
        return replace(sigue, suspende=salida.suspende)
    if salida.regresa:
        if not pila:
            mensaje = (
                "No consta qué actividad envió el expediente, así que no puede "
                "regresar. Elija otro resultado."
            )
            raise NotAllowedError(mensaje, {"actividad": de, "resultado": resultado})
        return _seguir(procedimiento, Posicion(pila[-1], pila[:-1]), de, hechos)
    assert salida.siguiente is not None
    destino = _llegada(procedimiento, salida.siguiente, posicion)
    llegada = _entrar(procedimiento, destino, de, hechos)
    return replace(llegada, suspende=salida.suspende)


def inicio(procedimiento: Procedimiento) -> Posicion:
    """Return where a new case begins."""
    return Posicion(procedimiento.inicio)


def reabrir(
    procedimiento: Procedimiento, ultima: str, resultado: str, hechos: Hechos
) -> Transicion:
    """Tell where a case that ended comes back in (PROCEDURES, rule 6).

    `ultima` is the activity whose closing ended it; a partial payment returns there.

    Raises:
        NotFoundError: no end of that activity has such a door.
    """
    actividad = actividad_de(procedimiento, ultima)
    fines = {salida.fin for salida in actividad.salidas if salida.fin}
    for puerta in procedimiento.reentradas:
        if puerta.fin in fines and puerta.resultado == resultado:
            destino = _llegada(procedimiento, puerta.siguiente, Posicion(ultima))
            return _entrar(procedimiento, destino, ultima, hechos)
    puertas = [p.resultado for p in procedimiento.reentradas if p.fin in fines]
    mensaje = (
        f"Un expediente que terminó en la actividad {ultima} no se reabre por "
        f"«{resultado}». Puede reabrirse por: {', '.join(puertas) or 'ninguna causa'}."
    )
    raise NotFoundError(mensaje, {"resultado": resultado, "resultados": puertas})


def abiertas_fuera_de_turno(
    procedimiento: Procedimiento, actividad: str, hechos: Hechos
) -> tuple[str, ...]:
    """Return the activities that may be closed now without moving the case."""
    vistas = hechos.recorridas | {actividad}
    return tuple(
        a.id
        for a in procedimiento.actividades.values()
        if a.fuera_de_turno
        and a.id != actividad
        and a.ambito is Ambito.EXPEDIENTE
        and not vistas.isdisjoint(a.fuera_de_turno_desde or vistas)
    )


def termino_de(
    procedimiento: Procedimiento, actividad: str, hechos: Hechos
) -> TerminoIniciado | None:
    """Return the term that begins on entering an activity, on the day `hechos.hoy`."""
    plazo = procedimiento.actividades[actividad].plazo
    if plazo is None:
        return None
    dias: Mapping[Desde, date | None] = {
        Desde.ENTRADA: hechos.hoy,
        Desde.EXIGIBILIDAD: hechos.exigibilidad,
        Desde.EJECUTORIA: hechos.ejecutoria,
        Desde.NOTIFICACION: hechos.notificacion,
        Desde.RECEPCION: hechos.recepcion,
    }
    return TerminoIniciado(actividad, plazo, dias[plazo.desde])


def _seguir(
    procedimiento: Procedimiento, destino: Posicion, de: str, hechos: Hechos
) -> Transicion:
    """Go on with an activity that was not finished; its time counts from its entry."""
    termino = termino_de(procedimiento, destino.actividad, hechos)
    if termino and termino.plazo.desde is Desde.ENTRADA:
        entrada = entrada_de(procedimiento, destino.actividad, hechos)
        termino = replace(termino, desde=entrada or termino.desde)
    return Transicion(
        de, destino.actividad, None, destino.pila, vuelve=True, termino=termino
    )


def _llegada(procedimiento: Procedimiento, a: str, origen: Posicion) -> Posicion:
    """Remember the origin of what may return to it; a plain step forward forgets."""
    devuelve = any(s.regresa for s in procedimiento.actividades[a].salidas)
    return Posicion(a, (*origen.pila, origen.actividad) if devuelve else ())


def _entrar(
    procedimiento: Procedimiento, destino: Posicion, de: str, hechos: Hechos
) -> Transicion:
    termino = termino_de(procedimiento, destino.actividad, hechos)
    return Transicion(de, destino.actividad, None, destino.pila, termino=termino)
