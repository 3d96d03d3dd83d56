"""What happened to a title on a line of time: stretches, events, ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.prescripcion import Efecto
from cobro_desktop.formats import fecha_corta
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from cobro_desktop.domain.prescripcion import Tramo
    from cobro_desktop.services.prescripcion_titulo import TituloVigilado
    from cobro_ui.theme.theme import Theme

_NAMES = {
    Causa.MANDAMIENTO: "Mandamiento notificado",
    Causa.FACILIDAD: "Facilidad",
    Causa.CONCORDATO: "Insolvencia",
    Causa.LIQUIDACION: "Liquidación forzosa",
}
_ROWS = 4
"""Heights at which a label may stand."""


class Kind(Enum):
    """How a mark is drawn."""

    EVENT = auto()
    VOID = auto()
    END = auto()
    TODAY = auto()


@dataclass(frozen=True, slots=True)
class EventMark:
    """A day of the line with its name."""

    day: date
    name: str
    kind: Kind = Kind.EVENT
    tone: Tone = Tone.ACCENT

    @property
    def text(self) -> str:
        """The label, the day included."""
        return f"{self.name} {fecha_corta(self.day)}"


class EventLine(QWidget):
    """Draws a title's line; its description says the same in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._marks: Sequence[EventMark] = ()
        self._stretches: Sequence[Tramo] = ()
        self._height = theme.scaled(110)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Línea de tiempo de la prescripción")
        theme.changed.connect(self.updateGeometry)

    def show_title(self, titulo: TituloVigilado, today: date) -> None:
        """Show a title."""
        self._marks = sorted(marks_of(titulo, today), key=lambda mark: mark.day)
        self._stretches = titulo.resultado.tramos if titulo.resultado else ()
        said = [mark.text for mark in self._marks]
        said += [
            f"{stretch.motivo}, {stretch.efecto}, del {fecha_corta(stretch.desde)} al "
            f"{fecha_corta(stretch.hasta)}"
            for stretch in self._stretches
        ]
        self.setAccessibleDescription("; ".join(said) + ".")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(800), self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.scaled(480), self._height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the labels need at this width."""
        super().resizeEvent(event)
        metrics = QFontMetricsF(self.font())
        rows = max((row for _, row in self._places(metrics)), default=0) + 1
        height = round(metrics.height() * (2.9 + 1.25 * rows))
        if height != self._height:
            self._height = height
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(painter.font())
        axis = self._axis(metrics)
        for stretch in self._stretches:
            self._draw_stretch(painter, stretch, axis)
        labels = [
            self._label(mark, row, metrics) for mark, row in self._places(metrics)
        ]
        # The stems go first, so that no label is crossed out by another's.
        for mark, label in zip(self._marks, labels, strict=True):
            painter.setPen(QPen(self._theme.color(str(mark.tone)), 1))
            x = self._x(mark.day)
            painter.drawLine(QPointF(x, label.bottom()), QPointF(x, axis))
        for mark, label in zip(self._marks, labels, strict=True):
            self._draw_mark(painter, mark, axis)
            self._draw_label(painter, mark, label)
        self._draw_key(painter, axis + metrics.height() * 0.75, metrics)

    def _axis(self, metrics: QFontMetricsF) -> float:
        return self.height() - metrics.height() * 1.9

    def _places(self, metrics: QFontMetricsF) -> Iterator[tuple[EventMark, int]]:
        """Yield each mark with the lowest height where its label touches no other."""
        taken = [0.0] * _ROWS
        for mark in self._marks:
            left, width = self._left(mark, metrics)
            free = [row for row in range(_ROWS) if taken[row] <= left]
            row = free[0] if free else min(range(_ROWS), key=lambda r: taken[r])
            taken[row] = left + width + 6
            yield mark, row

    def _left(self, mark: EventMark, metrics: QFontMetricsF) -> tuple[float, float]:
        width = metrics.horizontalAdvance(mark.text) + 8
        return min(max(self._x(mark.day) - 4, 0), self.width() - width), width

    def _label(self, mark: EventMark, row: int, metrics: QFontMetricsF) -> QRectF:
        left, width = self._left(mark, metrics)
        step = metrics.height() * 1.25
        top = self._axis(metrics) - metrics.height() * 0.9 - (row + 1) * step
        return QRectF(left, top, width, metrics.height() * 1.2)

    def _draw_stretch(self, painter: QPainter, stretch: Tramo, axis: float) -> None:
        thick = self._theme.scaled(8)
        left, right = self._x(stretch.desde), self._x(stretch.hasta)
        area = QRectF(left, axis - thick / 2, max(right - left, 1), thick)
        color = self._theme.color("accent")
        if stretch.efecto is Efecto.CORRE:
            painter.fillRect(area, color)
        elif stretch.efecto is Efecto.SUSPENDIDO:
            painter.fillRect(area, QBrush(color, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(color, 1))
            painter.drawRect(area)
        else:
            painter.setPen(QPen(color, 2, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(left, axis), QPointF(right, axis))

    def _draw_mark(self, painter: QPainter, mark: EventMark, axis: float) -> None:
        x, size = self._x(mark.day), self._theme.scaled(6)
        color = self._theme.color(str(mark.tone))
        painter.setPen(QPen(color, 2))
        center = QPointF(x, axis)
        if mark.kind is Kind.TODAY:
            painter.drawLine(QPointF(x, axis - 2 * size), QPointF(x, axis + 2 * size))
        elif mark.kind is Kind.END:
            area = QRectF(x - size * 0.7, axis - size, size * 1.4, size * 2)
            painter.fillRect(area, color)
        else:
            void = mark.kind is Kind.VOID
            painter.setBrush(self._theme.color("surface") if void else color)
            painter.drawEllipse(center, size, size)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if void:
                corner = QPointF(size, size)
                painter.drawLine(center - corner, center + corner)

    def _draw_label(self, painter: QPainter, mark: EventMark, label: QRectF) -> None:
        painter.fillRect(label, self._theme.color("surface"))
        plain = mark.kind is Kind.EVENT
        painter.setPen(self._theme.color("text" if plain else str(mark.tone)))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(label.adjusted(4, 0, 0, 0), middle, mark.text)

    def _draw_key(self, painter: QPainter, top: float, metrics: QFontMetricsF) -> None:
        """Say below what each line is."""
        painter.setPen(self._theme.color("muted"))
        text = "línea llena: corre · rayada: suspendido · punteada: interrumpido"
        area = QRectF(0, top, self.width(), metrics.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, text)

    def _x(self, day: date) -> float:
        edge = self._theme.scaled(12)
        first, last = self._marks[0].day, self._marks[-1].day
        ends = [stretch.hasta for stretch in self._stretches]
        last = max([last, *ends])
        span = max((last - first).days, 1)
        return edge + (day - first).days / span * (self.width() - 2 * edge)


def marks_of(titulo: TituloVigilado, today: date) -> Iterator[EventMark]:
    """Yield the days of a title."""
    facts, found = titulo.hechos, titulo.resultado
    if facts is None or found is None:
        return
    yield EventMark(facts.ejecutoria, "Ejecutoria")
    if facts.exigibilidad and facts.exigibilidad != facts.ejecutoria:
        yield EventMark(facts.exigibilidad, "Exigible")
    for event in titulo.eventos:
        name = _NAMES[event.causa]
        if not event.valida:
            yield EventMark(event.fecha, f"{name}, sin validez", Kind.VOID, Tone.MUTED)
            continue
        yield EventMark(event.fecha, name)
        if event.fin:
            broken = event.causa is Causa.FACILIDAD
            word = "Incumplimiento" if broken else f"Fin de la {name.lower()}"
            yield EventMark(event.fin, word, tone=Tone.WARN)
    for stop in facts.suspensiones:
        yield EventMark(stop.desde, "Se suspende", tone=Tone.WARN)
    yield EventMark(today, "Hoy", Kind.TODAY, Tone.TEXT)
    if found.fecha_segura != found.fecha_legal:
        yield EventMark(found.fecha_segura, "Fecha segura", Kind.END, Tone.RISK)
        yield EventMark(found.fecha_legal, "Fecha legal", Kind.END, Tone.DANGER)
    else:
        both = "Fecha legal y segura"
        yield EventMark(found.fecha_legal, both, Kind.END, Tone.DANGER)
