"""A message of the tab, and one thing that can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_ui.theme.theme import Theme


class Notice(QWidget):
    """Hidden until there is something to say; closing it takes its button too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.message = MessagePanel(theme)
        self._button = QPushButton()
        self._then: Callable[[], object] | None = None
        set_part(self._button, "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.message)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._button.clicked.connect(self._go_on)
        self.message.closed.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown; empty when none is."""
        return "" if self.isHidden() else self.message.text

    def tell(self, text: str) -> None:
        """Say what was done."""
        self.message.tell(text)
        self._button.hide()
        self.show()

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        self.message.show_error(error)
        self._button.hide()
        self.show()

    def offer(self, text: str, then: Callable[[], object]) -> None:
        """Put a button under what was just said."""
        self._then = then
        self._button.setText(text)
        self._button.show()

    @Slot()
    def _go_on(self) -> None:
        if self._then is not None:
            self._then()
