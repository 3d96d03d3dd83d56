"""The box where one types what to look for; it waits for a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from typing_extensions import override

from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from cobro_ui.theme.theme import Theme

PAUSE_MS = 180


class FilterBox(QLineEdit):
    """Emits `query_changed` after a pause, and at once on Enter or Escape."""

    query_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._last = ""
        self.setPlaceholderText(
            "Buscar: número, deudor o NIT; o etapa:coactivo saldo>5m"
        )
        self.setAccessibleName("Filtro de la lista")
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self.flush)
        for button, name in zip(
            self.findChildren(QToolButton), ("Borrar el filtro", "Buscar"), strict=False
        ):
            button.setAccessibleName(name)
        theme.changed.connect(self._dress)
        self._dress()

    @Slot()
    def flush(self) -> None:
        """Tell the query now, if it changed."""
        self._timer.stop()
        query = self.text().strip()
        if query != self._last:
            self._last = query
            self.query_changed.emit(query)

    @Slot()
    def _typed(self) -> None:
        self._timer.start()

    @Slot()
    def _dress(self) -> None:
        self._glass.setIcon(self._theme.icon(Icon.SEARCH, Tone.MUTED))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.flush()
        else:
            super().keyPressEvent(event)
