"""Asks for the register of terms: of whom, of which days, and where to write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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

from cobro_desktop.formats import fecha_larga
from cobro_ui.opening import open_file
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_ui.agenda.ports import AgendaSource
    from cobro_ui.ports import Shell

_ABOUT = (
    "Por cada día: los términos que empiezan, terminan, se cumplen, se quedan sin "
    "cumplir y los que una actuación suspende o recalcula, con su acto y quién lo "
    "registró. En PDF lleva el membrete de la entidad y espacio para la firma."
)


class BookDialog(QDialog):
    """The days of the register; today, at first."""

    written = Signal(object)
    """The `Changes` of what was written."""

    def __init__(self, source: AgendaSource, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Libro de términos")
        self.resize(shell.theme.scaled(560), shell.theme.scaled(320))
        self.message = MessagePanel(shell.theme)
        self.entity = QComboBox()
        self.entity.setAccessibleName("Entidad")
        self.first = DateField(shell.days, shell.theme)
        self.last = DateField(shell.days, shell.theme)
        for field in (self.first, self.last):
            field.set_value(shell.today)
            field.changed.connect(self._check)
        self.first.edit.setAccessibleName("Desde")
        self.last.edit.setAccessibleName("Hasta")
        self._says = label(part="muted", wrap=True)
        self.button = QPushButton("&Guardar el libro…")
        set_part(self.button, "main")
        self.button.setEnabled(False)
        self.button.clicked.connect(self._ask_file)
        self._build()
        self._check()
        shell.jobs.reader.start(
            lambda _progress: source.entities(),
            on_done=self._show_entities,
            on_error=self.message.show_error,
            owner=self,
        )

    def write(self, path: Path) -> None:
        """Write the register."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return
        source, sigla = self._source, str(self.entity.currentData())
        self.button.setEnabled(False)

        def done(changes: Changes) -> None:
            if path.suffix == ".pdf":
                open_file(path)
            self.written.emit(changes)
            self.accept()

        self._shell.jobs.writer.start(
            lambda _progress: source.book(path, sigla, (first, last)),
            on_done=done,
            on_error=self._refused,
            title="Escribir el libro de términos",
            owner=self,
        )

    def _build(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow("&Entidad", self.entity)
        form.addRow("&Desde", self.first)
        form.addRow("&Hasta", self.last)
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label(_ABOUT, "muted", wrap=True))
        layout.addWidget(self.message)
        layout.addLayout(form)
        layout.addWidget(self._says)
        layout.addStretch()
        layout.addLayout(buttons)

    def _show_entities(self, found: Sequence[tuple[str, str]]) -> None:
        for sigla, name in found:
            self.entity.addItem(name, sigla)
        if not found:
            self._says.setText("Todavía no hay expedientes de ninguna entidad.")
        self._check()

    @Slot()
    def _check(self) -> None:
        first, last = self.first.value(), self.last.value()
        ready = first is not None and last is not None and first <= last
        if first is None or last is None:
            self._says.setText("Escriba las dos fechas.")
        elif first > last:
            self._says.setText("La última fecha está antes de la primera.")
        elif first == last:
            self._says.setText(f"El libro del {fecha_larga(first)}.")
        else:
            self._says.setText(
                f"Del {fecha_larga(first)} al {fecha_larga(last)}, día por día."
            )
        self.button.setEnabled(ready and self.entity.count() > 0)

    @Slot()
    def _ask_file(self) -> None:
        first = self.first.value() or self._shell.today
        name = f"libro-terminos-{self.entity.currentData()}-{first.isoformat()}.pdf"
        kinds = "Documento PDF (*.pdf);;Libro de Excel (*.xlsx)"
        chosen, kind = QFileDialog.getSaveFileName(
            self, "Guardar el libro de términos", name, kinds
        )
        if chosen:
            ending = ".xlsx" if "xlsx" in kind else ".pdf"
            path = Path(chosen)
            self.write(path if path.suffix else path.with_suffix(ending))

    def _refused(self, error: BaseException) -> None:
        self.message.show_error(error)
        self._check()
