"""The institution's table of activities, one to one, that can be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSortFilterProxyModel, Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from cobro_desktop.domain.texto import plegar
from cobro_ui.models.table import Field, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.mapa import FilaTabla
    from cobro_ui.models.table import Index
    from cobro_ui.theme.theme import Theme

_FIELDS: tuple[Field[FilaTabla], ...] = (
    Field("N.º", lambda r: r.id, 38),
    Field("Actividad", lambda r: r.actividad, 128),
    Field("Qué se hace", lambda r: r.que_se_hace, 250),
    Field("Responsable", lambda r: r.responsable, 118),
    Field("Tiempo", lambda r: r.tiempo, 78),
    Field("Control", lambda r: r.punto_control, 78),
    Field("Registro", lambda r: r.registro, 112),
    Field("Formatos", lambda r: r.formatos, 136),
)
_AIR = 16
"""What the cells keep of their width and height for white."""
_TALL = 100_000


class _Searched(QSortFilterProxyModel):
    """Keeps the rows that say every word that is sought, in any column."""

    def __init__(self, model: RowsModel[FilaTabla]) -> None:
        super().__init__()
        self._rows = model
        self._words: list[str] = []
        self.setSourceModel(model)

    def seek(self, text: str) -> None:
        """Keep what says these words, accents and case ignored."""
        self.beginFilterChange()
        self._words = plegar(text).split()
        self.endFilterChange()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row = self._rows.row(source_row)
        said = plegar(" ".join(field.text(row) for field in _FIELDS))
        return all(word in said for word in self._words)


class ActivitiesTable(QTableView):
    """The institution's table; rows are as high as their longest text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: RowsModel[FilaTabla] = RowsModel(_FIELDS, theme, self)
        self.searched = _Searched(self.rows)
        self.setModel(self.searched)
        self.setAccessibleName("Tabla de actividades del procedimiento")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        for number, field in enumerate(_FIELDS):
            self.setColumnWidth(number, theme.scaled(field.width))
        self.horizontalHeader().sectionResized.connect(self._fit)
        theme.changed.connect(self._fit)

    def show_rows(self, rows: Sequence[FilaTabla]) -> None:
        """Show the table of a procedure."""
        self.rows.show_rows(rows)
        self._fit()

    def seek(self, text: str) -> None:
        """Show only the rows that say this."""
        self.searched.seek(text)
        self._fit()

    def current_activity(self) -> str:
        """Return the activity of the current row."""
        index = self.searched.mapToSource(self.currentIndex())
        return self.rows.row(index.row()).id if index.isValid() else ""

    @Slot()
    def _fit(self) -> None:
        """Make each row as high as its longest text; Qt forgets the white of a cell."""
        metrics = QFontMetrics(self.font())
        white, wrap = self._theme.scaled(_AIR), int(Qt.TextFlag.TextWordWrap)
        for row in range(self.searched.rowCount()):
            source = self.searched.mapToSource(self.searched.index(row, 0)).row()
            heights = [
                metrics.boundingRect(
                    QRect(0, 0, self.columnWidth(column) - white, _TALL),
                    wrap,
                    field.text(self.rows.row(source)),
                ).height()
                for column, field in enumerate(_FIELDS)
            ]
            self.setRowHeight(row, max(heights) + white)
