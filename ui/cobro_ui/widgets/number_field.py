"""A whole number that is typed, without arrows, like any other field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSpinBox

if TYPE_CHECKING:
    from cobro_ui.theme.theme import Theme

_MARGIN: Final = 8
"""The style sheet's padding does not reach the text of a box without arrows."""


class NumberField(QSpinBox):
    """A box whose text begins where that of a line of text does."""

    def __init__(self, theme: Theme, least: int, most: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.lineEdit().setTextMargins(theme.scaled(_MARGIN), 0, 0, 0)
