"""A list of little rows: payments, interruptions, suspensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.calculadoras.fields import AskField, make_field
from cobro_ui.calculadoras.forms import Kind
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_ui.calculadoras.forms import Ask
    from cobro_ui.calculadoras.ports import Answer, Row
    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.date_field import Days

_WIDTHS = {Kind.DATE: 160, Kind.MONEY: 116}


class RowLine(QWidget):
    """One row, with the button that takes it away."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, asks: tuple[Ask, ...], days: Days, theme: Theme) -> None:
        super().__init__()
        self.fields = [make_field(ask, days, theme) for ask in asks]
        self.drop = QToolButton()
        self.drop.setIcon(theme.icon(Icon.CANCEL, Tone.MUTED))
        self.drop.setAccessibleName("Quitar esta fila")
        self.drop.setToolTip("Quitar esta fila")
        self.drop.clicked.connect(lambda: self.removed.emit(self))
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        """Put the choice on a line of its own; the row is as narrow as the form."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(1)
        place = 0
        for field in self.fields:
            name = field.ask.label
            (field.inner.focusProxy() or field.inner).setAccessibleName(name)
            field.changed.connect(self.changed)
            if field.ask.kind is Kind.CHOICE:
                field.setMaximumWidth(theme.scaled(260))
                grid.addWidget(field, 0, 0, 1, 3)
                continue
            field.setMaximumWidth(theme.scaled(_WIDTHS[field.ask.kind]))
            grid.addWidget(label(name, "muted"), 1, place)
            grid.addWidget(field, 2, place)
            place += 1
        grid.addWidget(self.drop, 2, place)
        grid.setColumnStretch(place + 1, 1)

    def answer(self) -> Row:
        """Return the values of the row by field."""
        found: Row = {}
        for field in self.fields:
            value = field.answer()
            assert not isinstance(value, list), "rows hold no rows"
            found[field.ask.name] = value
        return found

    def problem(self) -> str:
        """Say what is wrong, or what is missing in a row that was begun."""
        for field in self.fields:
            if found := field.problem():
                return found
        missing = [f.ask.label.lower() for f in self.fields if f.lacks()]
        return f"Falta {' y '.join(missing)}, o quite la fila." if missing else ""


class RowsAsk(AskField):
    """As many rows as one adds."""

    def __init__(self, ask: Ask, days: Days, theme: Theme) -> None:
        self._days = days
        self._theme = theme
        self.lines: list[RowLine] = []
        box = QWidget()
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.add_button = QPushButton(f"Agregar {ask.one}")
        set_part(self.add_button, "link")
        self.add_button.clicked.connect(self.add)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch()
        self._column.addLayout(foot)
        super().__init__(ask, box)
        self.setFocusProxy(self.add_button)

    @Slot()
    def add(self) -> RowLine:
        """Add a row and go to it."""
        line = RowLine(self.ask.columns, self._days, self._theme)
        line.changed.connect(self.changed)
        line.removed.connect(self._remove)
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
        line.fields[0].setFocus()
        self.changed.emit()
        return line

    def answer(self) -> Answer:
        """Return the rows that are whole."""
        return [line.answer() for line in self.lines if not line.problem()]

    def problem(self) -> str:
        """Return what is wrong with the first row that is not whole."""
        found = (line.problem() for line in self.lines)
        return next((text for text in found if text), "")

    @Slot(object)
    def _remove(self, line: RowLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.deleteLater()
        self.add_button.setFocus()
        self.changed.emit()
