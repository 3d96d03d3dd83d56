"""The sections of the report side by side, each with its debtors and pesos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from cobro_desktop.domain.bdme_novedades import SeccionBdme
from cobro_desktop.formats import miles, pesos
from cobro_ui.bdme.rows import AYUDAS, TITULOS
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_ui.bdme.rows import Line
    from cobro_ui.theme.theme import Theme

ALERT = "por_retirar"
"""Besides the sections: who of the last report has to be taken off today."""
ALERT_TITLE = "Retirar ya"
ALERT_HELP = "Reportados en el último informe que pagaron o firmaron un acuerdo"


class SectionStrip(QWidget):
    """Shows the totals; one section is chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        titles = {str(s): (TITULOS[s], AYUDAS[s]) for s in SeccionBdme}
        titles[ALERT] = (ALERT_TITLE, ALERT_HELP)
        self._titles = titles
        self.buttons = {key: QPushButton() for key in titles}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for key, button in self.buttons.items():
            button.setCheckable(True)
            button.setToolTip(titles[key][1])
            button.setSizePolicy(
                QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
            )
            button.setMinimumHeight(theme.scaled(46))
            set_part(button, "band")
            button.clicked.connect(lambda _on=False, k=key: self.choose(k))
            layout.addWidget(button)
        self.show_totals({})

    def show_totals(self, rows: Mapping[str, Sequence[Line]]) -> None:
        """Show how many are in each section, and how much they owe."""
        for key, button in self.buttons.items():
            title, hint = self._titles[key]
            listed = rows.get(key)
            said = "—"
            if listed is not None:
                total = pesos(sum(line.valor for line in listed))
                said = f"{miles(len(listed))} · {total}" if listed else "Ninguno"
            button.setText(f"{title}\n{said}")
            button.setAccessibleName(f"{title}: {said}")
            button.setAccessibleDescription(hint)
            button.setEnabled(listed is not None)
        pending = bool(rows.get(ALERT))
        icon = self._theme.icon(Icon.WARNING, Tone.DANGER) if pending else None
        self.buttons[ALERT].setIcon(icon or self._theme.icon(Icon.OK, Tone.MUTED))

    def choose(self, key: str) -> None:
        """Choose a section."""
        for each, button in self.buttons.items():
            button.setChecked(each == key)
        self.chosen.emit(key)
