"""An identification number: cédula, or NIT with its check digit."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from stdnum.co import nit

from cobro_desktop.formats import miles
from cobro_ui.widgets.validity import mark

_DIGITS = re.compile(r"\d{3,11}")
_WITH_DV = re.compile(r"(\d{5,10})-(\d)")


class IdField(QLineEdit):
    """Accepts `1.022.333.444` or `879.076.479-8` and checks the digit."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Cédula o NIT, con o sin puntos")
        self.setMaximumWidth(240)
        self.setMaxLength(24)
        self.textChanged.connect(self._typed)
        self.editingFinished.connect(self._complete)

    def value(self) -> str:
        """Return digits, with `-n` where a check digit was typed; else empty."""
        return "" if self.problem() else _bare(self.text())

    def set_value(self, number: str) -> None:
        """Show a number with its points."""
        self.setText(number)
        self._complete()

    def problem(self) -> str:
        """Say what is wrong with the text; empty when nothing is."""
        bare = _bare(self.text())
        if not bare or _DIGITS.fullmatch(bare):
            return ""
        match = _WITH_DV.fullmatch(bare)
        if match is None:
            return "Escriba solo números; en un NIT, un guion y el dígito al final."
        number, digit = match.groups()
        right = nit.calc_check_digit(number)
        if digit != right:
            return f"El dígito de verificación de {number} es {right}, no {digit}."
        return ""

    @Slot()
    def _typed(self) -> None:
        mark(self, self.problem())
        self.changed.emit()

    @Slot()
    def _complete(self) -> None:
        bare = _bare(self.text())
        if bare and not self.problem():
            number, dash, digit = bare.partition("-")
            self.setText(miles(int(number)) + dash + digit)


def _bare(text: str) -> str:
    return re.sub(r"[\s.,]", "", text.strip()).replace("–", "-")
