"""How near its end a term is, and what a day of it is: icon, word and tone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.explicacion import ClaseDia
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import LEVELS, SUSPENDIDO, Mark

if TYPE_CHECKING:
    from datetime import date

DAYS: Final = {
    ClaseDia.ACTO: Mark("Día del acto", Icon.THIS, Tone.ACCENT),
    ClaseDia.CONTADO: Mark("Cuenta", Icon.CHECK, Tone.OK),
    ClaseDia.CORRE: Mark("Corre", Icon.CHECK, Tone.OK),
    ClaseDia.FESTIVO: Mark("Festivo", Icon.CANCEL, Tone.WARN),
    ClaseDia.FIN_DE_SEMANA: Mark("Fin de semana", Icon.CANCEL, Tone.NEUTRAL),
    ClaseDia.CIERRE: Mark("Cierre", Icon.PRESCRIBED, Tone.RISK),
    ClaseDia.SUSPENSION: Mark("Suspendido", Icon.PAUSE, Tone.RISK),
    ClaseDia.ESPERA: Mark("Espera", Icon.SOON, Tone.WARN),
}
"""Icon and word of each kind of day, as the list and the calendar say it."""
SHORT: Final = {
    ClaseDia.ACTO: "acto",
    ClaseDia.CORRE: "",
    ClaseDia.FESTIVO: "festivo",
    ClaseDia.FIN_DE_SEMANA: "no",
    ClaseDia.CIERRE: "cierre",
    ClaseDia.SUSPENSION: "susp.",
    ClaseDia.ESPERA: "espera",
}
"""The same, in the room of a day of the calendar."""


def level_mark(nivel: Nivel, due: date, left: int, *, suspended: bool = False) -> Mark:
    """Return how an open term stands; `left` are working days."""
    if suspended:
        return SUSPENDIDO._replace(detail="Los términos del expediente no corren hoy.")
    return LEVELS[nivel]._replace(detail=f"{left_in_words(nivel, left, due)}.")


def left_in_words(nivel: Nivel, left: int, due: date) -> str:
    """Say how much is left, or has gone by since: `Quedan 3 días hábiles…`."""
    days = cantidad(abs(left), "día hábil", "días hábiles")
    when = fecha_corta(due)
    if nivel is Nivel.VENCIDO:
        return f"Venció el {when}, hace {days}" if left else f"Venció el {when}"
    if not left:
        return f"Vence el {when}: no queda otro día hábil"
    return f"{'Queda' if left == 1 else 'Quedan'} {days}: vence el {when}"
