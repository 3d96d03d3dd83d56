"""The list of sections at the side, each done, current or pending."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.theme.theme import Theme


class Stand(Enum):
    """How a section stands: icon, tone and word."""

    DONE = (Icon.OK, Tone.OK, "completa")
    CURRENT = (Icon.THIS, Tone.ACCENT, "en curso")
    PENDING = (Icon.PENDING, Tone.MUTED, "pendiente")


class SectionRail(QListWidget):
    """Sections by name; choosing one asks for it."""

    asked = Signal(int)

    def __init__(self, titles: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._titles = titles
        self._stands = [Stand.PENDING] * len(titles)
        self.setAccessibleName("Secciones del paso")
        self.setFixedWidth(theme.scaled(176))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title in titles:
            self.addItem(QListWidgetItem(title))
        self.currentRowChanged.connect(self._chosen)
        theme.changed.connect(self._dress)
        self._dress()

    def show_stands(self, stands: Sequence[Stand]) -> None:
        """Show how each section stands; the current one is selected."""
        self._stands = list(stands)
        self.blockSignals(True)  # noqa: FBT003
        self.setCurrentRow(self._stands.index(Stand.CURRENT))
        self.blockSignals(False)  # noqa: FBT003
        self._dress()

    @Slot()
    def _dress(self) -> None:
        height = self._theme.row_height + self._theme.scaled(4)
        self.setIconSize(QSize(self._theme.scaled(18), self._theme.scaled(18)))
        for row, (title, stand) in enumerate(
            zip(self._titles, self._stands, strict=True)
        ):
            icon, tone, word = stand.value
            item = self.item(row)
            item.setIcon(self._theme.icon(icon, tone))
            item.setSizeHint(QSize(0, height))
            spoken = f"{title}, {word}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(spoken)

    @Slot(int)
    def _chosen(self, row: int) -> None:
        if row >= 0 and self._stands[row] is not Stand.CURRENT:
            self.asked.emit(row)
