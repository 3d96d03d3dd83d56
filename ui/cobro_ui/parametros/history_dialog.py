"""What was said of a value: who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_ui.icons import Icon
from cobro_ui.parametros.columns import history_fields
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_ui.ports import Shell


class HistoryDialog(QDialog):
    """The words on one value, the last one on top."""

    def __init__(self, name: str, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Historial del valor")
        self.resize(shell.theme.scaled(940), shell.theme.scaled(320))
        empty = say(
            Icon.HISTORY,
            shell.theme,
            "Nadie lo ha cambiado",
            "Es el valor que trae el programa. Si alguien lo corrige, aquí queda "
            "quién, cuándo y por qué.",
        )
        self._rows: TableTab[FilaParametro] = TableTab(
            "Historial", history_fields(), shell.theme, empty
        )
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label(name, "heading"))
        layout.addWidget(self._rows, 1)
        layout.addLayout(buttons)

    def show_rows(self, rows: Sequence[FilaParametro]) -> None:
        """Show the words."""
        self._rows.show_rows(rows)
