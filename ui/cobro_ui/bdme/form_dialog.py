"""Where each datum goes in the form that the entity downloaded; told once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.bdme.ports import FormRequest
from cobro_ui.bdme.rows import TITULOS
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.number_field import NumberField
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.exchange.formulario_bdme import HojaFormulario, MapaFormulario
    from cobro_desktop.services.bdme.modelo import InformeBdme
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.bdme.ports import BulletinSource
    from cobro_ui.ports import Shell

    Found: TypeAlias = "tuple[Sequence[HojaFormulario], MapaFormulario | None]"

NOWHERE = "No va"
MAX_ROW = 10_000


class FormDialog(QDialog):
    """A form, a section, and a column for each datum."""

    filled = Signal(object)
    """The `Changes` of the form that was filled."""

    def __init__(
        self,
        source: BulletinSource,
        shell: Shell,
        informe: InformeBdme,
        section: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._shell = shell
        self._informe = informe
        self._sheets: Sequence[HojaFormulario] = ()
        self._kept: MapaFormulario | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Llenar el formulario de la CGN")
        self.resize(shell.theme.scaled(620), shell.theme.scaled(600))
        self.file = FileField()
        self.section = QComboBox()
        for key, title in TITULOS.items():
            self.section.addItem(title, str(key))
        self.section.setCurrentIndex(max(self.section.findData(section), 0))
        self.sheet = QComboBox()
        self.row = NumberField(shell.theme, 1, MAX_ROW)
        self.row.setValue(2)
        self.columns = {key: QComboBox() for key, _ in source.fields()}
        self.message = MessagePanel(shell.theme)
        self.fill = QPushButton("&Llenar una copia…")
        set_part(self.fill, "main")
        self.fill.setEnabled(False)
        self._build()
        self.file.changed.connect(self._read)
        self.section.currentIndexChanged.connect(self._read)
        self.sheet.currentIndexChanged.connect(self._show_columns)
        self.fill.clicked.connect(self._fill)

    def _build(self) -> None:
        form = QFormLayout()
        for text, widget in (
            ("&Formulario", self.file),
            ("&Sección del informe", self.section),
            ("&Hoja", self.sheet),
            ("&Primera fila de datos", self.row),
        ):
            form.addRow(text, widget)
            widget.setAccessibleName(text.replace("&", ""))
        body = QWidget()
        grid = QFormLayout(body)
        for key, title in self._source.fields():
            self.columns[key].setAccessibleName(f"Columna de {title}")
            grid.addRow(title, self.columns[key])
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        text = (
            "El programa no trae el formulario ni los códigos de la Contaduría: elija "
            "el que descargó y diga a qué columna va cada dato. Queda guardado para "
            "la entidad y la sección."
        )
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.message)
        layout.addLayout(form)
        layout.addWidget(scrolled(body), 1)
        layout.addLayout(buttons)

    @Slot()
    def _read(self) -> None:
        path, source = self.file.value(), self._source
        section, sigla = str(self.section.currentData()), self._informe.sigla
        self.fill.setEnabled(False)
        if not path or self.file.problem():
            return

        def work(_progress: Progress) -> Found:
            return source.sheets(Path(path)), source.columns(sigla, section)

        self._shell.jobs.reader.start(
            work, on_done=self._show, on_error=self.message.show_error, owner=self
        )

    def _show(self, found: Found) -> None:
        self._sheets, self._kept = found
        self.message.hide()
        self.sheet.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.sheet.clear()
        for sheet in self._sheets:
            self.sheet.addItem(sheet.nombre)
        if self._kept is not None:
            self.sheet.setCurrentIndex(max(self.sheet.findText(self._kept.hoja), 0))
        self.sheet.blockSignals(False)  # noqa: FBT003
        self._show_columns()
        self.fill.setEnabled(True)

    @Slot()
    def _show_columns(self) -> None:
        """Offer the columns of the sheet; what was told before stays told."""
        place = self.sheet.currentIndex()
        if not 0 <= place < len(self._sheets):
            return
        sheet, kept = self._sheets[place], self._kept
        self.row.setValue(kept.fila if kept and kept.fila else sheet.fila + 1)
        told = dict(kept.columnas) if kept else {}
        for key, box in self.columns.items():
            box.clear()
            box.addItem(NOWHERE, "")
            for letters, title in sheet.titulos:
                box.addItem(f"{letters} · {title}", letters)
            column = told.get(key, "")
            if column and box.findData(column) < 0:
                box.addItem(column, column)
            box.setCurrentIndex(max(box.findData(column), 0))

    @Slot()
    def _fill(self) -> None:
        form = Path(self.file.value())
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Llenar una copia", f"{form.stem}-lleno.xlsx", "Libro (*.xlsx)"
        )
        if not chosen:
            return
        columns = {key: str(box.currentData()) for key, box in self.columns.items()}
        request = FormRequest(
            form,
            Path(chosen).with_suffix(".xlsx"),
            str(self.section.currentData()),
            {key: column for key, column in columns.items() if column},
            self.sheet.currentText(),
            self.row.value(),
        )
        source, informe = self._source, self._informe
        self._shell.jobs.writer.start(
            lambda _progress: source.fill(informe, request),
            on_done=self._filled,
            on_error=self.message.show_error,
            title="Llenar el formulario de la CGN",
            owner=self,
        )

    def _filled(self, changes: Changes) -> None:
        self.filled.emit(changes)
        self.accept()
