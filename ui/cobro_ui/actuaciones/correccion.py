"""*Corregir una fecha*: the right day of an act, or a notification held void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_corta, fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.efectos import EffectsDialog
from cobro_ui.actuaciones.enmiendas import CorrectRequest, VoidRequest
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.actuaciones.enmiendas import AmendRequest, Amends, DatedAct
    from cobro_ui.ports import Shell


class CorrectDialog(EffectsDialog):
    """Which act, its right day and why."""

    def __init__(
        self,
        amends: Amends,
        expediente_id: int,
        shell: Shell,
        parent: QWidget,
        act: int | None = None,
    ) -> None:
        super().__init__("Corregir una fecha", amends, expediente_id, shell, parent)
        self._wanted = act
        self._acts: dict[int, DatedAct] = {}
        self.which = QComboBox()
        self.wrong = QRadioButton("La fecha está e&rrada")
        self.void = QRadioButton("La notificación quedó sin &validez")
        self.debtor = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.reason = QLineEdit()
        self._ask()
        self._chosen()
        self.begin()
        self.read("actos", lambda: amends.acts(expediente_id), self._offer)

    @override
    def button(self) -> str:
        return "Dejar &sin validez" if self.void.isChecked() else "C&orregir la fecha"

    @override
    def doing(self) -> str:
        return "Registrando la corrección"

    @override
    def request(self) -> AmendRequest | None:
        act, reason = self._act, self.reason.text().strip()
        day, today = self.day.value(), self.shell.today
        late = day is not None and day > today
        problem = f"No puede ser posterior a hoy, {fecha_larga(today)}."
        self._day.tell(self.day.problem() or (problem if late else ""))
        if act is None or not reason:
            return None
        if self.void.isChecked():
            which = self.debtor.currentData()
            return (
                VoidRequest(self.expediente_id, int(which), reason) if which else None
            )
        if day is None or late:
            return None
        return CorrectRequest(self.expediente_id, act.id, day, reason)

    @property
    def _act(self) -> DatedAct | None:
        chosen = self.which.currentData()
        return self._acts.get(int(chosen)) if chosen else None

    def _ask(self) -> None:
        self.ask("&Actuación", self.which)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.wrong)
        row.addWidget(self.void)
        row.addStretch()
        self.wrong.setChecked(True)
        self._what = self.ask("Qué pasó", box)
        self._debtor = self.ask("A &quién", self.debtor)
        self._day = self.ask("&Fecha correcta", self.day)
        self.ask("&Motivo", self.reason, "Queda en el expediente, con la corrección.")
        self.which.currentIndexChanged.connect(self._chosen)
        self.wrong.toggled.connect(self._chosen)
        self.debtor.currentIndexChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.reason.textChanged.connect(self.answered)

    def _offer(self, found: Sequence[DatedAct]) -> None:
        self._acts = {act.id: act for act in found}
        options = [
            (str(act.id), f"{fecha_corta(act.fecha)} · {act.texto}") for act in found
        ]
        fill_options(self.which, options)
        if self._wanted is not None:
            self.which.setCurrentIndex(max(0, self.which.findData(str(self._wanted))))
        self._chosen()

    @Slot()
    def _chosen(self) -> None:
        """Ask for the day, or for whom the notification is void."""
        act = self._act
        notified = list(act.notificaciones) if act else []
        if not notified:
            self.wrong.setChecked(True)
        void = self.void.isChecked()
        fill_options(self.debtor, [(str(number), name) for number, name in notified])
        self._what.show(wanted=bool(notified))
        self._debtor.show(wanted=void)
        self._day.show(wanted=not void)
        self.answered()
