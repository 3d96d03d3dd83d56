"""An amount in pesos, grouped with points while one types; read in centavos."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from cobro_desktop.domain.dinero import PESO, Centavos
from cobro_desktop.formats import miles
from cobro_ui.widgets.validity import mark

_AMOUNT = re.compile(r"(\d{1,15})(?:,(\d{0,2}))?")
_PASTED = re.compile(r"(\d+|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?")
_PROBLEM = "Escriba una cantidad de pesos, por ejemplo 1.423.500 o 1.423.500,50."


class MoneyField(QLineEdit):
    """A line for pesos: points group thousands, a comma begins the cents."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText("$ 0")
        self.setMaximumWidth(220)
        self.setMaxLength(26)
        self._before = ""
        self.textEdited.connect(self._group)
        self.textChanged.connect(self._typed)

    def value(self) -> Centavos | None:
        """Return centavos, or None while there is no amount."""
        match = _AMOUNT.fullmatch(_bare(self.text()))
        if match is None:
            return None
        whole, cents = match.groups()
        return int(whole) * PESO + int((cents or "").ljust(2, "0"))

    def set_value(self, centavos: Centavos | None) -> None:
        """Show an amount, or nothing."""
        if centavos is None:
            self.clear()
            return
        whole, cents = divmod(centavos, PESO)
        self.setText(miles(whole) + (f",{cents:02d}" if cents else ""))

    def problem(self) -> str:
        """Say what is wrong with the text; empty when nothing is."""
        bad = self.text().strip() and self.value() is None
        return _PROBLEM if bad else ""

    @Slot()
    def _typed(self) -> None:
        self._before = self.text()
        mark(self, self.problem())
        self.changed.emit()

    @Slot(str)
    def _group(self, text: str) -> None:
        pasted = abs(len(text) - len(self._before)) > 1
        if pasted:
            text = _from_any_style(text)
        match = _AMOUNT.fullmatch(_bare(text))
        if match is None:
            return
        right = len(text) - self.cursorPosition()
        whole, cents = match.groups()
        grouped = miles(int(whole)) + ("" if cents is None else f",{cents}")
        if grouped != text:
            self.setText(grouped)
            self.setCursorPosition(max(0, len(grouped) - right))


def _bare(text: str) -> str:
    """Drop `$`, spaces and the points that group thousands."""
    return re.sub(r"[$\s.]", "", text)


def _from_any_style(text: str) -> str:
    """Read a pasted amount: a last separator with one or two digits is decimal.

    What is neither `1.423.500,50` nor `1,423,500.50` comes back as it is.
    """
    plain = re.sub(r"[$\s]", "", text)
    match = _PASTED.fullmatch(plain)
    if match is None:
        return text
    whole, cents = match.groups()
    return re.sub(r"[.,]", "", whole) + (f",{cents}" if cents else "")
