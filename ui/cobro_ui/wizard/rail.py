"""The list of sections at the side: not seen, seen, complete."""

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
    """How a section stands: icon, tone and word (F43)."""

    DONE = (Icon.OK, Tone.OK, "completa")
    SEEN = (Icon.WARNING, Tone.WARN, "vista, le falta algo")
    UNSEEN = (Icon.PENDING, Tone.MUTED, "sin ver")


class SectionRail(QListWidget):
    """Sections by name; choosing one asks for it."""

    asked = Signal(int)

    def __init__(self, titles: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._titles = titles
        self._stands = [Stand.UNSEEN] * len(titles)
        self._here = 0
        self.setAccessibleName("Secciones del paso")
        self.setFixedWidth(theme.scaled(176))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title in titles:
            self.addItem(QListWidgetItem(title))
        self.currentRowChanged.connect(self._chosen)
        theme.changed.connect(self._dress)
        self._dress()

    def show_stands(self, stands: Sequence[Stand], here: int) -> None:
        """Show how each section stands; the one that is open is selected."""
        self._stands = list(stands)
        self._here = here
        self.blockSignals(True)  # noqa: FBT003
        self.setCurrentRow(here)
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
            place = ", abierta" if row == self._here else ""
            spoken = f"{title}, {word}{place}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(spoken)

    @Slot(int)
    def _chosen(self, row: int) -> None:
        if row >= 0 and row != self._here:
            self.asked.emit(row)
