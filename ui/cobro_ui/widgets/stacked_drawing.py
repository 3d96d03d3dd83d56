"""What a drawing of amounts through time is made of, and the strokes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen, QPolygonF

from cobro_desktop.formats import pesos
from cobro_ui.widgets.chart_scale import DayScale, MoneyScale, brief, spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.domain.dinero import Centavos
    from cobro_ui.theme.theme import Theme

_GAP = 8


class Layer(NamedTuple):
    """One of the amounts that add up, from the bottom."""

    name: str
    role: str
    """Of the theme; its ground is `<role>_soft`."""
    pattern: Qt.BrushStyle


class Moment(NamedTuple):
    """The amounts of a day, one per layer; two of one day make a step."""

    day: date
    values: tuple[Centavos, ...]


class Note(NamedTuple):
    """Something that happened on a day."""

    day: date
    text: str


class ChartData(NamedTuple):
    """What a chart shows."""

    layers: Sequence[Layer] = ()
    moments: Sequence[Moment] = ()
    """In order of days."""
    notes: Sequence[Note] = ()
    stops: Sequence[Moment] = ()
    """The moments that the arrows go through."""


class StackedDrawing:
    """The drawing of one paint: scales and where everything goes.

    It needs a layer and two moments.
    """

    def __init__(self, chart: QWidget, theme: Theme, data: ChartData) -> None:
        self._theme, self._data = theme, data
        self._metrics = QFontMetrics(chart.font())
        line = self._metrics.height()
        top = max(sum(moment.values) for moment in data.moments)
        self.money = MoneyScale.up_to(top)
        self._names = [
            f"{layer.name} {pesos(value)}"
            for layer, value in zip(data.layers, data.moments[-1].values, strict=True)
        ]
        ticks = [brief(tick) for tick in self.money.ticks]
        left = max(self._metrics.horizontalAdvance(text) for text in ticks) + _GAP
        right = max(self._metrics.horizontalAdvance(text) for text in self._names)
        above = line + 2 * _GAP if data.notes else line // 2 + _GAP
        self.area = QRectF(
            left + _GAP,
            above,
            max(chart.width() - left - right - 4 * _GAP, 40),
            max(chart.height() - above - line - 2 * _GAP, 40),
        )
        first, last = data.moments[0].day, data.moments[-1].day
        self.days = DayScale(first, last, self.area.left(), self.area.width())

    def draw_axes(self, painter: QPainter) -> None:
        """Draw a line for each round amount, and name days and amounts."""
        area, metrics = self.area, self._metrics
        for tick in self.money.ticks:
            y = self._y(tick)
            role = "border" if not tick else "line"
            painter.setPen(QPen(self._theme.color(role), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._theme.color("muted"))
            text = brief(tick)
            x = area.left() - _GAP - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), text)
        base = area.bottom() + _GAP / 2 + metrics.ascent()
        for left, mark, text in self.days.labels(metrics.horizontalAdvance, 2 * _GAP):
            painter.drawText(QPointF(left, base), text)
            foot = QPointF(mark, area.bottom())
            painter.drawLine(foot, foot + QPointF(0, _GAP / 2))

    def draw_layers(self, painter: QPainter) -> None:
        """Draw each layer over those below: its ground, its pattern, its edge."""
        below = [0] * len(self._data.moments)
        for number, layer in enumerate(self._data.layers):
            above = [
                low + moment.values[number]
                for low, moment in zip(below, self._data.moments, strict=True)
            ]
            edge = self._line(above)
            shape = QPolygonF([*edge, *reversed(self._line(below))])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(f"{layer.role}_soft"))
            painter.drawPolygon(shape)
            painter.setBrush(QBrush(self._theme.color(layer.role), layer.pattern))
            painter.drawPolygon(shape)
            painter.setPen(QPen(self._theme.color(layer.role), 2))
            painter.drawPolyline(QPolygonF(edge))
            below = above

    def draw_notes(self, painter: QPainter) -> None:
        """Mark every note; write those that do not run into the one before."""
        metrics, free = self._metrics, self.area.left()
        for note in self._data.notes:
            x = self.days.x(note.day)
            painter.setPen(QPen(self._theme.color("text"), 1, Qt.PenStyle.DashLine))
            top = self.area.top() - _GAP / 2
            painter.drawLine(QPointF(x, top), QPointF(x, self.area.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("text"))
            tip = [QPointF(x - 4, top), QPointF(x + 4, top), QPointF(x, top + 6)]
            painter.drawPolygon(QPolygonF(tip))
            width = metrics.horizontalAdvance(note.text)
            left = min(max(x - width / 2, self.area.left()), self.area.right() - width)
            if left >= free:
                painter.setPen(self._theme.color("text"))
                base = top - metrics.descent() - 1
                painter.drawText(QPointF(left, base), note.text)
                free = left + width + 2 * _GAP

    def draw_names(self, painter: QPainter) -> None:
        """Name each layer beside its last amount; near ones make room."""
        low, wanted = 0, []
        for value in self._data.moments[-1].values:
            wanted.append(self._y(low + value // 2))
            low += value
        step = self._metrics.height()
        limits = (self.area.top() + step / 2, self.area.bottom() - step / 2)
        places = spread(wanted, step, limits)
        left = self.area.right()
        for text, layer, y, place in zip(
            self._names, self._data.layers, wanted, places, strict=True
        ):
            painter.setPen(QPen(self._theme.color(layer.role), 1))
            painter.drawLine(QPointF(left, y), QPointF(left + _GAP, place))
            painter.setPen(self._theme.color("text"))
            base = place + self._metrics.ascent() / 2 - 1
            painter.drawText(QPointF(left + _GAP * 1.5, base), text)

    def draw_stop(self, painter: QPainter, stop: Moment, told: str) -> None:
        """Draw the moment that the arrows are at, with its amounts in words."""
        x, metrics = self.days.x(stop.day), self._metrics
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawLine(QPointF(x, self.area.top()), QPointF(x, self.area.bottom()))
        width = metrics.horizontalAdvance(told) + 2 * _GAP
        edge = self.area.right() + _GAP
        left = max(min(x - width / 2, edge - width), 2.0)
        box = QRectF(left, self.area.top(), width, metrics.height() + _GAP)
        painter.setBrush(self._theme.color("raised"))
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.drawRect(box)
        painter.setPen(self._theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, told)

    def _line(self, amounts: Sequence[Centavos]) -> list[QPointF]:
        return [
            QPointF(self.days.x(moment.day), self._y(amount))
            for moment, amount in zip(self._data.moments, amounts, strict=True)
        ]

    def _y(self, amount: Centavos) -> float:
        share = amount / self.money.top
        return self.area.bottom() - share * self.area.height()
