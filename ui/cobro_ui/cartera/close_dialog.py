"""*Cerrar la actividad*: the outcome, what it asks and where the run goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.cartera.avance import AvanzarCorrida
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import restyle
from cobro_ui.wizard.editors import Surroundings
from cobro_ui.wizard.form import QuestionForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.cartera.lectura import Vista
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import Foreseen, PortfolioSource
    from cobro_ui.ports import Shell

_KNOWN = frozenset(
    {
        "corte",
        "partidas",
        "valor",
        "cambios",
        "clase_acto",
        "causas",
        "observaciones",
        "razones",
        "causal_verificada",
        "fecha_sesion",
        "fecha_comite",
    }
)
"""Questions that the run itself answers (`services.cartera.hechos.conocidas`)."""


class CloseDialog(ActDialog):
    """What is missing stands in the dialog; it can be passed with a reason (F47)."""

    def __init__(
        self, view: Vista, source: PortfolioSource, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Cerrar la actividad", shell, parent)
        self._view, self._source = view, source
        self._foreseen: Foreseen | None = None
        self.blocked = False
        activity = view.actividad
        self.about(f"{activity.id} · {activity.nombre}", activity.descripcion)
        self.outcome = QComboBox()
        for salida in activity.salidas:
            self.outcome.addItem(salida.etiqueta, salida.resultado)
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(shell.theme.scaled(60))
        self.ask("&Resultado", self.outcome)
        self._day = self.ask("&Fecha", self.day)
        asked = [
            c for c in activity.campos if not c.por_partida and c.nombre not in _KNOWN
        ]
        around = Surroundings(shell.days, shell.theme)
        self.fields = QuestionForm(asked, around)
        self.fields.setVisible(bool(asked))
        self.effects = data_label(wrap=True)
        self.column.addWidget(self.fields)
        self.column.addWidget(self.effects)
        self._reason = self.ask(
            "&Motivo para pasar sin lo que falta",
            self.reason,
            "Queda escrito en la corrida.",
        )
        self._reason.show(wanted=False)
        self.outcome.currentIndexChanged.connect(self._other)
        self.day.changed.connect(self._changed)
        self.fields.changed.connect(self._changed)
        self.reason.textChanged.connect(self.answered)
        self._other()

    @override
    def button(self) -> str:
        forced = self._foreseen is not None and bool(self._foreseen.missing)
        return "Cerrar con &motivo" if forced else "&Cerrar la actividad"

    @override
    def ready(self) -> bool:
        day, today = self.day.value(), self.shell.today
        late = day is not None and day > today
        problem = f"No puede pasar de hoy, {fecha_larga(today)}." if late else ""
        self._day.tell(problem or self.day.problem())
        if day is None or late or self._foreseen is None:
            return False
        if not self._foreseen.missing:
            return True
        return self._foreseen.passable and bool(self.reason.toPlainText().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        command, source = self._command(), self._source
        return lambda _progress: source.advance(command)

    @override
    def look_ahead(self) -> None:
        if self.day.value() is not None:
            command, source = self._command(), self._source
            self.read("cierre", lambda: source.foresee(command), self._show, self._fail)

    def _command(self) -> AvanzarCorrida:
        return AvanzarCorrida(
            self._view.id,
            str(self.outcome.currentData()),
            self.day.value() or self.shell.today,
            self.fields.answers(),
            self.reason.toPlainText(),
            self._view.version,
        )

    def _other(self) -> None:
        self.fields.set_outcome(str(self.outcome.currentData()))
        self._changed()

    def _changed(self) -> None:
        self._foreseen = None
        self.answered()

    def _show(self, found: Foreseen) -> None:
        self._foreseen = found
        restyle(self.effects, "tone", "danger" if found.missing else "")
        lines = [f"• {text}" for text in found.missing]
        lines += [f"• Aviso: {text}" for text in found.warnings]
        lead = "Para cerrarla con ese resultado falta:" if found.missing else ""
        told = [lead, *lines, "" if found.missing else found.arrival]
        self.effects.setText("\n".join(text for text in told if text))
        self._reason.show(wanted=bool(found.missing) and found.passable)
        self._dress()

    def _fail(self, error: BaseException) -> None:
        self._foreseen = None
        restyle(self.effects, "tone", "danger")
        self.effects.setText(str(error))
