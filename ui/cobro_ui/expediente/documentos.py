"""Tab *Documentos*: what was written and filed, and a way to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolBar, QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta
from cobro_ui.documentos.words import state_mark
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.reads_case import DocumentoLine
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.rows_table import TableTab

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_ui.reads_case import ExpedienteView
    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.marks import Mark


def _state(line: DocumentoLine) -> Mark:
    return state_mark(line.estado)


_FIELDS: tuple[Field[DocumentoLine], ...] = (
    Field("Documento", lambda d: d.nombre, 280),
    Field("Número", lambda d: d.numero, 120),
    Field("Radicado", lambda d: d.radicado, 140),
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

    send_asked = Signal(object)
    """The `DocumentoLine` of a draft for others to review."""
    preview_asked = Signal(object)
    """The `DocumentoLine` whose pages are to be seen."""
    review_asked = Signal(object)
    """The `DocumentoLine` to review, approve, sign, deliver or annul."""

    def __init__(self, theme: Theme) -> None:
        empty = say(
            Icon.DOCUMENT,
            theme,
            "Todavía no hay documentos",
            "Los autos y oficios que se elaboran en cada paso, y los archivos que se "
            "adjuntan, quedan aquí. Continúe el trámite para elaborar el que sigue.",
        )
        super().__init__("Documentos", _FIELDS, theme, empty)
        self._bar: list[QAction] = []
        self._open = self._action("&Abrir", self._ask_open)
        self._preview = self._action("&Vista previa", self._ask_preview)
        self._send = self._action("&Enviar a revisión", self._ask_send)
        self._issue = self._action("&Numerar y firmar", self._ask_issue)
        self._review = self._action("&Revisar, aprobar y firmar…", self.ask_review)
        self._review.setShortcut(QKeySequence("Ctrl+R"))
        self._review.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._review.setVisible(False)
        self._send.setVisible(False)
        self._preview.setVisible(False)
        self._lay_bar()
        self.table.activated.connect(self._ask_open)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self._moved()

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self.show_rows(view.documentos)
        self._moved()

    def offer_review(self) -> None:
        """Offer the steps of the document in focus."""
        self._review.setVisible(True)
        self._send.setVisible(True)

    def offer_preview(self) -> None:
        """Offer the pages of the document in focus."""
        self._preview.setVisible(True)

    def _lay_bar(self) -> None:
        """Put the actions over the table, as buttons, where they are seen."""
        self.removeWidget(self.table)
        bar = QToolBar()
        bar.setAccessibleName("Acciones del documento elegido")
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        for action in self._bar:
            bar.addAction(action)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.table, 1)
        self.table.show()  # a stack hides what is taken out of it
        self.addWidget(box)

    def _action(self, text: str, run: Callable[[], None]) -> QAction:
        action = QAction(text, self.table)
        action.triggered.connect(run)
        self.table.addAction(action)
        self._bar.append(action)
        return action

    def _current(self) -> DocumentoLine | None:
        return self.table.current()

    @Slot()
    def _moved(self) -> None:
        line = self._current()
        self._open.setEnabled(line is not None)
        ours = line is not None and line.estado != "anexo"
        self._review.setEnabled(ours)
        draft = line is not None and line.estado == "borrador"
        self._issue.setEnabled(draft)
        self._send.setEnabled(draft)
        self._preview.setEnabled(
            line is not None and line.formato.lower() in {"pdf", "docx"}
        )

    @Slot()
    def _ask_open(self) -> None:
        line = self._current()
        if line is not None:
            self.open_asked.emit(line)

    @Slot()
    def ask_review(self) -> None:
        """Ask for the document in focus; for the first where none is."""
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        line = self._current()
        if line is not None and line.estado != "anexo":
            self.review_asked.emit(line)

    @Slot()
    def _ask_send(self) -> None:
        line = self._current()
        if line is not None:
            self.send_asked.emit(line)

    @Slot()
    def _ask_preview(self) -> None:
        line = self._current()
        if line is not None:
            self.preview_asked.emit(line)

    @Slot()
    def _ask_issue(self) -> None:
        line = self._current()
        if line is not None:
            self.issue_asked.emit(line)
