"""From which day each concept earns interest (RULES 1, *which date is D0*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.intereses.inicio import (
    UnidadDias,
    d0_disciplinario,
    d0_ley1801,
)
from cobro_desktop.domain.plazos import sumar_habiles

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.services.conceptos import Concepto
    from cobro_desktop.services.workspace import Workspace


def exigible_desde(
    workspace: Workspace, sigla: str, concepto: Concepto, ejecutoria: dt.date
) -> dt.date:
    """Return D0: the last day on which paying costs no interest."""
    if concepto.exigible == "ejecutoria":
        return ejecutoria
    if concepto.exigible == "primer_mes":
        return d0_ley1801(ejecutoria)
    if concepto.exigible == "treinta_dias":
        unidad = UnidadDias(workspace.opciones(sigla)["disciplinario.unit"])
        calendario = workspace.calendario(sigla)
        return d0_disciplinario(
            ejecutoria,
            unidad,
            lambda day, days: sumar_habiles(day, days, calendario).vence,
        )
    message = (
        f"El concepto «{concepto.nombre}» dice que es exigible por "
        f"«{concepto.exigible}», que el programa no conoce."
    )
    raise InvalidDataError(message)
