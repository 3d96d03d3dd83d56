"""Marks a field as wrong, for the eye and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def set_part(widget: QWidget, part: str) -> None:
    """Give a widget its part in the style sheet."""
    restyle(widget, "part", part)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet reads, and draw it anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def mark(widget: QWidget, problem: str) -> None:
    """Show or clear a problem on the widget that one types into."""
    restyle(widget, "wrong", "true" if problem else "false")
    widget.setAccessibleDescription(problem)
    widget.setToolTip(problem)
