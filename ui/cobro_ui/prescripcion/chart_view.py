"""The bars on the screen: pointed at, walked with the arrows, read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from cobro_ui.prescripcion.chart import TITLE, Ink, paint, slots
from cobro_ui.prescripcion.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from cobro_desktop.services.radar import Barra
    from cobro_ui.theme.theme import Theme

_MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -1_000,
    Qt.Key.Key_End: 1_000,
}


class BarsView(QWidget):
    """Shows the bars; the chosen one is told to whoever listens."""

    chosen = Signal(object)
    """The `Barra`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: Sequence[Barra] = ()
        self._current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(TITLE)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Barra]) -> None:
        """Show other bars; none is chosen."""
        self._bars = bars
        self._current = None
        self._describe()
        self.update()

    def mark(self, bar: Barra | None) -> None:
        """Show which bar was chosen elsewhere."""
        names = [b.nombre for b in self._bars]
        known = bar is not None and bar.nombre in names
        self._current = names.index(bar.nombre) if bar and known else None
        self._describe()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(900), self._theme.scaled(230))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.scaled(520), self._theme.scaled(150))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._area(), self._bars, self._ink(), self._current)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None or not self._bars:
            super().keyPressEvent(event)
            return
        here = self._current
        if here is None:
            start = 0 if move > 0 else len(self._bars)
            here = start - 1 if move == 1 else start
        self._choose(min(max(here + move, 0), len(self._bars) - 1))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is not None:
            self._choose(found)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos())
            text = spoken(self._bars[found]) if found is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _choose(self, number: int) -> None:
        self._current = number
        self._describe()
        self.update()
        self.chosen.emit(self._bars[number])

    def _describe(self) -> None:
        if self._current is None:
            many = [spoken(bar) for bar in self._bars if bar.titulos]
            text = " ".join(many) or "No hay capital por prescribir."
            self.setAccessibleDescription(f"Use las flechas para elegir. {text}")
        else:
            self.setAccessibleDescription(spoken(self._bars[self._current]))

    def _at(self, where: QPoint) -> int | None:
        for number, slot in enumerate(slots(self._bars, self._area(), self._ink())):
            if slot.area.contains(where):
                return number
        return None

    def _area(self) -> QRectF:
        gap = self._theme.scaled(10)
        return QRectF(self.rect()).adjusted(gap, gap * 0.6, -gap, -gap * 0.4)

    def _ink(self) -> Ink:
        color = self._theme.color
        font = self._theme.figures
        small = type(font)(font)
        small.setPointSizeF(font.pointSizeF() * 0.88)
        return Ink(
            small,
            color("text"),
            color("muted"),
            color("line"),
            color("accent"),
            color("danger"),
            color("neutral"),
            color("selection"),
        )
