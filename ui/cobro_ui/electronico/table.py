"""The list of pieces: order by hand, pages typed in place, files dropped anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from cobro_ui.electronico.words import PAGES, fields
from cobro_ui.models.table import RowsModel
from cobro_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent

    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_ui.models.table import Index
    from cobro_ui.theme.theme import Theme

MAX_PAGES = 20_000
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_Flag = Qt.ItemFlag


class PiecesModel(RowsModel["Pieza"]):
    """Pieces that may be dragged, and whose pages may be typed, until closed."""

    pages_typed = Signal(object, int)
    """(`Pieza`, pages)."""

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _Flag.ItemIsDropEnabled
        flags = super().flags(index) | _Flag.ItemNeverHasChildren
        if not self.row(index.row()).corte:
            flags |= _Flag.ItemIsDragEnabled
            if index.column() == PAGES:
                flags |= _Flag.ItemIsEditable
        return flags

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.column() == PAGES:
            return self.row(index.row()).paginas or 0
        return super().data(index, role)

    @override
    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Ask for the change; the list shows it when it is done."""
        piece = self.row(index.row())
        if role != Qt.ItemDataRole.EditRole or value in {0, piece.paginas}:
            return False
        self.pages_typed.emit(piece, int(value))
        return True


class PiecesTable(RowsTable["Pieza"]):
    """A table where the rows that may move are dragged, or moved with Alt and arrows.

    What comes from outside is left to whoever holds it.
    """

    moved = Signal(int)
    """By how many places the selected rows are to move: -1 or 1."""
    placed = Signal(int)
    """Before which row the selected ones are to stand; the count of rows: the end."""

    def __init__(self, theme: Theme) -> None:
        columns = fields(lambda: self.next_cut)
        super().__init__("Documentos del expediente electrónico", columns, theme)
        self.next_cut = 1
        """Which closing of the index comes next."""
        self.pieces = PiecesModel(columns, theme, self)
        self.rows = self.pieces
        self.setModel(self.pieces)
        self.setItemDelegateForColumn(PAGES, _PagesEditor(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAccessibleDescription(
            "Alt con las flechas mueve las piezas elegidas; un número escribe las "
            "páginas; Intro abre la pieza."
        )
        for number, field in enumerate(columns):
            self.setColumnWidth(number, theme.scaled(field.width))

    def chosen(self) -> list[Pieza]:
        """Return the selected pieces, in their order."""
        rows = sorted(i.row() for i in self.selectionModel().selectedRows())
        return [self.pieces.row(row) for row in rows]

    def current(self) -> Pieza | None:
        """Return the piece in focus."""
        index = self.currentIndex()
        return self.pieces.row(index.row()) if index.isValid() else None

    def choose(self, documents: Sequence[int]) -> None:
        """Select some pieces, and put the focus on the first."""
        wanted = set(documents)
        column = max(0, self.currentIndex().column())
        rows = range(self.pieces.rowCount())
        found = [r for r in rows if self.pieces.row(r).documento_id in wanted]
        selection = self.selectionModel()
        selection.clear()
        for row in found:
            flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
            selection.select(self.pieces.index(row, 0), flags)
        if found:
            index = self.pieces.index(found[0], column)
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def type_pages(self, text: str = "") -> None:
        """Edit the pages of the piece in focus; `text` is what was typed already."""
        index = self.pieces.index(self.currentIndex().row(), PAGES)
        if not self.pieces.flags(index) & _Flag.ItemIsEditable:
            return
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.indexWidget(index) or self.findChild(QSpinBox)
        if text and isinstance(editor, QSpinBox):
            editor.setValue(int(text))
            editor.lineEdit().deselect()
            editor.lineEdit().setCursorPosition(len(text))

    @override
    def event(self, event: QEvent) -> bool:
        """Keep Alt and the arrows from going to another case."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _steps(event)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selected rows, or begin to type pages."""
        if steps := _steps(event):
            self.moved.emit(steps)
        elif event.text().isdecimal() and self.currentIndex().isValid():
            self.type_pages(event.text())
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit pages that are not counted; anywhere else, open the piece."""
        index = self.indexAt(event.position().toPoint())
        uncounted = index.isValid() and self.pieces.row(index.row()).paginas is None
        if uncounted and index.column() == PAGES:
            self.setCurrentIndex(index)
            self.type_pages()
        else:
            super().mouseDoubleClickEvent(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the rows would go."""
        if event.source() is self:
            super().dragMoveEvent(event)
            event.acceptProposedAction()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Place the selected rows."""
        if event.source() is not self:
            event.ignore()
            return
        y = event.position().toPoint().y()
        row = self.rowAt(y)
        if row < 0:
            row = self.pieces.rowCount()
        elif y > self.rowViewportPosition(row) + self.rowHeight(row) // 2:
            row += 1
        # As a copy: the view would else take the rows out of the model by itself.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.placed.emit(row)


class _PagesEditor(QStyledItemDelegate):
    """A box for a number of pages."""

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QSpinBox:
        box = QSpinBox(parent)
        box.setRange(0, MAX_PAGES)
        box.setSpecialValueText("Sin contar")
        box.setFrame(False)
        box.setAccessibleName("Páginas del documento")
        return box

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QSpinBox)
        editor.setValue(int(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        assert isinstance(editor, QSpinBox)
        editor.interpretText()
        model.setData(model.index(index.row(), index.column()), editor.value())


def _steps(event: QKeyEvent) -> int:
    """Return by how much a key moves the rows; 0 when it is not for that."""
    alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if alt != Qt.KeyboardModifier.AltModifier:
        return 0
    return _MOVES.get(Qt.Key(event.key()), 0)
