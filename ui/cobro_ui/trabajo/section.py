"""A table of the office's work: what it says, its rows, and what it says when empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from cobro_ui.icons import Icon
    from cobro_ui.models.table import Field
    from cobro_ui.theme.theme import Theme

R = TypeVar("R")


class Section(QWidget, Generic[R]):
    """A sentence with the count, room for controls beside it, and the table."""

    open_asked = Signal(object)
    """The row to open."""

    def __init__(
        self, name: str, fields: Sequence[Field[Any]], icon: Icon, theme: Theme
    ) -> None:
        super().__init__()
        self.summary = data_label(part="muted", wrap=True)
        self.tools = QHBoxLayout()
        self.table: RowsTable[R] = RowsTable(name, fields, theme)
        self._empty = EmptyState(icon, theme)
        self._body = Emptiness(self.table, self._empty)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addLayout(self.tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._body, 1)
        self.table.activated.connect(self._activated)
        self._empty.say("Leyendo…", "")
        self._body.show_view(filled=False)

    def show_rows(self, rows: Sequence[R], summary: str) -> None:
        """Show rows and what they add up to."""
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        self.table.rows.show_rows(rows)
        self._body.show_view(filled=bool(rows))
        if rows:
            self.table.selectRow(0)

    def say(self, title: str, text: str) -> None:
        """Show no row, and say why."""
        self.summary.setText("")
        self.table.rows.show_rows(())
        self._empty.say(title, text)
        self._body.show_view(filled=False)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self.open_asked.emit(self.table.rows.row(index.row()))
