"""*Ficha*: what the procedure asks of an obligation in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from cobro_desktop.formats import pesos
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.wizard.editors import Surroundings
from cobro_ui.wizard.form import QuestionForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.cartera.lectura import Partida, Vista
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell


class FichaDialog(ActDialog):
    """The questions of the activities that are not behind; it may be left half done."""

    def __init__(
        self,
        view: Vista,
        item: Partida,
        source: PortfolioSource,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Ficha de la partida", shell, parent)
        self._item, self._source = item, source
        self.blocked = False
        interest = "sin liquidar" if item.intereses is None else pesos(item.intereses)
        self.about(
            item.nombre,
            f"Capital {pesos(item.capital)} · intereses al corte {interest}"
            + (f" · {item.propuesta}" if item.propuesta else ""),
        )
        asked = {
            c.nombre: c
            for activity, campos in view.campos.items()
            if activity not in view.cerradas
            for c in campos
        }
        around = Surroundings(shell.days, shell.theme)
        self.questions_form = QuestionForm(list(asked.values()), around)
        self.questions_form.fill(
            {k: str(v) for k, v in item.respuestas.items() if k in asked}, {}
        )
        self._names = tuple(asked)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.questions_form)
        column.addStretch()
        area = scrolled(box)
        area.setMinimumHeight(shell.theme.scaled(400))
        self.column.addWidget(area)
        self.questions_form.changed.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "&Guardar la ficha"

    @override
    def ready(self) -> bool:
        return True

    @override
    def work(self) -> Callable[[Progress], Changes]:
        given = self.questions_form.answers()
        answers = {name: given.get(name, "") for name in self._names}
        item, source = self._item, self._source
        return lambda _progress: source.fill(item.id, answers, item.version)
