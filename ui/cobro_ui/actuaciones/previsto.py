"""A dialog that says, while one answers, what its command would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from cobro_desktop.domain.errors import UserError
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cobro_ui.ports import Shell


class ForeseeingDialog(ActDialog):
    """Its effects stand under the questions, or why the command would be refused."""

    def __init__(self, title: str, shell: Shell, parent: QWidget) -> None:
        super().__init__(title, shell, parent)
        self.effects = data_label(wrap=True)

    def foresee(self) -> Callable[[], Sequence[str]]:
        """Return what asks for the effects of what is answered now."""
        raise NotImplementedError

    @Slot()
    @override
    def look_ahead(self) -> None:
        self.effects.setText("")
        if self.ready():
            self.read("efectos", self.foresee(), self._show, self._show_refusal)

    def _show(self, sentences: Sequence[str]) -> None:
        restyle(self.effects, "tone", "")
        self.effects.setText("\n".join(f"• {text}" for text in sentences))

    def _show_refusal(self, error: BaseException) -> None:
        restyle(self.effects, "tone", "danger")
        said = error.mensaje if isinstance(error, UserError) else str(error)
        self.effects.setText(said)
