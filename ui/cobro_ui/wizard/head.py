"""The head of a guided step: where one is, why, and what else may be worked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_desktop.domain.procedimiento import Actividad
    from cobro_desktop.services.pasos import Paso


class StepHead(QFrame):
    """The procedure, the case and the activity; one button tells the way."""

    map_asked = Signal()
    beside_asked = Signal(str)
    """The id of an activity that is open beside this one."""

    def __init__(self, paso: Paso) -> None:
        super().__init__()
        set_part(self, "bar")
        self._map = QPushButton("¿Por qué estoy aquí y qué &sigue?")
        self._map.clicked.connect(self.map_asked)
        self._map.hide()
        own = [
            a
            for a in paso.procedimiento.actividades.values()
            if a.ambito is paso.actividad.ambito
        ]
        place = f"Actividad {paso.actividad.id} de {own[-1].id}"
        where = f"{paso.procedimiento.sigla} · {paso.procedimiento.codigo} · {place}"
        titles = QVBoxLayout()
        titles.setSpacing(2)
        line = f"{where} · {paso.numero} · {paso.deudor}"
        titles.addWidget(label(line, "muted", wrap=True))
        titles.addWidget(label(paso.actividad.nombre, "title", wrap=True))
        for other in paso.al_lado:
            left = Qt.AlignmentFlag.AlignLeft
            titles.addWidget(self._beside(other), 0, left)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 12, 20, 12)
        across.addLayout(titles, 1)
        across.addWidget(self._map, 0, Qt.AlignmentFlag.AlignTop)

    def offer_map(self, *, able: bool) -> None:
        """Show the button of the way, if there is one to show."""
        self._map.setVisible(able)

    def _beside(self, other: Actividad) -> QPushButton:
        """Offer an activity that may be closed now without moving the case."""
        name = f"También puede trabajar ya la {other.id} · {other.nombre}"
        button = QPushButton(name.replace("&", "&&"))
        set_part(button, "link")
        button.clicked.connect(partial(self.beside_asked.emit, other.id))
        return button
