"""Asks why before something is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_ui.ports import Shell


class ReasonDialog(QDialog):
    """Says what will happen; the button does it once there is a reason."""

    done_with = Signal(object)
    """The `Changes`."""

    def __init__(
        self,
        title: str,
        what: str,
        act: Callable[[str], Changes],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._act = act
        self._shell = shell
        self._title = title
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(shell.theme.scaled(480))
        self.message = MessagePanel(shell.theme)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Motivo")
        self.button = QPushButton("&Aceptar")
        self._build(what)

    def _build(self, what: str) -> None:
        name = label("&Motivo *")
        name.setBuddy(self.reason)
        keep = QPushButton("&Conservar")
        keep.clicked.connect(self.reject)
        self.button.setEnabled(False)
        set_part(self.button, "main")
        self.button.clicked.connect(self.do)
        self.reason.textChanged.connect(
            lambda text: self.button.setEnabled(bool(text.strip()))
        )
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(keep)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (label(what, wrap=True), self.message, name, self.reason):
            layout.addWidget(widget)
        layout.addLayout(row)

    @Slot()
    def do(self) -> None:
        """Do it."""
        act, reason = self._act, self.reason.text()
        self.button.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: act(reason),
            on_done=self._done,
            on_error=self._failed,
            title=self._title,
            owner=self,
        )

    def _done(self, changes: Changes) -> None:
        self.done_with.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        self.message.show_error(error)
