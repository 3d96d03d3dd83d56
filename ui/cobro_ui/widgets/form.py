"""Rows of a form: a name with its key, and what one fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


def labelled(rows: Iterable[tuple[str, QWidget]]) -> QFormLayout:
    """Return a form of (`&Name`, widget); the name is also for screen readers."""
    form = QFormLayout()
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(10)
    for text, widget in rows:
        name = QLabel(text)
        name.setBuddy(widget)
        widget.setAccessibleName(text.replace("&", ""))
        form.addRow(name, widget)
    return form
