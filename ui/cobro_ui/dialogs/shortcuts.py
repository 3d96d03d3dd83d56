"""The sheet of keyboard shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from cobro_ui.widgets.key_values import KeyValue, KeyValueCard

if TYPE_CHECKING:
    from cobro_ui.actions import CommandSet
    from cobro_ui.main_window import MainWindow

_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutsDialog(QDialog):
    """Every command that has keys."""

    def __init__(self, commands: CommandSet, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Atajos de teclado")
        card = KeyValueCard("", window.shell.theme)
        lines = []
        for command in commands.commands:
            keys = [QKeySequence(key).toString(_NATIVE) for key in command.keys]
            if keys:
                lines.append(KeyValue(" o ".join(keys), command.label))
        lines += [
            KeyValue("Control++, Control+-, Control+0", "Tamaño de la letra"),
            KeyValue("Intro", "Abrir el expediente elegido"),
            KeyValue("Esc", "Borrar el filtro"),
            KeyValue("Control+C", "Copiar las filas elegidas de una tabla"),
        ]
        card.show_lines(lines)
        close = QPushButton("Cerrar")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(card)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(window.shell.theme.scaled(420))
