"""A checklist whose items are judged one by one, with what was found (F46)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from cobro_desktop.domain.respuestas import Juicio, juicios
from cobro_ui.widgets.text import label, rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.procedimiento import Campo
    from cobro_ui.theme.theme import Theme

_WORDS = {
    Juicio.CUMPLE: "Cumple",
    Juicio.NO_CUMPLE: "No cumple",
    Juicio.NO_APLICA: "No aplica",
}


class JudgeChoice(QWidget):
    """Requirements in rows; one that is not met asks what was found."""

    changed = Signal()

    def __init__(self, campo: Campo, theme: Theme) -> None:
        super().__init__()
        self._campo = campo
        self._groups: dict[str, QButtonGroup] = {}
        self._buttons: dict[str, dict[Juicio, QRadioButton]] = {}
        self._findings: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(theme.scaled(6))
        grid.setColumnStretch(0, 1)
        for row, (value, text) in enumerate(campo.opciones):
            if row:
                grid.addWidget(rule(), row * 3 - 1, 0, 1, 4)
            self._add(grid, row * 3, value, text)
        first = next(iter(self._buttons.values()), {})
        if first:
            self.setFocusProxy(first[Juicio.CUMPLE])

    def value(self) -> str:
        """Return the judgements, as `clara,-firme,~recursos`."""
        given = ((v, self._judged(v)) for v, _ in self._campo.opciones)
        return ",".join(f"{j.value}{v}" for v, j in given if j is not None)

    def set_value(self, text: str) -> None:
        """Show the judgements of an answer."""
        given = juicios(self._campo, text)
        for value, buttons in self._buttons.items():
            group = self._groups[value]
            group.setExclusive(False)
            for judgement, button in buttons.items():
                button.setChecked(given.get(value) is judgement)
            group.setExclusive(True)
            self._fold(value)

    def findings(self) -> dict[str, str]:
        """Return what was written of the requirements that are not met."""
        return {
            f"{self._campo.nombre}.{value}": text
            for value, edit in self._findings.items()
            if self._judged(value) is Juicio.NO_CUMPLE and (text := edit.text().strip())
        }

    def set_findings(self, answers: Mapping[str, str]) -> None:
        """Show the findings of a draft."""
        for value, edit in self._findings.items():
            edit.setText(answers.get(f"{self._campo.nombre}.{value}", ""))

    def _add(self, grid: QGridLayout, row: int, value: str, text: str) -> None:
        grid.addWidget(label(text, wrap=True), row, 0)
        group = QButtonGroup(self)
        self._groups[value] = group
        self._buttons[value] = {}
        for column, (judgement, word) in enumerate(_WORDS.items(), 1):
            button = QRadioButton(word)
            button.setAccessibleName(f"{text}: {word}")
            button.toggled.connect(partial(self._toggled, value))
            group.addButton(button)
            self._buttons[value][judgement] = button
            grid.addWidget(button, row, column)
        finding = QLineEdit()
        finding.setPlaceholderText("Qué falta o qué está mal, y en qué folio")
        finding.setAccessibleName(f"Hallazgo: {text}")
        finding.textChanged.connect(self.changed)
        finding.hide()
        self._findings[value] = finding
        grid.addWidget(finding, row + 1, 0, 1, 4)

    def _judged(self, value: str) -> Juicio | None:
        chosen = (j for j, b in self._buttons[value].items() if b.isChecked())
        return next(chosen, None)

    def _toggled(self, value: str, checked: bool) -> None:  # noqa: FBT001
        self._fold(value)
        if checked:
            self.changed.emit()

    def _fold(self, value: str) -> None:
        wanted = self._judged(value) is Juicio.NO_CUMPLE
        self._findings[value].setVisible(wanted)
