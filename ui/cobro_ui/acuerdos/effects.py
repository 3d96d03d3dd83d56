"""What an act would do, in sentences, or why it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cobro_desktop.domain.errors import UserError
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence


class EffectsLabel(QLabel):
    """Sentences one under the other; a refusal stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleName("Qué pasará")

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Say what would be done."""
        restyle(self, "tone", "")
        self.setText("\n".join(f"• {text}" for text in sentences))

    def show_refusal(self, error: BaseException) -> None:
        """Say why it cannot be done."""
        restyle(self, "tone", "danger")
        self.setText(error.mensaje if isinstance(error, UserError) else str(error))
