"""The documents that were found: name, case and an excerpt with the words set apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import fecha_corta

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex

    from cobro_desktop.services.electronico.textos import Fragmento, Hallado
    from cobro_ui.theme.theme import Theme

_ROOT = QModelIndex()
_FOUND = Qt.ItemDataRole.UserRole
_SIDE, _TOP = 12, 8
_LINES = 4
"""Of a row: the name, the case, and two of the excerpt."""


class FoundModel(QAbstractListModel):
    """Holds the documents that somebody else found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: Sequence[Hallado] = ()

    def show_found(self, found: Sequence[Hallado]) -> None:
        """Replace the documents."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def row(self, number: int) -> Hallado:
        """Return a document."""
        return self._found[number]

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._found)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.nombre
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.nombre}. {case_of(found)}. {found.extracto}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{found.nombre}\n{case_of(found)}"
        return found if role == _FOUND else None


class FoundList(QListView):
    """Rows of the same height, however many."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setItemDelegate(_Painter(theme, self))
        self.setAccessibleName("Documentos encontrados")
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.changed.connect(self.doItemsLayout)

    def current(self) -> Hallado | None:
        """Return the document in focus."""
        index = self.currentIndex()
        return self.found.row(index.row()) if index.isValid() else None


class _Painter(QStyledItemDelegate):
    """Draws a document as a small card; no rich text, because data is shown."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        step = QFontMetrics(self._view.font()).lineSpacing()
        return QSize(200, _LINES * step + 2 * _TOP + 4)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        found: Hallado = index.data(_FOUND)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        color = self._theme.color
        painter.save()
        if chosen:
            painter.fillRect(rect, color("selection"))
        painter.setPen(color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        ink = color("on_selection" if chosen else "text")
        soft = color("on_selection" if chosen else "muted")
        font = QFont(self._view.font())
        step = QFontMetrics(font).lineSpacing()
        line = QRect(rect.left() + _SIDE, rect.top() + _TOP, 0, step)
        line.setRight(rect.right() - _SIDE)
        painter.setFont(font)
        painter.setPen(soft)
        day = fecha_corta(found.fecha)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, day)
        self._heading(painter, line, found.nombre, (ink, day))
        painter.setFont(font)
        painter.setPen(soft)
        line.translate(0, step)
        _elided(painter, line, case_of(found))
        line.translate(0, step + 2)
        painter.setPen(ink)
        self._excerpt(painter, line, found.fragmentos, ink)
        painter.restore()

    def _heading(
        self, painter: QPainter, line: QRect, text: str, beside: tuple[Any, str]
    ) -> None:
        ink, day = beside
        used = painter.fontMetrics().horizontalAdvance(day) + 2 * _SIDE
        heading = QFont(self._view.font())
        heading.setWeight(QFont.Weight.DemiBold)
        painter.setFont(heading)
        painter.setPen(ink)
        _elided(painter, line.adjusted(0, 0, -used, 0), text)

    def _excerpt(
        self,
        painter: QPainter,
        line: QRect,
        pieces: Sequence[Fragmento],
        ink: Any,
    ) -> None:
        layout = QTextLayout("".join(text for text, _ in pieces), self._view.font())
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.setFormats(self._formats(pieces, ink))
        layout.beginLayout()
        for number in range(_LINES - 2):
            row = layout.createLine()
            if not row.isValid():
                break
            row.setLineWidth(line.width())
            row.setPosition(QPointF(0, number * line.height()))
        layout.endLayout()
        layout.draw(painter, QPointF(line.topLeft()))

    def _formats(
        self, pieces: Sequence[Fragmento], ink: Any
    ) -> list[QTextLayout.FormatRange]:
        """Set apart the words: bold and on a soft background, both."""
        found, at = [], 0
        for text, hit in pieces:
            if hit:
                look = QTextCharFormat()
                look.setFontWeight(QFont.Weight.Bold)
                look.setBackground(self._theme.color("warn_soft"))
                look.setForeground(self._theme.color("text"))
                span = QTextLayout.FormatRange()
                span.start, span.length, span.format = at, _units(text), look
                found.append(span)
            at += _units(text)
        whole = QTextCharFormat()
        whole.setForeground(ink)
        base = QTextLayout.FormatRange()
        base.start, base.length, base.format = 0, at, whole
        return [base, *found]


def case_of(found: Hallado) -> str:
    """Say of which case a document is."""
    return f"{found.expediente} · {found.deudor}"


def _elided(painter: QPainter, line: QRect, text: str) -> None:
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, 0, shown)


def _units(text: str) -> int:
    """Count as Qt counts: a character outside the basic plane is two."""
    return len(text.encode("utf-16-le")) // 2
