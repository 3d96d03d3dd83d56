"""Draws a map with the letters and the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainterPath, QPen, QPolygonF

from cobro_desktop.domain.piezas_mapa import Caja, Medidas, Rumbo
from cobro_ui.icons import Icon
from cobro_ui.models.columns import ESTADOS, ETAPAS
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from cobro_desktop.domain.piezas_mapa import Arista, Fila, Mapa, Nodo
    from cobro_ui.mapa.ports import Flow
    from cobro_ui.theme.theme import Theme

_BOX, _ROW, _LANE, _AIR, _BAND = 232, 450, 13, 20, 22
_PAD = 8
_TARGET = 150
"""Room for the destination at the end of an outcome."""
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_TOP = int(Qt.AlignmentFlag.AlignTop)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight)
_TALL = 100_000
ARROWS: Final = {
    Rumbo.SIGUE: "↓ {a}",
    Rumbo.BAJA: "→ {a}",
    Rumbo.SUBE: "↑ {a}",
    Rumbo.AQUI: "↻ sigue aquí",
    Rumbo.REGRESA: "↩ a la que lo envió",
    Rumbo.FIN: "■ {a}",
}


class Spot(NamedTuple):
    """Where one is on the map: an activity, or one of its outcomes."""

    activity: str = ""
    outcome: str = ""


class MapPainter:
    """Measures and draws one procedure."""

    def __init__(self, flow: Flow, theme: Theme, font: QFont) -> None:
        self._flow = flow
        self._theme = theme
        self._plain = QFont(font)
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * 0.9)
        scaled = theme.scaled
        self._pad = scaled(_PAD)
        self.sizes = Medidas(
            caja=scaled(_BOX),
            fila=scaled(_ROW),
            carril=scaled(_LANE),
            aire=scaled(_AIR),
            banda=scaled(_BAND),
            alto_caja=self._box_height,
            alto_fila=self._row_height,
        )

    def paint(self, painter: QPainter, mapa: Mapa, spot: Spot) -> None:
        """Draw it whole; the painter cuts what is not exposed."""
        theme = self._theme
        for number, band in enumerate(mapa.bandas):
            role = ("window", "raised")[number % 2]
            painter.fillRect(_rect(band.caja), theme.color(role))
            painter.setPen(theme.color("muted"))
            painter.setFont(self._bold)
            place = _rect(band.caja).adjusted(mapa.nodos[0].caja.x, 3, 0, 0)
            painter.drawText(place, _TOP, ETAPAS.get(band.etapa, band.etapa))
        for line in sorted(mapa.aristas, key=lambda line: self._rank(line, spot)):
            self._line(painter, line, spot)
        for node in mapa.nodos:
            self._box(painter, node, spot)
            for row in node.filas:
                self._outcome(painter, node, row, spot)

    def _taken(self, line: Arista) -> bool:
        return any((line.de, r) in self._flow.tomadas for r in line.resultados)

    def _rank(self, line: Arista, spot: Spot) -> int:
        return 2 * _is_of(line, spot) + self._taken(line)

    def _line(self, painter: QPainter, line: Arista, spot: Spot) -> None:
        theme = self._theme
        taken, chosen = self._taken(line), _is_of(line, spot)
        role = "focus" if chosen else "accent" if taken else "border"
        pen = QPen(theme.color(role), 2.6 if taken or chosen else 1.2)
        if line.rumbo is Rumbo.SUBE:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # From the arrow back, so that the dashes of a shared lane fall together.
        first, *rest = (QPointF(p.x, p.y) for p in reversed(line.puntos))
        path = QPainterPath(first)
        for point in rest:
            path.lineTo(point)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(role))
        painter.drawPolygon(_arrow(first, sideways=line.rumbo is Rumbo.SUBE))

    def _box(self, painter: QPainter, node: Nodo, spot: Spot) -> None:
        theme, flow = self._theme, self._flow
        here, done = node.id == flow.actual, node.id in flow.fechas
        chosen = node.id == spot.activity
        box = QRectF(_rect(node.caja))
        painter.setBrush(theme.color("accent_soft" if here else "surface"))
        edge = "accent" if here or done else "border"
        painter.setPen(QPen(theme.color(edge), 2.4 if here else 1.4))
        painter.drawRoundedRect(box, 5, 5)
        if chosen and not spot.outcome:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2.4))
            painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 8, 8)
        y = node.caja.y + self._pad
        for text, font, role, icon in self._texts(node.id):
            left = node.caja.x + self._pad
            wide = node.caja.ancho - 2 * self._pad
            if icon is not None:
                size = QFontMetrics(font).height() - 2
                pixmap = theme.pixmap(icon, Tone.ACCENT, size)
                painter.drawPixmap(left, y + 1, size, size, pixmap)
                left, wide = left + size + 4, wide - size - 4
            high = _height(text, font, wide)
            self._write(painter, QRect(left, y, wide, high), text, font, role)
            y += high

    def _texts(self, activity: str) -> list[tuple[str, QFont, str, Icon | None]]:
        found = self._flow.procedimiento.actividades[activity]
        texts: list[tuple[str, QFont, str, Icon | None]] = [
            (f"{found.id} · {found.nombre}", self._bold, "text", None)
        ]
        if found.plazo is not None:
            texts.append((found.plazo.texto, self._small, "muted", None))
        if found.control:
            texts.append(("Punto de control", self._small, "muted", None))
        if day := self._flow.fechas.get(activity):
            here = activity == self._flow.actual
            icon = Icon.THIS if here else Icon.OK
            texts.append((day, self._small, "accent", icon))
        return texts

    def _box_height(self, activity: str) -> int:
        wide = self._theme.scaled(_BOX) - 2 * self._pad
        total = 0
        for text, font, _role, icon in self._texts(activity):
            room = wide - QFontMetrics(font).height() - 2 if icon else wide
            total += _height(text, font, room)
        return total + 2 * self._pad

    def _row_height(self, label: str) -> int:
        # In bold, as it is once the case took it.
        wide = self._theme.scaled(_ROW - _TARGET)
        return _height(label, self._bold, wide) + 5

    def _outcome(self, painter: QPainter, node: Nodo, row: Fila, spot: Spot) -> None:
        theme = self._theme
        day = self._flow.tomadas.get((node.id, row.resultado), "")
        box = _rect(row.caja).adjusted(0, 0, -6, 0)
        if spot == (node.id, row.resultado):
            painter.setBrush(theme.color("selection"))
            painter.setPen(QPen(theme.color("focus"), 1.6))
            painter.drawRoundedRect(QRectF(box).adjusted(-4, 0, 4, 0), 4, 4)
        chosen = spot == (node.id, row.resultado)
        role = "on_selection" if chosen else "text"
        font = self._bold if day else self._plain
        left = box.adjusted(0, 2, -theme.scaled(_TARGET), 0)
        self._write(painter, left, row.etiqueta, font, role)
        right = box.adjusted(box.width() - theme.scaled(_TARGET), 2, 0, 0)
        tone = role if chosen else "accent" if day else "muted"
        # The box tells the day of an end, whose name leaves no room here.
        dated = day and row.rumbo is not Rumbo.FIN
        text = f"{destination(row)} · {day}" if dated else destination(row)
        self._write(painter, right, text, self._small, tone, _RIGHT)

    def _write(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        font: QFont,
        role: str,
        align: int = 0,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self._theme.color(role)))
        painter.drawText(box, _WRAP | _TOP | align, text)


def destination(row: Fila) -> str:
    """Say in short where an outcome leads: `→ 16`, `■ Devuelto`."""
    name = ESTADOS.get(row.destino, row.destino.capitalize())
    where = name if row.rumbo is Rumbo.FIN else row.destino
    return ARROWS[row.rumbo].format(a=where)


def _is_of(line: Arista, spot: Spot) -> bool:
    """Tell whether a line is of the outcome one is on, or leaves its activity."""
    if line.de != spot.activity:
        return False
    return not spot.outcome or spot.outcome in line.resultados


def _arrow(tip: QPointF, *, sideways: bool) -> QPolygonF:
    x, y = tip.x(), tip.y()
    if sideways:
        return QPolygonF([tip, QPointF(x - 8, y - 4), QPointF(x - 8, y + 4)])
    return QPolygonF([tip, QPointF(x - 4, y - 8), QPointF(x + 4, y - 8)])


def _rect(caja: Caja) -> QRect:
    return QRect(caja.x, caja.y, caja.ancho, caja.alto)


def _height(text: str, font: QFont, width: int) -> int:
    box = QRect(0, 0, width, _TALL)
    return QFontMetrics(font).boundingRect(box, _WRAP, text).height()
