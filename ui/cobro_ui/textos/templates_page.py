"""The Word templates: which rules, what the doctor found, what comes next (F53)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.services.plantillas.estados import EstadoPlantilla
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.opening import open_file
from cobro_ui.textos.library_page import LibraryPage
from cobro_ui.textos.words import dates, finding_mark, people, state_mark
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.documents.doctor.hallazgos import Hallazgo
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.plantillas.consulta import Plantilla
    from cobro_ui.ports import Shell
    from cobro_ui.textos.ports import TextLibrary

_FIELDS: tuple[Field[Plantilla], ...] = (
    Field("Documento", lambda p: p.nombre, 270),
    Field("Plantilla", lambda p: p.version, 110),
    Field("Estado", lambda p: state_mark(p).word, 120, mark=state_mark),
    Field("Rige", dates, 190),
    Field("Documentos", lambda p: str(p.documentos), 105, figure=True),
    Field("Quién", people, 230),
    Field("Nota", lambda p: p.nota or p.motivo_derogacion, 200),
)
_FINDINGS: tuple[Field[Hallazgo], ...] = (
    Field("", lambda h: finding_mark(h).word, 90, mark=finding_mark),
    Field("Qué encontró el doctor de plantillas", lambda h: h.texto, 700),
)


class TemplatesPage(LibraryPage):
    """Templates above; below, what the doctor found in the one in focus."""

    def __init__(self, source: TextLibrary, shell: Shell) -> None:
        super().__init__(source, shell)
        self._new: int | None = None
        """The template to go to when they are read again."""
        theme = shell.theme
        self.table: RowsTable[Plantilla] = RowsTable("Plantillas", _FIELDS, theme)
        self.findings: RowsTable[Hallazgo] = RowsTable("Hallazgos", _FINDINGS, theme)
        self._empty = EmptyState(Icon.WORD, theme)
        self._fine = EmptyState(Icon.OK, theme)
        self._body = Emptiness(self.table, self._empty)
        self._found = Emptiness(self.findings, self._fine)
        self.bring = QPushButton("&Importar…")
        self.export = QPushButton("&Guardar para Word…")
        self.fields = QPushButton("&Campos…")
        self.trials = QPushButton("Ver los &ensayos…")
        self.validate = QPushButton("&Validar")
        self.activate = QPushButton("&Poner en vigencia…")
        self.repeal = QPushButton("&Derogar…")
        self._build()

    def current(self) -> Plantilla | None:
        """Return the template in focus."""
        return self.table.current()

    @Slot()
    @override
    def _read(self) -> None:
        source, sigla = self._source, self.sigla
        self._asked.start(
            lambda _progress: source.templates(sigla),
            on_done=self._show,
            on_error=self._failed,
        )

    def _show(self, found: Sequence[Plantilla]) -> None:
        kept = self.current()
        self.table.rows.show_rows(found)
        self._empty.say(
            "Ningún documento de esta entidad se escribe en Word",
            "Los que salen en PDF se cambian en la página Cláusulas.",
        )
        self._body.show_view(filled=bool(found))
        if found:
            keys = [(p.tipo, p.id) for p in found]
            ids = [p.id for p in found]
            key = (kept.tipo, kept.id) if kept else keys[0]
            row = keys.index(key) if key in keys else 0
            if (
                self._new is not None and self._new in ids
            ):  # what was just brought shows what is wrong in it
                row = ids.index(self._new)
            self.table.selectRow(row)
        self._new = None
        self._moved()

    @Slot()
    def _moved(self) -> None:
        one = self.current()
        state = one.estado if one is not None and one.id is not None else None
        for button in (self.export, self.fields):
            button.setEnabled(one is not None)
        self.trials.setEnabled(state is not None)
        self.validate.setEnabled(state is EstadoPlantilla.BORRADOR)
        self.activate.setEnabled(state is EstadoPlantilla.VALIDADA)
        self.repeal.setEnabled(state is EstadoPlantilla.VIGENTE)
        found = one.hallazgos if one is not None else ()
        self.findings.rows.show_rows(found)
        self._found.show_view(filled=bool(found))
        if one is None or one.id is None:
            text = "La plantilla viene con el programa. Guárdela, cámbiela en Word e "
            self._fine.say("Del programa", f"{text}impórtela para usar la suya.")
        else:
            text = "Mire también sus ensayos antes de validarla."
            self._fine.say("El doctor no encontró nada que corregir", text)

    @Slot()
    def import_file(self) -> None:
        """Choose a Word file and bring it as the template in focus."""
        one = self.current()
        if one is None:
            return
        title = f"Plantilla de «{one.nombre}»"
        path, _kind = QFileDialog.getOpenFileName(
            self, title, "", "Documentos de Word (*.docx)"
        )
        if path:
            self.import_path(Path(path))

    def import_path(self, path: Path, note: str = "") -> None:
        """Bring a Word file as the template in focus."""
        one, source, sigla = self.current(), self._source, self.sigla
        if one is not None:
            kind = one.tipo
            self._write(
                lambda: source.import_template(sigla, kind, path, note),
                "Examinar la plantilla",
            )

    @Slot()
    def export_file(self) -> None:
        """Write the template in focus to a file and open it."""
        one = self.current()
        if one is None:
            return
        path, _kind = QFileDialog.getSaveFileName(
            self, "Guardar la plantilla", f"{one.tipo}.docx", "Word (*.docx)"
        )
        if path:
            source, sigla = self._source, self.sigla
            self._shell.jobs.reader.start(
                lambda _progress: source.export(sigla, one, Path(path)),
                on_done=open_file,
                on_error=self.message.show_error,
                owner=self,
            )

    @Slot()
    def open_fields(self) -> None:
        """Show the fields of the document in focus, to be copied."""
        from cobro_ui.textos.fields_dialog import FieldsDialog

        one = self.current()
        if one is not None:
            FieldsDialog(one, self._source, self._shell, self).open()

    @Slot()
    def open_trials(self) -> None:
        """Show the template filled with the worst cases."""
        from cobro_ui.textos.trials_dialog import TrialsDialog

        one = self.current()
        if one is not None and one.id is not None:
            TrialsDialog(one, self.sigla, self._source, self._shell, self).open()

    @Slot()
    def validate_it(self) -> None:
        """Answer for the template in focus."""
        one, source = self.current(), self._source
        if one is not None and one.id is not None:
            number = one.id
            self._write(lambda: source.validate(number), "Validar la plantilla")

    @Slot()
    def open_activate(self) -> None:
        """Put the template in focus in force from a day on."""
        from cobro_ui.textos.validity_dialog import ActivateDialog

        one = self.current()
        if one is not None and one.id is not None:
            dialog = ActivateDialog(one, self._source, self._shell, self)
            dialog.saved.connect(self._done)
            dialog.open()

    @Slot()
    def open_repeal(self) -> None:
        """Use the template in focus no more."""
        from cobro_ui.textos.reason_dialog import ReasonDialog

        one, source, today = self.current(), self._source, self._shell.today
        if one is None or one.id is None:
            return
        number = one.id
        dialog = ReasonDialog(
            "Derogar la plantilla",
            f"Desde mañana «{one.nombre}» se escribe con la plantilla del programa. "
            "Los actos ya emitidos conservan la suya.",
            lambda reason: source.repeal(number, today, reason),
            self._shell,
            self,
        )
        dialog.done_with.connect(self._done)
        dialog.open()

    def _write(self, act: Callable[[], Changes], title: str) -> None:
        self._shell.jobs.writer.start(
            lambda _progress: act(),
            on_done=self._done,
            on_error=self.message.show_error,
            title=title,
            owner=self,
        )

    @Slot(object)
    def _done(self, changes: Changes) -> None:
        good = changes.datos.get("sirve", True)
        self.message.tell(changes.resumen, Tone.OK if good else Tone.WARN)
        number = changes.datos.get("plantilla")
        self._new = number if isinstance(number, int) else None
        self.changed.emit(changes)
        self._read()

    @override
    def _failed(self, error: BaseException) -> None:
        self._empty.say("No se pudieron leer las plantillas", "Pulse F5.")
        self.message.show_error(error)

    def _build(self) -> None:
        bar = QFrame()
        set_part(bar, "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(6)
        top.addWidget(self.entity, 1)
        pairs = (
            (self.fields, self.open_fields),
            (self.export, self.export_file),
            (self.bring, self.import_file),
            (self.trials, self.open_trials),
            (self.validate, self.validate_it),
            (self.activate, self.open_activate),
            (self.repeal, self.open_repeal),
        )
        for button, run in pairs:
            button.clicked.connect(run)
            top.addWidget(button)
        set_part(self.bring, "main")
        self.table.activated.connect(self.open_trials)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._body)
        split.addWidget(self._found)
        split.setChildrenCollapsible(False)
        scaled = self._shell.theme.scaled
        split.setSizes([scaled(380), scaled(200)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        pieces: tuple[QWidget, ...] = (bar, self.message, split)
        for widget in pieces:
            layout.addWidget(widget)
        layout.setStretch(2, 1)
        self.setFocusProxy(self.table)
        self._empty.say("Leyendo las plantillas…", "")
        self._moved()
