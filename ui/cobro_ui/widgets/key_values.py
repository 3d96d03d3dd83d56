"""A card of names and values, with the source of each figure on hover."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.date_link import DateLink
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import restyle, set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.marks import Mark


class KeyValue(NamedTuple):
    """A line of a card."""

    key: str
    value: str
    source: str = ""
    """Where the value comes from: norm, rate, date."""
    mark: Mark | None = None
    strong: bool = False
    """Whether it is the figure that one looks for."""
    asks: bool = False
    """Whether it is a date that tells why it is that one."""


class KeyValueCard(QFrame):
    """A titled card; an unknown value reads *Sin registrar*."""

    asked = Signal(str)
    """The key of the line whose date somebody asks about."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        set_part(self, "card")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        self._title = label(title, "heading")
        self._title.setVisible(bool(title))
        layout.addWidget(self._title)
        layout.addLayout(self._grid)
        self._warning = label(part="muted", wrap=True)
        restyle(self._warning, "tone", "warn")
        self._warning.hide()
        layout.addWidget(self._warning)
        layout.addStretch()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def show_lines(self, lines: Sequence[KeyValue]) -> None:
        """Replace the lines."""
        clear_layout(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for row, line in enumerate(lines):
            key = label(line.key, "muted")
            self._grid.addWidget(key, row, 0, top)
            value = self._value(line)
            span = 2 if line.mark is None else 1
            self._grid.addWidget(value, row, 1, 1, span)
            if line.mark is not None:
                badge = Badge(line.mark, self._theme)
                self._grid.addWidget(badge, row, 2, Qt.AlignmentFlag.AlignRight | top)

    def _value(self, line: KeyValue) -> QWidget:
        if line.asks:
            link = DateLink(line.key)
            link.show_date(line.value, known=True)
            link.asked.connect(lambda: self.asked.emit(line.key))
            return link
        value = data_label(line.value or "Sin registrar", wrap=line.mark is None)
        if not line.value:
            set_part(value, "muted")
        elif line.strong:
            set_part(value, "figure")
        value.setAccessibleName(f"{line.key}: {value.text()}")
        value.setToolTip(line.source)
        return value

    def warn(self, text: str) -> None:
        """Say below the lines what to be careful with."""
        self._warning.setText(text)
        self._warning.setVisible(bool(text))


def clear_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and drop it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)
