"""A list of choices inside a page that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class CalmCombo(QComboBox):
    """A list that the wheel scrolls past instead of changing it."""

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()
