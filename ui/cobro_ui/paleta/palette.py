"""The box of Ctrl+K: what one types becomes a case, a command or a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.domain.errors import UserError
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.paleta.choices import Choice, cases_for, commands_for
from cobro_ui.reads import Orden

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.main_window import MainWindow
    from cobro_ui.reads import ExpedienteLine

NAME: Final = "paleta"
_PAUSE_MS: Final = 150
_MOST_CASES: Final = 8
_SHORTEST: Final = 2
"""Letters below which every case would answer."""
_WIDTH, _HEIGHT = 560, 380
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(QDialog):
    """Finds while one types; Intro does what is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Buscar o hacer")
        self._window = window
        self._asked = Latest(window.shell.jobs.reader, self)
        self._cases: Sequence[ExpedienteLine] = ()
        self._choices: list[Choice] = []
        self.box = QLineEdit()
        self.list = QListWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_for_cases)
        self._build()
        self.box.textChanged.connect(self._typed)
        self.box.returnPressed.connect(self.run_chosen)
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self._show()

    @Slot()
    def run_chosen(self) -> None:
        """Do what is chosen."""
        item = self.list.currentItem()
        if item is not None:
            self._run(item)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the letters go to the box."""
        if (
            watched is self.box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        scaled = self._window.shell.theme.scaled
        hint = "Escriba un número de expediente, un deudor o una orden"
        self.box.setPlaceholderText(hint)
        self.box.setAccessibleName("Buscar o hacer")
        self.box.setAccessibleDescription(hint)
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        self.list.setAccessibleName("Lo que se encontró")
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(scaled(16), scaled(16)))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        self.resize(scaled(_WIDTH), scaled(_HEIGHT))

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._asked.forget()
        self._cases = ()
        self._show()
        self._pause.start()

    def _look_for_cases(self) -> None:
        words = self.box.text().strip()
        if len(words) < _SHORTEST:
            return
        source = self._window.shell.expedientes

        def show(found: Sequence[ExpedienteLine]) -> None:
            self._cases = found
            self._show()

        def look() -> Sequence[ExpedienteLine]:
            total = source.count(words).filas
            first = range(min(total, _MOST_CASES))
            return source.rows(words, Orden("numero"), first, total)

        def fail(error: BaseException) -> None:
            # What is no query may still be the name of a command.
            if not isinstance(error, UserError):
                self._window.message.show_error(error)

        self._asked.start(lambda _progress: look(), on_done=show, on_error=fail)

    def _show(self) -> None:
        typed = self.box.text().strip()
        self._choices = [
            *cases_for(self._cases, self._window.open_case),
            *commands_for(self._window.commands, typed, NAME),
            *self._searches(typed),
        ]
        self.list.clear()
        for choice in self._choices:
            self.list.addItem(self._item(choice))
        self.list.setCurrentRow(0)

    def _searches(self, typed: str) -> list[Choice]:
        if not typed:
            return []
        window, found = self._window, []
        if window.shell.words is not None:
            from cobro_ui.electronico.commands import open_search

            def in_documents() -> None:
                page = open_search(window)
                if page is not None:
                    page.box.setText(typed)

            text = f"Buscar «{typed}» en los documentos"
            found.append(Choice(text, "", Icon.SEARCH, in_documents))
        text = f"Filtrar la lista por «{typed}»"
        found.append(Choice(text, "", Icon.FILTER, lambda: window.show_query(typed)))
        return found

    def _item(self, choice: Choice) -> QListWidgetItem:
        text = f"{choice.text}    {choice.detail}" if choice.detail else choice.text
        icon = self._window.shell.theme.icon(choice.icon)
        item = QListWidgetItem(icon, text)
        item.setToolTip(text)
        return item

    @Slot(QListWidgetItem)
    def _run(self, item: QListWidgetItem) -> None:
        choice = self._choices[self.list.row(item)]
        # The box goes first: what is chosen may open a window of its own.
        self.accept()
        choice.run()
