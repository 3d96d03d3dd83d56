"""A file of values: tried first, seen, and only then loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad, miles
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.form import labelled
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.jobs.runner import Job
    from cobro_ui.ports import Shell

_COUNTS = (
    ("leidas", "Filas leídas"),
    ("nuevas", "Nuevas"),
    ("cambiadas", "Reemplazan un valor"),
    ("iguales", "Ya están así"),
    ("rechazadas", "Rechazadas"),
)
_SHOWN = 6
"""Rejected rows and warnings that are listed."""


class FileTrialDialog(QDialog):
    """First *Revisar*, which writes nothing; then *Cargar n valores*."""

    imported = Signal(object)
    """The `Changes` of a file that was loaded."""

    def __init__(self, title: str, about: str, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._about = about
        self._shell = shell
        self._job: Job | None = None
        self._tried = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(shell.theme.scaled(640))
        self._file = FileField()
        self._why = QLineEdit()
        self._message = MessagePanel(shell.theme)
        self._counts = KeyValueCard("Lo que se encontró", shell.theme)
        self._bar = QProgressBar()
        self._step = label(part="muted")
        self.button = QPushButton()
        self._build()
        self._idle()

    def prepare(self, archivo: Path, *, simular: bool) -> Callable[[Progress], Changes]:
        """Return the work that tries the file, or loads it, with what is typed now."""
        raise NotImplementedError

    def fields(self) -> list[tuple[str, QWidget]]:
        """Return what is asked besides the reason: label and widget, in order."""
        return [("&Archivo", self._file)]

    def choose(self, path: str) -> None:
        """Choose a file as if the person had."""
        self._file.set_value(path)

    @property
    def reason(self) -> QLineEdit:
        """Where one says why values change."""
        return self._why

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self._about, "muted", wrap=True))
        layout.addLayout(self._form())
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Avance de la importación")
        for piece in (self._message, self._counts, self._bar, self._step):
            layout.addWidget(piece)
        layout.addStretch()
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        set_part(self.button, "main")
        self.button.setDefault(True)
        self.button.clicked.connect(self._start)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.button)
        layout.addLayout(buttons)
        self._counts.hide()

    def _form(self) -> QFormLayout:
        self._why.setPlaceholderText("Solo si el archivo corrige valores ya cargados")
        form = labelled((*self.fields(), ("&Motivo", self._why)))
        self._file.changed.connect(self._idle)
        self._why.textChanged.connect(self._idle)
        return form

    @Slot()
    def _idle(self) -> None:
        """Go back to the first question: nothing has been tried."""
        self._tried = False
        self._bar.hide()
        self._step.hide()
        self.button.setText("&Revisar el archivo")
        self.button.setEnabled(bool(self._file.value()) and not self._file.problem())

    @Slot()
    def _start(self) -> None:
        file, simular = Path(self._file.value()), not self._tried
        work = self.prepare(file, simular=simular)
        self._message.hide()
        self._busy(busy=True)
        self._job = self._shell.jobs.writer.start(
            work,
            on_done=self._written if self._tried else self._judged,
            on_error=self._failed,
            title="Cargar valores" if self._tried else "Revisar el archivo",
        )
        self._job.progressed.connect(self._progressed)

    def _busy(self, *, busy: bool) -> None:
        for widget in (self._file, self._why, self.button):
            widget.setEnabled(not busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._step.setText("")
        self._step.setVisible(busy)

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, detail: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        count = f" · {miles(done)} de {miles(total)}" if total else ""
        self._step.setText(f"{detail}{count}")

    def _judged(self, changes: Changes) -> None:
        self._ended()
        self._show(changes.datos)
        writes = _number(changes.datos, "nuevas") + _number(changes.datos, "cambiadas")
        self._tried = writes > 0
        self.button.setEnabled(self._tried)
        if self._tried:
            self.button.setText(f"&Cargar {cantidad(writes, 'valor', 'valores')}")
        else:
            self._message.tell("El archivo no trae nada que cargar.", Tone.ACCENT)

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

    def _show(self, data: Mapping[str, object]) -> None:
        lines = [KeyValue(text, miles(_number(data, key))) for key, text in _COUNTS]
        errors, warnings = data.get("errores"), data.get("avisos")
        if isinstance(errors, list):
            lines += [KeyValue(e["celda"], e["motivo"]) for e in errors[:_SHOWN]]
            if len(errors) > _SHOWN:
                lines.append(KeyValue("", f"… y {len(errors) - _SHOWN} más"))
        self._counts.show_lines(lines)
        if isinstance(warnings, list):
            self._counts.warn("\n".join(warnings[:_SHOWN]))
        self._counts.show()
        self.adjustSize()

    @override
    def reject(self) -> None:
        """Stop the work first; close when none is running."""
        if self._job is not None:
            self._job.cancel()
            self._step.setText("Deteniendo… No se guardará nada de este archivo.")
        else:
            super().reject()


def _number(data: Mapping[str, object], key: str) -> int:
    value = data.get(key)
    return value if isinstance(value, int) else 0
