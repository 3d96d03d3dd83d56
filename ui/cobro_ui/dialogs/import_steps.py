"""The five steps of an import, with the one where one is."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from cobro_ui.theme.theme import Theme


class Step(IntEnum):
    """The steps of EXCHANGE, in order."""

    SOURCE = 0
    MAPPING = 1
    CHECK = 2
    DIFFERENCES = 3
    APPLY = 4


NAMES = {
    Step.SOURCE: "Archivo",
    Step.MAPPING: "Columnas",
    Step.CHECK: "Revisión",
    Step.DIFFERENCES: "Diferencias",
    Step.APPLY: "Importar",
}


class StepsBar(QWidget):
    """Numbered names in a row; what is behind has a check."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._step = Step.SOURCE
        self._icons: dict[Step, QLabel] = {}
        self._names: dict[Step, QLabel] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for step in Step:
            self._icons[step], self._names[step] = QLabel(), label()
            layout.addWidget(self._icons[step])
            layout.addWidget(self._names[step])
            layout.addSpacing(14)
        layout.addStretch()
        theme.changed.connect(self._dress)
        self.show_step(Step.SOURCE)

    def show_step(self, step: Step) -> None:
        """Mark a step as the one where one is."""
        self._step = step
        for each, name in self._names.items():
            name.setText(f"{each + 1}. {NAMES[each]}")
            restyle(name, "part", "heading" if each == step else "muted")
        said = f"Paso {step + 1} de {len(Step)}: {NAMES[step]}"
        self.setAccessibleName(said)
        self._dress()

    def _dress(self) -> None:
        for step, icon in self._icons.items():
            if step < self._step:
                drawing, tone = Icon.OK, Tone.OK
            elif step == self._step:
                drawing, tone = Icon.PLAY, Tone.ACCENT
            else:
                drawing, tone = Icon.PENDING, Tone.MUTED
            icon.setPixmap(self._theme.pixmap(drawing, tone, 16))
