"""*Registrar gasto*: what collecting cost, that the debtor owes too (ET 836-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga, pesos
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.efectos import EffectsDialog
from cobro_ui.actuaciones.enmiendas import ExpenseRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.money_field import MoneyField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.actuaciones.enmiendas import Amends
    from cobro_ui.ports import Shell


class ExpenseDialog(EffectsDialog):
    """To which obligation, when, for what, how much, and its proof."""

    def __init__(
        self, amends: Amends, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(
            "Registrar un gasto del cobro", amends, expediente_id, shell, parent
        )
        self.obligation = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.concept = QLineEdit()
        self.amount = MoneyField()
        self.proof = QLineEdit()
        self._ask()
        self.begin()
        self.read(
            "obligaciones", lambda: amends.obligations(expediente_id), self._offer
        )

    @override
    def button(self) -> str:
        value = self.amount.value()
        return f"&Registrar gasto de {pesos(value)}" if value else "&Registrar gasto"

    @override
    def doing(self) -> str:
        return "Registrando el gasto"

    @override
    def request(self) -> ExpenseRequest | None:
        day, today = self.day.value(), self.shell.today
        late = day is not None and day > today
        problem = f"No puede ser posterior a hoy, {fecha_larga(today)}."
        self._day.tell(self.day.problem() or (problem if late else ""))
        self._amount.tell(self.amount.problem())
        which, value = self.obligation.currentData(), self.amount.value()
        concept, proof = self.concept.text().strip(), self.proof.text().strip()
        if not which or day is None or late or not value or not concept or not proof:
            return None
        return ExpenseRequest(
            self.expediente_id, int(which), day, concept, value, proof
        )

    def _ask(self) -> None:
        self.ask("&Obligación", self.obligation)
        self._day = self.ask("&Fecha", self.day, "Desde ese día se debe.")
        self.ask("Co&ncepto", self.concept, "Correo, aviso, secuestre, perito…")
        self._amount = self.ask("&Valor", self.amount)
        self.ask(
            "&Soporte", self.proof, "La factura, el recibo o la guía que lo prueba."
        )
        self.obligation.currentIndexChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.amount.textChanged.connect(self.answered)
        for field in (self.concept, self.proof):
            field.textChanged.connect(self.answered)

    def _offer(self, found: Sequence[tuple[int, str]]) -> None:
        fill_options(self.obligation, [(str(number), text) for number, text in found])
        self.answered()
