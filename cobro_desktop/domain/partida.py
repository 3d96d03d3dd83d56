"""An obligation in a portfolio run: what is asked of it and what may become of it.

The procedure's file says which questions each item answers (`por_partida`). A few
names of fields mean something to the program; the rest is only kept and printed.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.procedimiento import Ambito

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Campo,
        Procedimiento,
        Respuestas,
    )

TRATAMIENTO: Final = "tratamiento"
CAUSAL: Final = "causal"
CLASE_ANTES: Final = "clase_antes"
CLASE_DESPUES: Final = "clase_despues"
VALOR_DETERIORO: Final = "valor_deterioro"
ACTA: Final = "acta-comite"
ACTO: Final = "acto-depuracion"


class Tratamiento(StrEnum):
    """What a run would do with an obligation; a file without the field writes off."""

    BAJA = "baja"
    DETERIORO = "deterioro"
    RECLASIFICACION = "reclasificacion"
    SIN_CAMBIO = "sin_cambio"

    @property
    def nombre(self) -> str:
        """How the screens call it."""
        return _TRATAMIENTOS[self]


class Recomendacion(StrEnum):
    """What the comité says of an item."""

    RECOMIENDA = "recomienda"
    NO_RECOMIENDA = "no_recomienda"
    FALTA_SOPORTE = "falta_soporte"

    @property
    def nombre(self) -> str:
        """How the screens and the acta call it."""
        return _RECOMENDACIONES[self]


_TRATAMIENTOS: Final = {
    Tratamiento.BAJA: "Baja",
    Tratamiento.DETERIORO: "Deterioro",
    Tratamiento.RECLASIFICACION: "Reclasificación",
    Tratamiento.SIN_CAMBIO: "Sin cambio",
}
_RECOMENDACIONES: Final = {
    Recomendacion.RECOMIENDA: "Recomienda",
    Recomendacion.NO_RECOMIENDA: "No recomienda",
    Recomendacion.FALTA_SOPORTE: "Falta soporte",
}
_PROPIAS: Final = frozenset({"prescripcion", "remision", "compensacion"})
"""Causes that leave a case by an outcome of their own name, where it has one."""


def centavos_de(respuesta: str) -> Centavos:
    """Return an amount of the ficha, in centavos; none written is zero."""
    pesos, _, cents = respuesta.partition(".")
    return int(pesos or 0) * 100 + int(cents.ljust(2, "0") or 0)


def tratamiento_de(respuestas: Respuestas) -> Tratamiento:
    """Return what an item's answers ask for."""
    return Tratamiento(respuestas.get(TRATAMIENTO) or Tratamiento.BAJA)


def salida_del_caso(
    procedimiento: Procedimiento, actividad: str, causal: str
) -> str | None:
    """Return the outcome by which a case leaves when its last obligation ends.

    None where the procedure has no such way out of that activity.
    """
    names = (causal, "depuracion") if causal in _PROPIAS else ("depuracion",)
    found = (n for n in names if procedimiento.salida(actividad, n) is not None)
    return next(found, None)


def campos_de_partida(procedimiento: Procedimiento) -> dict[str, tuple[Campo, ...]]:
    """Return what is asked of each item, by activity in the order of the table."""
    asked = {
        a.id: tuple(c for c in a.campos if c.por_partida)
        for a in procedimiento.actividades.values()
        if a.ambito is Ambito.CARTERA
    }
    return {actividad: campos for actividad, campos in asked.items() if campos}


def ficha_de(procedimiento: Procedimiento, actividad: str) -> Actividad:
    """Return an activity with only what it asks of each item, for the engine."""
    own = procedimiento.actividades[actividad]
    asked = tuple(c for c in own.campos if c.por_partida)
    return replace(own, campos=asked, evidencia=(), reglas=())


def sin_partidas(procedimiento: Procedimiento, actividad: str) -> Procedimiento:
    """Return the procedure where an activity asks only what is of the whole run."""
    own = procedimiento.actividades[actividad]
    rest = replace(own, campos=tuple(c for c in own.campos if not c.por_partida))
    return replace(
        procedimiento, actividades={**procedimiento.actividades, actividad: rest}
    )


def solo_partidas(procedimiento: Procedimiento, actividad: str) -> Procedimiento:
    """Return the procedure where an activity asks only what is of each item."""
    own = ficha_de(procedimiento, actividad)
    bare = replace(
        own, salidas=tuple(replace(s, reglas=(), evidencia=()) for s in own.salidas)
    )
    return replace(
        procedimiento, actividades={**procedimiento.actividades, actividad: bare}
    )


def cerradas_de(
    procedimiento: Procedimiento, cierres: tuple[tuple[str, str], ...]
) -> frozenset[str]:
    """Return the activities that are behind, from (activity, outcome) closings.

    Going back opens again the one where the run returns and those after it.
    """
    order = list(procedimiento.actividades)
    closed: set[str] = set()
    for actividad, resultado in cierres:
        closed.add(actividad)
        salida = procedimiento.salida(actividad, resultado)
        back = salida.siguiente if salida else None
        if back in order and order.index(back) <= order.index(actividad):
            closed -= set(order[order.index(back) :])
        if salida is not None and salida.permanece:
            closed.discard(actividad)
    return frozenset(closed)
