"""The bars of the radar: flat, labelled on themselves, told apart without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from cobro_desktop.domain.ventana import Banda
from cobro_ui.prescripcion.words import millions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.services.radar import Barra

TITLE = "Capital por el mes de su fecha segura, en millones de pesos"
_SPECIAL = 2
"""The bars before the months."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours and the font of a drawing; on paper they are others."""

    font: QFont
    text: QColor
    muted: QColor
    line: QColor
    on_time: QColor
    late: QColor
    lost: QColor
    chosen: QColor


class Slot(NamedTuple):
    """Where a bar stands."""

    bar: Barra
    area: QRectF
    """The whole column, to be pointed at."""
    late: QRectF
    on_time: QRectF
    cut: bool
    """Taller than the drawing."""


def slots(bars: Sequence[Barra], area: QRectF, ink: Ink) -> list[Slot]:
    """Lay the bars out; what lies beyond the months has no place here."""
    if not bars:
        return []
    metrics = QFontMetricsF(ink.font)
    plot = QRectF(area)
    plot.adjust(0, metrics.height() * 2.6, 0, -metrics.height() * 2.3)
    top = _top(bars)
    step = plot.width() / len(bars)
    found = []
    for number, bar in enumerate(bars):
        left = plot.left() + number * step
        height = plot.height() * min(bar.saldo / top, 1) if top else 0
        share = bar.saldo_tarde / bar.saldo if bar.saldo else 0
        body = QRectF(left + step * 0.14, plot.bottom() - height, step * 0.72, height)
        late = QRectF(body)
        late.setTop(body.bottom() - height * share)
        on_time = QRectF(body)
        on_time.setBottom(late.top())
        column = QRectF(left, area.top() + metrics.height() * 1.4, step, 0)
        column.setBottom(area.bottom())
        found.append(Slot(bar, column, late, on_time, cut=bar.saldo > top))
    return found


def paint(
    painter: QPainter,
    area: QRectF,
    bars: Sequence[Barra],
    ink: Ink,
    chosen: int | None = None,
) -> None:
    """Draw the bars in an area."""
    painter.save()
    painter.setFont(ink.font)
    metrics = QFontMetricsF(ink.font)
    _legend(painter, area, ink, metrics)
    for number, slot in enumerate(slots(bars, area, ink)):
        if number == chosen:
            painter.fillRect(slot.area, ink.chosen)
        _bar(painter, slot, ink)
        _words(painter, slot, ink, metrics)
    floor = area.bottom() - metrics.height() * 2.3
    painter.setPen(QPen(ink.muted, 1))
    painter.drawLine(QPointF(area.left(), floor), QPointF(area.right(), floor))
    painter.restore()


def _top(bars: Sequence[Barra]) -> int:
    """Return the amount of the tallest month; of anything, if the months are empty."""
    months = max((bar.saldo for bar in bars[_SPECIAL:]), default=0)
    return months or max(bar.saldo for bar in bars)


def _bar(painter: QPainter, slot: Slot, ink: Ink) -> None:
    lost = slot.bar.bandas == (Banda.PRESCRITO,)
    if not slot.on_time.isEmpty():
        if lost:
            _hatched(painter, slot.on_time, ink.lost, Qt.BrushStyle.DiagCrossPattern)
        else:
            painter.fillRect(slot.on_time, ink.on_time)
    if not slot.late.isEmpty():
        _hatched(painter, slot.late, ink.late, Qt.BrushStyle.BDiagPattern)
    if slot.cut:
        body = slot.late.united(slot.on_time)
        painter.setPen(QPen(ink.chosen, 3))
        middle = body.top() + 9
        painter.drawLine(
            QPointF(body.left() - 3, middle + 3), QPointF(body.right() + 3, middle - 3)
        )


def _hatched(
    painter: QPainter, area: QRectF, color: QColor, style: Qt.BrushStyle
) -> None:
    painter.fillRect(area, QBrush(color, style))
    painter.setPen(QPen(color, 1))
    painter.drawRect(area)


def _words(painter: QPainter, slot: Slot, ink: Ink, metrics: QFontMetricsF) -> None:
    body = slot.late.united(slot.on_time) if slot.bar.saldo else slot.late
    amount = QRectF(slot.area)
    amount.setBottom(body.top() - 2)
    amount.setTop(amount.bottom() - metrics.height())
    painter.setPen(ink.text)
    center = Qt.AlignmentFlag.AlignHCenter
    flags = center | Qt.AlignmentFlag.AlignBottom
    painter.drawText(_wider(amount), flags, millions(slot.bar.saldo))
    names = QRectF(slot.area)
    names.setTop(slot.area.bottom() - metrics.height() * 2.2)
    painter.setPen(ink.muted)
    top = center | Qt.AlignmentFlag.AlignTop
    painter.drawText(_wider(names), top, "\n".join(_two_lines(slot.bar)))


def _wider(area: QRectF) -> QRectF:
    return area.adjusted(-8, 0, 8, 0)


def _two_lines(bar: Barra) -> tuple[str, str]:
    """Return the name of a bar; a month tells its year only in January."""
    if bar.bandas == (Banda.PRESCRITO,):
        return ("Ya", "presc.")
    if bar.bandas:
        return ("Pasó", "segura")
    month, _, year = bar.nombre.partition(" ")
    return (month, year if month == "ene" else "")


def _legend(painter: QPainter, area: QRectF, ink: Ink, metrics: QFontMetricsF) -> None:
    painter.setPen(ink.text)
    line = QRectF(area.left(), area.top(), area.width(), metrics.height())
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(line, left, TITLE)
    x = area.right()
    for word, color, style in reversed(list(_swatches(ink))):
        x -= metrics.horizontalAdvance(word)
        painter.setPen(ink.muted)
        painter.drawText(QRectF(x, line.top(), area.width(), line.height()), left, word)
        size = metrics.height() * 0.8
        x -= size + 5
        swatch = QRectF(x, line.top() + (line.height() - size) / 2, size, size)
        if style is Qt.BrushStyle.SolidPattern:
            painter.fillRect(swatch, color)
        else:
            _hatched(painter, swatch, color, style)
        x -= 14


def _swatches(ink: Ink) -> Iterator[tuple[str, QColor, Qt.BrushStyle]]:
    yield "a tiempo", ink.on_time, Qt.BrushStyle.SolidPattern
    yield "ventana vencida", ink.late, Qt.BrushStyle.BDiagPattern
    yield "prescrito", ink.lost, Qt.BrushStyle.DiagCrossPattern
