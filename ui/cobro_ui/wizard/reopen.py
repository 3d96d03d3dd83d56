"""*Reabrir*: a case that ended comes back by one of its doors (PROCEDURES, rule 6)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.file_field import FileField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import ActCase, Acts
    from cobro_ui.ports import Shell

_NONE = "Este expediente no ha terminado, o su final no tiene regreso."


class Door(NamedTuple):
    """A way back from the end of a case."""

    causa: str
    etiqueta: str
    lleva: str
    """`Vuelve a 9 · Agotamiento de la etapa persuasiva.`"""
    soporte: bool
    """Whether it asks for the act that orders it."""


@dataclass(frozen=True, slots=True)
class ReopenRequest:
    """A case to bring back."""

    expediente_id: int
    causa: str
    fecha: date
    motivo: str
    soporte: Path | None = None


class Reopenings(Protocol):
    """The doors of the cases that ended."""

    def doors(self, expediente_id: int) -> Sequence[Door]:
        """Return by which a case may come back; none while it runs."""

    def reopen(self, request: ReopenRequest) -> Changes:
        """Bring it back.

        Raises:
            UserError: not by that door, not by this person, not without its act.
        """


class ReopenDialog(ActDialog):
    """By which door, when, why, and the paper that brings it."""

    def __init__(
        self,
        sources: tuple[Reopenings, Acts],
        expediente_id: int,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Reabrir el expediente", shell, parent)
        self._doors, acts = sources
        self.expediente_id = expediente_id
        self._found: dict[str, Door] = {}
        self.door = QComboBox()
        self.door.setPlaceholderText("Elija por qué vuelve")
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.reason = QLineEdit()
        self.file = FileField()
        self._where = self.ask("&Por qué vuelve", self.door)
        self.ask("&Fecha", self.day)
        self.ask(
            "&Motivo", self.reason, "El oficio o el acto que lo trae. Queda registrado."
        )
        self._paper = self.ask("&Soporte", self.file)
        self.door.currentIndexChanged.connect(self._chosen)
        self.day.changed.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.file.changed.connect(self.answered)
        self.read("caso", lambda: acts.case(expediente_id), self._tell_case)
        self.read("puertas", lambda: self._doors.doors(expediente_id), self._offer)

    @override
    def button(self) -> str:
        return "&Reabrir el expediente"

    @override
    def ready(self) -> bool:
        found = self._found.get(str(self.door.currentData() or ""))
        if found is None or self.day.value() is None or not self.reason.text().strip():
            return False
        return bool(self.file.value()) or not found.soporte

    @override
    def work(self) -> Callable[[Progress], Changes]:
        day, file = self.day.value(), self.file.value()
        assert day is not None, "the button waits for the day"
        request = ReopenRequest(
            self.expediente_id,
            str(self.door.currentData()),
            day,
            self.reason.text().strip(),
            Path(file) if file else None,
        )
        return lambda _progress: self._doors.reopen(request)

    def _tell_case(self, case: ActCase) -> None:
        self.about_case(case, ends=False)

    def _offer(self, found: Sequence[Door]) -> None:
        self._found = {door.causa: door for door in found}
        fill_options(self.door, [(d.causa, d.etiqueta) for d in found])
        if not found:
            self.blocked = True
            self.message.tell(_NONE, Tone.WARN)
        elif len(found) == 1:
            self.door.setCurrentIndex(0)
        self._chosen()

    def _chosen(self) -> None:
        found = self._found.get(str(self.door.currentData() or ""))
        self._where.say(found.lleva if found else "")
        asks = found is not None and found.soporte
        self._paper.say(
            "Obligatorio: el acto que deja sin efecto el archivo." if asks else ""
        )
        self.answered()
