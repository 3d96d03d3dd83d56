"""Import of a file: choose, try, see what would change, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import miles
from cobro_ui.jobs.pace import Pace
from cobro_ui.ports import ImportRequest
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.jobs.runner import Job
    from cobro_ui.ports import Importer, Shell

_COUNTS = (
    ("leidas", "Filas leídas"),
    ("nuevas", "Nuevas"),
    ("cambiadas", "Con cambios"),
    ("iguales", "Iguales a lo que ya está"),
    ("conciliados", "Pagos conciliados"),
    ("sin_identificar", "Pagos sin identificar"),
    ("rechazadas", "Rechazadas"),
)
_ERRORS = 6
"""Rejected cells that are shown; the workbook of rejects has all."""


class ImportDialog(QDialog):
    """First *Revisar*, which writes nothing; then *Importar n filas*."""

    imported = Signal(object)
    """The `Changes` of an import that was written."""

    def __init__(self, importer: Importer, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._importer = importer
        self._shell = shell
        self._job: Job | None = None
        self._tried: ImportRequest | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Importar un archivo")
        self.setMinimumWidth(shell.theme.scaled(600))
        self._file = FileField()
        self._format = _combo(importer.formats())
        self._procedure = _combo(importer.procedures())
        self._message = MessagePanel(shell.theme)
        self._counts = KeyValueCard("Lo que se encontró", shell.theme)
        self._bar = QProgressBar()
        self._pace = label(part="muted")
        self._cancel = QPushButton("&Cancelar")
        self._go = QPushButton("&Revisar el archivo")
        self._build()
        self._wire()
        self._idle()

    def choose(self, path: str) -> None:
        """Choose a file as if the person had."""
        self._file.set_value(path)

    @property
    def button(self) -> QPushButton:
        """The button that goes on."""
        return self._go

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        for text, widget in (
            ("&Archivo", self._file),
            ("&Contenido", self._format),
            ("&Procedimiento", self._procedure),
        ):
            name = QLabel(text)
            name.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            form.addRow(name, widget)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Avance de la importación")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        set_part(self._go, "main")
        self._go.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        text = "Primero se revisa el archivo, sin guardar nada; después usted decide."
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addLayout(form)
        for piece in (self._message, self._counts, self._bar, self._pace):
            layout.addWidget(piece)
        layout.addStretch()
        layout.addLayout(buttons)
        self._counts.hide()

    def _wire(self) -> None:
        self._file.changed.connect(self._idle)
        self._format.currentIndexChanged.connect(self._idle)
        self._procedure.currentIndexChanged.connect(self._idle)
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._start)

    @Slot()
    def _idle(self) -> None:
        """Go back to the first question: nothing has been tried."""
        self._tried = None
        self._bar.hide()
        self._pace.hide()
        self._go.setText("&Revisar el archivo")
        ready = bool(self._file.value()) and not self._file.problem()
        self._go.setEnabled(ready)

    @Slot()
    def _start(self) -> None:
        trying = self._tried is None
        request = ImportRequest(
            Path(self._file.value()),
            str(self._format.currentData()),
            str(self._procedure.currentData()),
            simular=trying,
        )
        self._message.hide()
        self._busy(busy=True)
        importer = self._importer

        def work(progress: Progress) -> Changes:
            return importer.run(request, progress)

        self._job = self._shell.jobs.writer.start(
            work,
            on_done=self._tried_out if trying else self._written,
            on_error=self._failed,
            title="Revisar el archivo" if trying else "Importar",
        )
        self._job.progressed.connect(self._progressed)
        self._tried = request

    def _busy(self, *, busy: bool) -> None:
        for widget in (self._file, self._format, self._procedure, self._go):
            widget.setEnabled(not busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._pace.setText("")
        self._pace.setVisible(busy)

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, detail: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._pace.setText(f"{detail} · {Pace(done, total, 0).sentence()}")

    def _tried_out(self, changes: Changes) -> None:
        self._ended()
        self._show_counts(changes.datos)
        writes = _number(changes.datos, "nuevas") + _number(changes.datos, "cambiadas")
        writes = writes or _number(changes.datos, "conciliados")
        self._go.setEnabled(writes > 0)
        if writes:
            self._go.setText(f"&Importar {miles(writes)} filas")
        else:
            self._message.tell("No hay nada nuevo que importar.", Tone.ACCENT)

    def _written(self, changes: Changes) -> None:
        self._ended()
        self.imported.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._ended()
        self._idle()
        self._message.show_error(error)

    def _ended(self) -> None:
        self._job = None
        self._busy(busy=False)

    def _show_counts(self, data: Mapping[str, object]) -> None:
        lines = [
            KeyValue(text, miles(_number(data, key)))
            for key, text in _COUNTS
            if key in data
        ]
        errors = data.get("errores")
        if isinstance(errors, list):
            lines += [_error_line(error) for error in errors[:_ERRORS]]
        self._counts.show_lines(lines)
        self._counts.show()

    @override
    def reject(self) -> None:
        """Stop the work first; close when none is running."""
        if self._job is not None:
            self._job.cancel()
            self._pace.setText("Deteniendo… No se guardará nada de este archivo.")
        else:
            super().reject()


def _combo(options: Sequence[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    for value, text in options:
        combo.addItem(text, value)
    return combo


def _number(data: Mapping[str, object], key: str) -> int:
    value = data.get(key)
    return value if isinstance(value, int) else 0


def _error_line(error: Mapping[str, object]) -> KeyValue:
    place = error.get("celda") or f"fila {error.get('fila')}"
    return KeyValue(str(place), str(error.get("motivo", "")))
