"""The fields of a document, each with the mark to paste in Word (F54)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.texto import plegar
from cobro_ui.models.table import Field
from cobro_ui.textos.words import CLASSES
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.documents.campos_plantilla import CampoPlantilla
    from cobro_desktop.services.plantillas.consulta import Plantilla
    from cobro_ui.ports import Shell
    from cobro_ui.textos.ports import TextLibrary

_SIZE = (820, 560)
_FIELDS: tuple[Field[CampoPlantilla], ...] = (
    Field("Dato", lambda c: c.etiqueta, 280),
    Field("Clase", lambda c: CLASSES[c.clase], 130),
    Field("Siempre", lambda c: "Sí" if c.obligatorio else "", 70),
    Field("Marca", lambda c: " ".join(c.marca.split()), 300),
)


class FieldsDialog(QDialog):
    """A list to search; *Copiar* leaves the mark in the clipboard."""

    def __init__(
        self, template: Plantilla, source: TextLibrary, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self._all: Sequence[CampoPlantilla] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Campos · {template.nombre}")
        self.message = MessagePanel(shell.theme)
        self.search = QLineEdit()
        self.table: RowsTable[CampoPlantilla] = RowsTable(
            "Campos", _FIELDS, shell.theme
        )
        self.copy = QPushButton("&Copiar la marca")
        self._build()
        kind = template.tipo
        shell.jobs.reader.start(
            lambda _progress: source.fields(kind),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _show(self, found: Sequence[CampoPlantilla]) -> None:
        self._all = found
        self._fill()

    @Slot()
    def _fill(self) -> None:
        words = plegar(self.search.text()).split()
        rows = [
            c
            for c in self._all
            if all(word in plegar(f"{c.etiqueta} {c.nombre}") for word in words)
        ]
        self.table.rows.show_rows(rows)
        if rows:
            self.table.selectRow(0)
        self.copy.setEnabled(bool(rows))

    @Slot()
    def copy_mark(self) -> None:
        """Leave the mark of the field in focus in the clipboard."""
        index = self.table.currentIndex()
        if index.isValid():
            field = self.table.rows.row(index.row())
            QGuiApplication.clipboard().setText(field.marca)
            self.message.tell(f"Se copió la marca de «{field.etiqueta}»: péguela.")

    def _build(self) -> None:
        self.search.setAccessibleName("Buscar un campo")
        self.search.setPlaceholderText("Buscar por el nombre del dato")
        self.search.textChanged.connect(self._fill)
        self.table.activated.connect(self.copy_mark)
        set_part(self.copy, "main")
        self.copy.clicked.connect(self.copy_mark)
        close = QPushButton("C&errar")
        close.clicked.connect(self.reject)
        for button in (self.copy, close):
            button.setAutoDefault(False)
        note = label(
            "Las marcas {%p … %} van solas en su párrafo; las {%tr … %}, en la fila de "
            "una tabla.",
            "muted",
            wrap=True,
        )
        row = QHBoxLayout()
        row.addWidget(note, 1)
        row.addWidget(self.copy)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        scaled = self._shell.theme.scaled
        self.resize(scaled(_SIZE[0]), scaled(_SIZE[1]))
