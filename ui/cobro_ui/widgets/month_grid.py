"""A month as a small table: what each day says in a word, a figure and a colour."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.domain.explicacion import dia_y_fecha
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QStyleOptionViewItem

    from cobro_ui.theme.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROOT = QModelIndex()
_HEADS = ("lu", "ma", "mi", "ju", "vi", "sá", "do")
_NAMES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_WEEKS = 6
WIDTH, HEIGHT = 50, 38
"""Of a day, at 100 %."""
_SMALL = 0.78
"""Size of the second line, against the first."""


class DayCell(NamedTuple):
    """What a day says under its number."""

    word: str
    """A short word or figure: `7`, `festivo`."""
    tone: Tone
    tip: str
    """The same in full, for the tooltip and for screen readers."""
    framed: bool = False
    """Whether it stands out with a frame: the end of the term, today."""


class MonthModel(QAbstractTableModel):
    """The weeks of a month, Monday first; days of other months are blank."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._first = date(2000, 1, 1)
        self._cells: Mapping[date, DayCell] = {}

    def show_month(self, first: date, cells: Mapping[date, DayCell]) -> None:
        """Show the month that begins on a day."""
        self.beginResetModel()
        self._first, self._cells = first.replace(day=1), cells
        self.endResetModel()

    def day(self, index: Index) -> date | None:
        """Return the day of a place; None for a blank one."""
        first = self._first
        place = index.row() * 7 + index.column() - first.weekday()
        length = monthrange(first.year, first.month)[1]
        return first + timedelta(days=place) if 0 <= place < length else None

    def place(self, day: date) -> QModelIndex:
        """Return where a day of the month stands."""
        number = day.day - 1 + self._first.weekday()
        return self.index(number // 7, number % 7)

    def cell(self, day: date) -> DayCell | None:
        """Return what a day says."""
        return self._cells.get(day)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else _WEEKS

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 7

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        blank = self.day(index) is None
        return Qt.ItemFlag.NoItemFlags if blank else super().flags(index)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        day = self.day(index)
        if day is None:
            return None
        if role == _Role.DisplayRole:
            return str(day.day)
        if role in {_Role.ToolTipRole, _Role.AccessibleTextRole}:
            cell = self._cells.get(day)
            return f"{dia_y_fecha(day)}: {cell.tip}" if cell else dia_y_fecha(day)
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return _HEADS[section]
        return _NAMES[section] if role == _Role.AccessibleTextRole else None


class _DayPainter(QStyledItemDelegate):
    """Paints the number of a day and, under it, its word."""

    def __init__(self, grid: MonthGrid, theme: Theme) -> None:
        super().__init__(grid)
        self._grid = grid
        self._theme = theme

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        day = self._grid.days.day(index)
        if day is None:
            return
        room: QRect = option.rect.adjusted(1, 1, -1, -1)
        state: Any = option.state
        cell = self._grid.days.cell(day)
        painter.save()
        if cell is not None and cell.tone not in {Tone.TEXT, Tone.MUTED}:
            painter.fillRect(room, self._theme.color(f"{cell.tone}_soft"))
        if cell is not None and cell.framed:
            painter.setPen(QPen(self._theme.color(str(cell.tone)), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        focused = state & QStyle.StateFlag.State_HasFocus
        if focused or state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(self._theme.color("focus"), 2 if focused else 1))
            painter.drawRect(room)
        self._words(painter, room, day, cell)
        painter.restore()

    def _words(
        self, painter: QPainter, room: QRect, day: date, cell: DayCell | None
    ) -> None:
        font = QFont(self._grid.font())
        tone = cell.tone if cell else Tone.MUTED
        font.setBold(bool(cell and cell.framed))
        painter.setFont(font)
        painter.setPen(self._theme.color("text" if cell else "muted"))
        inner = room.adjusted(4, 1, -4, -1)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(top), str(day.day))
        if cell is None or not cell.word:
            return
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        painter.setFont(font)
        painter.setPen(self._theme.color(str(tone)))
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, int(bottom), cell.word)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.scaled(WIDTH), self._theme.scaled(HEIGHT))


class MonthGrid(QTableView):
    """The table of a month; a click, Enter or Space tells its day."""

    picked = Signal(object)
    """The `date`."""
    explored = Signal(object)
    """The `date` in focus."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self.days = MonthModel(self)
        self.setModel(self.days)
        self.setItemDelegate(_DayPainter(self, theme))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)
        theme.changed.connect(self._fit)
        self._fit()

    def show_month(self, first: date, cells: Mapping[date, DayCell], name: str) -> None:
        """Show a month with what its days say."""
        self.days.show_month(first, cells)
        self.setAccessibleName(f"{self._name}, {name}")

    def go(self, day: date) -> None:
        """Put the focus on a day of the month."""
        self.setCurrentIndex(self.days.place(day))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        day = self.days.day(current) if current.isValid() else None
        if day is not None:
            self.explored.emit(day)

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        day = self.days.day(index)
        if day is not None:
            self.picked.emit(day)

    @Slot()
    def _fit(self) -> None:
        wide, high = self._theme.scaled(WIDTH), self._theme.scaled(HEIGHT)
        self.horizontalHeader().setDefaultSectionSize(wide)
        self.verticalHeader().setDefaultSectionSize(high)
        head = self._theme.scaled(26)
        self.horizontalHeader().setFixedHeight(head)
        self.setFixedSize(wide * 7 + 2, head + high * _WEEKS + 2)
