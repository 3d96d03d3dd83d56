"""How a state reads: icon, word and tone, never colour alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from datetime import date

_SOON = timedelta(days=7)
"""Calendar days before its end in which a term is *por vencer*."""


class Mark(NamedTuple):
    """A word with the icon and the tone of its meaning."""

    word: str
    icon: Icon
    tone: Tone
    detail: str = ""
    """A sentence for the tooltip and for screen readers."""


AL_DIA = Mark("Al día", Icon.OK, Tone.OK)
POR_VENCER = Mark("Por vencer", Icon.SOON, Tone.WARN)
URGENTE = Mark("Urgente", Icon.WARNING, Tone.RISK)
VENCIDO = Mark("Vencido", Icon.OVERDUE, Tone.DANGER)
SUSPENDIDO = Mark("Suspendido", Icon.PAUSE, Tone.NEUTRAL)
EN_RIESGO = Mark("En riesgo", Icon.RISK, Tone.RISK)
PRESCRITO = Mark("Prescrito", Icon.PRESCRIBED, Tone.NEUTRAL)
PRIORITARIO = Mark("Prioritario", Icon.WARNING, Tone.WARN)
SIN_PRIORIDAD = Mark("Sin marca", Icon.DOT, Tone.NEUTRAL)
SIN_FECHA = Mark("Sin fecha", Icon.INFO, Tone.NEUTRAL)
LEVELS = {
    Nivel.VENCIDO: VENCIDO,
    Nivel.URGENTE: URGENTE,
    Nivel.POR_VENCER: POR_VENCER,
    Nivel.AL_DIA: AL_DIA,
}
"""By the warnings of the institution, the most pressing first."""
SUSPENDED = "suspendido"
"""Instead of a level: the term does not run today."""


def term_mark(due: date | None, today: date, level: str = "") -> Mark:
    """Return how a term stands; its last day is still in time.

    `level` is what the institution's warnings say of it; where it is not known, the
    calendar days left decide.
    """
    if due is None:
        return SIN_FECHA._replace(detail="No corre ningún término.")
    if level == SUSPENDED:
        return SUSPENDIDO._replace(detail="Los términos están suspendidos hoy.")
    days = (due - today).days
    if days < 0:
        late = cantidad(-days, "día")
        return VENCIDO._replace(detail=f"Venció el {fecha_corta(due)}, hace {late}.")
    left = "hoy" if days == 0 else f"en {cantidad(days, 'día')}"
    detail = f"Vence {left}, el {fecha_corta(due)}."
    mark = POR_VENCER if due - today <= _SOON else AL_DIA
    if level:
        mark = LEVELS[Nivel(level)]
    return mark._replace(detail=detail)


def prescription_mark(
    safe: date | None, legal: date | None, risk_from: date | None, today: date
) -> Mark:
    """Return how the prescription stands, seen from the safe date (RULES 3).

    *Prescrito* needs the legal date to have passed; the safe one alone is a risk.
    """
    if safe is None:
        return SIN_FECHA._replace(detail="Falta la ejecutoria o la exigibilidad.")
    if legal is not None and today > legal:
        return PRESCRITO._replace(detail=f"La fecha legal fue {fecha_corta(legal)}.")
    if today > safe:
        detail = f"La fecha segura pasó el {fecha_corta(safe)}."
        return EN_RIESGO._replace(detail=detail)
    left = cantidad((safe - today).days, "día")
    detail = f"Fecha segura: {fecha_corta(safe)}; faltan {left}."
    if risk_from is not None and today >= risk_from:
        return EN_RIESGO._replace(detail=detail)
    return AL_DIA._replace(word="Sin riesgo", detail=detail)
