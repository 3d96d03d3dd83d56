"""The icon and the words of each kind of act."""

from __future__ import annotations

from typing import NamedTuple

from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone


class ActFace(NamedTuple):
    """How a kind of act looks in the timeline."""

    words: str
    icon: Icon
    tone: Tone = Tone.ACCENT


_FACES = {
    "recepcion": ActFace("Recepción del título", Icon.IMPORT),
    "cierre_actividad": ActFace("Actividad cerrada", Icon.CHECK, Tone.OK),
    "actividad_fuera_de_turno": ActFace(
        "Actividad cerrada fuera de turno", Icon.CHECK, Tone.OK
    ),
    "gestion": ActFace("Gestión", Icon.USER),
    "documento_emitido": ActFace("Documento emitido", Icon.DOCUMENT),
    "notificacion": ActFace("Notificación", Icon.MAIL),
    "pago": ActFace("Pago", Icon.MONEY, Tone.OK),
    "imputacion": ActFace("Imputación de un pago", Icon.MONEY, Tone.OK),
    "acuerdo": ActFace("Acuerdo de pago", Icon.AGREEMENT),
    "incumplimiento": ActFace("Incumplimiento del acuerdo", Icon.WARNING, Tone.WARN),
    "medida": ActFace("Medida cautelar", Icon.TITLE),
    "respuesta": ActFace("Respuesta recibida", Icon.MAIL),
    "incidente_abierto": ActFace("Incidente abierto", Icon.WARNING, Tone.WARN),
    "incidente_cerrado": ActFace("Incidente cerrado", Icon.CHECK, Tone.OK),
    "suspension": ActFace("Suspensión", Icon.PAUSE, Tone.WARN),
    "reanudacion": ActFace("Reanudación", Icon.PLAY),
    "asignacion": ActFace("Asignación", Icon.USER),
    "correccion": ActFace("Corrección", Icon.NOTE),
    "anulacion": ActFace("Anulación", Icon.UNDO, Tone.WARN),
    "migracion": ActFace("Cambio de versión del procedimiento", Icon.PROCEDURE),
    "nota": ActFace("Nota", Icon.NOTE, Tone.MUTED),
}


def act_face(tipo: str) -> ActFace:
    """Return how a kind of act looks; an unknown one is shown as a note."""
    return _FACES.get(tipo, ActFace(tipo.replace("_", " ").capitalize(), Icon.NOTE))
