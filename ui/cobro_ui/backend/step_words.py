"""What the guided step says of what will be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.procedimiento import Propuesta
from cobro_desktop.domain.respuestas import Juicio, en_palabras, juicios
from cobro_desktop.formats import fecha_larga
from cobro_ui.models.columns import ESTADOS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cobro_desktop.domain.procedimiento import Actividad, Salida
    from cobro_desktop.services.pasos import Paso, Prevision


def told(
    actividad: Actividad, answers: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return each question with its answer in words, in the order of the form."""
    return tuple(
        (campo.etiqueta, en_palabras(campo, answers))
        for campo in actividad.campos
        if campo.nombre in answers
    )


def proposed(actividad: Actividad, answers: Mapping[str, str]) -> str:
    """Return the outcome that the judged checklists propose; empty if none (F48)."""
    asked = [
        campo
        for campo in actividad.campos
        if campo.juicio and campo.obligatorio and campo.se_pregunta("", answers)
    ]
    judged = [juicios(campo, answers.get(campo.nombre, "")) for campo in asked]
    missing = any(Juicio.NO_CUMPLE in found.values() for found in judged)
    whole = bool(asked) and all(
        len(found) == len(campo.opciones)
        for found, campo in zip(judged, asked, strict=True)
    )
    if not (missing or whole):
        return ""
    wanted = Propuesta.INCOMPLETOS if missing else Propuesta.COMPLETOS
    found = (s.resultado for s in actividad.salidas if s.propone is wanted)
    return next(found, "")


def sentences(
    paso: Paso, salida: Salida, prevision: Prevision, day: date
) -> tuple[str, ...]:
    """Say what will be recorded, where the case goes and what starts."""
    closing = (
        f"Queda registrado el cierre de la actividad {paso.actividad.id} con fecha "
        f"{fecha_larga(day)}: {salida.etiqueta}."
    )
    return tuple(
        text for text in (closing, _where(paso, prevision), prevision.termino) if text
    )


def _where(paso: Paso, prevision: Prevision) -> str:
    after = prevision.siguiente
    if after is None:
        end = ESTADOS.get(prevision.fin, prevision.fin).lower()
        return f"El expediente termina: {end}."
    if after.id == paso.actividad.id:
        return "El expediente sigue en esta misma actividad."
    return f"El expediente pasa a {after.id} · {after.nombre}."


def button(paso: Paso, prevision: Prevision) -> str:
    """Say what the final button does."""
    after = prevision.siguiente
    if after is None:
        return "&Registrar y terminar el expediente"
    if after.id == paso.actividad.id:
        return "&Registrar y seguir aquí"
    return f"&Registrar y pasar a {after.id}"
