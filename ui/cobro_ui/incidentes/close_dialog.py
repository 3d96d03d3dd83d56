"""*Cerrar un incidente*: how it ended, and where the case goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_corta, fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.previsto import ForeseeingDialog
from cobro_ui.incidentes.ports import CloseRequest
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.incidentes.ports import IncidentLine, Incidents
    from cobro_ui.ports import Shell


class CloseIncidentDialog(ForeseeingDialog):
    """Asks the outcome; a document that is not there needs a reason."""

    def __init__(
        self, incidents: Incidents, line: IncidentLine, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Cerrar un incidente", shell, parent)
        self._incidents = incidents
        self._line = line
        self.outcome = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.reason = QLineEdit()
        self.ask("&Cómo terminó", self.outcome)
        self._day = self.ask("&Fecha", self.day)
        self._reason = self.ask(
            "Mo&tivo", self.reason, "Solo si falta el documento que lo decide."
        )
        self.column.addWidget(self.effects)
        self.outcome.currentIndexChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.blocked = False
        opened = fecha_corta(line.abierto)
        self.about(f"{line.tipo.nombre} · abierto el {opened}", line.deudor)
        fill_options(self.outcome, [(r.id, r.etiqueta) for r in line.tipo.resultados])
        self.answered()

    @override
    def button(self) -> str:
        return "&Cerrar el incidente"

    @override
    def ready(self) -> bool:
        day, today = self.day.value(), self.shell.today
        problem = ""
        if day is not None and day > today:
            problem = f"No puede ser posterior a hoy, {fecha_larga(today)}."
        elif day is not None and day < self._line.abierto:
            problem = f"Se abrió el {fecha_larga(self._line.abierto)}."
        self._day.tell(self.day.problem() or problem)
        return bool(day and not problem and self.outcome.currentData())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, incidents = self._request(), self._incidents

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, "Cerrando el incidente")
            return incidents.close(request)

        return run

    @override
    def foresee(self) -> Callable[[], Sequence[str]]:
        request, incidents = self._request(), self._incidents
        return lambda: incidents.preview_close(request)

    def _request(self) -> CloseRequest:
        day = self.day.value()
        assert day is not None, "ready() holds it"
        return CloseRequest(
            self._line.id,
            str(self.outcome.currentData()),
            day,
            self.reason.text().strip(),
        )
