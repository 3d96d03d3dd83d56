"""Which institution, and at which cut, the bulletin is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from cobro_desktop.domain.bdme import cortes_cercanos
from cobro_desktop.formats import fecha_larga
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_ui.ports import Shell

OTHER = "Otra fecha…"


class CutChoice(QWidget):
    """Two lists, and a date for who wants another day."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.entity = QComboBox()
        self.cut = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.entity.setAccessibleName("Entidad")
        self.cut.setAccessibleName("Corte del boletín")
        self.entity.setFixedWidth(shell.theme.scaled(120))
        self.cut.setFixedWidth(shell.theme.scaled(190))
        self.day.setFixedWidth(shell.theme.scaled(170))
        for cut in cortes_cercanos(shell.today):
            self.cut.addItem(fecha_larga(cut), cut)
        self.cut.addItem(OTHER, None)
        # The first is still to come; the report that is due is that of the last one.
        self.cut.setCurrentIndex(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.entity, self.cut, self.day):
            layout.addWidget(widget)
        self.day.hide()
        self.entity.currentIndexChanged.connect(self.changed)
        self.cut.currentIndexChanged.connect(self._turn)
        self.day.changed.connect(self.changed)

    def show_entities(self, entities: Sequence[tuple[str, str]]) -> bool:
        """Offer the institutions; returns whether the chosen one is another now."""
        before = self.sigla
        self.entity.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.entity.clear()
        for sigla, name in entities:
            self.entity.addItem(sigla, sigla)
            self.entity.setItemData(self.entity.count() - 1, name, 3)
        self.entity.setCurrentIndex(max(self.entity.findData(before), 0))
        self.entity.blockSignals(False)  # noqa: FBT003
        return self.sigla != before

    @property
    def sigla(self) -> str:
        """The chosen institution; empty while there is none."""
        return str(self.entity.currentData() or "")

    @property
    def corte(self) -> date | None:
        """The chosen day; None while another one is being written."""
        chosen: date | None = self.cut.currentData()
        return chosen or self.day.value()

    @Slot()
    def _turn(self) -> None:
        self.day.setVisible(self.cut.currentData() is None)
        self.changed.emit()
