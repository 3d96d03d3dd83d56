"""*Recontar los términos abiertos*: what a change of the calendar moves, then moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.parametros.recount import Foreseen, Recounts
    from cobro_ui.ports import Shell

_ABOUT = (
    "Los términos que ya corren conservan la fecha con que se contaron. Aquí se "
    "cuentan otra vez con los cierres, las suspensiones y las lecturas de hoy; cada "
    "expediente que cambia recibe una actuación que lo dice. Los términos cumplidos "
    "no se tocan."
)


class RecountDialog(ActDialog):
    """Says what would change; its button does it."""

    def __init__(
        self, recounts: Recounts, sigla: str, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Recontar los términos abiertos", shell, parent)
        self._recounts = recounts
        self._sigla = sigla
        self.effects = data_label(wrap=True)
        self.column.addWidget(self.effects)
        self.about(f"Contando los términos de {sigla}…", _ABOUT)
        self.answered()
        self.read("recuento", lambda: recounts.foresee(sigla), self._show)

    @override
    def button(self) -> str:
        return "&Recontar"

    @override
    def ready(self) -> bool:
        return not self.blocked

    @override
    def work(self) -> Callable[[Progress], Changes]:
        recounts, sigla = self._recounts, self._sigla
        return lambda progress: recounts.recount(sigla, progress)

    def _show(self, found: Foreseen) -> None:
        self.about(f"Términos abiertos de {self._sigla}", _ABOUT)
        self.effects.setText("\n".join(f"• {text}" for text in found.frases))
        self.blocked = not found.cambia
        self.answered()
