"""Some months side by side, with buttons to go back and forth."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.formats import mes_y_anio
from cobro_ui.icons import Icon
from cobro_ui.widgets.month_grid import MonthGrid
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.month_grid import DayCell


class MonthStrip(QWidget):
    """Shows `months` consecutive months and what their days say."""

    picked = Signal(object)
    """The `date` that was clicked or chosen with Enter."""

    def __init__(self, theme: Theme, name: str, months: int = 1) -> None:
        super().__init__()
        self._theme = theme
        self._first = date(2000, 1, 1)
        self._cells: Mapping[date, DayCell] = {}
        self.grids = [MonthGrid(theme, name) for _ in range(months)]
        self._titles = [label(part="heading") for _ in range(months)]
        self._back = _button("Mes anterior")
        self._forth = _button("Mes siguiente")
        self._back.clicked.connect(lambda: self._turn(-1))
        self._forth.clicked.connect(lambda: self._turn(1))
        for grid in self.grids:
            grid.picked.connect(self.picked)
        self._build()
        theme.changed.connect(self._dress)
        self._dress()

    def show_days(self, first: date, cells: Mapping[date, DayCell]) -> None:
        """Show the month of a day, and those after it, with their days."""
        self._first, self._cells = first.replace(day=1), cells
        self._fill()

    def set_cells(self, cells: Mapping[date, DayCell]) -> None:
        """Say other things of the days in sight."""
        self._cells = cells
        self._fill()

    def go(self, day: date) -> None:
        """Put the focus on a day, turning to its month."""
        shown = [mas_meses(self._first, n) for n in range(len(self.grids))]
        if day.replace(day=1) not in shown:
            self._first = day.replace(day=1)
            self._fill()
            shown = [mas_meses(self._first, n) for n in range(len(self.grids))]
        self.grids[shown.index(day.replace(day=1))].go(day)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        last = len(self.grids) - 1
        for number, (title, grid) in enumerate(
            zip(self._titles, self.grids, strict=True)
        ):
            head = QHBoxLayout()
            if number == 0:
                head.addWidget(self._back)
            head.addStretch()
            head.addWidget(title)
            head.addStretch()
            if number == last:
                head.addWidget(self._forth)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addLayout(head)
            column.addWidget(grid)
            row.addLayout(column)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addStretch()

    def _fill(self) -> None:
        for number, (title, grid) in enumerate(
            zip(self._titles, self.grids, strict=True)
        ):
            first = mas_meses(self._first, number)
            name = mes_y_anio(first)
            title.setText(name)
            grid.show_month(first, self._cells, name)

    def _turn(self, by: int) -> None:
        if date(1, 2, 1) < self._first < date(9998, 1, 1):
            self._first = mas_meses(self._first, by)
            self._fill()

    @Slot()
    def _dress(self) -> None:
        self._back.setIcon(self._theme.icon(Icon.PREVIOUS))
        self._forth.setIcon(self._theme.icon(Icon.NEXT))


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
