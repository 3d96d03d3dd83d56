"""A dialog that says what would change before it is saved, as the command would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from cobro_desktop.domain.errors import UserError
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.enmiendas import AmendRequest, Amends
    from cobro_ui.actuaciones.ports import ActCase
    from cobro_ui.ports import Shell

_MOST = 12
"""Sentences that are shown; the act keeps them all."""


class EffectsDialog(ActDialog):
    """Asks, shows what would change or why it is refused, and records."""

    def __init__(
        self,
        title: str,
        amends: Amends,
        expediente_id: int,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(title, shell, parent)
        self.amends = amends
        self.expediente_id = expediente_id
        self._head = label("Lo que cambia al guardar:", part="heading")
        self.effects = data_label(wrap=True)
        self._head.hide()
        self.effects.hide()
        self.column.addWidget(self._head)
        self.column.addWidget(self.effects)

    def request(self) -> AmendRequest | None:
        """Return what was answered; None while something is missing."""
        raise NotImplementedError

    def doing(self) -> str:
        """Say what is being done while it is: `Registrando la suspensión`."""
        raise NotImplementedError

    def begin(self) -> None:
        """Read the case; called once the questions are there."""
        case_id = self.expediente_id
        self.read("caso", lambda: self.amends.case(case_id), self._show_case)

    @override
    def ready(self) -> bool:
        return self.request() is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, amends, doing = self.request(), self.amends, self.doing()
        assert request is not None, "the button is off until all is answered"

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, doing)
            return amends.record(request)

        return run

    @Slot()
    @override
    def look_ahead(self) -> None:
        request, amends = self.request(), self.amends
        if request is None or self.blocked:
            self._tell((), refused=False)
            return
        self.read(
            "efectos",
            lambda: amends.preview(request),
            lambda found: self._tell(found, refused=False),
            self._refuse,
        )

    def _show_case(self, case: ActCase) -> None:
        self.about_case(case)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell((error.mensaje,), refused=True)
        else:
            self.message.show_error(error)

    def _tell(self, sentences: Sequence[str], *, refused: bool) -> None:
        shown = [f"• {text}" for text in sentences[:_MOST]]
        if len(sentences) > _MOST:
            shown.append(f"• Y {len(sentences) - _MOST} cambios más.")
        self.effects.setText(sentences[0] if refused else "\n".join(shown))
        restyle(self.effects, "tone", "danger" if refused else "")
        self.effects.setVisible(bool(sentences))
        self._head.setVisible(bool(sentences) and not refused)
