"""*Agregar* and *Retirar*: what comes into a run and what leaves it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from cobro_ui.actuaciones.dialog import ActDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.cartera.lectura import Partida, Vista
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell


class AddDialog(ActDialog):
    """Asks which cases; what each owes comes in."""

    def __init__(
        self, view: Vista, source: PortfolioSource, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Agregar partidas", shell, parent)
        self._run, self._source = view.id, source
        self.blocked = False
        self.about(f"{view.numero} · {view.nombre}")
        self.numbers = QPlainTextEdit()
        self.numbers.setTabChangesFocus(True)
        self.numbers.setFixedHeight(shell.theme.scaled(96))
        self.reason = QLineEdit()
        self.ask(
            "&Expedientes",
            self.numbers,
            "Un número por línea. Entra cada obligación que se deba en ellos.",
        )
        self.ask("&Por qué se llevan", self.reason, "Queda en cada partida.")
        self.numbers.textChanged.connect(self.answered)
        self.answered()

    def _cases(self) -> list[str]:
        found = re.split(r"[\s,;]+", self.numbers.toPlainText())
        return [number for number in found if number]

    @override
    def button(self) -> str:
        return "A&gregar"

    @override
    def ready(self) -> bool:
        return bool(self._cases())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        run, cases, reason = self._run, self._cases(), self.reason.text()
        source = self._source
        return lambda _progress: source.add(run, cases, reason)


class WithdrawDialog(ActDialog):
    """Asks why an item leaves."""

    def __init__(
        self, item: Partida, source: PortfolioSource, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Retirar una partida", shell, parent)
        self._item, self._source = item.id, source
        self.blocked = False
        self.about(item.nombre)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(shell.theme.scaled(72))
        self.ask("&Motivo", self.reason, "Queda en los actos de la corrida.")
        self.reason.textChanged.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "&Retirar la partida"

    @override
    def ready(self) -> bool:
        return bool(self.reason.toPlainText().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        item, reason, source = self._item, self.reason.toPlainText(), self._source
        return lambda _progress: source.withdraw(item, reason)
