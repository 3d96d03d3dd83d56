"""A dialog that shows in rows what would be done, and only then does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_ui.icons import Icon
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.form import labelled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.models.table import Field
    from cobro_ui.ports import Shell

R = TypeVar("R")
A = TypeVar("A")
_SIZE = (940, 600)
"""At 100 %."""


class ReviewDialog(QDialog, Generic[R]):
    """What is asked, what would happen row by row, and the button that does it."""

    done_with = Signal(object)
    """The `Changes` of what was done."""

    def __init__(
        self, shell: Shell, parent: QWidget, *, title: str, about: str
    ) -> None:
        super().__init__(parent)
        self.shell = shell
        self._about = about
        self._open = True
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(*(shell.theme.scaled(length) for length in _SIZE))
        self.message = MessagePanel(shell.theme)
        self.told = data_label(wrap=True)
        self.act = QPushButton()
        self.extra = QHBoxLayout()
        """Buttons at the left of the foot."""

    def build(
        self,
        asked: Sequence[tuple[str, QWidget]],
        fields: Sequence[Field[R]],
        empty: tuple[str, str],
    ) -> TableTab[R]:
        """Lay everything out; returns the table."""
        form = labelled(asked)
        theme = self.shell.theme
        table: TableTab[R] = TableTab(
            self.windowTitle(), fields, theme, say(Icon.TASKS, theme, *empty)
        )
        cancel = QPushButton("C&errar")
        cancel.clicked.connect(self.reject)
        set_part(self.act, "main")
        self.act.setDefault(True)
        foot = QHBoxLayout()
        foot.addLayout(self.extra)
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label(self._about, "muted", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.message)
        layout.addWidget(self.told)
        layout.addWidget(table, 1)
        layout.addLayout(foot)
        self.told.hide()
        return table

    def read(
        self, work: Callable[[Progress], A], on_done: Callable[[A], None], title: str
    ) -> None:
        """Look at something in the background, without writing."""
        self._start(work, on_done, title, writes=False)

    def write(
        self, work: Callable[[Progress], A], on_done: Callable[[A], None], title: str
    ) -> None:
        """Do something in the background."""
        self._start(work, on_done, title, writes=True)

    def finished_with(self, changes: Changes) -> None:
        """Tell what was done and close."""
        self.done_with.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        """Say why it was not done; one may put it right and try again."""
        self.act.setEnabled(True)
        self.message.show_error(error)

    def _start(
        self,
        work: Callable[[Progress], A],
        on_done: Callable[[A], None],
        title: str,
        *,
        writes: bool,
    ) -> None:
        self.message.hide()
        self.act.setEnabled(False)
        runner = self.shell.jobs.writer if writes else self.shell.jobs.reader
        runner.start(
            work,
            on_done=self._while_open(on_done),
            on_error=self._while_open(
                self._failed if writes else self.message.show_error
            ),
            title=title,
        )

    def _while_open(self, act: Callable[[A], None]) -> Callable[[A], None]:
        def hear(answer: A) -> None:
            if self._open:
                act(answer)

        return hear

    @override
    def done(self, result: int) -> None:
        """Hear no answer from now on: the widgets are about to be deleted."""
        self._open = False
        super().done(result)
