"""*Suspender el expediente* and *Reanudar*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.efectos import EffectsDialog
from cobro_ui.actuaciones.enmiendas import ResumeRequest, SuspendRequest
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.actuaciones.enmiendas import Amends
    from cobro_ui.ports import Shell

_NOTHING = "Este expediente no tiene una suspensión que se pueda levantar aquí."


class SuspendDialog(EffectsDialog):
    """Cause, days and what stands still."""

    def __init__(
        self, amends: Amends, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(
            "Suspender el expediente", amends, expediente_id, shell, parent
        )
        self.cause = QLineEdit()
        self.norm = QLineEdit()
        self.since = DateField(shell.days, shell.theme)
        self.until = DateField(shell.days, shell.theme)
        self.stops = {
            "terminos": QCheckBox("Los &términos"),
            "prescripcion": QCheckBox("La &prescripción"),
            "intereses": QCheckBox("Los &intereses"),
        }
        self.stops["terminos"].setChecked(True)
        self._ask()
        self.begin()

    @override
    def button(self) -> str:
        return "&Suspender"

    @override
    def doing(self) -> str:
        return "Registrando la suspensión"

    @override
    def request(self) -> SuspendRequest | None:
        since, until = self.since.value(), self.until.value()
        self._since.tell(self.since.problem() or self._late())
        self._until.tell(self.until.problem() or self._backwards())
        stopped = frozenset(n for n, box in self.stops.items() if box.isChecked())
        cause = self.cause.text().strip()
        broken = self._late() or self._backwards() or self.until.problem()
        if since is None or broken or not stopped or not cause:
            return None
        norm = self.norm.text().strip()
        return SuspendRequest(self.expediente_id, cause, since, until, norm, stopped)

    def _late(self) -> str:
        since, today = self.since.value(), self.shell.today
        if since is not None and since > today:
            return f"No puede ser posterior a hoy, {fecha_larga(today)}."
        return ""

    def _backwards(self) -> str:
        since, until = self.since.value(), self.until.value()
        if since is not None and until is not None and until < since:
            return "No puede ser anterior al primer día."
        return ""

    def _ask(self) -> None:
        self.ask("Ca&usa", self.cause, "El auto o el hecho que la ordena.")
        self.ask("&Norma", self.norm)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for stop in self.stops.values():
            row.addWidget(stop)
            stop.toggled.connect(self.answered)
        row.addStretch()
        self.ask("Se detienen", box)
        self._since = self.ask("&Desde", self.since, "El primer día que no cuenta.")
        self._until = self.ask(
            "&Hasta",
            self.until,
            "El último día que no cuenta; vacío mientras no se sepa.",
        )
        self.cause.textChanged.connect(self.answered)
        self.norm.textChanged.connect(self.answered)
        self.since.changed.connect(self.answered)
        self.until.changed.connect(self.answered)


class ResumeDialog(EffectsDialog):
    """Which suspension ends, and the first day that counts again."""

    def __init__(
        self, amends: Amends, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Reanudar el expediente", amends, expediente_id, shell, parent)
        self.which = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.reason = QLineEdit()
        self.ask("S&uspensión", self.which)
        self._day = self.ask(
            "&Fecha", self.day, "El primer día que vuelve a contar, ese incluido."
        )
        self.ask("&Motivo", self.reason)
        self.which.currentIndexChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.begin()
        self.read(
            "suspensiones", lambda: amends.suspensions(expediente_id), self._offer
        )

    @override
    def button(self) -> str:
        return "&Reanudar"

    @override
    def doing(self) -> str:
        return "Registrando la reanudación"

    @override
    def request(self) -> ResumeRequest | None:
        day, today = self.day.value(), self.shell.today
        late = day is not None and day > today
        problem = f"No puede ser posterior a hoy, {fecha_larga(today)}."
        self._day.tell(self.day.problem() or (problem if late else ""))
        which = self.which.currentData()
        if which is None or day is None or late:
            return None
        reason = self.reason.text().strip()
        return ResumeRequest(self.expediente_id, int(which), day, reason)

    def _offer(self, found: Sequence[tuple[int, str]]) -> None:
        self.which.clear()
        fill_options(self.which, [(str(number), text) for number, text in found])
        if not found:
            self.message.tell(_NOTHING, Tone.WARN)
        self.answered()
