"""A file of the computer: chosen, typed or dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from cobro_ui.widgets.validity import mark

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class FileField(QWidget):
    """A line with the path and a button *Elegir…*."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Elija un archivo o arrástrelo aquí")
        self.edit.setAcceptDrops(False)
        self.edit.textChanged.connect(self._typed)
        choose = QPushButton("Elegir…")
        choose.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit, 1)
        layout.addWidget(choose)
        self.setFocusProxy(self.edit)
        self.setAcceptDrops(True)

    def value(self) -> str:
        """Return the path as text."""
        return self.edit.text().strip()

    def set_value(self, path: str) -> None:
        """Show a path."""
        self.edit.setText(path)

    def problem(self) -> str:
        """Say that the file is not there."""
        path = self.value()
        if path and not Path(path).is_file():
            return "No hay un archivo con ese nombre en esa carpeta."
        return ""

    @Slot()
    def _typed(self) -> None:
        mark(self.edit, self.problem())
        self.changed.emit()

    @Slot()
    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Elegir un archivo")
        if path:
            self.edit.setText(path)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that was dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.edit.setText(url.toLocalFile())
                return
