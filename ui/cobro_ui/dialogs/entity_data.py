"""The facts of the institution that its documents print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.widgets.key_values import clear_layout
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_ui.ports import EntityData, EntityDatum, Shell


class EntityDataDialog(QDialog):
    """One line per fact; what is written here every document uses."""

    saved = Signal(object)
    """The `Changes` of what was written."""

    def __init__(self, data: EntityData, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._data = data
        self._shell = shell
        self._lines: dict[str, QLineEdit] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Datos de la entidad")
        self.resize(shell.theme.scaled(620), shell.theme.scaled(560))
        self._entity = QComboBox()
        self._entity.setAccessibleName("Entidad")
        self._message = MessagePanel(shell.theme)
        self._form = QVBoxLayout()
        self._form.setSpacing(6)
        self._save = QPushButton("&Guardar")
        set_part(self._save, "main")
        self._save.clicked.connect(self._write)
        self._build()
        for sigla, name in data.entities():
            self._entity.addItem(name, sigla)
        self._entity.currentIndexChanged.connect(self._read)
        self._read()

    def _build(self) -> None:
        body = QWidget()
        body.setLayout(self._form)
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        text = "Los documentos toman de aquí lo que ninguna otra fuente dice."
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self._entity)
        layout.addWidget(self._message)
        layout.addWidget(scrolled(body), 1)
        layout.addLayout(buttons)

    @Slot()
    def _read(self) -> None:
        data, sigla = self._data, str(self._entity.currentData())
        self._shell.jobs.reader.start(
            lambda _progress: data.read(sigla),
            on_done=self._show,
            on_error=self._message.show_error,
        )

    def _show(self, facts: Sequence[EntityDatum]) -> None:
        clear_layout(self._form)
        self._lines = {}
        for fact in facts:
            edit = QLineEdit(fact.valor)
            name = fact.etiqueta + (" *" if fact.obligatorio else "")
            edit.setAccessibleName(fact.etiqueta)
            edit.setAccessibleDescription(fact.ayuda)
            question = label(name, wrap=True)
            question.setBuddy(edit)
            self._form.addWidget(question)
            self._form.addWidget(edit)
            if fact.ayuda:
                self._form.addWidget(label(fact.ayuda, "muted", wrap=True))
            self._lines[fact.clave] = edit
        self._form.addStretch()

    @Slot()
    def _write(self) -> None:
        data, sigla = self._data, str(self._entity.currentData())
        written = {key: edit.text().strip() for key, edit in self._lines.items()}
        self._shell.jobs.writer.start(
            lambda _progress: data.write(sigla, written),
            on_done=self._written,
            on_error=self._message.show_error,
        )

    def _written(self, changes: Changes) -> None:
        self.saved.emit(changes)
        self.accept()
