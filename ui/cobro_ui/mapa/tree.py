"""The same as the map, as a tree: stages, activities, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from cobro_ui.icons import Icon
from cobro_ui.mapa.painter import Spot, destination
from cobro_ui.models.columns import ETAPAS
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from cobro_desktop.domain.piezas_mapa import Mapa, Nodo
    from cobro_ui.mapa.ports import Flow
    from cobro_ui.theme.theme import Theme

_Spot = Qt.ItemDataRole.UserRole


class FlowTree(QTreeWidget):
    """Every activity in its stage, with its outcomes; one line each."""

    spot_changed = Signal(object)
    """The `Spot` of the current line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: dict[Spot, QTreeWidgetItem] = {}
        self.setAccessibleName("Actividades y resultados del procedimiento")
        self.setHeaderLabels(["Actividad o resultado", "Lleva a", "En el expediente"])
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            mode = QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        self.currentItemChanged.connect(self._moved)

    def show_flow(self, flow: Flow, mapa: Mapa) -> None:
        """Show what a map shows."""
        self.blockSignals(True)  # noqa: FBT003
        self.clear()
        self._lines.clear()
        stage: QTreeWidgetItem | None = None
        for node in mapa.nodos:
            name = ETAPAS.get(node.etapa, node.etapa)
            if stage is None or stage.text(0) != name:
                stage = QTreeWidgetItem([name])
                font = stage.font(0)
                font.setBold(True)
                stage.setFont(0, font)
                self.addTopLevelItem(stage)
                stage.setFirstColumnSpanned(True)
                stage.setExpanded(True)
            stage.addChild(self._activity(flow, node))
        self.blockSignals(False)  # noqa: FBT003

    def go(self, spot: Spot) -> None:
        """Make the line of a spot the current one, without telling."""
        self.blockSignals(True)  # noqa: FBT003
        if item := self._lines.get(spot):
            self.setCurrentItem(item)
            self.scrollToItem(item)
        self.blockSignals(False)  # noqa: FBT003

    def _activity(self, flow: Flow, node: Nodo) -> QTreeWidgetItem:
        activity = flow.procedimiento.actividades[node.id]
        day = flow.fechas.get(node.id, "")
        item = QTreeWidgetItem([f"{node.id} · {activity.nombre}", "", day])
        self._keep(item, Spot(node.id))
        if day:
            icon = Icon.THIS if node.id == flow.actual else Icon.OK
            item.setIcon(0, self._theme.icon(icon, Tone.ACCENT))
        for row in node.filas:
            day = flow.tomadas.get((node.id, row.resultado), "")
            line = QTreeWidgetItem([row.etiqueta, destination(row), day])
            self._keep(line, Spot(node.id, row.resultado))
            item.addChild(line)
        return item

    def _keep(self, item: QTreeWidgetItem, spot: Spot) -> None:
        item.setData(0, _Spot, spot)
        self._lines[spot] = item

    @Slot()
    def _moved(self) -> None:
        item = self.currentItem()
        spot = item.data(0, _Spot) if item is not None else None
        if spot is not None:
            self.spot_changed.emit(Spot(*spot))
