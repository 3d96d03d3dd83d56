"""*Anotar causa*: why a debt differs, in the words of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.conciliacion import NOMBRES, CausaDiferencia
from cobro_desktop.formats import pesos
from cobro_desktop.services.conciliacion.registro import AnotarDiferencia
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.conciliacion.comparacion import Conciliacion, Partida
    from cobro_desktop.services.progress import Progress
    from cobro_ui.conciliacion.ports import ReconciliationSource
    from cobro_ui.ports import Shell


class NoteDialog(ActDialog):
    """Asks the cause and what it rests on."""

    def __init__(
        self,
        source: ReconciliationSource,
        about: tuple[Conciliacion, Partida],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Anotar la causa de una diferencia", shell, parent)
        self._source = source
        self._found, self._debt = about
        self.blocked = False
        debt = self._debt
        of_title = f" · {debt.titulo}" if debt.titulo else ""
        said = debt.propuesta
        proposed = f"{NOMBRES[said.causa]}. {said.texto}".strip()
        self.about(
            f"{debt.deudor}{of_title}",
            f"Diferencia: {pesos(debt.diferencia)}. El programa dice: {proposed}",
        )
        self.cause = QComboBox()
        fill_options(
            self.cause,
            [(str(c), NOMBRES[c]) for c in CausaDiferencia if c is not _AGREED],
        )
        self.cause.setCurrentIndex(
            max(self.cause.findData(str(debt.explicacion.causa)), 0)
        )
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(shell.theme.scaled(80))
        self.ask("Ca&usa", self.cause)
        self.ask(
            "En qué se &basa",
            self.reason,
            "Queda en la conciliación con su nombre y la fecha; cuenta la última.",
        )
        self.reason.textChanged.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "&Anotar la causa"

    @override
    def ready(self) -> bool:
        return bool(self.reason.toPlainText().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        command = AnotarDiferencia(
            self._found.sigla,
            self._found.corte,
            self._debt.clave,
            str(self.cause.currentData()),
            self.reason.toPlainText(),
        )
        source = self._source
        return lambda _progress: source.note(command)


_AGREED = CausaDiferencia.COINCIDE
"""No cause of a difference."""
