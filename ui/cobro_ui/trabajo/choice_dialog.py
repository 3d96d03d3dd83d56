"""A dialog of one choice and its reason: most acts of the office's work are that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.file_field import FileField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.ports import Shell
    from cobro_ui.trabajo.ports import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a dialog asks and does."""

    title: str
    button: str
    """What the button does, with its Alt letter."""
    subject: str
    more: str = ""
    choice: str = ""
    """The label of the list; empty where there is nothing to choose."""
    aid: str = ""
    options: Callable[[], Sequence[Choice]] | None = None
    """Reads the list, off the GUI thread."""
    none: str = ""
    """What to say where the list is empty."""
    reason: str = "&Motivo"
    reason_aid: str = "Queda escrito en cada expediente."
    reason_for: Callable[[str], bool] = lambda _choice: True
    """Whether a choice needs its reason."""
    paper: bool = False
    """Whether a file may come with it."""
    do: Callable[[str, str, Path | None], Changes]


class ChoiceDialog(ActDialog):
    """Asks for a choice, a reason and, where it makes sense, a file."""

    def __init__(self, asked: Asked, shell: Shell, parent: QWidget) -> None:
        super().__init__(asked.title, shell, parent)
        self._asks = asked
        self.choice = QComboBox()
        self.reason = QLineEdit()
        self.paper = FileField()
        if asked.options is not None:
            self.ask(asked.choice, self.choice, asked.aid)
            self.choice.setPlaceholderText("Leyendo…")
            self.choice.currentIndexChanged.connect(self.answered)
            self.read("opciones", asked.options, self._offer)
        self.ask(asked.reason, self.reason, asked.reason_aid)
        if asked.paper:
            self.ask("&Soporte", self.paper, "El acto o el oficio que lo ordena.")
            self.paper.changed.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.blocked = False
        self.about(asked.subject, asked.more)
        self.answered()

    @override
    def button(self) -> str:
        return self._asks.button

    @override
    def ready(self) -> bool:
        chosen = self._asks.options is None or self.choice.currentIndex() >= 0
        said = bool(self.reason.text().strip())
        needed = self._asks.reason_for(self._chosen())
        return chosen and (said or not needed) and not self.paper.problem()

    @override
    def work(self) -> Callable[[Progress], Changes]:
        chosen, reason = self._chosen(), self.reason.text().strip()
        written, do = self.paper.value(), self._asks.do
        file = Path(written) if written else None
        return lambda _progress: do(chosen, reason, file)

    def _chosen(self) -> str:
        return str(self.choice.currentData() or "")

    def _offer(self, options: Sequence[Choice]) -> None:
        fill_options(self.choice, [(o.id, o.nombre) for o in options])
        if not options:
            self.blocked = True
            self.message.tell(self._asks.none)
        self.answered()
