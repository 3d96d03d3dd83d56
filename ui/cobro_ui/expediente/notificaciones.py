"""Section *Notificaciones*: each act and debtor, its state and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from cobro_ui.reads_case import NotificacionLine
    from cobro_ui.theme.theme import Theme

_MOST = 6
"""Rows that are seen at once."""
_STATES = {
    "nada": Mark("Notificado", Icon.OK, Tone.OK),
    "incompleta": Mark("Falta la prueba", Icon.WARNING, Tone.WARN),
    "esperar": Mark("En espera", Icon.SOON, Tone.WARN),
    "citar": Mark("Por citar", Icon.MAIL, Tone.NEUTRAL),
    "notificar": Mark("Por notificar", Icon.MAIL, Tone.RISK),
    "corregir": Mark("Por corregir", Icon.REFRESH, Tone.RISK),
    "herederos": Mark("Falleció", Icon.WARNING, Tone.RISK),
}


def _state(line: NotificacionLine) -> Mark:
    return _STATES[line.estado]._replace(detail=line.siguiente)


def _means(line: NotificacionLine) -> str:
    means = line.medio[:1].upper() + line.medio[1:]
    return f"{means}: {line.causa}" if line.causa else means


_FIELDS: Sequence[Field[NotificacionLine]] = (
    Field("Acto", lambda n: n.acto, 180),
    Field("Deudor", lambda n: n.deudor, 200),
    Field("Estado", lambda n: _state(n).word, 130, mark=_state),
    Field("Último intento", _means, 210),
    Field("Enviada", lambda n: fecha_corta(n.enviada), 95),
    Field("Notificado", lambda n: fecha_corta(n.efectiva), 95),
    Field("Guía", lambda n: n.guia, 120),
    Field("Intentos", lambda n: str(n.intentos), 70, figure=True),
)


class NotificacionesPanel(QWidget):
    """A small table, and under it what comes next for the row in focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table: RowsTable[NotificacionLine] = RowsTable(
            "Notificaciones", _FIELDS, theme
        )
        self.next = data_label(wrap=True)
        self.next.setAccessibleName("Qué sigue")
        title = label("Notificaciones", part="heading")
        title.setBuddy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(title)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 10)
        foot.addWidget(self.next)
        layout.addWidget(rule())
        layout.addLayout(head)
        layout.addWidget(self.table)
        layout.addLayout(foot)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.hide()

    def show_lines(self, lines: Sequence[NotificacionLine]) -> None:
        """Show the notifications of a case; with none, nothing at all."""
        self.table.rows.show_rows(lines)
        self.table.fit(_MOST)
        self.setVisible(bool(lines))
        # The first one that is not done is what there is to do.
        pending = (n for n, line in enumerate(lines) if line.estado != "nada")
        if lines:
            self.table.selectRow(next(pending, 0))
            self._follow(self.table.currentIndex())

    def _follow(self, current: QModelIndex) -> None:
        line = self.table.rows.row(current.row()) if current.isValid() else None
        self.next.setText(f"{line.deudor}: {line.siguiente}" if line else "")
