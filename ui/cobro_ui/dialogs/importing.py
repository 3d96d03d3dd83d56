"""Import of a file: choose, try, see what would change, import."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad
from cobro_ui.dialogs.import_report import ImportReport
from cobro_ui.dialogs.import_review import ImportReview
from cobro_ui.jobs.pace import Pace
from cobro_ui.ports import ImportRequest
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.jobs.runner import Job
    from cobro_ui.ports import Importer, Shell

_SMALL = (620, 0)
_LARGE = (900, 680)
"""Sizes at 100 %: with the question only, and with the answer."""


class ImportDialog(QDialog):
    """First *Revisar*, which writes nothing; then *Importar n expedientes*."""

    imported = Signal(object)
    """The `Changes` of an import that was written."""

    def __init__(self, importer: Importer, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._importer = importer
        self._shell = shell
        self._job: Job | None = None
        self._began = 0.0
        self._tried: ImportRequest | None = None
        self._columns: dict[str, str] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Importar un archivo")
        self.setMinimumWidth(shell.theme.scaled(_SMALL[0]))
        self._file = FileField()
        self._format = _combo(importer.formats())
        self._procedure = _combo(importer.procedures())
        self._sheet = QComboBox()
        self._form = QFormLayout()
        self._message = MessagePanel(shell.theme)
        self.review = ImportReview(shell.theme)
        self._bar = QProgressBar()
        self._pace = label(part="muted")
        self._cancel = QPushButton("&Cancelar")
        self._go = QPushButton("&Revisar el archivo")
        self._build()
        self._wire()
        self._restart()

    def choose(self, path: str) -> None:
        """Choose a file as if the person had."""
        self._file.set_value(path)

    def choose_content(self, formato: str, procedimiento: str) -> None:
        """Choose content and procedure as if the person had."""
        self._format.setCurrentIndex(self._format.findData(formato))
        self._procedure.setCurrentIndex(self._procedure.findData(procedimiento))

    @property
    def button(self) -> QPushButton:
        """The button that goes on."""
        return self._go

    @property
    def sheet(self) -> QComboBox:
        """The sheets of the file, once it was tried."""
        return self._sheet

    @property
    def message(self) -> MessagePanel:
        """Where problems are told."""
        return self._message

    def _build(self) -> None:
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(10)
        for text, widget in (
            ("&Archivo", self._file),
            ("Con&tenido", self._format),
            ("&Procedimiento", self._procedure),
            ("&Hoja", self._sheet),
        ):
            name = QLabel(text)
            name.setMinimumWidth(name.sizeHint().width())
            name.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            self._form.addRow(name, widget)
        self._sheet.setToolTip("Elegir otra hoja del libro")
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
        layout.addLayout(self._form)
        layout.addWidget(self._message)
        layout.addWidget(self.review, 100)
        layout.addWidget(self._bar)
        layout.addWidget(self._pace)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def _wire(self) -> None:
        self._file.changed.connect(self._restart)
        self._format.currentIndexChanged.connect(self._restart)
        self._procedure.currentIndexChanged.connect(self._restart)
        self._sheet.activated.connect(self._choose_sheet)
        self.review.column_chosen.connect(self._choose_column)
        self.review.save_asked.connect(self._ask_where)
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._start)

    @Slot()
    def _restart(self) -> None:
        """Go back to the first question, of another file or content."""
        self._columns = {}
        self._offer_sheets(())
        self.review.hide()
        self._message.hide()
        self._idle("&Revisar el archivo")

    @Slot()
    def _choose_sheet(self) -> None:
        self._columns = {}
        self.review.hide()
        self._idle("&Revisar esta hoja")

    @Slot(str, str)
    def _choose_column(self, field: str, letters: str) -> None:
        self._columns[field] = letters
        self._idle("&Revisar otra vez")
        text = "Revise otra vez el archivo para ver qué pasa con esa columna."
        self._message.tell(text, Tone.ACCENT)

    def _idle(self, verb: str) -> None:
        """Offer a trial: what was seen is not what would be imported."""
        self._tried = None
        self._bar.hide()
        self._pace.hide()
        self._go.setText(verb)
        ready = bool(self._file.value()) and not self._file.problem()
        self._go.setEnabled(ready)

    def _request(self) -> ImportRequest:
        return ImportRequest(
            Path(self._file.value()),
            str(self._format.currentData()),
            str(self._procedure.currentData()),
            simular=True,
            hoja=self._sheet.currentText() or None,
            columnas=dict(self._columns),
        )

    @Slot()
    def _start(self) -> None:
        if self._tried is None:
            request = self._request()

            def tried(changes: Changes) -> None:
                self._tried = request
                self._tried_out(changes)

            self._run(request, "Revisar el archivo", tried)
        else:
            request = replace(self._tried, simular=False)
            self._run(request, "Importar", self._written)

    @Slot()
    def _ask_where(self) -> None:
        if self._tried is None:
            self._message.tell("Revise el archivo otra vez antes.", Tone.ACCENT)
            return
        source = self._tried.archivo
        path, _ = QFileDialog.getSaveFileName(
            self,
            "Guardar filas rechazadas",
            str(source.with_name(f"{source.stem}-rechazos.xlsx")),
            "Libro de Excel (*.xlsx)",
        )
        if path:
            self.save_rejects(Path(path).with_suffix(".xlsx"))

    def save_rejects(self, path: Path) -> None:
        """Write the rejected rows of the file that was tried."""
        if self._tried is None:
            return

        def saved(changes: Changes) -> None:
            self._ended()
            report = ImportReport(changes.datos)
            self._go.setEnabled(report.escribe > 0)
            rows = cantidad(report.rechazadas, "fila rechazada", "filas rechazadas")
            self._message.tell(
                f"Se guardaron {rows} en «{path.name}», cada una con su motivo. "
                "Corríjalas en ese libro e impórtelo."
            )

        request = replace(self._tried, rechazos=path)
        self._run(request, "Guardar filas rechazadas", saved)

    def _run(
        self,
        request: ImportRequest,
        title: str,
        on_done: Callable[[Changes], None],
    ) -> None:
        self._message.hide()
        self._busy(busy=True)
        importer = self._importer

        def work(progress: Progress) -> Changes:
            return importer.run(request, progress)

        self._began = time.monotonic()
        self._job = self._shell.jobs.writer.start(
            work, on_done=on_done, on_error=self._failed, title=title
        )
        self._job.progressed.connect(self._progressed)

    def _busy(self, *, busy: bool) -> None:
        for widget in (
            self._file,
            self._format,
            self._procedure,
            self._sheet,
            self.review,
            self._go,
        ):
            widget.setEnabled(not busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._pace.setText("")
        self._pace.setVisible(busy)

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, detail: str) -> None:
        if self._job is None or self._job.cancelling:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        pace = Pace(done, total, time.monotonic() - self._began).sentence()
        self._pace.setText(f"{detail} · {pace}" if done or total else f"{detail}…")

    def _tried_out(self, changes: Changes) -> None:
        self._ended()
        report = ImportReport(changes.datos)
        fields = self._importer.fields(str(self._format.currentData()))
        self.review.show_report(report, fields, self._columns)
        self._offer_sheets(report.hojas, report.hoja)
        self._grow()
        self._go.setEnabled(report.escribe > 0)
        if report.escribe:
            self._go.setText(f"&{report.verbo()}")
            return
        self._go.setText("&Importar")
        if report.rechazadas and not report.datos.get("iguales"):
            text = "Ninguna fila se puede importar; el motivo de cada una está abajo."
            self._message.tell(text, Tone.WARN)
        else:
            self._message.tell("No hay nada nuevo que importar.", Tone.ACCENT)

    def _offer_sheets(self, names: Sequence[str], current: str = "") -> None:
        self._sheet.clear()
        self._sheet.addItems(list(names))
        self._sheet.setCurrentText(current)
        several = len(names) > 1
        self._form.setRowVisible(self._sheet, several)

    def _grow(self) -> None:
        wanted = [self._shell.theme.scaled(length) for length in _LARGE]
        screen = self.screen().availableSize()
        width, height = min(wanted[0], screen.width()), min(wanted[1], screen.height())
        self.review.show()
        self.resize(max(self.width(), width), max(self.height(), height))

    def _written(self, changes: Changes) -> None:
        self._ended()
        self.imported.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._ended()
        if self._tried is None:
            self._idle("&Revisar el archivo")
        self._message.show_error(error)

    def _ended(self) -> None:
        self._job = None
        self._busy(busy=False)

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
