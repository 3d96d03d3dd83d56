"""What an empty list says: what it is for, and the button that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cobro_ui.icons import Icon
    from cobro_ui.theme.theme import Theme


class EmptyState(QWidget):
    """A calm picture, two sentences and, where one can act, a button."""

    def __init__(self, icon: Icon, theme: Theme, action: QAction | None = None) -> None:
        super().__init__()
        self._icon = icon
        self._theme = theme
        self._action = action
        self._picture = QLabel()
        self._title = label(part="heading", wrap=True)
        self._text = label(part="muted", wrap=True)
        self._button = QPushButton()
        set_part(self._button, "main")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(10)
        layout.addStretch(2)
        center = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(self._picture, 0, center)
        for text in (self._title, self._text):
            text.setAlignment(center)
            text.setMaximumWidth(theme.scaled(460))
            # An aligned label is not asked for its wrapped height: stretch does it.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(text, 1000)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addWidget(self._button, 0, center)
        layout.addStretch(3)
        self._button.setVisible(action is not None)
        if action is not None:
            self._button.setText(action.text())
            self._button.clicked.connect(action.trigger)
        theme.changed.connect(self._dress)
        self._dress()

    def say(self, title: str, text: str) -> EmptyState:
        """Set the two sentences; returns itself."""
        self._title.setText(title)
        self._text.setText(text)
        return self

    def show_action(self, *, wanted: bool) -> None:
        """Show or hide the button, where there is one."""
        self._button.setVisible(wanted and self._action is not None)

    @Slot()
    def _dress(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, Tone.MUTED, 40))


class Emptiness(QStackedWidget):
    """A view, or what to say while there is nothing in it."""

    def __init__(self, view: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self.addWidget(empty)
        self.addWidget(view)

    def show_view(self, *, filled: bool) -> None:
        """Show the view when there is something in it."""
        self.setCurrentIndex(int(filled))


def say(icon: Icon, theme: Theme, title: str, text: str) -> EmptyState:
    """Return what an empty place says."""
    return EmptyState(icon, theme).say(title, text)
