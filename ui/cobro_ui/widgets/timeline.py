"""The acts of a case in time, the last one first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
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
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_ui.icons import Icon
    from cobro_ui.theme.theme import Theme

_ROOT = QModelIndex()
_EVENT = Qt.ItemDataRole.UserRole
_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One act, in words."""

    day: date
    title: str
    text: str
    who: str
    icon: Icon
    tone: Tone = Tone.ACCENT
    annulled: bool = False
    id: int = 0
    """Of the act."""

    def spoken(self) -> str:
        """Return the act in one sentence, for a screen reader."""
        void = " Anulada." if self.annulled else ""
        return f"{fecha_corta(self.day)}: {self.title}. {self.text} {self.who}.{void}"


class TimelineModel(QAbstractListModel):
    """Holds the events that somebody else read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._events: Sequence[TimelineEvent] = ()

    def show_events(self, events: Sequence[TimelineEvent]) -> None:
        """Replace the events."""
        self.beginResetModel()
        self._events = events
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._events)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return event.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return event.spoken()
        return event if role == _EVENT else None


class Timeline(QListView):
    """A list drawn as a line with dots."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = TimelineModel(self)
        self.setModel(self.events)
        self.setItemDelegate(_Painter(theme, self))
        self.setAccessibleName("Actuaciones del expediente")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def current_event(self) -> TimelineEvent | None:
        """Return the act in focus."""
        found = self.currentIndex().data(_EVENT)
        return found if isinstance(found, TimelineEvent) else None

    def fit(self) -> None:
        """Be as high as what it shows; whatever holds it scrolls."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = range(self.events.rowCount())
        heights = (self.sizeHintForIndex(self.events.index(n)).height() for n in rows)
        self.setFixedHeight(sum(heights) + 4)


class _Painter(QStyledItemDelegate):
    """Date at the left, dot on the line, words at the right."""

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
        event: TimelineEvent = index.data(_EVENT)
        metrics = QFontMetrics(self._view.font())
        width = self._view.viewport().width()
        area = QRect(0, 0, max(120, width - self._left() - 16), 2000)
        words = metrics.boundingRect(area, _WRAP, event.text).height()
        height = 2 * metrics.lineSpacing() + (words if event.text else 0) + 14
        return QSize(width - 2, height)

    def _left(self) -> int:
        """Where the words begin."""
        dates = QFontMetrics(self._view.font()).horizontalAdvance("30 mmm 2026")
        return dates + 64

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        event: TimelineEvent = index.data(_EVENT)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, self._theme.color("selection"))
        self._line(painter, rect, event)
        self._words(painter, rect, event, chosen=chosen)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, event: TimelineEvent) -> None:
        x = rect.left() + self._left() - 28
        painter.setPen(QPen(self._theme.color("line"), 2))
        painter.drawLine(QPoint(x, rect.top()), QPoint(x, rect.bottom()))
        size = self._theme.scaled(22)
        disc = QRect(x - size // 2, rect.top() + 4, size, size)
        tone = Tone.MUTED if event.annulled else event.tone
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color(tone), 1.5))
        painter.drawEllipse(disc)
        icon = self._theme.pixmap(event.icon, tone, 14)
        corner = (size - self._theme.scaled(14)) // 2
        painter.drawPixmap(disc.topLeft() + QPoint(corner, corner), icon)

    def _words(
        self, painter: QPainter, rect: QRect, event: TimelineEvent, *, chosen: bool
    ) -> None:
        ink = self._theme.color("on_selection" if chosen else "text")
        soft = self._theme.color("on_selection" if chosen else "muted")
        step = QFontMetrics(self._view.font()).lineSpacing()
        top = rect.top() + 5
        dates = QRect(rect.left() + 4, top, self._left() - 52, step)
        painter.setPen(soft)
        painter.drawText(dates, Qt.AlignmentFlag.AlignRight, fecha_corta(event.day))
        left = rect.left() + self._left()
        width = rect.width() - self._left() - 12
        heading = QFont(self._view.font())
        heading.setWeight(QFont.Weight.DemiBold)
        heading.setStrikeOut(event.annulled)
        painter.setFont(heading)
        painter.setPen(ink)
        title = event.title + (" (anulada)" if event.annulled else "")
        elide = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(heading).elidedText(title, elide, width)
        painter.drawText(QRect(left, top, width, step), 0, shown)
        painter.setFont(self._view.font())
        body = QRect(left, top + step, width, rect.height() - 2 * step - 8)
        painter.drawText(body, _WRAP, event.text)
        painter.setPen(soft)
        foot = QRect(left, rect.bottom() - step - 6, width, step)
        who = QFontMetrics(self._view.font()).elidedText(event.who, elide, width)
        painter.drawText(foot, 0, who)
