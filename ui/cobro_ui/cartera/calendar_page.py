"""*Calendario de la oficina*: what is owed this year, what is done and what is late."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.domain.calendario_oficina import EstadoTarea
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_ui.cartera.words import TASKS
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.cartera.calendario import Tarea
    from cobro_desktop.services.changes import Changes
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell

_YEARS = 6
"""How many years back can be looked at."""


class OfficeCalendarPage(Page):
    """The tasks of a year, by the day on which they end."""

    def __init__(self, source: PortfolioSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.year = QComboBox()
        self.year.setAccessibleName("Año")
        now = shell.today.year
        for year in range(now + 1, now - _YEARS, -1):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(1)
        self.table: RowsTable[Tarea] = RowsTable("Tareas del año", TASKS, theme)
        self._summary = label(part="muted", wrap=True)
        self.why = data_label(wrap=True)
        self.done = QPushButton("&Marcar hecha…")
        self.ics = QPushButton("A la &agenda (.ics)…")
        self._empty = EmptyState(Icon.CALENDAR, theme)
        self._body = Emptiness(self.table, self._empty)
        self._build()

    @override
    def reload(self) -> None:
        """Read the year anew."""
        source, year = self._source, int(self.year.currentData())
        self._asked.start(
            lambda _progress: source.tasks(year),
            on_done=self._show,
            on_error=self._fail,
        )

    def task(self) -> Tarea | None:
        """Return the task in focus."""
        return self.table.current()

    @Slot()
    def ask_done(self) -> None:
        """Ask when and with what the task in focus was done."""
        from cobro_ui.cartera.task_dialog import TaskDialog

        task = self.task()
        if task is not None and task.estado is not EstadoTarea.HECHA:
            year = int(self.year.currentData())
            dialog = TaskDialog(task, year, self._source, self._shell, self)
            dialog.recorded.connect(self._recorded)
            dialog.open()

    def _show(self, found: Sequence[Tarea]) -> None:
        kept = self.table.currentIndex().row()
        self.table.rows.show_rows(found)
        self._body.show_view(filled=bool(found))
        self._empty.say(
            "Sin tareas",
            "Ninguna entidad de esta base tiene tareas en ese año.",
        )
        late = sum(t.estado is EstadoTarea.VENCIDA for t in found)
        now = sum(t.estado is EstadoTarea.EN_TERMINO for t in found)
        made = sum(t.estado is EstadoTarea.HECHA for t in found)
        self._summary.setText(
            f"{cantidad(len(found), 'tarea')}: {cantidad(late, 'vencida')}, {now} en "
            f"término y {cantidad(made, 'hecha')}."
        )
        self.ics.setEnabled(bool(found))
        if found:
            first = next(
                (i for i, t in enumerate(found) if t.estado is not EstadoTarea.HECHA), 0
            )
            self.table.selectRow(kept if 0 <= kept < len(found) else first)
        self._moved()

    def _fail(self, error: BaseException) -> None:
        self._empty.say(
            "No se pudo leer el calendario", "Arriba está la causa. Actualice con F5."
        )
        self._body.show_view(filled=False)
        self.message.show_error(error)

    @Slot()
    def _moved(self) -> None:
        task = self.task()
        self.done.setEnabled(task is not None and task.estado is not EstadoTarea.HECHA)
        if task is None:
            self.why.setText("")
            return
        unsure = "" if task.verificado else " Sin verificar: confirme la fecha."
        made = (
            f" La hizo {task.hizo} el {fecha_larga(task.hecha)}." if task.hecha else ""
        )
        self.why.setText(f"{task.nombre}. {task.ayuda} {task.norma}.{unsure}{made}")

    @Slot(object)
    def _recorded(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)
        self.reload()

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self.ask_done()

    @Slot()
    def _export(self) -> None:
        source, year = self._source, int(self.year.currentData())
        chosen, _ = QFileDialog.getSaveFileName(
            self, "A la agenda", f"oficina-{year}.ics", "Calendario (*.ics)"
        )
        if chosen:
            file = Path(chosen).with_suffix(".ics")
            self._shell.jobs.writer.start(
                lambda _progress: source.export_calendar(file, year),
                on_done=lambda changes: self.message.tell(changes.resumen),
                on_error=self.message.show_error,
                title="Escribir el calendario de la oficina",
                owner=self,
            )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Calendario de la oficina", "title"), 1)
        name = label("Año")
        name.setBuddy(self.year)
        for widget in (name, self.year, self.ics, self.done):
            head.addWidget(widget)
        set_part(self.done, "main")
        panel = QFrame()
        set_part(panel, "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._body, 1)
        column.addWidget(self.why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(panel, 1)
        self.year.currentIndexChanged.connect(self.reload)
        self.done.clicked.connect(self.ask_done)
        self.ics.clicked.connect(self._export)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.setFocusProxy(self.table)
        self._empty.say("Leyendo el calendario…", "")
