"""What stops a case, what lets it go on, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Acto, Comun
from cobro_desktop.documents.contextos.mandamiento import ActoCoactivo


@dataclass(frozen=True, kw_only=True)
class AutoSuspende(Acto):
    """Stops the collection, or part of it, from a day on."""

    motivo: Annotated[str, "Causa de la suspensión"]
    norma_suspension: Annotated[str, "Norma de la suspensión"]
    desde: Annotated[str, "Primer día de la suspensión"]
    hasta: Annotated[str, "Último día de la suspensión"] = ""
    por_acuerdo: Annotated[bool, "Suspende por un acuerdo de pago"] = False
    suspende_prescripcion: Annotated[bool, "Suspende la prescripción"] = False
    suspende_intereses: Annotated[bool, "Suspende los intereses"] = False
    es_persuasivo: Annotated[bool, "La gestión es persuasiva"] = False
    medidas: Annotated[tuple[str, ...], "Medidas cautelares vigentes"] = ()


@dataclass(frozen=True, kw_only=True)
class AutoReanuda(Acto):
    """Lets the collection go on."""

    motivo: Annotated[str, "Causa de la suspensión"]
    norma_suspension: Annotated[str, "Norma de la suspensión"]
    desde: Annotated[str, "Primer día de la suspensión"]
    cesa: Annotated[str, "Por qué cesa la suspensión"]
    reanuda: Annotated[str, "Primer día que vuelve a contar"]
    acto_suspende: Annotated[str, "Acto que suspendió"] = ""
    suspende_prescripcion: Annotated[bool, "Suspendió la prescripción"] = False
    suspende_intereses: Annotated[bool, "Suspendió los intereses"] = False
    es_persuasivo: Annotated[bool, "La gestión es persuasiva"] = False


@dataclass(frozen=True, kw_only=True)
class AutoSubsanacion(ActoCoactivo):
    """Mends an irregularity of the collection itself (ET 849-1)."""

    irregularidad: Annotated[str, "En qué consiste la irregularidad"]
    rehace: Annotated[tuple[str, ...], "Qué se rehace"]
    sin_efecto: Annotated[tuple[str, ...], "Actuaciones que quedan sin efecto"] = ()
    terminos: Annotated[tuple[str, ...], "Términos que empiezan de nuevo"] = ()
    pierde_interrupcion: Annotated[
        bool, "La notificación pierde su efecto sobre la prescripción"
    ] = False


CONTEXTOS: dict[str, type[Comun]] = {
    "auto-suspende": AutoSuspende,
    "auto-reanuda": AutoReanuda,
    "auto-subsanacion": AutoSubsanacion,
}
"""The kinds of this family."""
