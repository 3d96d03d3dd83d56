"""*Buscar en documentos*: a box, what was found, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout
from typing_extensions import override

from cobro_desktop.formats import cantidad, miles
from cobro_ui.electronico.found_list import FoundList
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.opening import open_file
from cobro_ui.pages import Page
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.electronico.textos import Hallado
    from cobro_ui.electronico.ports import TextSearch
    from cobro_ui.ports import Shell

MOST: Final = 100
_PAUSE_MS: Final = 300
_AIM: Final = (
    "Busque en los documentos",
    (
        "Escriba palabras que estén en un oficio, un auto, un correo o un archivo "
        "anexo. No importan las tildes ni las mayúsculas, y basta el comienzo de cada "
        "palabra."
    ),
)
_NOTHING: Final = (
    "Ningún documento tiene esas palabras",
    (
        "Escriba menos palabras, o solo su comienzo. No aparecen los escaneos sin "
        "texto, los borradores ni los expedientes de otras oficinas."
    ),
)


class SearchPage(Page):
    """Finds while one types; Intro opens the case, Ctrl+Intro the document."""

    open_asked = Signal(object)
    """The `Hallado` whose case is to be opened."""

    def __init__(self, search: TextSearch, shell: Shell) -> None:
        super().__init__()
        self._search = search
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        theme = shell.theme
        self.message = MessagePanel(theme)
        """What came of something that was asked for; a search leaves it alone."""
        self.problem = MessagePanel(theme)
        """Why the words cannot be looked for."""
        self.box = QLineEdit()
        self.told = label(part="muted")
        self.list = FoundList(theme)
        self._empty = EmptyState(Icon.SEARCH, theme).say(*_AIM)
        self._body = Emptiness(self.list, self._empty)
        self.open_case = QPushButton("&Abrir el expediente")
        self.open_document = QPushButton("Abrir el &documento")
        self.read_again = QPushButton("&Leer los que faltan")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        self._build()
        self._wire()

    @property
    def says(self) -> str:
        """What the page says of what it found."""
        return self.told.text()

    @override
    def reload(self) -> None:
        """Look for what is written."""
        self._pause.stop()
        words, search = self.box.text().strip(), self._search
        if not words:
            self._asked.forget()
            self._show_nothing(_AIM)
            return
        self.told.setText("Buscando…")
        self._asked.start(
            lambda _progress: search.find(words, MOST + 1),
            on_done=self._show,
            on_error=self._fail,
        )

    @override
    def look_again(self, changes: Changes, initiator: object) -> None:
        """Look again when something changed and there is something to look for."""
        if self.box.text().strip():
            super().look_again(changes, initiator)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the document with Ctrl+Intro; go from the box to the list with ↓."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride and _asks_document(event):
            event.accept()  # else the window opens the case of its list
            return True
        if event.type() is QEvent.Type.KeyPress and self._took(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _took(self, watched: QObject, event: QKeyEvent) -> bool:
        if _asks_document(event):
            self._ask_document()
            return True
        down = watched is self.box and event.key() == Qt.Key.Key_Down
        if down and self.list.found.rowCount():
            self.list.setFocus()
            return True
        return False

    def _show(self, found: Sequence[Hallado]) -> None:
        self.problem.hide()
        if not found:
            self._show_nothing(_NOTHING)
            return
        shown = found[:MOST]
        self.list.found.show_found(shown)
        self.list.setCurrentIndex(self.list.found.index(0, 0))
        self._body.show_view(filled=True)
        self.told.setText(
            cantidad(len(shown), "documento")
            if len(found) <= MOST
            else f"Los {miles(MOST)} más recientes; con más palabras quedan menos."
        )
        self._moved()

    def _fail(self, error: BaseException) -> None:
        self._show_nothing(_AIM)
        self.problem.show_error(error)

    def _show_nothing(self, words: tuple[str, str]) -> None:
        self.list.found.show_found(())
        self._empty.say(*words)
        self._body.show_view(filled=False)
        self.told.setText("Ningún documento" if words is _NOTHING else "")
        self.problem.hide()
        self._moved()

    @Slot()
    def _moved(self) -> None:
        here = self.list.current() is not None
        self.open_case.setEnabled(here)
        self.open_document.setEnabled(here)

    @Slot()
    def _ask_case(self) -> None:
        if self._pause.isActive():
            self.reload()
        elif (found := self.list.current()) is not None:
            self.open_asked.emit(found)

    @Slot()
    def _ask_document(self) -> None:
        found, search = self.list.current(), self._search
        if found is not None:
            chosen = found
            self._shell.jobs.reader.start(
                lambda _progress: search.open(chosen),
                on_done=open_file,
                on_error=self.message.show_error,
                owner=self,
            )

    @Slot()
    def _read_again(self) -> None:
        search = self._search
        self._shell.jobs.writer.start(
            search.read_again,
            on_done=self._was_read,
            on_error=self.message.show_error,
            title="Leer el texto de los documentos",
            owner=self,
        )

    def _was_read(self, changes: Changes) -> None:
        self.reload()
        self.message.tell(changes.resumen)

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self._ask_case()

    def _build(self) -> None:
        self.box.setPlaceholderText("Palabras de los documentos: fianza hipoteca")
        self.box.setAccessibleName("Buscar en documentos")
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        self.setFocusProxy(self.box)
        set_part(self.open_case, "main")
        self.read_again.setToolTip(
            "Leer el texto de los documentos que la búsqueda todavía no conoce"
        )
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(self.open_document)
        row.addWidget(self.open_case)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.read_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 10)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(self.problem)
        layout.addWidget(self._body, 1)
        layout.addLayout(foot)
        self._moved()

    def _wire(self) -> None:
        self.list.installEventFilter(self)
        self.open_document.setToolTip("Abrir el documento elegido (Ctrl+Intro)")
        self.open_case.setToolTip("Abrir el expediente del documento elegido (Intro)")
        self.box.textChanged.connect(self._pause.start)
        self.box.textEdited.connect(self.message.hide)
        self.box.returnPressed.connect(self._ask_case)
        self.list.activated.connect(self._activated)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.open_case.clicked.connect(self._ask_case)
        self.open_document.clicked.connect(self._ask_document)
        self.read_again.clicked.connect(self._read_again)


def _asks_document(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
