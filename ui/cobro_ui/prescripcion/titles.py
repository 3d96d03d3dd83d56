"""The titles of a part of the radar, page by page, what must be done first on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad, pesos
from cobro_ui.icons import Icon
from cobro_ui.prescripcion.columns import TITLES
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.radar_titulos import FilaRadar
    from cobro_ui.theme.theme import Theme

PAGE = 200
"""Titles read at a time: each has its window worked out."""


class TitlesView(QWidget):
    """A heading, the titles, and a button for those that follow."""

    open_asked = Signal(object)
    """The `FilaRadar`."""
    more_asked = Signal(int)
    """How many there are already."""
    list_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._total = 0
        self._rows: list[FilaRadar] = []
        self._title = label(part="heading")
        self.in_list = QPushButton("&Ver en la lista")
        self.in_list.setToolTip(
            "Lleva la consulta a la lista de expedientes. La lista conoce fechas y no "
            "ventanas: de una banda muestra todos los de las mismas fechas"
        )
        self.export = QPushButton("E&xportar estos títulos…")
        self.more = QPushButton()
        set_part(self.more, "link")
        self.table: RowsTable[FilaRadar] = RowsTable(
            "Títulos de la parte elegida del radar", TITLES, theme
        )
        self._empty = EmptyState(Icon.RISK, theme).say("Leyendo el radar…", "")
        self._body = Emptiness(self.table, self._empty)
        self._build()

    def wait_for(self, name: str, titles: int, saldo: int) -> None:
        """Announce what is being read."""
        self._rows, self._total = [], titles
        said = f"{cantidad(titles, 'título')} · {pesos(saldo)}"
        self._title.setText(f"{name} · {said} · primero lo que se debe hacer antes")
        self.table.setAccessibleDescription(self._title.text())
        self.table.rows.show_rows([])
        self._empty.say("Leyendo los títulos…", "")
        self._body.show_view(filled=False)
        if not titles:
            self._empty.say(
                "Nada por hacer aquí",
                "Ningún título con saldo está en esta parte del radar. Elija otra "
                "barra u otra banda.",
            )
        for button in (self.in_list, self.export):
            button.setEnabled(titles > 0)
        self.more.hide()

    def show_nothing(self) -> None:
        """Say what this place is for, while no title prescribes."""
        self.wait_for("Toda la cartera", 0, 0)
        self._title.setText("")
        self._empty.say(
            "Todavía no hay nada que prescriba",
            "Cuando haya títulos con saldo y con su ejecutoria registrada, aquí se ve "
            "cuánto capital prescribe cada mes y qué acto se debe firmar primero.",
        )

    def show_problem(self) -> None:
        """Say that the figures could not be read; the page tells why."""
        self.wait_for("", 0, 0)
        self._title.setText("")
        self._empty.say(
            "No se pudo leer el radar",
            "Arriba está la causa. Corríjala y actualice con F5.",
        )

    def show_rows(self, rows: Sequence[FilaRadar]) -> None:
        """Add the titles that arrived."""
        place = self.table.currentIndex().row()
        self._rows += rows
        self.table.rows.show_rows(list(self._rows))
        self._body.show_view(filled=bool(self._rows))
        if place >= 0:
            self.table.selectRow(place)
        left = self._total - len(self._rows)
        self.more.setVisible(left > 0 and bool(rows))
        self.more.setText(f"Mostrar {min(left, PAGE)} más de los {left} que siguen")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.in_list)
        head.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.more)
        self.more.hide()
        for button in (self.in_list, self.export):
            button.setEnabled(False)
        self.table.activated.connect(self._activated)
        self.more.clicked.connect(lambda: self.more_asked.emit(len(self._rows)))
        self.in_list.clicked.connect(self.list_asked)
        self.export.clicked.connect(self.export_asked)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self.open_asked.emit(self.table.rows.row(index.row()))
