"""What the pages of a guided step have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from datetime import date

    from cobro_ui.wizard.paso import Avance, StepDraft


class Section(QScrollArea):
    """A column that scrolls; what a page does not need it leaves as it is here."""

    changed = Signal()
    id = ""
    title = ""

    def __init__(self, lead: str = "") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setMaximumWidth(820)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(24, 18, 24, 18)
        self.column.setSpacing(12)
        self.column.addWidget(label(self.title, "title"))
        if lead:
            self.column.addWidget(label(lead, "muted", wrap=True))
        self.setWidget(body)
        self.setAccessibleName(self.title)

    def answers(self) -> dict[str, str]:
        """Return what was answered in it."""
        return {}

    def outcome(self) -> str:
        """Return the outcome, if it is chosen here."""
        return ""

    def day(self) -> date | None:
        """Return the day of the act, if it is asked here."""
        return None

    def fill(self, draft: StepDraft) -> None:
        """Show a draft."""

    def show_progress(self, progress: Avance) -> None:
        """Show how the step stands."""

    def done(self) -> bool:
        """Tell whether nothing is left to do in it, once it was seen."""
        return True

    def insist(self) -> bool:
        """Point at what is missing; True when something is."""
        return False
