"""A message in the page itself: what happened, what was kept, what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.errors import UserError
from cobro_desktop.services.progress import CancelledByUserError
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import restyle, set_part

if TYPE_CHECKING:
    from cobro_ui.theme.theme import Theme

UNEXPECTED = (
    "El programa encontró un problema que no esperaba. Lo que ya estaba guardado "
    "sigue guardado. Copie los detalles y envíelos a quien le da soporte."
)
_ICONS = {
    Tone.DANGER: Icon.ERROR,
    Tone.WARN: Icon.WARNING,
    Tone.OK: Icon.OK,
    Tone.ACCENT: Icon.INFO,
}


class MessagePanel(QFrame):
    """Shows one message until it is closed; hidden when there is none."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.ACCENT
        self._details = ""
        self._icon = QLabel()
        self._text = data_label(wrap=True)
        self._more = data_label(part="muted", wrap=True)
        self._copy = QPushButton("Copiar detalles")
        set_part(self._copy, "link")
        self._copy.clicked.connect(self._copy_details)
        self._close = QToolButton()
        self._close.setAccessibleName("Cerrar el mensaje")
        self._close.setToolTip("Cerrar el mensaje")
        self._close.clicked.connect(self.clear)
        self._build()
        set_part(self, "message")
        theme.changed.connect(self._dress)
        self.hide()

    def _build(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._more)
        words.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, top)
        layout.addLayout(words, 1)
        layout.addWidget(self._close, 0, top)

    def show_error(self, error: BaseException) -> None:
        """Show a problem; one that nobody foresaw hides its traceback.

        That the person stopped the work is told, but it is no problem.
        """
        if isinstance(error, CancelledByUserError):
            self.tell(error.mensaje, Tone.ACCENT)
            return
        if isinstance(error, UserError):
            self._show(Tone.DANGER, error.mensaje, _lines(error))
            self._details = _as_text(error)
        else:
            self._show(Tone.DANGER, UNEXPECTED, "")
            self._details = f"{type(error).__name__}: {error}"
        self._copy.show()

    def tell(self, text: str, tone: Tone = Tone.OK) -> None:
        """Show a sentence that needs no details."""
        self._show(tone, text, "")
        self._copy.hide()

    @Slot()
    def clear(self) -> None:
        """Put the message away."""
        self.hide()
        self.closed.emit()

    @property
    def text(self) -> str:
        """The sentence that is shown; empty when none is."""
        return "" if self.isHidden() else self._text.text()

    def _show(self, tone: Tone, text: str, more: str) -> None:
        self._tone = tone
        self._text.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(text)
        restyle(self, "tone", str(tone))
        self._dress()
        self.show()

    @Slot()
    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText("Detalles copiados")

    @Slot()
    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(_ICONS[self._tone], self._tone, 20))
        self._close.setIcon(self._theme.icon(Icon.CANCEL, Tone.MUTED))


def _lines(error: UserError) -> str:
    """Return the lists of a problem that its message does not tell, one per line."""
    found: list[str] = []
    for value in error.detalle.values():
        if isinstance(value, list):
            things = [item for item in value if isinstance(item, str)]
            found += [f"• {item}" for item in things if item not in error.mensaje]
    return "\n".join(found[:12])


def _as_text(error: UserError) -> str:
    detail = json.dumps(error.detalle, ensure_ascii=False, indent=2, default=str)
    return f"{error.codigo}\n{error.mensaje}\n{detail}"
