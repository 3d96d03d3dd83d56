"""The dialog of every act on goods: its questions, and what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from cobro_desktop.domain.errors import UserError
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import restyle
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


class GoodsDialog(ActDialog):
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
        self._effects = data_label(wrap=True)
        self.column.addWidget(self.questions_form)
        self.column.addWidget(self._effects)
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

    @Slot()
    @override
    def look_ahead(self) -> None:
        self._effects.setText("")
        if self.ready():
            request, source = self._now(), self._source
            self.read(
                "efectos",
                lambda: source.preview(request),
                self._show_effects,
                self._show_refusal,
            )

    def _now(self) -> GoodsRequest:
        return self._request._replace(respuestas=self.questions_form.answers())

    def _show_effects(self, sentences: Sequence[str]) -> None:
        restyle(self._effects, "tone", "")
        self._effects.setText("\n".join(f"• {text}" for text in sentences))

    def _show_refusal(self, error: BaseException) -> None:
        restyle(self._effects, "tone", "danger")
        said = error.mensaje if isinstance(error, UserError) else str(error)
        self._effects.setText(said)
