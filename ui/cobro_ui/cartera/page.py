"""The place of the portfolio: the list of runs, and the run that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_ui.cartera.run import RunView
from cobro_ui.cartera.words import RUNS
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.cartera.lectura import Resumen
    from cobro_desktop.services.changes import Changes
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell

_NONE = (
    "Todavía no hay corridas",
    "Lleve unas obligaciones por sus fichas, el comité, el acto y sus efectos.",
)


class PortfolioPage(Page):
    """Shows the list, or one run with a way back to it."""

    open_asked = Signal(object)
    """The `CaseRef` to open."""

    def __init__(self, source: PortfolioSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self._open = 0
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.table: RowsTable[Resumen] = RowsTable("Corridas de cartera", RUNS, theme)
        self._empty = EmptyState(Icon.CASES, theme)
        self._body = Emptiness(self.table, self._empty)
        self.new = QPushButton("Abrir una &corrida…")
        self.enter = QPushButton("&Ver la corrida")
        self.run = RunView(source, shell)
        self._stack = QStackedWidget()
        self._build()

    @override
    def reload(self) -> None:
        """Read the list, and the run that is open."""
        source = self._source
        self._asked.start(
            lambda _progress: source.runs(), on_done=self._show, on_error=self._fail
        )
        if self._open:
            self.run.read(self._open)

    @Slot()
    def open_current(self) -> None:
        """Show the run in focus."""
        index = self.table.currentIndex()
        if index.isValid():
            self.show_run(self.table.rows.row(index.row()).id)

    def show_run(self, run: int) -> None:
        """Show a run."""
        self._open = run
        self._stack.setCurrentWidget(self.run)
        self.run.read(run)

    @Slot()
    def back(self) -> None:
        """Show the list again."""
        self._open = 0
        self._stack.setCurrentIndex(0)
        self.table.setFocus()
        self.reload()

    @Slot()
    def ask_new(self) -> None:
        """Ask which run to begin."""
        from cobro_ui.cartera.open_dialog import OpenRunDialog

        dialog = OpenRunDialog(self._source, self._shell, self)
        dialog.recorded.connect(self._opened)
        dialog.open()

    def _show(self, found: Sequence[Resumen]) -> None:
        kept = self.table.currentIndex().row()
        self.table.rows.show_rows(found)
        self._empty.say(*_NONE)
        self._body.show_view(filled=bool(found))
        self.enter.setEnabled(bool(found))
        if found:
            self.table.selectRow(min(max(kept, 0), len(found) - 1))

    def _fail(self, error: BaseException) -> None:
        self._empty.say(
            "No se pudieron leer las corridas",
            "Arriba está la causa. Actualice con F5.",
        )
        self._body.show_view(filled=False)
        self.enter.setEnabled(False)
        self.message.show_error(error)

    @Slot(object)
    def _opened(self, changes: Changes) -> None:
        self._changed(changes)
        self.show_run(int(str(changes.datos["corrida"])))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)
        self.reload()

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self.open_current()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Depuración y cartera", "title"), 1)
        for button in (self.enter, self.new):
            head.addWidget(button)
        set_part(self.new, "main")
        self.enter.setEnabled(False)
        panel = QFrame()
        set_part(panel, "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._body, 1)
        self._stack.addWidget(panel)
        self._stack.addWidget(self.run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(self._stack, 1)
        self.new.clicked.connect(self.ask_new)
        self.enter.clicked.connect(self.open_current)
        self.table.activated.connect(self._activated)
        self.run.left.connect(self.back)
        self.run.changed.connect(self._changed)
        self.run.open_asked.connect(self.open_asked)
        self.setFocusProxy(self.table)
        self._empty.say("Leyendo las corridas…", "")
