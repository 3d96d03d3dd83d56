"""Tab *Términos*: what runs, until when, and what already ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import fecha_corta
from cobro_ui.expediente.tab import TableTab, say
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.reads_case import TerminoLine
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark, term_mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_ui.reads_case import ExpedienteView
    from cobro_ui.theme.theme import Theme

_CLOSED = {
    "cumplido": Mark("Cumplido", Icon.OK, Tone.OK),
    "recalculado": Mark("Recalculado", Icon.REFRESH, Tone.MUTED),
    "anulado": Mark("Anulado", Icon.PRESCRIBED, Tone.MUTED),
    "suspendido": Mark("Suspendido", Icon.PAUSE, Tone.WARN),
}


def _fields(today: date) -> Sequence[Field[TerminoLine]]:
    def state(line: TerminoLine) -> Mark:
        return _CLOSED.get(line.estado) or term_mark(line.vence, today)

    return (
        Field("Término", lambda t: t.nombre, 280),
        Field("Actividad", lambda t: t.actividad, 80),
        Field("Desde", lambda t: fecha_corta(t.desde), 100),
        Field("Plazo", lambda t: t.plazo, 130),
        Field("Vence", lambda t: fecha_corta(t.vence), 100),
        Field("Estado", lambda t: state(t).word, 120, mark=state),
        Field("Cumplido", lambda t: fecha_corta(t.cumplido), 100),
    )


class TerminosTab(TableTab[TerminoLine]):
    """The terms of the case."""

    def __init__(self, theme: Theme, today: date) -> None:
        empty = say(
            Icon.CALENDAR,
            theme,
            "No corre ningún término",
            "Cada actuación que abre un término lo pone aquí, con su fecha de "
            "vencimiento contada en días hábiles o calendario según la norma.",
        )
        super().__init__("Términos", _fields(today), theme, empty)

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self.show_rows(view.terminos)
