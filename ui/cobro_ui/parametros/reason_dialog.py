"""Withdraw a value that should not have been loaded: it asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_ui.parametros.source import LegalSource, Where
    from cobro_ui.ports import Shell


class WithdrawDialog(QDialog):
    """Says what will happen; the button does it once there is a reason."""

    withdrawn = Signal(object)
    """The `Changes`."""

    def __init__(
        self,
        source: LegalSource,
        where: Where,
        row: FilaParametro,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._where = where
        self._row = row
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Retirar un valor")
        self.setMinimumWidth(shell.theme.scaled(480))
        self._message = MessagePanel(shell.theme)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Motivo")
        self.button = QPushButton("&Retirar el valor")
        self.button.setEnabled(False)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        vigencia = self._row.vigencia
        what = f"{vigencia[:1].upper()}{vigencia[1:]}: {self._row.resumen}"
        layout.addWidget(label(what, "heading", wrap=True))
        text = (
            "Los documentos ya emitidos no cambian y el valor queda en el historial. "
            "Desde ahora vale el que trae el programa o, si no trae ninguno, faltará."
        )
        if self._where.sigla:
            text = (
                "Los términos que ya corren conservan su fecha y el dato queda en el "
                "historial. Lo que se cuente desde ahora no lo tendrá en cuenta."
            )
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self._message)
        name = QLabel("&Motivo *")
        name.setBuddy(self.reason)
        layout.addWidget(name)
        layout.addWidget(self.reason)
        keep = QPushButton("&Conservar")
        keep.clicked.connect(self.reject)
        set_part(self.button, "main")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(keep)
        buttons.addWidget(self.button)
        layout.addLayout(buttons)
        self.reason.textChanged.connect(self._ready)
        self.button.clicked.connect(self._withdraw)

    @Slot()
    def _ready(self) -> None:
        self.button.setEnabled(bool(self.reason.text().strip()))

    @Slot()
    def _withdraw(self) -> None:
        source, where = self._source, self._where
        day, why = self._row.valor.vigencia.desde, self.reason.text().strip()
        self.button.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: source.withdraw(where, day, why),
            on_done=self._done,
            on_error=self._failed,
        )

    def _done(self, changes: Changes) -> None:
        self.withdrawn.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._message.show_error(error)
        self._ready()
