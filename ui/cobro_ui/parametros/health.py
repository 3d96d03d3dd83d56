"""What is missing among the legal values, on top of their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.key_values import clear_layout
from cobro_ui.widgets.text import card, data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.parametros.salud import AvisoSalud
    from cobro_ui.theme.theme import Theme

_FOLDED = 3
"""Warnings that are seen before one asks for all."""
_LOOKS = {
    "falta": (Icon.ERROR, Tone.DANGER, "Falta"),
    "pronto": (Icon.SOON, Tone.WARN, "Pronto"),
    "aviso": (Icon.INFO, Tone.ACCENT, "Revise"),
}
HEALTHY = "No falta ningún valor de la ley para trabajar hoy."


class HealthPanel(QWidget):
    """Warnings with what stops working, each with where it is put right."""

    table_asked = Signal(str)
    """The id of a table that one wants to see."""
    value_asked = Signal(str)
    """The id of a table whose missing value one wants to load."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._warnings: Sequence[AvisoSalud] = ()
        self._all = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        frame = card()
        frame.setLayout(self._rows)
        self._rows.setContentsMargins(14, 10, 14, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 4)
        layout.addWidget(frame)
        self.setAccessibleName("Lo que falta en los parámetros legales")
        theme.changed.connect(self._draw)

    def show_warnings(self, warnings: Sequence[AvisoSalud]) -> None:
        """Replace what is shown."""
        self._warnings = warnings
        self._draw()

    @Slot()
    def _draw(self) -> None:
        clear_layout(self._rows)
        if not self._warnings:
            self._rows.addWidget(self._line(Icon.OK, Tone.OK, label(HEALTHY)))
            return
        shown = self._warnings if self._all else self._warnings[:_FOLDED]
        for warning in shown:
            self._rows.addWidget(self._warning(warning))
        more = len(self._warnings) - _FOLDED
        if more > 0:
            words = f"Ver {cantidad(more, 'aviso')} más"
            fold = QPushButton("Ver menos" if self._all else words)
            set_part(fold, "link")
            fold.clicked.connect(self._toggle)
            self._rows.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)

    def _warning(self, warning: AvisoSalud) -> QWidget:
        icon, tone, word = _LOOKS[str(warning.gravedad)]
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(data_label(warning.titulo, "heading", wrap=True))
        column.addWidget(data_label(warning.detalle, "muted", wrap=True))
        line = self._line(icon, tone, texts)
        line.setAccessibleName(f"{word}: {warning.titulo}")
        line.setAccessibleDescription(warning.detalle)
        if warning.tabla:
            loads = str(warning.gravedad) != "aviso"
            asked = self.value_asked if loads else self.table_asked
            go = QPushButton("Cargar…" if loads else "Ver la tabla")
            go.setAccessibleName(f"{go.text()} {warning.titulo}")
            set_part(go, "link")
            go.clicked.connect(lambda _checked=False, t=warning.tabla: asked.emit(t))
            row = line.layout()
            assert row is not None
            row.addWidget(go)
        return line

    def _line(self, icon: Icon, tone: Tone, content: QWidget) -> QWidget:
        picture = QLabel()
        picture.setPixmap(self._theme.pixmap(icon, tone, 18))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(content, 1)
        return line

    @Slot()
    def _toggle(self) -> None:
        self._all = not self._all
        self._draw()
