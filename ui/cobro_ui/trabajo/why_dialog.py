"""Why a case stands before another in the list by priority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from cobro_desktop.services.trabajo.prioridad import PorQue, Renglon
    from cobro_ui.ports import Shell


def _decides(line: Renglon) -> Mark | None:
    if not line.decide:
        return None
    return Mark(line.criterio, Icon.OK, Tone.ACCENT, "Es lo primero en que difieren.")


class WhyDialog(QDialog):
    """Two cases, criterion by criterion."""

    def __init__(
        self, found: PorQue, order: str, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Por qué va antes")
        fields: tuple[Field[Renglon], ...] = (
            Field("Criterio", lambda r: r.criterio, 150, mark=_decides),
            Field(found.primero, lambda r: r.uno, 250),
            Field(found.segundo, lambda r: r.otro, 250),
        )
        self.table: RowsTable[Renglon] = RowsTable("Criterios", fields, shell.theme)
        self.table.rows.show_rows(found.renglones)
        self.table.fit()
        decides = next(r for r in found.renglones if r.decide).criterio.lower()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        title = f"Va antes {found.primero}: lo decide {decides}."
        layout.addWidget(data_label(title, "heading", wrap=True))
        layout.addWidget(self.table)
        layout.addWidget(data_label(order, "muted", wrap=True))
        if found.norma:
            layout.addWidget(data_label(found.norma, "muted", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText("&Cerrar")
        layout.addWidget(buttons)
        self.resize(shell.theme.scaled(720), 0)
