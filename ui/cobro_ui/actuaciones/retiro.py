"""*Anular un pago o un gasto*: which one and why; nothing is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.efectos import EffectsDialog
from cobro_ui.actuaciones.enmiendas import WithdrawRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.actuaciones.enmiendas import AmendRequest, Amends
    from cobro_ui.ports import Shell


class WithdrawMoneyDialog(EffectsDialog):
    """A payment or an expense that should not have been registered."""

    def __init__(
        self, amends: Amends, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        title = "Anular un pago o un gasto"
        super().__init__(title, amends, expediente_id, shell, parent)
        self.which = QComboBox()
        self.which.setPlaceholderText("No hay pagos ni gastos que anular")
        self.reason = QLineEdit()
        self.ask("&Cuál", self.which)
        self.ask("&Motivo", self.reason, "Queda en el expediente, con la anulación.")
        self.which.currentIndexChanged.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.begin()
        self.read("cuales", lambda: amends.withdrawable(expediente_id), self._offer)

    @override
    def button(self) -> str:
        return "Anu&lar"

    @override
    def doing(self) -> str:
        return "Registrando la anulación"

    @override
    def request(self) -> AmendRequest | None:
        chosen, reason = self.which.currentData(), self.reason.text().strip()
        if not chosen or not reason:
            return None
        kind, _, number = str(chosen).partition(":")
        return WithdrawRequest(self.expediente_id, kind, int(number), reason)

    def _offer(self, found: Sequence[tuple[str, str]]) -> None:
        fill_options(self.which, list(found))
        self.answered()
