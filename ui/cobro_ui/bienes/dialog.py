"""The dialog of every act on goods: its questions, and what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from cobro_ui.actuaciones.previsto import ForeseeingDialog
from cobro_ui.wizard.editors import Surroundings
from cobro_ui.wizard.form import QuestionForm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.bienes.forms import GoodsForm
    from cobro_ui.bienes.ports import GoodsRequest, GoodsSource
    from cobro_ui.ports import Shell


class GoodsDialog(ForeseeingDialog):
    """Asks what the form says; refusals are told while one answers."""

    def __init__(
        self,
        source: GoodsSource,
        asked: tuple[GoodsForm, GoodsRequest, str],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        form, request, subject = asked
        self._text = form.button
        super().__init__(form.title, shell, parent)
        self._source = source
        self._request = request
        around = Surroundings(shell.days, shell.theme)
        self.questions_form = QuestionForm(form.campos, around)
        self.questions_form.fill(request.respuestas, {})
        self.questions_form.changed.connect(self.answered)
        self.column.addWidget(self.questions_form)
        self.column.addWidget(self.effects)
        self.blocked = False
        self.about(subject)
        self.answered()

    @override
    def button(self) -> str:
        return self._text

    @override
    def ready(self) -> bool:
        form = getattr(self, "questions_form", None)
        return form is not None and not form.missing()

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, source = self._now(), self._source
        text = self._text.replace("&", "")

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, text)
            return source.record(request)

        return run

    @override
    def foresee(self) -> Callable[[], Sequence[str]]:
        request, source = self._now(), self._source
        return lambda: source.preview(request)

    def _now(self) -> GoodsRequest:
        return self._request._replace(respuestas=self.questions_form.answers())
