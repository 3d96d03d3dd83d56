"""Tab *Actuaciones*: everything that was done, the last act first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import instante
from cobro_ui.icons import Icon
from cobro_ui.widgets.empty_state import Emptiness, say
from cobro_ui.widgets.marks_of_acts import act_face
from cobro_ui.widgets.timeline import Timeline, TimelineEvent

if TYPE_CHECKING:
    from cobro_ui.reads_case import ActuacionLine, ExpedienteView
    from cobro_ui.theme.theme import Theme


class ActuacionesTab(Emptiness):
    """The timeline of the case."""

    def __init__(self, theme: Theme) -> None:
        self.timeline = Timeline(theme)
        empty = say(
            Icon.HISTORY,
            theme,
            "Todavía no hay actuaciones",
            "Cada paso, llamada, documento y pago queda aquí con su fecha y su "
            "autor. Nada se borra: lo que fue un error se anula con su motivo.",
        )
        super().__init__(self.timeline, empty)

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self.timeline.events.show_events([event_of(a) for a in view.actuaciones])
        self.show_view(filled=bool(view.actuaciones))


def event_of(act: ActuacionLine) -> TimelineEvent:
    """Return an act as the timeline shows it."""
    face = act_face(act.tipo)
    activity = f"Actividad {act.actividad}" if act.actividad else ""
    author = f"{act.usuario}, {instante(act.registrada)}"
    foot = " · ".join(part for part in (activity, author) if part)
    return TimelineEvent(
        act.fecha,
        face.words,
        act.texto,
        foot,
        face.icon,
        face.tone,
        act.anulada,
        act.id,
    )
