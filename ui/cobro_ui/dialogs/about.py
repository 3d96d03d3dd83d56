"""What this program is, its version and its licence."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cobro_ui.ports import Shell


class AboutDialog(QDialog):
    """Version, place of the data, licence."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Acerca de este programa")
        card = KeyValueCard("", shell.theme)
        card.show_lines(
            [
                KeyValue("Versión", version("cobro-desktop")),
                KeyValue("Licencia", "Apache 2.0; Qt y sus bibliotecas, LGPL 3"),
                KeyValue("Iconos", "Lucide, licencia ISC"),
            ]
        )
        close = QPushButton("Cerrar")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(label("Cobro persuasivo y coactivo", "title"))
        text = "Para los equipos jurídicos de entidades públicas, sin conexión."
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(card)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(shell.theme.scaled(440))
