"""How a cell with a `Mark` is painted: its icon and the colour of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QIcon

    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.marks import Mark


def paint_mark(mark: Mark, role: int, theme: Theme) -> QIcon | QColor | None:
    """Return what a mark gives to a role of a cell, if anything."""
    if role == Qt.ItemDataRole.DecorationRole:
        return theme.icon(mark.icon, mark.tone)
    if role == Qt.ItemDataRole.ForegroundRole:
        return theme.color(mark.tone)
    return None
