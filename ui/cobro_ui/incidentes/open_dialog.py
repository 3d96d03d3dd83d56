"""*Abrir un incidente*: which, since when, and what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.previsto import ForeseeingDialog
from cobro_ui.incidentes.ports import OpenRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.wizard.editors import Surroundings
from cobro_ui.wizard.form import QuestionForm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.domain.incidentes import TipoIncidente
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import ActCase, Acts
    from cobro_ui.incidentes.ports import IncidentOptions, Incidents
    from cobro_ui.ports import Shell

_WHOLE = "El expediente entero"


class OpenIncidentDialog(ForeseeingDialog):
    """Says while one answers what opening it would start and stop."""

    def __init__(
        self,
        sources: tuple[Incidents, Acts],
        expediente_id: int,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Abrir un incidente", shell, parent)
        self._incidents, acts = sources
        self._id = expediente_id
        self._kinds: dict[str, TipoIncidente] = {}
        self._form: QuestionForm | None = None
        self.kind = QComboBox()
        self.kind.setMaxVisibleItems(24)
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.limit = DateField(shell.days, shell.theme)
        self.debtor = QComboBox()
        self._questions = QVBoxLayout()
        self._ask()
        incidents = self._incidents
        self.read("caso", lambda: acts.case(expediente_id), self._show_case)
        self.read("opciones", lambda: incidents.options(expediente_id), self._offer)

    @property
    def questions_form(self) -> QuestionForm | None:
        """What the chosen kind asks."""
        return self._form

    @override
    def button(self) -> str:
        return "&Abrir el incidente"

    @override
    def ready(self) -> bool:
        day, limit = self.day.value(), self.limit.value()
        today = self.shell.today
        late = day is not None and day > today
        problem = f"No puede ser posterior a hoy, {fecha_larga(today)}."
        self._day.tell(self.day.problem() or (problem if late else ""))
        early = limit is not None and day is not None and limit < day
        self._limit.tell(
            self.limit.problem() or ("Es anterior a la del incidente." if early else "")
        )
        kind = self._chosen()
        if kind is None or self._form is None or day is None or late or early:
            return False
        if kind.pide_limite and limit is None:
            return False
        return not self._form.missing()

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, incidents = self._request(), self._incidents

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, "Abriendo el incidente")
            return incidents.open(request)

        return run

    @override
    def foresee(self) -> Callable[[], Sequence[str]]:
        request, incidents = self._request(), self._incidents
        return lambda: incidents.preview_open(request)

    def _ask(self) -> None:
        self._kind = self.ask("&Incidente", self.kind)
        self._day = self.ask(
            "&Fecha", self.day, "El día en que se presentó o se supo; no cuenta."
        )
        self._limit = self.ask(
            "Fecha &límite",
            self.limit,
            "Solo si la fijó un juez u otra ley; reemplaza el término de la norma.",
        )
        self.ask("&De quién es", self.debtor)
        self.column.addLayout(self._questions)
        self.column.addWidget(self.effects)
        self.kind.currentIndexChanged.connect(self._follow)
        self.debtor.currentIndexChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.limit.changed.connect(self.answered)

    def _chosen(self) -> TipoIncidente | None:
        return self._kinds.get(str(self.kind.currentData() or ""))

    def _request(self) -> OpenRequest:
        day, form = self.day.value(), self._form
        assert day is not None, "ready() holds it"
        return OpenRequest(
            self._id,
            str(self.kind.currentData()),
            day,
            form.answers() if form else {},
            str(self.debtor.currentData() or ""),
            self.limit.value(),
        )

    def _show_case(self, case: ActCase) -> None:
        self.about_case(case)

    def _offer(self, found: IncidentOptions) -> None:
        self._kinds = {tipo.id: tipo for tipo in found.tipos}
        fill_options(self.debtor, [("", _WHOLE), *found.deudores])
        fill_options(self.kind, [(tipo.id, tipo.nombre) for tipo in found.tipos])
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Ask what the chosen kind asks."""
        kind = self._chosen()
        if self._form is not None:
            self._questions.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if kind is None:
            return
        checked = "" if kind.verificado else " Norma sin cotejar con su fuente."
        self._kind.say(f"{kind.descripcion} {kind.norma}.{checked}")
        around = Surroundings(self.shell.days, self.shell.theme)
        self._form = QuestionForm(kind.campos, around)
        self._form.changed.connect(self.answered)
        self._questions.addWidget(self._form)
        self._limit.say(
            "La que fijó quien lo pide."
            if kind.pide_limite
            else "Solo si la fijó un juez u otra ley; reemplaza el término de la norma."
        )
        self.answered()
