"""A date that tells why it is that one: with a click, Enter, Space or F1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_KEYS = {Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class DateLink(QPushButton):
    """A button with the look of a link."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        set_part(self, "date")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.asked)

    def show_date(self, text: str, *, known: bool) -> None:
        """Show a date; one that is not known cannot be asked about."""
        self.setText(text)
        self.setEnabled(known)
        self.setAccessibleName(f"{self._name}: {text}")
        why = "Por qué vence ese día (F1)" if known else ""
        self.setToolTip(why)
        self.setAccessibleDescription(why)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.asked.emit()
        else:
            super().keyPressEvent(event)
