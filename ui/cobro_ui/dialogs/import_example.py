"""A button that writes an example of what is going to be imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_ui.ports import Importer, Shell


class ExampleRow(QWidget):
    """The button, and what came of it."""

    def __init__(self, importer: Importer, shell: Shell) -> None:
        super().__init__()
        self._importer = importer
        self._shell = shell
        self._formato = ""
        self.button = QPushButton("Guardar un e&jemplo…")
        self.button.setToolTip("Un archivo con las columnas que se entienden")
        self.told = label(part="muted", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.button)
        layout.addWidget(self.told, 1)
        self.button.clicked.connect(self._ask)

    def show_format(self, formato: str) -> None:
        """Offer the example of another format."""
        self._formato = formato
        self.told.clear()

    @Slot()
    def _ask(self) -> None:
        name = f"ejemplo-{self._formato}.csv"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Guardar un ejemplo", name, "Texto con columnas (*.csv)"
        )
        if chosen:
            self.write(Path(chosen).with_suffix(".csv"))

    def write(self, path: Path) -> None:
        """Write the example there."""
        importer, formato = self._importer, self._formato
        self._shell.jobs.reader.start(
            lambda _progress: importer.example(formato, path),
            on_done=self._done,
            on_error=self._failed,
            owner=self,
        )

    def _done(self, changes: Changes) -> None:
        restyle(self.told, "tone", "ok")
        self.told.setText(changes.resumen)

    def _failed(self, error: BaseException) -> None:
        restyle(self.told, "tone", "danger")
        self.told.setText(str(error))
