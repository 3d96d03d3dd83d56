"""A list of institutions, of which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.theme.theme import Theme

_WIDTH = 120


class EntityBox(QComboBox):
    """Offers institutions by their initials; the name is told on hover."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Entidad")
        self.setFixedWidth(theme.scaled(_WIDTH))

    def show_entities(self, entities: Sequence[tuple[str, str]]) -> None:
        """Offer (sigla, name); the chosen one stays chosen, and nobody is told."""
        before = self.sigla
        with QSignalBlocker(self):
            self.clear()
            for sigla, name in entities:
                self.addItem(sigla, sigla)
                last = self.count() - 1
                self.setItemData(last, name, Qt.ItemDataRole.ToolTipRole)
            self.setCurrentIndex(max(self.findData(before), 0))

    @property
    def sigla(self) -> str:
        """The chosen institution; empty while there is none."""
        return str(self.currentData() or "")
