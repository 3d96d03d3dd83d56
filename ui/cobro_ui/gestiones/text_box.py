"""A box for some lines of text, as tall as those lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

if TYPE_CHECKING:
    from cobro_ui.theme.theme import Theme


class TextBox(QPlainTextEdit):
    """Tab leaves it; its hint is its height, so that a form gives it no more."""

    def __init__(self, height: int, theme: Theme) -> None:
        super().__init__()
        self._height = theme.scaled(height)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self._height)

    @override
    def sizeHint(self) -> QSize:
        """Ask for no more room than it takes."""
        return QSize(super().sizeHint().width(), self._height)
