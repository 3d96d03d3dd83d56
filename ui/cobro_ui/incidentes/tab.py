"""Tab *Incidentes*: what runs beside the path of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.marks import Mark, term_mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.services.changes import Changes
    from cobro_ui.actuaciones.dialog import ActDialog
    from cobro_ui.actuaciones.ports import Acts
    from cobro_ui.incidentes.ports import IncidentLine, Incidents
    from cobro_ui.ports import Shell
    from cobro_ui.reads_case import ExpedienteView

_LIVE = ("ABIERTO", "SUSPENDIDO")
_CLOSED = Mark("Cerrado", Icon.OK, Tone.MUTED)
_OPEN = Mark("Abierto", Icon.INFO, Tone.ACCENT)


class IncidentesTab(QWidget):
    """The incidents, what the one in focus says, and two buttons."""

    changed = Signal(object)
    """The `Changes` of an incident that was opened or closed."""

    def __init__(
        self, expediente_id: int, sources: tuple[Incidents, Acts], shell: Shell
    ) -> None:
        super().__init__()
        self._id = expediente_id
        self._incidents, self._acts = sources
        self._shell = shell
        theme = shell.theme
        self._message = MessagePanel(theme)
        self._body: TableTab[IncidentLine] = TableTab(
            "Incidentes",
            _fields(shell.today),
            theme,
            say(
                Icon.NOTE,
                theme,
                "No hay incidentes",
                "Peticiones, recursos, excepciones, insolvencia, muerte del deudor y "
                "lo demás que corre al lado del trámite se abre aquí, con su término "
                "y lo que suspende.",
            ),
        )
        self.table = self._body.table
        self.open_button = QPushButton("A&brir incidente…")
        self.close_button = QPushButton("C&errar incidente…")
        self._detail = data_label(wrap=True)
        self._build()

    def show_case(self, view: ExpedienteView) -> None:
        """Show the incidents of a case."""
        self._ended = view.head.estado not in _LIVE
        self.open_button.setEnabled(not self._ended)
        incidents, id_ = self._incidents, self._id
        self._shell.jobs.reader.start(
            lambda _progress: incidents.list(id_),
            on_done=self._show,
            on_error=self._message.show_error,
            owner=self,
        )

    def _build(self) -> None:
        self._ended = False
        set_part(self.open_button, "main")
        self.open_button.clicked.connect(self._open)
        self.close_button.clicked.connect(self._close)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.open_button)
        bar.addWidget(self.close_button)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._message)
        layout.addLayout(bar)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._detail)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.activated.connect(self._close)
        self._moved()

    def _show(self, lines: Sequence[IncidentLine]) -> None:
        self._body.show_rows(lines)
        if lines:
            self.table.selectRow(0)
        self._moved()

    def _current(self) -> IncidentLine | None:
        return self.table.current()

    @Slot()
    def _moved(self) -> None:
        line = self._current()
        running = line is not None and line.cerrado is None and not self._ended
        self.close_button.setEnabled(running)
        self._detail.setVisible(line is not None)
        if line is not None:
            told = [f"{question}: {answer}" for question, answer in line.respuestas]
            self._detail.setText(
                "\n".join([f"{line.tipo.descripcion} {line.tipo.norma}.", *told])
            )

    @Slot()
    def _open(self) -> None:
        from cobro_ui.incidentes.open_dialog import OpenIncidentDialog

        sources = (self._incidents, self._acts)
        self._ask(OpenIncidentDialog(sources, self._id, self._shell, self))

    @Slot()
    def _close(self) -> None:
        from cobro_ui.incidentes.close_dialog import CloseIncidentDialog

        line = self._current()
        if line is not None and self.close_button.isEnabled():
            self._ask(CloseIncidentDialog(self._incidents, line, self._shell, self))

    def _ask(self, dialog: ActDialog) -> None:
        dialog.recorded.connect(self._recorded)
        dialog.open()

    @Slot(object)
    def _recorded(self, changes: Changes) -> None:
        self._message.tell(changes.resumen)
        self.changed.emit(changes)


def _fields(today: date) -> Sequence[Field[IncidentLine]]:
    def state(line: IncidentLine) -> Mark:
        if line.cerrado is not None:
            return _CLOSED
        return _OPEN if line.vence is None else term_mark(line.vence, today)

    return (
        Field("Incidente", lambda i: i.tipo.nombre, 330, tip=lambda i: i.tipo.norma),
        Field("Abierto", lambda i: fecha_corta(i.abierto), 100),
        Field("Vence", lambda i: fecha_corta(i.vence), 100),
        Field("Estado", lambda i: state(i).word, 120, mark=state),
        Field("Suspende", lambda i: "Sí" if i.suspende else "No", 80),
        Field("De quién es", lambda i: i.deudor or "El expediente", 200),
        Field("Cómo terminó", lambda i: i.resultado, 260),
    )
