"""Import of a file in five steps: source, mapping, check, differences, apply."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_ui.dialogs.import_differences import DifferencesPage
from cobro_ui.dialogs.import_finish import FinishPage
from cobro_ui.dialogs.import_look import ImportLook
from cobro_ui.dialogs.import_mapping import MappingPage
from cobro_ui.dialogs.import_report import ImportReport
from cobro_ui.dialogs.import_review import ImportReview
from cobro_ui.dialogs.import_run import ImportRun
from cobro_ui.dialogs.import_source import SourcePage
from cobro_ui.dialogs.import_steps import Step, StepsBar
from cobro_ui.ports import ImportRequest
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.importacion.mirada import Mirada
    from cobro_ui.ports import Importer, Shell

_SIZE = (980, 700)
"""At 100 %; never more than the screen."""
_NEXT = {
    Step.SOURCE: "&Siguiente: columnas",
    Step.MAPPING: "&Revisar el archivo",
    Step.CHECK: "&Siguiente",
    Step.DIFFERENCES: "&Siguiente: importar",
    Step.APPLY: "&Importar",
}


class ImportDialog(QDialog):
    """Nothing is written before the last step, and then all of it or nothing."""

    imported = Signal(object)
    """The `Changes` of an import that was written."""

    def __init__(self, importer: Importer, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._importer = importer
        self._shell = shell
        self._columns: dict[str, str] = {}
        self._seen: Mirada | None = None
        self._tried: ImportRequest | None = None
        self._report = ImportReport({})
        self._done = False
        self.step = Step.SOURCE
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Importar un archivo")
        self.source = SourcePage(importer, shell)
        self.mapping = MappingPage(shell)
        self.review = ImportReview(shell.theme)
        self.differences = DifferencesPage(shell)
        self.finish = FinishPage(shell)
        self.run = ImportRun(importer, shell, self.finish, self)
        self.look = ImportLook(importer, shell, self.finish, self)
        self.message = MessagePanel(shell.theme)
        self.steps = StepsBar(shell.theme)
        self.button = QPushButton()
        self.back = QPushButton("&Atrás")
        self._cancel = QPushButton("&Cancelar")
        self._pages = QStackedWidget()
        self._build()
        self._wire()
        self.source.put_away()
        self._show_step(Step.SOURCE)

    def choose(self, path: str) -> None:
        """Choose a file as if the person had."""
        self.source.file.set_value(path)

    def choose_content(self, formato: str, procedimiento: str) -> None:
        """Choose content and procedure as if the person had."""
        page = self.source
        page.content.setCurrentIndex(page.content.findData(formato))
        page.procedure.setCurrentIndex(page.procedure.findData(procedimiento))

    def _build(self) -> None:
        for page in (
            self.source,
            self.mapping,
            self.review,
            self.differences,
            self.finish,
        ):
            self._pages.addWidget(page)
        set_part(self.button, "main")
        self.button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.finish.pace, 1)
        for widget in (self._cancel, self.back, self.button):
            buttons.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.steps)
        layout.addWidget(self.message)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.finish.bar)
        layout.addLayout(buttons)
        self.finish.bar.hide()
        screen = self.screen().availableSize()
        width, height = (self._shell.theme.scaled(length) for length in _SIZE)
        self.resize(min(width, screen.width()), min(height, screen.height()))

    def _wire(self) -> None:
        self.source.changed.connect(self._restart)
        self.source.sheet_chosen.connect(self._look_again)
        self.source.header_chosen.connect(self._look_again)
        self.source.forget_asked.connect(self._forget)
        self.mapping.chosen.connect(self._choose_column)
        self.review.save_asked.connect(self._ask_where)
        self.finish.save.clicked.connect(self._ask_where)
        self.finish.again.clicked.connect(self._start_over)
        self.look.seen.connect(self._looked)
        self.look.failed.connect(self._look_failed)
        self.differences.decided.connect(self._decided)
        self.run.toggled.connect(self._toggled)
        self.run.failed.connect(self.message.show_error)
        self._cancel.clicked.connect(self.reject)
        self.back.clicked.connect(self._go_back)
        self.button.clicked.connect(self._go_on)

    def _show_step(self, step: Step) -> None:
        self.step = step
        self._pages.setCurrentIndex(step)
        self.steps.show_step(step)
        self.back.setVisible(step is not Step.SOURCE and not self._done)
        self.button.setText(_NEXT[step])
        self._enable()
        self._focus()

    def _focus(self) -> None:
        """Let *Enter* go on; where something is lacking, stand there."""
        lacking = self.mapping.lacking if self.step is Step.MAPPING else None
        if self.step is Step.SOURCE:
            self.source.file.setFocus()
        elif lacking is not None:
            lacking.setFocus()
        elif self.button.isEnabled():
            self.button.setFocus()
        elif self.step is Step.CHECK and self._report.errores:
            self.review.tabs.setFocus()
        else:
            self._cancel.setFocus()

    def _enable(self) -> None:
        """Offer to go on only when there is where to go."""
        free = not self.run.busy
        seen = self._seen is not None
        if self.step is Step.SOURCE:
            ready = seen and self._seen_header() is not None
        elif self.step is Step.MAPPING:
            ready = seen and self.mapping.lacking is None
        else:
            ready = self._report.escribe > 0 or bool(self._report.diferencias)
        if self.step is Step.CHECK:
            there = bool(self._report.diferencias)
            self.button.setText(f"&Siguiente: {'diferencias' if there else 'importar'}")
        if self.step is Step.APPLY:
            ready = self._report.escribe > 0
            self.button.setText("&Cerrar" if self._done else self._verb())
        self.button.setEnabled(free and (ready or self._done))

    def _seen_header(self) -> int | None:
        return self._seen.vista.encabezado if self._seen else None

    def _verb(self) -> str:
        report = self._report
        return f"&{report.verbo()}" if report.escribe else "&Importar"

    def _request(self) -> ImportRequest:
        page = self.source
        fields, rows = self.differences.decisions()
        return ImportRequest(
            Path(page.file.value()),
            str(page.content.currentData()),
            str(page.procedure.currentData()),
            simular=True,
            hoja=page.sheet.currentText() or None,
            columnas=dict(self._columns),
            encabezado=page.chosen_header,
            perfil=page.chosen_profile,
            guardar_perfil=self.mapping.profile,
            campos=fields,
            filas=rows,
        )

    @Slot()
    def _restart(self) -> None:
        """Look at another file, or at the same one in another way."""
        self._seen = None
        self.source.put_away()
        self._look_again()

    @Slot()
    def _look_again(self) -> None:
        self._columns, self._tried = {}, None
        self._report = ImportReport({})
        self.differences.forget()
        self._look()

    def _look(self) -> None:
        self.look.stop()
        self.message.hide()
        self._enable()
        if self.source.ready:
            self.button.setEnabled(False)
            self.look.start(self._request())

    @Slot(object)
    def _looked(self, found: Mirada) -> None:
        self._seen = found
        if self.step is Step.SOURCE:
            self.source.show_look(found)
            self.mapping.name.setText(found.perfil)
        self.mapping.show_view(found.vista, self._labels(), self._columns)
        self._enable()

    @Slot(object)
    def _look_failed(self, error: BaseException) -> None:
        self._seen = None
        self._enable()
        self.message.show_error(error)

    def _labels(self) -> Sequence[tuple[str, str]]:
        return self._importer.fields(str(self.source.content.currentData()))

    @Slot(str)
    def _forget(self, profile: str) -> None:
        importer = self._importer

        def forgotten(changes: Changes) -> None:
            self.source.show_profiles()
            self._restart()
            self.message.tell(changes.resumen)

        self._shell.jobs.writer.start(
            lambda _progress: importer.forget(profile),
            on_done=forgotten,
            on_error=self.message.show_error,
            owner=self,
        )

    @Slot(str, str)
    def _choose_column(self, field: str, letters: str) -> None:
        others = self._columns.items()
        self._columns = {n: at for n, at in others if not at or at != letters}
        self._columns[field] = letters
        self._tried = None
        self._look()

    @Slot()
    def _go_back(self) -> None:
        self.message.hide()
        previous = Step(self.step - 1)
        if previous is Step.DIFFERENCES and not self._report.diferencias:
            previous = Step.CHECK
        self._show_step(previous)

    @Slot()
    def _go_on(self) -> None:
        if self._done:
            self.accept()
        elif self.step is Step.SOURCE:
            self._show_step(Step.MAPPING)
        elif self.step is Step.MAPPING and self.mapping.unnamed:
            self.message.tell("Póngale un nombre al perfil, o no lo guarde.", Tone.WARN)
            self.mapping.name.setFocus()
        elif self.step is Step.MAPPING:
            self._try(self._reviewed)
        elif self.step is Step.CHECK and self._report.diferencias:
            self._show_step(Step.DIFFERENCES)
        elif self.step is not Step.APPLY:
            self._to_apply()
        elif self._tried is not None:
            request = replace(self._tried, simular=False)
            self.message.hide()
            self.run.start(request, "Importar", self._written)

    def _try(self, then: Callable[[], None]) -> None:
        request = self._request()

        def tried(changes: Changes) -> None:
            self._report = ImportReport(changes.datos)
            self._tried = replace(request, sha256=self._report.sha256)
            then()

        self.message.hide()
        self.run.start(request, "Revisar el archivo", tried)

    def _reviewed(self) -> None:
        report = self._report
        self.review.show_report(report)
        self.differences.show_report(report, self._labels())
        self._show_step(Step.CHECK)
        if report.escribe or report.diferencias:
            return
        if report.rechazadas and not report.datos.get("iguales"):
            text = "Ninguna fila se puede importar; el motivo de cada una está abajo."
            self.message.tell(text, Tone.WARN)
        else:
            self.message.tell("No hay nada nuevo que importar.", Tone.ACCENT)

    @Slot()
    def _decided(self) -> None:
        self._tried = None

    def _to_apply(self) -> None:
        """Count again with what was decided, then show what would be written."""
        if self._tried is None:
            self._try(self._show_apply)
        else:
            self._show_apply()

    def _show_apply(self) -> None:
        assert self._tried is not None, "it was tried just now"
        self.finish.show_report(self._report, self._tried)
        self._show_step(Step.APPLY)
        if not self._report.escribe:
            text = "Con lo que decidió no queda nada que importar."
            self.message.tell(text, Tone.ACCENT)

    @Slot()
    def _ask_where(self) -> None:
        if self._tried is None:
            self.message.tell("Revise el archivo otra vez antes.", Tone.ACCENT)
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
        if self._tried is not None:
            self.message.hide()
            self.run.save_rejects(self._tried, path, self.message.tell)

    @Slot()
    def _toggled(self) -> None:
        self._pages.setEnabled(not self.run.busy)
        self.back.setEnabled(not self.run.busy)
        self._enable()
        if not self.run.busy:
            self._focus()

    def _written(self, changes: Changes) -> None:
        self._done = True
        self._report = ImportReport(changes.datos)
        self.finish.show_done(self._report)
        self._show_step(Step.APPLY)
        self._cancel.hide()
        self.source.show_profiles(self.source.chosen_profile or "")
        self.message.tell(changes.resumen)
        self.imported.emit(changes)

    @Slot()
    def _start_over(self) -> None:
        """Ask for another file, of the same content and procedure."""
        self._done = False
        self._cancel.show()
        self.mapping.keep.setChecked(False)
        self.source.file.set_value("")
        self._show_step(Step.SOURCE)

    @override
    def reject(self) -> None:
        """Stop the work first; close when none is running."""
        if self.run.busy:
            self.run.cancel()
        else:
            super().reject()
