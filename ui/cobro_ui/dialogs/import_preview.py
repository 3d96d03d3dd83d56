"""The first rows of a sheet, as they are, with its header marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from cobro_ui.widgets.rows_table import dress_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.importacion.mirada import Vista
    from cobro_ui.theme.theme import Theme

_Role = Qt.ItemDataRole
_ROOT = QModelIndex()
_WIDTH = 130


class PreviewTable(QTableView):
    """Fifty rows; *Enter* or a double click takes the one in focus as header."""

    header_chosen = Signal(int)
    """Row of the sheet, from 1."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sheet = PreviewModel(theme)
        self.setModel(self.sheet)
        dress_table(self, theme)
        self.verticalHeader().show()
        self.setAccessibleName("Primeras filas del archivo")
        self.setToolTip("Doble clic en una fila: usarla como encabezado")
        self.horizontalHeader().setDefaultSectionSize(theme.scaled(_WIDTH))
        self.activated.connect(self._choose)

    def show_view(self, vista: Vista) -> None:
        """Show the rows of a file, from its header on if it is far down."""
        self.sheet.show_rows(vista.filas, vista.encabezado, vista.filas_encabezado)
        if vista.encabezado:
            row = min(vista.encabezado - 1, len(vista.filas) - 1)
            self.selectRow(row)
            self.scrollTo(self.sheet.index(max(row - 3, 0), 0))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.header_chosen.emit(index.row() + 1)


class PreviewModel(QAbstractTableModel):
    """Rows of texts, under the letters of their columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: Sequence[Sequence[str]] = ()
        self._width = 0
        self._header: range = range(0)

    def show_rows(
        self, rows: Sequence[Sequence[str]], header: int | None, height: int
    ) -> None:
        """Replace the rows; `header` is its last row, from 1."""
        self.beginResetModel()
        self._rows = rows
        self._width = max((len(row) for row in rows), default=0)
        self._header = range(header - height, header) if header else range(0)
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._width

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = _Role.DisplayRole,
    ) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        heading = index.row() in self._header
        if role in {_Role.DisplayRole, _Role.ToolTipRole}:
            return text
        if role == _Role.FontRole and heading:
            font = QFont()
            font.setBold(True)
            return font
        if role == _Role.ForegroundRole and heading:
            return self._theme.color("accent")
        if role == _Role.AccessibleTextRole:
            what = "encabezado, " if heading else ""
            return f"Fila {index.row() + 1}, {what}{text or 'vacía'}"
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:
        if role != _Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return letters(section)


def letters(index: int) -> str:
    """Return the letters of a column, from 0: A, Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
