"""How many instalments, typed or moved with the arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from cobro_desktop.domain.plan_pagos import CUOTAS_MAXIMAS
from cobro_ui.widgets.validity import mark

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_PROBLEM = f"Escriba un número de 1 a {CUOTAS_MAXIMAS}."
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class InstalmentsField(QLineEdit):
    """A whole number of instalments."""

    changed = Signal()

    def __init__(self, usual: int) -> None:
        super().__init__(str(usual))
        self.setMaxLength(3)
        self.textChanged.connect(self._typed)

    def value(self) -> int | None:
        """Return the number; None while it is not one of those that can be."""
        text = self.text().strip()
        number = int(text) if text.isdecimal() else 0
        return number if 1 <= number <= CUOTAS_MAXIMAS else None

    def set_value(self, number: int) -> None:
        """Show a number."""
        self.setText(str(number))

    def problem(self) -> str:
        """Say what is wrong with the text; empty when nothing is."""
        return "" if self.value() else _PROBLEM

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add or take one away with the arrows."""
        step = _STEPS.get(Qt.Key(event.key()))
        number = self.value()
        if step is None or number is None:
            super().keyPressEvent(event)
        else:
            self.set_value(min(max(number + step, 1), CUOTAS_MAXIMAS))

    def _typed(self) -> None:
        mark(self, self.problem())
        self.changed.emit()
