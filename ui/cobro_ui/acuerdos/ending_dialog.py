"""The ways in which a request or an agreement ends, one dialog for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.acuerdos.effects import EffectsLabel
from cobro_ui.acuerdos.ports import Ending, EndingRequest
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.acuerdos.lectura import AcuerdosDelCaso
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.acuerdos.ports import Agreements
    from cobro_ui.ports import Shell


class _Words(NamedTuple):
    title: str
    button: str
    doing: str
    reason: str
    """What the reason is asked as; empty where none is."""


_WORDS = {
    Ending.NEGAR: _Words(
        "Negar el acuerdo de pago",
        "&Negar el acuerdo",
        "Negando el acuerdo",
        "&Por qué se niega",
    ),
    Ending.INCUMPLIR: _Words(
        "Declarar incumplido el acuerdo",
        "&Declarar el incumplimiento",
        "Declarando el incumplimiento",
        "",
    ),
    Ending.CUMPLIR: _Words(
        "Cerrar el acuerdo como cumplido",
        "&Cerrar como cumplido",
        "Cerrando el acuerdo",
        "",
    ),
    Ending.ANULAR: _Words(
        "Anular el acuerdo de pago",
        "&Anular el acuerdo",
        "Anulando el acuerdo",
        "&Por qué se anula",
    ),
}


class EndingDialog(ActDialog):
    """Asks the day and, where it is needed, the reason; says what follows."""

    def __init__(
        self,
        agreements: Agreements,
        which: tuple[Ending, AcuerdosDelCaso],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        self._ending, self._found = which
        self._words = _WORDS[self._ending]
        super().__init__(self._words.title, shell, parent)
        self._agreements = agreements
        self._stopped = True
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.reason = QLineEdit()
        self.effects = EffectsLabel()
        self._day = self.ask("&Fecha del acto", self.day)
        if self._words.reason:
            self.ask(self._words.reason, self.reason)
        self.column.addWidget(self.effects)
        self.day.changed.connect(self._retyped)
        self.reason.textChanged.connect(self._retyped)
        self.blocked = False
        self.about(f"{self._found.numero} · {self._found.deudor}")
        self.answered()

    @override
    def button(self) -> str:
        return self._words.button

    @override
    def ready(self) -> bool:
        self._day.tell(self.day.problem() or self._late())
        return self._request() is not None and not self._stopped

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, agreements = self._request(), self._agreements
        assert request is not None, "the button is off until it is whole"
        doing = self._words.doing

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, doing)
            return agreements.end(request)

        return run

    @Slot()
    @override
    def look_ahead(self) -> None:
        request, agreements = self._request(), self._agreements
        if request is None:
            self.effects.clear()
            return
        self.read(
            "efectos",
            lambda: agreements.preview_ending(request),
            self._allowed,
            self._not_allowed,
        )

    def _request(self) -> EndingRequest | None:
        day, reason = self.day.value(), self.reason.text().strip()
        if day is None or self._late() or (self._words.reason and not reason):
            return None
        return EndingRequest(self._found.expediente_id, self._ending, day, reason)

    def _late(self) -> str:
        day, today = self.day.value(), self.shell.today
        if day is None or day <= today:
            return ""
        return f"No puede ser posterior a hoy, {fecha_larga(today)}."

    @Slot()
    def _retyped(self) -> None:
        self._stopped = True
        self.answered()

    def _allowed(self, sentences: Sequence[str]) -> None:
        self._stopped = False
        self.effects.show_sentences(sentences)
        self._dress()

    def _not_allowed(self, error: BaseException) -> None:
        self._stopped = True
        self.effects.show_refusal(error)
        self._dress()
