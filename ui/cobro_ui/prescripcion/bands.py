"""The five bands side by side, each a button with its titles and pesos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from cobro_desktop.domain.ventana import Banda
from cobro_desktop.formats import cantidad, pesos
from cobro_ui.prescripcion.words import BANDAS
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.radar import TotalBanda
    from cobro_ui.theme.theme import Theme


class BandStrip(QWidget):
    """Shows the totals; one band may be chosen."""

    chosen = Signal(object)
    """The `Banda`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons = {banda: QPushButton() for banda in Banda}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for banda, button in self._buttons.items():
            button.setCheckable(True)
            button.setToolTip(BANDAS[banda].detail)
            button.setSizePolicy(
                QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
            )
            set_part(button, "band")
            button.clicked.connect(lambda _on=False, b=banda: self._choose(b))
            layout.addWidget(button)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_totals([])

    def show_totals(self, totals: Sequence[TotalBanda]) -> None:
        """Show other totals."""
        known = {total.banda: total for total in totals}
        for banda, button in self._buttons.items():
            total = known.get(banda)
            word = BANDAS[banda].word
            said = "—"
            if total is not None:
                said = f"{cantidad(total.titulos, 'título')} · {pesos(total.saldo)}"
            button.setText(f"{word}\n{said}")
            button.setAccessibleName(f"{word}: {said}")
            button.setAccessibleDescription(BANDAS[banda].detail)
            button.setEnabled(total is not None)

    def mark(self, banda: Banda | None) -> None:
        """Show which band was chosen."""
        for each, button in self._buttons.items():
            button.setChecked(each is banda)

    def _choose(self, banda: Banda) -> None:
        self.mark(banda)
        self.chosen.emit(banda)

    @Slot()
    def _dress(self) -> None:
        size = self._theme.scaled(20)
        for banda, button in self._buttons.items():
            mark = BANDAS[banda]
            button.setIcon(self._theme.icon(mark.icon, mark.tone))
            button.setIconSize(QSize(size, size))
            button.setMinimumHeight(self._theme.scaled(46))
