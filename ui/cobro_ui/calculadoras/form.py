"""The form of a calculator, drawn from what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from cobro_ui.calculadoras.fields import make_field
from cobro_ui.calculadoras.forms import Kind
from cobro_ui.calculadoras.rows import RowsAsk
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from cobro_ui.calculadoras.fields import AskField
    from cobro_ui.calculadoras.forms import Ask, Calculator
    from cobro_ui.calculadoras.ports import Answer
    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.date_field import Days

_LABEL = 112
"""Width of the names of the fields; longer ones wrap."""


class CalculatorForm(QWidget):
    """The questions of one calculator; help or what is wrong stands under each."""

    changed = Signal()

    def __init__(self, calculator: Calculator, days: Days, theme: Theme) -> None:
        super().__init__()
        self.calculator = calculator
        self._theme = theme
        self.fields: dict[str, AskField] = {}
        self._notes: dict[str, QLabel] = {}
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, theme.scaled(_LABEL))
        self._grid.setColumnStretch(1, 1)
        for ask in calculator.asks:
            self._add(ask, _field(ask, days, theme))
        self._show_asked()

    def answers(self) -> dict[str, Answer]:
        """Return what was typed, by the name of the field."""
        return {
            name: field.answer()
            for name, field in self.fields.items()
            if self._asked(field.ask)
        }

    def problems(self) -> list[str]:
        """Return what is wrong, field by field, and tell it under each."""
        found = []
        for name, field in self.fields.items():
            problem = field.problem() if self._asked(field.ask) else ""
            self._tell(name, problem)
            if problem:
                found.append(problem)
        return found

    def missing(self) -> list[str]:
        """Return the labels of what has still to be typed."""
        return [
            field.ask.label
            for field in self.fields.values()
            if self._asked(field.ask) and field.lacks()
        ]

    def _add(self, ask: Ask, field: AskField) -> None:
        box, note = QWidget(), label(part="muted", wrap=True)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(note)
        (field.inner.focusProxy() or field.inner).setAccessibleName(ask.label)
        self.fields[ask.name], self._notes[ask.name] = field, note
        row = len(self._rows)
        if ask.kind is Kind.YES_NO:
            self._grid.addWidget(box, row, 0, 1, 2)
            self._rows[ask.name] = (box,)
        else:
            name = QLabel(ask.label)
            name.setBuddy(field)
            name.setWordWrap(True)
            name.setMaximumWidth(self._theme.scaled(_LABEL))
            name.setContentsMargins(0, self._theme.scaled(5), 0, 0)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, row, 0, top)
            self._grid.addWidget(box, row, 1, top)
            self._rows[ask.name] = (name, box)
        self._tell(ask.name, "")
        field.changed.connect(self._changed)

    def _asked(self, ask: Ask) -> bool:
        other, value = ask.only_if
        return not other or self.fields[other].answer() == value

    def _show_asked(self) -> None:
        for name, field in self.fields.items():
            for piece in self._rows[name]:
                piece.setVisible(self._asked(field.ask))

    def _tell(self, name: str, problem: str) -> None:
        note = self._notes[name]
        text = problem or self.fields[name].ask.help
        note.setText(text)
        note.setVisible(bool(text))
        restyle(note, "tone", "danger" if problem else "")

    @Slot()
    def _changed(self) -> None:
        self._show_asked()
        self.changed.emit()


def _field(ask: Ask, days: Days, theme: Theme) -> AskField:
    if ask.kind is Kind.ROWS:
        return RowsAsk(ask, days, theme)
    return make_field(ask, days, theme)
