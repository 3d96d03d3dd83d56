"""Labels by the part they play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


def label(text: str = "", part: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain label: never rich text, because data is shown in it."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if part:
        set_part(result, part)
    return result


def data_label(text: str = "", part: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label whose text can be selected and copied."""
    result = label(text, part, wrap=wrap)
    result.setTextInteractionFlags(_SELECTABLE)
    result.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return result


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    set_part(line, "rule")
    line.setFixedHeight(1)
    return line


def card(parent: QWidget | None = None) -> QFrame:
    """Return a frame with the look of a card."""
    frame = QFrame(parent)
    set_part(frame, "card")
    return frame
