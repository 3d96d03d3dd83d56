"""The list of cases: filter box, table, and what it says when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import cantidad, pesos
from cobro_ui.icons import Icon
from cobro_ui.models.columns import COLUMNS
from cobro_ui.models.expedientes import ExpedienteTableModel
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.filter_box import FilterBox
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import dress_table
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cobro_ui.ports import Shell
    from cobro_ui.reads import Conteo, ExpedienteLine

_BY_PRIORITY = (
    "Por prioridad: primero los marcados, en el orden que fija cada entidad; después "
    "todos por su fecha segura de prescripción y, con la misma fecha, el de mayor "
    "saldo. En Cartera, «Por qué va antes» compara dos."
)
_SUMMED = 5000
"""Selected rows that are added one by one; more need the whole list's sum."""


class Selected(NamedTuple):
    """How many rows are selected, and what they owe if it is known."""

    filas: int
    saldo: int | None


class ExpedientesView(QWidget):
    """Shows what a query finds; never holds a row that is not on the screen."""

    current_changed = Signal(object)
    """The `ExpedienteLine` in focus, or None."""
    selection_changed = Signal(object)
    """A `Selected`."""
    open_asked = Signal(object)
    """The `ExpedienteLine` to open."""

    def __init__(self, shell: Shell, fill: QAction | None = None) -> None:
        super().__init__()
        self._theme = shell.theme
        self._fill = fill
        self._total: Conteo | None = None
        self.model = ExpedienteTableModel(
            shell.expedientes,
            shell.jobs.reader,
            shell.theme,
            shell.today,
            self,
        )
        self.filter = FilterBox(shell.theme)
        self._count = label(part="muted")
        self._message = MessagePanel(shell.theme)
        self.order = label(part="muted", wrap=True)
        self.order.setContentsMargins(12, 0, 12, 6)
        self.order.hide()
        self.table = QTableView()
        self._empty = EmptyState(Icon.CASES, shell.theme, fill)
        self._empty.say("Leyendo los expedientes…", "")
        self._empty.show_action(wanted=False)
        self._body = Emptiness(self.table, self._empty)
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Read the list anew."""
        self.model.reload()

    def set_query(self, query: str) -> None:
        """Show a query in the box and its answer in the list."""
        self.filter.setText(query)
        self.filter.flush()

    def current(self) -> ExpedienteLine | None:
        """Return the case in focus, if it has arrived."""
        index = self.table.currentIndex()
        return self.model.line(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[range]:
        """Return the rows that are selected, in stretches."""
        selection = self.table.selectionModel().selection()
        stretches = (selection.at(n) for n in range(selection.count()))
        return [range(s.top(), s.bottom() + 1) for s in stretches]

    def sort_by(self, key: str) -> None:
        """Sort by a column, the first ones first."""
        number = next(n for n, column in enumerate(COLUMNS) if column.key == key)
        header = self.table.horizontalHeader()
        header.setSortIndicator(number, Qt.SortOrder.AscendingOrder)

    def step(self, by: int) -> None:
        """Go to the previous or the next case of the list."""
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.table.selectRow(row)

    def _build(self) -> None:
        bar = QFrame()
        set_part(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.filter, 1)
        row.addWidget(self._count)
        self._dress_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (bar, self._message, self.order, self._body):
            layout.addWidget(widget)
        layout.setStretch(3, 1)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        dress_table(table, self._theme)
        table.setAccessibleName("Expedientes")
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setSortingEnabled(False)
        header = table.horizontalHeader()
        for number, column in enumerate(COLUMNS):
            table.setColumnWidth(number, self._theme.scaled(column.width))
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        keys = [column.key for column in COLUMNS]
        ascending = Qt.SortOrder.AscendingOrder
        header.setSortIndicator(keys.index(self.model.order.columna), ascending)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _wire(self) -> None:
        header = self.table.horizontalHeader()
        header.sortIndicatorChanged.connect(self.model.sort)
        header.sortIndicatorChanged.connect(self._tell_order)
        header.customContextMenuRequested.connect(self._choose_columns)
        self.filter.query_changed.connect(self.model.ask)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._message.show_error)
        self.model.dataChanged.connect(self._arrived)
        self.table.activated.connect(self._activated)
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(self._moved)
        selection.selectionChanged.connect(self._selected)
        self._theme.changed.connect(self._resize)

    @Slot(int)
    def _tell_order(self, column: int) -> None:
        by_priority = COLUMNS[column].key == "prioridad"
        self.order.setText(_BY_PRIORITY if by_priority else "")
        self.order.setVisible(by_priority)

    @Slot(object)
    def _counted(self, count: Conteo) -> None:
        self._total = count
        self._message.hide()
        words = cantidad(count.filas, "expediente")
        self._count.setText(f"{words} · {pesos(count.saldo)}")
        self._say_why_empty()
        self._body.show_view(filled=count.filas > 0)
        if count.filas and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        if not count.filas:
            self.current_changed.emit(None)
        self._selected()

    def _say_why_empty(self) -> None:
        if self.model.query:
            self._empty.say(
                "Ningún expediente cumple el filtro",
                "Revise lo que escribió, o borre el filtro con Esc para ver todos.",
            )
        else:
            self._empty.say(
                "Todavía no hay expedientes",
                "Aquí se ven todos los expedientes, con lo que vence primero arriba. "
                "Importe el archivo de Excel con los títulos o con la cartera.",
            )
        self._empty.show_action(wanted=not self.model.query)

    @Slot()
    def _arrived(self) -> None:
        line = self.current()
        if line is not None:
            self.current_changed.emit(line)

    @Slot(QModelIndex)
    def _moved(self, index: QModelIndex) -> None:
        line = self.model.line(index.row()) if index.isValid() else None
        self.current_changed.emit(line)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is not None:
            self.open_asked.emit(line)

    @Slot()
    def _selected(self) -> None:
        selection = self.table.selectionModel().selection()
        ranges = [selection.at(n) for n in range(selection.count())]
        count = sum(r.height() for r in ranges)
        total = self._total
        if total is not None and count == total.filas:
            self.selection_changed.emit(Selected(count, total.saldo))
            return
        saldo: int | None = None
        if count <= _SUMMED:
            rows = (n for r in ranges for n in range(r.top(), r.bottom() + 1))
            lines = [self.model.line(n) for n in rows]
            known = [line.saldo for line in lines if line is not None]
            saldo = sum(known) if len(known) == len(lines) else None
        self.selection_changed.emit(Selected(count, saldo))

    @Slot()
    def _resize(self) -> None:
        height = self._theme.row_height
        self.table.verticalHeader().setDefaultSectionSize(height)

    @Slot(QPoint)
    def _choose_columns(self, where: QPoint) -> None:
        header = self.table.horizontalHeader()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(number > 0)
            action.setData(number)
        menu.triggered.connect(self._toggle_column)
        menu.popup(header.mapToGlobal(where))

    @Slot(object)
    def _toggle_column(self, action: QAction) -> None:
        self.table.setColumnHidden(int(action.data()), not action.isChecked())
