"""Answers that are chosen: one of a few, several of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.respuestas import NINGUNO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QBoxLayout


class RadioChoice(QWidget):
    """One of a few, all in sight; none is chosen at first."""

    changed = Signal()

    def __init__(
        self, options: Sequence[tuple[str, str]], *, across: bool = False
    ) -> None:
        super().__init__()
        layout: QBoxLayout = QHBoxLayout(self) if across else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16 if across else 4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        for value, text in options:
            button = QRadioButton(text.replace("&", "&&"))
            self._buttons[value] = button
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch()
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))
        self._group.buttonToggled.connect(self._toggled)

    def value(self) -> str:
        """Return the chosen value; empty while there is none."""
        chosen = (v for v, button in self._buttons.items() if button.isChecked())
        return next(chosen, "")

    def set_value(self, value: str) -> None:
        """Choose a value; one that is not offered leaves none chosen."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == value)
        self._group.setExclusive(True)

    @Slot(QAbstractButton, bool)
    def _toggled(self, _button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001
        if checked:
            self.changed.emit()


class CheckChoice(QWidget):
    """Several of a checklist, or expressly none; the values joined by commas."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._boxes: dict[str, QCheckBox] = {}
        for value, text in (*options, (NINGUNO, "Ninguno de estos")):
            box = QCheckBox(text.replace("&", "&&"))
            box.toggled.connect(self._toggled)
            self._boxes[value] = box
            layout.addWidget(box)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> str:
        """Return the chosen values in the order of the list."""
        return ",".join(v for v, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: str) -> None:
        """Choose the values of a comma-separated text."""
        chosen = value.split(",")
        for name, box in self._boxes.items():
            box.setChecked(name in chosen)

    @Slot()
    def _toggled(self) -> None:
        none = self._boxes[NINGUNO]
        box = self.sender()
        if isinstance(box, QCheckBox) and box.isChecked():
            for other in self._boxes.values():
                if (other is none) is not (box is none):
                    other.setChecked(False)
        self.changed.emit()
