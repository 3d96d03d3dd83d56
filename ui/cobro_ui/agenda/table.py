"""The table of the agenda: Enter opens the case, F1 or a click on a date tells why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from cobro_ui.agenda.model import DUE, FIELDS
from cobro_ui.widgets.rows_table import dress_table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cobro_ui.agenda.model import AgendaModel
    from cobro_ui.theme.theme import Theme

_FOLD_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}


class AgendaTable(QTableView):
    """Shows an `AgendaModel`, titles across the whole width."""

    open_asked = Signal(object)
    """The `LineaAgenda` whose case to open."""
    why_asked = Signal(object)
    """The `LineaAgenda` whose date to explain."""

    def __init__(self, model: AgendaModel, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self.setModel(model)
        dress_table(self, theme)
        self.setAccessibleName("Términos")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for number, field in enumerate(FIELDS):
            self.setColumnWidth(number, theme.scaled(field.width))
        self.horizontalHeader().setStretchLastSection(True)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._opened)
        model.modelReset.connect(self._laid_out)
        theme.changed.connect(self._resize)

    @Slot()
    def _laid_out(self) -> None:
        self.clearSpans()
        for stretch in self._model.stretches:
            self.setSpan(stretch.title_row, 0, 1, len(FIELDS))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if self._model.title(index.row()) is not None:
            self._toggle(index.row())
        elif index.column() == DUE:
            self._explain(index.row())

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        # A double click on the date has already explained it.
        line = self._model.line(index.row())
        if line is not None and index.column() != DUE:
            self.open_asked.emit(line)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        title = self._model.title(row)
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if key == Qt.Key.Key_F1 and title is None:
            self._explain(row)
        elif title is not None and (enter or key in _FOLD_KEYS):
            self._toggle(row)
        elif enter:
            line = self._model.line(row)
            if line is not None:
                self.open_asked.emit(line)
        else:
            super().keyPressEvent(event)

    def _toggle(self, row: int) -> None:
        found = self._model.title(row)
        self._model.toggle(row)
        if found is not None:
            here = next(
                s.title_row for s in self._model.stretches if s.banda is found.banda
            )
            self.setCurrentIndex(self._model.index(here, 0))

    def _explain(self, row: int) -> None:
        line = self._model.line(row)
        if line is not None:
            self.why_asked.emit(line)

    @Slot()
    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
