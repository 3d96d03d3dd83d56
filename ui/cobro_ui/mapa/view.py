"""The map itself: zoom, the mouse, and walking over it with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView
from typing_extensions import override

from cobro_desktop.domain.mapa import trazar
from cobro_desktop.domain.piezas_mapa import Rumbo
from cobro_desktop.domain.procedimiento import Ambito
from cobro_ui.mapa.painter import MapPainter, Spot, destination

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
        QWheelEvent,
    )
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from cobro_desktop.domain.piezas_mapa import Caja, Mapa, Nodo
    from cobro_ui.mapa.ports import Flow
    from cobro_ui.theme.theme import Theme

_STEP, _LEAST, _MOST = 1.2, 0.1, 3.0
_READABLE = 0.8
"""Least size at which the letters are still read without effort."""
_MARGIN = 24


class _Drawing(QGraphicsItem):
    """The whole map as one item."""

    def __init__(self, painter: MapPainter, mapa: Mapa) -> None:
        super().__init__()
        self._painter = painter
        self._mapa = mapa
        self.spot = Spot()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._mapa.ancho, self._mapa.alto)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        self._painter.paint(painter, self._mapa, self.spot)


class FlowView(QGraphicsView):
    """Shows a map; arrows walk over its activities and outcomes."""

    spot_changed = Signal(object)
    """The `Spot` one is on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow: Flow | None = None
        self._ambito = Ambito.EXPEDIENTE
        self._mapa: Mapa | None = None
        self._drawing: _Drawing | None = None
        self._sized = False
        """Whether the person chose a size."""
        self.setScene(QGraphicsScene(self))
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName("Mapa del procedimiento")
        self.setAccessibleDescription(
            "Las flechas recorren actividades y resultados; Entrar sigue un resultado. "
            "La lista dice lo mismo."
        )
        theme.changed.connect(self._draw)

    @property
    def spot(self) -> Spot:
        """Where one is."""
        return self._drawing.spot if self._drawing is not None else Spot()

    @property
    def mapa(self) -> Mapa | None:
        """What is drawn."""
        return self._mapa

    def show_flow(self, flow: Flow, ambito: Ambito) -> None:
        """Draw a procedure, and go where its case is, or to its first activity."""
        self._flow, self._ambito = flow, ambito
        self._draw()
        self._make_readable()
        if self._mapa is not None and self._mapa.nodos:
            here = self._mapa.nodo(flow.actual) or self._mapa.nodos[0]
            self.go(Spot(here.id))

    @Slot()
    def _draw(self) -> None:
        flow = self._flow
        if flow is None:
            return
        before = self.spot
        painter = MapPainter(flow, self._theme, self.font())
        self._mapa = trazar(flow.procedimiento, self._ambito, painter.sizes)
        self._drawing = _Drawing(painter, self._mapa)
        self._drawing.spot = before
        scene = self.scene()
        scene.clear()
        scene.addItem(self._drawing)
        scene.setSceneRect(self._drawing.boundingRect())
        self.setBackgroundBrush(self._theme.color("window"))

    def go(self, spot: Spot) -> None:
        """Go to an activity or an outcome, and bring it in sight."""
        drawing, mapa = self._drawing, self._mapa
        node = mapa.nodo(spot.activity) if mapa is not None else None
        if drawing is None or node is None:
            return
        rows = [f.caja for f in node.filas if f.resultado == spot.outcome]
        spot = spot if rows else Spot(spot.activity)
        changed = drawing.spot != spot
        drawing.spot = spot
        drawing.update()
        self._look_at(rows[0] if rows else node.caja)
        if changed:
            self.spot_changed.emit(spot)

    def centre(self, activity: str) -> None:
        """Put an activity in the middle."""
        if self._mapa is not None and (node := self._mapa.nodo(activity)):
            middle = QPointF(self._mapa.ancho / 2, node.caja.y + node.caja.alto / 2)
            self.centerOn(middle)
            bar = self.horizontalScrollBar()
            bar.setValue(bar.minimum())

    def leave_outcome(self) -> None:
        """Go from an outcome back to its activity."""
        self.go(Spot(self.spot.activity))

    def zoom(self, factor: float) -> None:
        """Make it larger or smaller, within reason."""
        self._sized = True
        now = self.transform().m11()
        wanted = min(_MOST, max(_LEAST, now * factor))
        self.scale(wanted / now, wanted / now)

    def zoom_in(self) -> None:
        """Make it larger."""
        self.zoom(_STEP)

    def zoom_out(self) -> None:
        """Make it smaller."""
        self.zoom(1 / _STEP)

    def natural_size(self) -> None:
        """Show it at 100 %."""
        self._sized = True
        self.resetTransform()

    def fit_whole(self) -> None:
        """Show all of it at once."""
        if self._mapa is None:
            return
        room = self.viewport().size()
        wide, high = room.width() / self._mapa.ancho, room.height() / self._mapa.alto
        self.resetTransform()
        self.zoom(min(1.0, wide, high))

    def fit_width(self) -> None:
        """Make it as wide as the window lets it, at most twice its size."""
        if self._mapa is None:
            return
        self.resetTransform()
        self.zoom(min(2.0, self.viewport().width() / self._mapa.ancho))
        self.centre(self.spot.activity)

    def say(self, spot: Spot) -> str:
        """Put a place of the map in words."""
        flow, mapa = self._flow, self._mapa
        if flow is None or mapa is None or (node := mapa.nodo(spot.activity)) is None:
            return ""
        if not spot.outcome:
            name = flow.procedimiento.actividades[spot.activity].nombre
            day = flow.fechas.get(spot.activity, "")
            return ". ".join(filter(None, (f"Actividad {spot.activity}: {name}", day)))
        row = next(f for f in node.filas if f.resultado == spot.outcome)
        return f"Resultado: {row.etiqueta}, {destination(row)}"

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk; what is no step of the map is the view's own."""
        moves = {
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Right: self._enter,
            Qt.Key.Key_Left: self.leave_outcome,
            Qt.Key.Key_Return: self._follow,
            Qt.Key.Key_Enter: self._follow,
            Qt.Key.Key_Home: lambda: self._jump(0),
            Qt.Key.Key_End: lambda: self._jump(-1),
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.natural_size,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None or self._node() is None:
            super().keyPressEvent(event)
            return
        move()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to what was pressed."""
        place = self.mapToScene(event.position().toPoint())
        found = self._at(place)
        if found is not None:
            self.go(found)
        super().mousePressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
            return
        super().wheelEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep it as wide as the window, until the person chooses a size."""
        super().resizeEvent(event)
        self._make_readable()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        self.go(self.spot)

    def _make_readable(self) -> None:
        """Show it at 100 %, or a little smaller where it would not fit in width."""
        if self._sized or self._mapa is None:
            return
        share = self.viewport().width() / self._mapa.ancho
        size = min(1.0, max(_READABLE, share))
        self.resetTransform()
        self.scale(size, size)

    def _node(self) -> Nodo | None:
        return self._mapa.nodo(self.spot.activity) if self._mapa is not None else None

    def _step(self, by: int) -> None:
        """Go to the next activity or, inside one, to its next outcome."""
        node, mapa, spot = self._node(), self._mapa, self.spot
        if node is None or mapa is None:
            return
        if spot.outcome:
            names = [f.resultado for f in node.filas]
            place = min(max(names.index(spot.outcome) + by, 0), len(names) - 1)
            self.go(Spot(node.id, names[place]))
        elif 0 <= node.capa + by < len(mapa.nodos):
            self.go(Spot(mapa.nodos[node.capa + by].id))

    def _enter(self) -> None:
        node = self._node()
        if node is not None and node.filas and not self.spot.outcome:
            self.go(Spot(node.id, node.filas[0].resultado))

    def _follow(self) -> None:
        """Go where the outcome leads; from an activity, to its outcomes."""
        node, outcome = self._node(), self.spot.outcome
        if node is None or not outcome:
            self._enter()
            return
        row = next(f for f in node.filas if f.resultado == outcome)
        if row.rumbo not in {Rumbo.FIN, Rumbo.REGRESA}:
            self.go(Spot(row.destino))

    def _jump(self, place: int) -> None:
        if self._mapa is not None:
            self.go(Spot(self._mapa.nodos[place].id))

    def _at(self, place: QPointF) -> Spot | None:
        for node in self._mapa.nodos if self._mapa is not None else ():
            if _holds(node.caja, place):
                return Spot(node.id)
            for row in node.filas:
                if _holds(row.caja, place):
                    return Spot(node.id, row.resultado)
        return None

    def _look_at(self, caja: Caja) -> None:
        box = QRectF(caja.x, caja.y, caja.ancho, caja.alto)
        self.ensureVisible(box, _MARGIN, _MARGIN)


def _holds(caja: Caja, place: QPointF) -> bool:
    return QRectF(caja.x, caja.y, caja.ancho, caja.alto).contains(place)
