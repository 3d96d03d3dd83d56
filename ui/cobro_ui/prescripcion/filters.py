"""What the radar is narrowed by: entity, procedure and responsible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from cobro_ui.prescripcion.ports import Narrowing

if TYPE_CHECKING:
    from cobro_desktop.services.radar import Opciones
    from cobro_ui.theme.theme import Theme


class RadarFilters(QWidget):
    """Three lists; the last two say *todos* until somebody chooses."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices: Opciones | None = None
        self.entity = QComboBox()
        self.procedure = QComboBox()
        self.person = QComboBox()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for box, name, width in (
            (self.entity, "Entidad", 170),
            (self.procedure, "Procedimiento", 210),
            (self.person, "Responsable", 210),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setFixedWidth(theme.scaled(width))
            layout.addWidget(box)
        self.entity.currentIndexChanged.connect(self._entity_changed)
        self.procedure.currentIndexChanged.connect(self.changed)
        self.person.currentIndexChanged.connect(self.changed)

    def show_choices(self, choices: Opciones) -> None:
        """Offer other choices; what was chosen stays chosen if it is still there."""
        if choices == self._choices:
            return
        chosen, self._choices = self.value(), choices
        self._quiet(on=True)
        siglas = dict.fromkeys(sigla for sigla, _ in choices.procedimientos)
        _fill(self.entity, "Todas las entidades", [(s, s) for s in siglas])
        people = [(str(user_id), name) for user_id, name in choices.responsables]
        _fill(self.person, "Todos los responsables", [("0", "Sin repartir"), *people])
        _choose(self.entity, chosen.sigla)
        _choose(
            self.person,
            "" if chosen.responsable_id is None else str(chosen.responsable_id),
        )
        self._fill_procedures()
        _choose(self.procedure, chosen.procedimiento)
        self._quiet(on=False)

    def value(self) -> Narrowing:
        """Return what was chosen."""
        person = str(self.person.currentData() or "")
        return Narrowing(
            str(self.entity.currentData() or ""),
            str(self.procedure.currentData() or ""),
            int(person) if person else None,
        )

    def _fill_procedures(self) -> None:
        sigla = str(self.entity.currentData() or "")
        known = self._choices.procedimientos if self._choices else ()
        codes = [code for owner, code in known if sigla in ("", owner)]
        _fill(self.procedure, "Todos los procedimientos", [(c, c) for c in codes])

    @Slot()
    def _entity_changed(self) -> None:
        self._quiet(on=True)
        self._fill_procedures()
        self._quiet(on=False)
        self.changed.emit()

    def _quiet(self, *, on: bool) -> None:
        for box in (self.entity, self.procedure, self.person):
            box.blockSignals(on)


def _fill(box: QComboBox, every: str, items: list[tuple[str, str]]) -> None:
    box.clear()
    box.addItem(every, "")
    for value, text in items:
        box.addItem(text, value)


def _choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(max(box.findData(value), 0))
