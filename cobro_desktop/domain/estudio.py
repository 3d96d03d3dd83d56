"""What the study of a title found: read from the answers of its checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.procedimiento import Etapa, Fin
from cobro_desktop.domain.requisitos import TipoCampo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.domain.requisitos import Campo

CAUSAS: Final = frozenset({"causa", "causa_devolucion", "clase_devolucion"})
"""Names of the question that types why a title goes back."""
_EXPLICAN: Final = frozenset(
    {
        "hallazgos",
        "motivo_no_procede",
        "motivo_devolucion",
        "requisito_faltante",
        "causa_devolucion",
    }
)
_PREGUNTAS: Final = frozenset({"recursos_agotados", "notificado", "firme"})
"""Questions of yes or no that are requirements of a title."""


class Requisito(NamedTuple):
    """A requirement of the title, as the study answered it."""

    id: str
    texto: str
    cumple: bool


def actividades_de_estudio(procedimiento: Procedimiento) -> tuple[Actividad, ...]:
    """Return the activities where a title is studied before it is collected."""
    return tuple(
        a for a in procedimiento.actividades.values() if a.etapa is Etapa.RECEPCION
    )


def requisitos_revisados(
    procedimiento: Procedimiento, respuestas: Mapping[str, str]
) -> tuple[Requisito, ...]:
    """Return the requirements that were gone through, each met or not.

    A checklist that nobody answered says nothing; of one that was answered, what is
    not marked is not met.
    """
    found: list[Requisito] = []
    for campo in _campos(procedimiento):
        answer = respuestas.get(campo.nombre, "")
        if not answer or (campo.si and not campo.si.se_cumple(respuestas)):
            continue
        if campo.tipo is TipoCampo.LISTA:
            marked = {item.strip() for item in answer.split(",")}
            found += [Requisito(i, t, i in marked) for i, t in campo.opciones]
        elif campo.tipo is TipoCampo.SI_NO and campo.nombre in _PREGUNTAS:
            met = answer == "si"
            found.append(Requisito(campo.nombre, campo.etiqueta.strip("¿?"), met))
    return tuple(found)


def hallazgos(
    procedimiento: Procedimiento, respuestas: Mapping[str, str]
) -> tuple[str, ...]:
    """Say what the study found wrong: each requirement not met, then its words."""
    unmet = [
        f"No se cumple: {r.texto[0].lower()}{r.texto[1:]}."
        for r in requisitos_revisados(procedimiento, respuestas)
        if not r.cumple
    ]
    written = (
        respuestas.get(campo.nombre, "")
        for campo in _campos(procedimiento)
        if campo.nombre in _EXPLICAN and campo.tipo is TipoCampo.PARRAFO
    )
    lines = (line.strip() for text in written for line in text.splitlines())
    return tuple(dict.fromkeys([*unmet, *filter(None, lines)]))


def causas(
    procedimiento: Procedimiento, respuestas: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the typed causes of a return as (id, name); none if nobody typed one."""
    for actividad in procedimiento.actividades.values():
        if not any(salida.fin is Fin.DEVUELTO for salida in actividad.salidas):
            continue
        for campo in actividad.campos:
            answer = respuestas.get(campo.nombre, "")
            if campo.nombre in CAUSAS and campo.tipo is TipoCampo.OPCION and answer:
                return tuple(
                    (value, name) for value, name in campo.opciones if value == answer
                )
    return ()


def _campos(procedimiento: Procedimiento) -> Iterator[Campo]:
    for actividad in actividades_de_estudio(procedimiento):
        yield from actividad.campos
