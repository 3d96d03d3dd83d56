"""What a change would throw away, said before it happens (F42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from cobro_desktop.formats import cantidad
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle, set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class LossNotice(QFrame):
    """Names the answers that would go; the change waits for one of two buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._then: Callable[[], None] | None = None
        set_part(self, "card")
        self._text = label(wrap=True)
        restyle(self._text, "tone", "warn")
        self.change = QPushButton()
        self.keep = QPushButton("C&onservar como estaba")
        self.change.clicked.connect(self._go_on)
        self.keep.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.keep)
        row.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    def warn(self, what: str, lost: Sequence[str], then: Callable[[], None]) -> None:
        """Say what would be lost; `then` runs if the person goes on."""
        self._then = then
        names = "; ".join(lost)
        count = cantidad(len(lost), "respuesta", "respuestas")
        self._text.setText(f"Si cambia a «{what}» se descartan: {names}.")
        self.change.setText(f"C&ambiar y descartar {count}")
        self.show()
        self.keep.setFocus()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @Slot()
    def _go_on(self) -> None:
        self.hide()
        then, self._then = self._then, None
        if then is not None:
            then()
