"""*Terminar sin paquete*: why a loan ends with nothing that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from cobro_ui.actuaciones.dialog import ActDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.traslado.prestados import Prestado
    from cobro_ui.paquetes.ports import PackageSource
    from cobro_ui.ports import Shell


class EndLoanDialog(ActDialog):
    """Asks the reason; it stays on record."""

    def __init__(
        self, source: PackageSource, loan: Prestado, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Terminar el préstamo", shell, parent)
        self._source, self._loan = source, loan
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(shell.theme.scaled(80))
        self.about(f"{loan.numero} · {loan.deudor}", loan.aviso)
        self.ask("&Por qué no vuelve en un paquete", self.reason)
        self.reason.textChanged.connect(self.answered)
        self.blocked = False
        self.answered()

    @override
    def button(self) -> str:
        return "&Terminar el préstamo"

    @override
    def ready(self) -> bool:
        return bool(self.reason.toPlainText().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, case = self._source, self._loan.expediente_id
        reason = self.reason.toPlainText()
        return lambda _progress: source.end_loan(case, reason)
