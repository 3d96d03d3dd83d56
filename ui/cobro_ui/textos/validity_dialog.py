"""Put a template in force from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.plantillas.consulta import Plantilla
    from cobro_ui.ports import Shell
    from cobro_ui.textos.ports import TextLibrary


class ActivateDialog(QDialog):
    """Asks the day; the one before it rules until the eve."""

    saved = Signal(object)
    """The `Changes`."""

    def __init__(
        self, template: Plantilla, source: TextLibrary, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._shell = shell
        self._id = template.id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Poner en vigencia")
        self.setMinimumWidth(shell.theme.scaled(480))
        self.message = MessagePanel(shell.theme)
        self.since = DateField(shell.days, shell.theme)
        self.since.setAccessibleName("Rige desde")
        self.since.set_value(shell.today)
        self.button = QPushButton("&Poner en vigencia")
        self._build(template)

    def _build(self, template: Plantilla) -> None:
        what = (
            f"Los documentos «{template.nombre}» con fecha de ese día en adelante se "
            f"escriben con la {template.version.lower()}. La que rige hoy llega hasta "
            "la víspera, y los actos ya emitidos conservan la suya."
        )
        name = label("Rige &desde *")
        name.setBuddy(self.since)
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        set_part(self.button, "main")
        self.button.clicked.connect(self.do)
        self.since.changed.connect(
            lambda: self.button.setEnabled(self.since.value() is not None)
        )
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (label(what, wrap=True), self.message, name, self.since):
            layout.addWidget(widget)
        layout.addLayout(row)

    @Slot()
    def do(self) -> None:
        """Put it in force."""
        source, number, day = self._source, self._id, self.since.value()
        if number is None or day is None:
            return
        self.button.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: source.activate(number, day),
            on_done=self._done,
            on_error=self._failed,
            title="Poner en vigencia la plantilla",
            owner=self,
        )

    def _done(self, changes: Changes) -> None:
        self.saved.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        self.message.show_error(error)
