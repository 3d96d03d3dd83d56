"""*Marcar hecha*: when a task of the office was done, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.cartera.calendario import MarcarHecha
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.cartera.calendario import Tarea
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell


class TaskDialog(ActDialog):
    """Asks the day, the run and a note."""

    def __init__(
        self,
        task: Tarea,
        year: int,
        source: PortfolioSource,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Marcar una tarea como hecha", shell, parent)
        self._task, self._year, self._source = task, year, source
        self.blocked = False
        window = f"Del {fecha_larga(task.desde)} al {fecha_larga(task.vence)}."
        self.about(f"{task.sigla} · {task.nombre}", f"{window} {task.norma}.")
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.run, self.note = QLineEdit(), QLineEdit()
        self._day = self.ask("&Fecha", self.day)
        aid = "El número de la corrida que la cumplió; puede quedar vacío."
        self.ask("&Corrida", self.run, aid)
        self.ask("&Nota", self.note, "Radicado u observaciones.")
        self.day.changed.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "&Marcar hecha"

    @override
    def ready(self) -> bool:
        day, today, first = self.day.value(), self.shell.today, self._task.desde
        out = day is not None and not first <= day <= today
        problem = (
            f"Debe estar entre el {fecha_larga(first)} y hoy, {fecha_larga(today)}."
            if out
            else self.day.problem()
        )
        self._day.tell(problem)
        return day is not None and not problem

    @override
    def work(self) -> Callable[[Progress], Changes]:
        day = self.day.value()
        assert day is not None, "ready() holds it"
        command = MarcarHecha(
            sigla=self._task.sigla,
            clave=self._task.clave,
            anio=self._year,
            fecha=day,
            nota=self.note.text(),
            corrida=self.run.text().strip(),
        )
        source = self._source
        return lambda _progress: source.mark(command)
