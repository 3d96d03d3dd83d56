"""Amounts that add up through time, drawn flat and named on the drawing itself.

Each layer has a pattern of its own besides its colour, so that it reads in print;
the arrows go through the moments that its table tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.widgets.stacked_drawing import ChartData, Moment, StackedDrawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from cobro_ui.theme.theme import Theme

_HEIGHT = 220
_WIDTH = 420


class StackedChart(QWidget):
    """Draws amounts one over the other; hidden layers are those without amounts."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._data = ChartData()
        self._summary = ""
        self._stop: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        expanding = QSizePolicy.Policy.Expanding
        self.setSizePolicy(expanding, QSizePolicy.Policy.MinimumExpanding)
        theme.changed.connect(self.update)

    @property
    def data(self) -> ChartData:
        """What is shown."""
        return self._data

    @property
    def _drawn(self) -> bool:
        return bool(self._data.layers) and len(self._data.moments) > 1

    def show_data(self, data: ChartData, summary: str) -> None:
        """Show amounts; `summary` tells them in words."""
        shown = [
            n
            for n, _ in enumerate(data.layers)
            if any(moment.values[n] for moment in data.moments)
        ]

        def kept(moments: Sequence[Moment]) -> list[Moment]:
            return [Moment(m.day, tuple(m.values[n] for n in shown)) for m in moments]

        layers = [data.layers[n] for n in shown]
        self._data = ChartData(layers, kept(data.moments), data.notes, kept(data.stops))
        self._summary = summary
        self._stop = None
        self.setAccessibleDescription(summary)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        scaled = self._theme.scaled
        return QSize(scaled(_WIDTH), scaled(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        scaled = self._theme.scaled
        return QSize(scaled(_WIDTH * 3 // 4), scaled(_HEIGHT * 3 // 4))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the moments with the arrows; Escape forgets where one was."""
        last = len(self._data.stops) - 1
        here = -1 if self._stop is None else self._stop
        going = {
            Qt.Key.Key_Right: min(here + 1, last),
            Qt.Key.Key_Left: max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if last >= 0 and key in going:
            self._go(going[key])
        elif key == Qt.Key.Key_Escape and self._stop is not None:
            self._go(None)
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what was owed on the day under the pointer."""
        if not self._drawn:
            return
        frame = StackedDrawing(self, self._theme, self._data)
        day = frame.days.day(event.position().x())
        before = [m for m in self._data.moments if m.day <= day]
        moment = before[-1] if before else self._data.moments[0]
        place = event.globalPosition().toPoint()
        QToolTip.showText(place, self.told(moment), self)

    @override
    def focusInEvent(self, event: QEvent) -> None:
        """Show the ring of the focus."""
        self.update()

    @override
    def focusOutEvent(self, event: QEvent) -> None:
        """Take the ring away."""
        self.update()

    def told(self, moment: Moment) -> str:
        """Return the amounts of a moment in words."""
        parts = [
            f"{layer.name.lower()} {pesos(value)}"
            for layer, value in zip(self._data.layers, moment.values, strict=True)
        ]
        total = f"total {pesos(sum(moment.values))}"
        return f"{fecha_corta(moment.day)}: {', '.join([*parts, total])}"

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, layers, notes, names and the moment in focus."""
        if not self._drawn:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = StackedDrawing(self, self._theme, self._data)
        frame.draw_axes(painter)
        frame.draw_layers(painter)
        frame.draw_notes(painter)
        frame.draw_names(painter)
        if self._stop is not None:
            stop = self._data.stops[self._stop]
            frame.draw_stop(painter, stop, self.told(stop))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _go(self, stop: int | None) -> None:
        self._stop = stop
        told = self._summary
        if stop is not None:
            told = self.told(self._data.stops[stop])
        self.setAccessibleDescription(told)
        self.update()
