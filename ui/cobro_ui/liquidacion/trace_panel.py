"""Where the figures come from, in words: what F1 shows beside them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_ui.icons import Icon
from cobro_ui.liquidacion.words import figures_of, readings_of, told
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.opciones import Opciones
    from cobro_ui.theme.theme import Theme

_WIDTH = 340


class TracePanel(QFrame):
    """The row in focus on top, and under it the whole reckoning, step by step."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        set_part(self, "panel")
        self.setAccessibleName("De dónde sale")
        self.setMinimumWidth(theme.scaled(_WIDTH))
        self._chosen = ("", "")
        self._trace = ""
        self.text = QTextBrowser()
        self.text.setAccessibleName("El cálculo, paso a paso")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self._close = QToolButton()
        self._close.setToolTip("Cerrar (Esc)")
        self._close.setAccessibleName("Cerrar")
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(label("De dónde sale", "title"), 1)
        head.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 10, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        escape_key = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape_key.activated.connect(self.closed)
        theme.changed.connect(self._dress)
        self._dress()

    @Slot(str, str)
    def explain(self, what: str, why: str) -> None:
        """Show first where one figure comes from; nothing shows only the whole."""
        self._chosen = (what, why)
        self._write()

    def show_trace(self, title: str, found: Liquidacion, opciones: Opciones) -> None:
        """Show the reckoning of an obligation."""
        self._trace = "".join(_html(title, found, opciones))
        self._write()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Write what there is to say; nothing is written while nobody sees it."""
        super().showEvent(event)
        self._write()

    def _write(self) -> None:
        if not self.isVisible():
            return
        what, why = self._chosen
        first = f"<h3>{escape(what)}</h3><p>{_broken(why)}</p><hr>" if what else ""
        self.text.setHtml(first + self._trace)

    @Slot()
    def _dress(self) -> None:
        self._close.setIcon(self._theme.icon(Icon.CANCEL, Tone.MUTED))


def _html(title: str, found: Liquidacion, opciones: Opciones) -> Iterator[str]:
    yield f"<h3>{escape(title)}</h3>"
    for figure in figures_of(found):
        yield (
            f"<p><b>{escape(figure.name)} {escape(figure.value)}</b><br>"
            f"{escape(figure.source)}</p>"
        )
    readings = readings_of(found, opciones)
    if readings:
        yield "<h3>Lecturas de la ley que rigieron</h3>"
    for reading in readings:
        yield (
            f"<p><b>{escape(reading.question)}</b><br>{escape(reading.answer)} "
            f"({escape(reading.norm)}).</p>"
        )
    yield "<h3>Paso a paso</h3>"
    for number, step in enumerate(found.trace, start=1):
        yield f"<p>{number}. {_broken(told(step))}</p>"
    if found.advertencias:
        yield "<h3>Antes de usarla</h3>"
    for warning in found.advertencias:
        yield f"<p>{escape(warning)}</p>"


def _broken(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))
