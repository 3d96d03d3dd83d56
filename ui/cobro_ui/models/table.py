"""A small read-only table of rows that are all here, for the tabs of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from cobro_ui.models.marked import paint_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.marks import Mark

Index: TypeAlias = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
_Role = Qt.ItemDataRole
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Field(NamedTuple, Generic[R]):
    """A column of a small table."""

    title: str
    text: Callable[[R], str]
    width: int = 120
    figure: bool = False
    mark: Callable[[R], Mark | None] | None = None
    tip: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows rows that somebody else read; holds no session."""

    def __init__(
        self, fields: Sequence[Field[R]], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.fields = fields
        self._theme = theme
        self._rows: Sequence[R] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> R:
        """Return a row."""
        return self._rows[number]

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.fields)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field, row = self.fields[index.column()], self._rows[index.row()]
        if role == _Role.TextAlignmentRole:
            return _RIGHT if field.figure else _LEFT
        if role == _Role.FontRole:
            return self._theme.figures if field.figure else None
        return self._cell(field, row, role)

    def _cell(self, field: Field[R], row: R, role: int) -> Any:
        text = field.text(row)
        mark = field.mark(row) if field.mark else None
        if role == _Role.DisplayRole:
            return text
        if role == _Role.ToolTipRole:
            tip = field.tip(row) if field.tip else mark.detail if mark else ""
            return tip or text
        if role == _Role.AccessibleTextRole:
            said = f"{text}, {mark.word}" if mark and mark.word != text else text
            return f"{field.title}: {said or 'sin registrar'}"
        return paint_mark(mark, role, self._theme) if mark else None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self.fields[section].figure else _LEFT
        return self.fields[section].title if role == _Role.DisplayRole else None
