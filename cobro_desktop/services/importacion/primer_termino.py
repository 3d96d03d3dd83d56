"""The term that a new case begins with, where its first activity has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.domain import motor
from cobro_desktop.domain.plazos import sumar
from cobro_desktop.services.terminos import ABIERTO, plazo_en_vigor

if TYPE_CHECKING:
    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.workspace import Workspace


def primer_termino(
    workspace: Workspace, procedimiento: Procedimiento, hechos: Hechos
) -> dict[str, Any] | None:
    """Return the columns of the term of a case about to be inserted; None if none.

    The person corrects the day of reception when closing the activity; until then
    the title counts as received when its file came.
    """
    actividad = procedimiento.inicio
    termino = motor.termino_de(procedimiento, actividad, hechos)
    if termino is None or termino.desde is None:
        return None
    sigla = procedimiento.sigla
    cantidad, unidad = plazo_en_vigor(termino.plazo, workspace.opciones(sigla))
    counted = sumar(termino.desde, cantidad, unidad, workspace.calendario(sigla))
    return {
        "actividad": actividad,
        "nombre": procedimiento.actividades[actividad].nombre,
        "desde": termino.desde,
        "cantidad": cantidad,
        "unidad": str(unidad),
        "vence": counted.vence,
        "estado": ABIERTO,
    }
