"""*Cerrar un incidente*: how it ended, and where the case goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import fecha_corta, fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.incidentes.ports import CloseRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.incidentes.ports import IncidentLine, Incidents
    from cobro_ui.ports import Shell


class CloseIncidentDialog(ActDialog):
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
        self._effects = data_label(wrap=True)
        self.ask("&Cómo terminó", self.outcome)
        self._day = self.ask("&Fecha", self.day)
        self._reason = self.ask(
            "Mo&tivo", self.reason, "Solo si falta el documento que lo decide."
        )
        self.column.addWidget(self._effects)
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

    @Slot()
    @override
    def look_ahead(self) -> None:
        self._effects.setText("")
        if not self.ready():
            return
        request, incidents = self._request(), self._incidents
        self.read(
            "efectos",
            lambda: incidents.preview_close(request),
            self._show_effects,
            self._show_refusal,
        )

    def _request(self) -> CloseRequest:
        day = self.day.value()
        assert day is not None, "ready() holds it"
        return CloseRequest(
            self._line.id,
            str(self.outcome.currentData()),
            day,
            self.reason.text().strip(),
        )

    def _show_effects(self, sentences: Sequence[str]) -> None:
        restyle(self._effects, "tone", "")
        self._effects.setText("\n".join(f"• {text}" for text in sentences))

    def _show_refusal(self, error: BaseException) -> None:
        restyle(self._effects, "tone", "danger")
        said = error.mensaje if isinstance(error, UserError) else str(error)
        self._effects.setText(said)
