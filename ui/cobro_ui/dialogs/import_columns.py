"""Which column of the sheet was taken for each field, and a way to say another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from cobro_ui.expediente.tab import scrolled
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_ui.dialogs.import_report import Heading


class ColumnsPage(QWidget):
    """One line per field; what is chosen here wins over what was recognised."""

    chosen = Signal(str, str)
    """(field, letters of the column)."""

    def __init__(self) -> None:
        super().__init__()
        self.combos: dict[str, QComboBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        text = (
            "Cada dato se reconoce por el título de su columna y por lo que contiene. "
            "Si uno no es, elija su columna y revise otra vez."
        )
        layout.addWidget(label(text, "muted", wrap=True))
        self._body = QWidget()
        self._area = scrolled(self._body)
        layout.addWidget(self._area, 1)

    def show_columns(
        self,
        fields: Sequence[tuple[str, str]],
        headings: Sequence[Heading],
        fixed: Mapping[str, str],
    ) -> None:
        """Show the columns of a sheet; found fields stand first."""
        self.combos = {}
        body, form = QWidget(), QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(6)
        found = {h.campo: h.letra for h in headings if h.campo} | dict(fixed)
        for name, text in sorted(fields, key=lambda field: field[0] not in found):
            combo = _combo(headings, found.get(name, ""))
            combo.setAccessibleName(f"Columna de {text}")
            combo.activated.connect(partial(self._choose, name))
            line = QLabel(f"{text} (elegida por usted)" if name in fixed else text)
            line.setBuddy(combo)
            form.addRow(line, combo)
            self.combos[name] = combo
        body.setLayout(form)
        self._area.setWidget(body)

    def _choose(self, field: str, number: int) -> None:
        letters = self.combos[field].itemData(number)
        if letters:
            self.chosen.emit(field, letters)


def _combo(headings: Sequence[Heading], letters: str) -> QComboBox:
    combo = QComboBox()
    if not letters:
        combo.addItem("No está en la hoja", "")
    for heading in headings:
        title = " ".join(heading.titulo.split()) or "(sin título)"
        combo.addItem(f"{heading.letra} · {title}", heading.letra)
    combo.setCurrentIndex(max(combo.findData(letters), 0))
    return combo
