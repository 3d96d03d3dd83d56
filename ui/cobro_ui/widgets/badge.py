"""A state in a small pill: icon, word and soft colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle, set_part

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.marks import Mark


class Badge(QFrame):
    """Shows a `Mark`."""

    def __init__(self, mark: Mark, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self._theme = theme
        self._icon = QLabel()
        self._word = label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 2, 8, 2)
        layout.setSpacing(4)
        layout.addWidget(self._icon)
        layout.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_part(self, "badge")
        theme.changed.connect(self._dress)
        self.set_mark(mark)

    def set_mark(self, mark: Mark) -> None:
        """Show another state."""
        self._mark = mark
        self._word.setText(mark.word)
        self.setToolTip(mark.detail)
        self.setAccessibleName(mark.word)
        self.setAccessibleDescription(mark.detail)
        restyle(self, "tone", str(mark.tone))
        restyle(self._word, "tone", str(mark.tone))
        self._dress()

    @Slot()
    def _dress(self) -> None:
        pixmap = self._theme.pixmap(self._mark.icon, self._mark.tone, 14)
        self._icon.setPixmap(pixmap)
