"""Tab *Documentos*: what was written and filed, and a way to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction

from cobro_desktop.formats import fecha_corta
from cobro_ui.expediente.tab import TableTab, say
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.reads_case import DocumentoLine
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_ui.reads_case import ExpedienteView
    from cobro_ui.theme.theme import Theme

_STATES = {
    "borrador": Mark("Borrador", Icon.NOTE, Tone.MUTED),
    "en_revision": Mark("En revisión", Icon.SOON, Tone.WARN),
    "aprobado": Mark("Aprobado", Icon.CHECK, Tone.ACCENT),
    "firmado": Mark("Firmado", Icon.OK, Tone.OK),
    "radicado": Mark("Radicado", Icon.OK, Tone.OK),
    "comunicado": Mark("Comunicado", Icon.OK, Tone.OK),
    "notificado": Mark("Notificado", Icon.OK, Tone.OK),
    "anulado": Mark("Anulado", Icon.PRESCRIBED, Tone.NEUTRAL),
}


def _state(line: DocumentoLine) -> Mark:
    return _STATES.get(line.estado, Mark(line.estado, Icon.INFO, Tone.MUTED))


_FIELDS: tuple[Field[DocumentoLine], ...] = (
    Field("Documento", lambda d: d.nombre, 280),
    Field("Número", lambda d: d.numero, 120),
    Field("Fecha", lambda d: fecha_corta(d.fecha), 100),
    Field("Estado", lambda d: _state(d).word, 120, mark=_state),
    Field("Formato", lambda d: d.formato.upper(), 80),
    Field("Actividad", lambda d: d.actividad, 90),
    Field("Elaboró", lambda d: d.elaboro, 140),
    Field("Firmó", lambda d: d.firmo, 140),
)


class DocumentosTab(TableTab[DocumentoLine]):
    """The documents of the case; a double click opens one."""

    open_asked = Signal(object)
    """The `DocumentoLine` to open."""
    issue_asked = Signal(object)
    """The `DocumentoLine` of a draft to number and sign."""

    def __init__(self, theme: Theme) -> None:
        empty = say(
            Icon.DOCUMENT,
            theme,
            "Todavía no hay documentos",
            "Los autos y oficios que se elaboran en cada paso, y los archivos que se "
            "adjuntan, quedan aquí. Continúe el trámite para elaborar el que sigue.",
        )
        super().__init__("Documentos", _FIELDS, theme, empty)
        self._open = self._action("&Abrir", self._ask_open)
        self._issue = self._action("&Numerar y firmar", self._ask_issue)
        self.table.activated.connect(self._ask_open)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self._moved()

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self.show_rows(view.documentos)
        self._moved()

    def _action(self, text: str, run: Callable[[], None]) -> QAction:
        action = QAction(text, self.table)
        action.triggered.connect(run)
        self.table.addAction(action)
        return action

    def _current(self) -> DocumentoLine | None:
        index = self.table.currentIndex()
        return self.table.rows.row(index.row()) if index.isValid() else None

    @Slot()
    def _moved(self) -> None:
        line = self._current()
        self._open.setEnabled(line is not None)
        self._issue.setEnabled(line is not None and line.estado == "borrador")

    @Slot()
    def _ask_open(self) -> None:
        line = self._current()
        if line is not None:
            self.open_asked.emit(line)

    @Slot()
    def _ask_issue(self) -> None:
        line = self._current()
        if line is not None:
            self.issue_asked.emit(line)
