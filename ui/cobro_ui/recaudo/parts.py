"""To which cases a payment goes, and how much to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from cobro_desktop.formats import pesos
from cobro_desktop.services.recaudo.identificar import Parte
from cobro_ui.widgets.money_field import MoneyField
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.recaudo.bandeja import Propuesta


class PartsField(QWidget):
    """A line per case: its number, what it gets, what is paid first."""

    changed = Signal()

    def __init__(self, total: Centavos) -> None:
        super().__init__()
        self._total = total
        self.cases: list[Propuesta] = []
        self.amounts: list[MoneyField] = []
        self.first: list[QComboBox] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)

    def only(self, case: Propuesta) -> None:
        """Give it all to one case."""
        self._clear()
        self._add(case, self._total)

    def also(self, case: Propuesta) -> None:
        """Give another case what is left, or nothing yet."""
        if any(known.expediente_id == case.expediente_id for known in self.cases):
            return
        given = sum(field.value() or 0 for field in self.amounts)
        self._add(case, max(self._total - given, 0))

    def value(self) -> tuple[Parte, ...]:
        """Return the parts as they are now."""
        parts = []
        for case, amount, first in zip(
            self.cases, self.amounts, self.first, strict=True
        ):
            debt = first.currentData()
            chosen = (int(debt),) if debt else ()
            parts.append(Parte(case.expediente_id, amount.value() or 0, chosen))
        return tuple(parts)

    def problem(self) -> str:
        """Say why the parts cannot be."""
        if not self.cases:
            return "Elija de qué expediente es."
        given = [field.value() or 0 for field in self.amounts]
        if min(given) <= 0:
            return "Cada expediente debe recibir algo."
        if sum(given) != self._total:
            return f"Las partes suman {pesos(sum(given))}, no {pesos(self._total)}."
        return ""

    def _clear(self) -> None:
        self.cases, self.amounts, self.first = [], [], []
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, case: Propuesta, amount: Centavos) -> None:
        row = len(self.cases)
        money, first = MoneyField(), QComboBox()
        money.set_value(amount)
        first.addItem("Primero la más antigua", None)
        for debt in case.obligaciones:
            year = f" {debt.vigencia}" if debt.vigencia else ""
            first.addItem(f"Primero {debt.concepto}{year}", debt.id)
        money.setAccessibleName(f"Valor para {case.numero}")
        first.setAccessibleName(f"Qué se paga primero en {case.numero}")
        drop = QPushButton("&Quitar")
        drop.setEnabled(row > 0)
        drop.clicked.connect(lambda: self._drop(case))
        for column, widget in enumerate((label(case.numero), money, first, drop)):
            self._grid.addWidget(widget, row, column)
        self.cases.append(case)
        self.amounts.append(money)
        self.first.append(first)
        money.changed.connect(self.changed)
        first.activated.connect(self.changed)
        self.changed.emit()

    def _drop(self, case: Propuesta) -> None:
        left = [known for known in self.cases if known != case]
        self.only(left[0])
        for other in left[1:]:
            self.also(other)
