"""*Registrar hecho de prescripción*: insolvency and liquidation of the debtor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.efectos import EffectsDialog
from cobro_ui.actuaciones.enmiendas import EventRequest
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.actuaciones.enmiendas import Amends, KnownEvent
    from cobro_ui.ports import Shell

_NEW = (
    ("concordato", "Admisión a un proceso de insolvencia o concordato"),
    ("liquidacion", "Liquidación forzosa administrativa"),
)
_END, _VOID = "fin:", "nulo:"
_ALL = "Todos los títulos en firme"


class EventDialog(EffectsDialog):
    """A new event, the end of one, or one that does not count any more."""

    def __init__(
        self, amends: Amends, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(
            "Registrar un hecho de prescripción", amends, expediente_id, shell, parent
        )
        self.what = QComboBox()
        self.title = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.end = DateField(shell.days, shell.theme)
        self.proof = QLineEdit()
        self._ask()
        fill_options(self.what, _NEW)
        fill_options(self.title, [("", _ALL)])
        self._followed()
        self.begin()
        self.read("hechos", lambda: amends.events(expediente_id), self._offer)
        self.read("titulos", lambda: amends.titles(expediente_id), self._offer_titles)

    @override
    def button(self) -> str:
        if self._chosen.startswith(_VOID):
            return "&Dejar sin validez"
        if self._chosen.startswith(_END):
            return "&Registrar la terminación"
        return "&Registrar el hecho"

    @override
    def doing(self) -> str:
        return "Registrando el hecho"

    @override
    def request(self) -> EventRequest | None:
        self._day.tell(self.day.problem() or self._late(self.day))
        self._end.tell(self.end.problem() or self._late(self.end))
        what, proof = self._chosen, self.proof.text().strip()
        day, end = self.day.value(), self.end.value()
        broken = self.end.problem() or self._late(self.end) or self._late(self.day)
        if not proof or (broken and not what.startswith(_VOID)):
            return None
        if what.startswith(_VOID):
            which = int(what.removeprefix(_VOID))
            return EventRequest(self.expediente_id, proof, evento_id=which)
        if what.startswith(_END):
            which = int(what.removeprefix(_END))
            if end is None:
                return None
            return EventRequest(self.expediente_id, proof, hasta=end, evento_id=which)
        if day is None:
            return None
        title = self.title.currentData()
        titulo_id = int(title) if title else None
        return EventRequest(self.expediente_id, proof, what, day, end, titulo_id)

    @property
    def _chosen(self) -> str:
        return str(self.what.currentData() or "")

    def _late(self, field: DateField) -> str:
        day, today = field.value(), self.shell.today
        if day is not None and day > today:
            return f"No puede ser posterior a hoy, {fecha_larga(today)}."
        return ""

    def _ask(self) -> None:
        self.ask("&Hecho", self.what)
        self._title = self.ask("&Título", self.title)
        self._day = self.ask(
            "&Fecha", self.day, "La de la admisión o de la declaratoria."
        )
        self._end = self.ask(
            "T&erminación", self.end, "Vacía mientras el proceso siga."
        )
        self.ask("&Soporte", self.proof, "El auto o la resolución, y quién lo dictó.")
        self.what.currentIndexChanged.connect(self._followed)
        self.title.currentIndexChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.end.changed.connect(self.answered)
        self.proof.textChanged.connect(self.answered)

    def _offer(self, found: Sequence[KnownEvent]) -> None:
        options = list(_NEW)
        for event in found:
            if not event.terminado:
                options.append((f"{_END}{event.id}", f"Terminó: {event.texto}"))
            options.append((f"{_VOID}{event.id}", f"Quedó sin validez: {event.texto}"))
        fill_options(self.what, options)
        self._followed()

    def _offer_titles(self, found: Sequence[tuple[int, str]]) -> None:
        options = [("", _ALL), *((str(number), text) for number, text in found)]
        fill_options(self.title, options)
        self._followed()

    @Slot()
    def _followed(self) -> None:
        """Ask only what the chosen event needs."""
        new = not self._chosen.startswith((_END, _VOID))
        self._title.show(wanted=new and self.title.count() > 2)
        self._day.show(wanted=new)
        self._end.show(wanted=not self._chosen.startswith(_VOID))
        self.answered()
