"""Tab *Términos*: what runs, until when, what ended, and who was notified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta
from cobro_ui.expediente.notificaciones import NotificacionesPanel
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.marks import Mark, term_mark
from cobro_ui.widgets.rows_table import TableTab

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_ui.reads_case import ExpedienteView, TerminoLine
    from cobro_ui.theme.theme import Theme

_DUE = 4
"""Column of the date that explains itself."""
_CLOSED = {
    "cumplido": Mark("Cumplido", Icon.OK, Tone.OK),
    "recalculado": Mark("Recalculado", Icon.REFRESH, Tone.MUTED),
    "anulado": Mark("Anulado", Icon.PRESCRIBED, Tone.MUTED),
    "suspendido": Mark("Suspendido", Icon.PAUSE, Tone.WARN),
}


def _fields(today: date) -> Sequence[Field[TerminoLine]]:
    def state(line: TerminoLine) -> Mark:
        return _CLOSED.get(line.estado) or term_mark(line.vence, today, line.nivel)

    return (
        Field("Término", lambda t: t.nombre, 280),
        Field("Actividad", _activity, 80),
        Field("Desde", lambda t: fecha_corta(t.desde), 100),
        Field("Plazo", lambda t: t.plazo, 130),
        Field("Vence", lambda t: fecha_corta(t.vence), 130, mark=_why),
        Field("Estado", lambda t: state(t).word, 120, mark=state),
        Field("Cumplido", lambda t: fecha_corta(t.cumplido), 100),
    )


def _activity(line: TerminoLine) -> str:
    """Return the activity; what runs beside them, like an incident, has none."""
    return "" if ":" in line.actividad else line.actividad


def _why(line: TerminoLine) -> Mark:
    """Show that the date tells why it is that one."""
    detail = "Por qué vence ese día: Enter, F1 o un clic aquí"
    return Mark(fecha_corta(line.vence), Icon.HELP, Tone.ACCENT, detail)


class TerminosTab(QWidget):
    """The terms of the case; each tells why it ends that day."""

    why_asked = Signal(int)
    """The id of the term whose date somebody asks about."""

    def __init__(self, theme: Theme, today: date) -> None:
        empty = say(
            Icon.CALENDAR,
            theme,
            "No corre ningún término",
            "Cada actuación que abre un término lo pone aquí, con su fecha de "
            "vencimiento contada en días hábiles o calendario según la norma.",
        )
        super().__init__()
        self._terms: TableTab[TerminoLine] = TableTab(
            "Términos", _fields(today), theme, empty
        )
        self.table = self._terms.table
        self.notified = NotificacionesPanel(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._terms, 1)
        layout.addWidget(self.notified)
        self.table.setToolTip("Enter, F1 o un clic en la fecha: por qué vence ese día")
        self.table.clicked.connect(self._clicked)
        self.table.doubleClicked.connect(self._opened)
        for key in ("F1", "Return", "Enter"):
            why = QShortcut(QKeySequence(key), self.table)
            why.setContext(Qt.ShortcutContext.WidgetShortcut)
            why.activated.connect(self.explain)

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self._terms.show_rows(view.terminos)
        self.notified.show_lines(view.notificaciones)

    @Slot()
    def explain(self) -> None:
        """Ask why the term in focus ends that day."""
        line = self.table.current()
        if line is not None and line.id:
            self.why_asked.emit(line.id)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _DUE:
            self.explain()

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        # A double click on the date has already explained it.
        if index.column() != _DUE:
            self.explain()
