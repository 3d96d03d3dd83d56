"""Small tables of rows, as every place of the window shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from cobro_ui.models.paged import PagedTexts, stretches
from cobro_ui.models.table import Field, RowsModel
from cobro_ui.widgets.empty_state import Emptiness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.empty_state import EmptyState

R = TypeVar("R")


class RowsTable(QTableView, Generic[R]):
    """A small table with the columns of `fields`."""

    def __init__(self, name: str, fields: Sequence[Field[R]], theme: Theme) -> None:
        super().__init__()
        self.rows: RowsModel[R] = RowsModel(fields, theme, self)
        self.setModel(self.rows)
        self._theme = theme
        dress_table(self, theme)
        self.setAccessibleName(name)
        for number, field in enumerate(fields):
            self.setColumnWidth(number, theme.scaled(field.width))
        self.horizontalHeader().setStretchLastSection(True)
        theme.changed.connect(self._resize)

    def current(self) -> R | None:
        """Return the row in focus."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def fit(self, most: int = 12) -> None:
        """Be as high as the rows, or as `most` of them."""
        shown = min(self.rows.rowCount(), most)
        head = self.horizontalHeader().sizeHint().height()
        bar = self._theme.scaled(14)
        self.setFixedHeight(head + shown * self._theme.row_height + bar)

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)


class TableTab(Emptiness, Generic[R]):
    """A tab that is one table."""

    def __init__(
        self,
        name: str,
        fields: Sequence[Field[R]],
        theme: Theme,
        empty: EmptyState,
    ) -> None:
        self.table: RowsTable[R] = RowsTable(name, fields, theme)
        super().__init__(self.table, empty)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show rows, or what the list is for."""
        self.table.rows.show_rows(rows)
        self.show_view(filled=bool(rows))


def dress_table(table: QTableView, theme: Theme) -> None:
    """Give a table the look and the keys of every table of the program."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    vertical = table.verticalHeader()
    vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    vertical.setDefaultSectionSize(theme.row_height)
    vertical.hide()
    horizontal = table.horizontalHeader()
    horizontal.setHighlightSections(False)
    horizontal.setSectionsMovable(True)
    copy = QAction("&Copiar", table)
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    copy.triggered.connect(lambda: copy_rows(table))
    table.addAction(copy)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


def copy_rows(table: QTableView) -> None:
    """Copy the selected rows with their headings, ready for a spreadsheet."""
    model = table.model()
    header = table.horizontalHeader()
    columns = sorted(range(model.columnCount()), key=header.visualIndex)
    shown = [c for c in columns if not table.isColumnHidden(c)]
    across = Qt.Orientation.Horizontal
    titles = [str(model.headerData(c, across) or "") for c in shown]
    rows = sorted(index.row() for index in table.selectionModel().selectedRows())
    if isinstance(model, PagedTexts):
        # Those that were never in sight are read first.
        model.reader.start(
            model.texts_later(stretches(rows)),
            on_done=lambda read: _copy(
                [titles, *([r[c] for c in shown] for r in read)]
            ),
            on_error=model.failed.emit,
            title="Copiar las filas",
            owner=table,
        )
        return
    texts = [[str(model.index(r, c).data() or "") for c in shown] for r in rows]
    _copy([titles, *texts])


def _copy(rows: Sequence[Sequence[str]]) -> None:
    from cobro_desktop.services.listas import renglones_para_pegar

    QGuiApplication.clipboard().setText(renglones_para_pegar(rows))
