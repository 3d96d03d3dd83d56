"""Lists that open, filled with (value, words)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTERS = 48
"""A list is as wide as the dialog, not as its longest line."""


def fill_options(combo: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    """Offer options; the one that was chosen stays chosen if it is among them."""
    keep = combo.currentData()
    tame(combo)
    with QSignalBlocker(combo):
        combo.clear()
        for value, text in options:
            combo.addItem(text, value)
        combo.setCurrentIndex(max(0, combo.findData(keep)))


def add_heading(combo: QComboBox, text: str) -> None:
    """Add a line that names a group and cannot be chosen."""
    model = combo.model()
    assert isinstance(model, QStandardItemModel), "a plain combo box has no other"
    item = QStandardItem(text)
    item.setEnabled(False)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    model.appendRow(item)


def tame(combo: QComboBox) -> None:
    """Keep a long line from widening its dialog; the open list shows it whole."""
    policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    combo.setSizeAdjustPolicy(policy)
    combo.setMinimumContentsLength(_LETTERS)


def literal(text: str) -> str:
    """Write a text for a button, so that its `&` is no Alt letter."""
    return text.replace("&", "&&")


def plain(text: str) -> str:
    """Undo the Alt letters of a button."""
    return re.sub("&(.)", r"\1", text)


def shortened(text: str, most: int = _LETTERS) -> str:
    """Cut a text that a button could not show whole."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
