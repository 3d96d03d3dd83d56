"""The line above a liquidation: to which day, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from cobro_ui.icons import Icon
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.date_field import Days

COMPARE = "C&omparar con la cifra de Financiera…"


class LiquidationBar(QWidget):
    """Asks the cut; buttons go to a second line where they do not fit."""

    keep_asked = Signal()
    print_asked = Signal()
    export_asked = Signal()
    compare_asked = Signal()
    trace_asked = Signal()

    def __init__(self, days: Days, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.day = DateField(days, theme)
        self.day.setAccessibleName("Liquidar a")
        self.day.edit.setAccessibleName("Liquidar a")
        self.day.set_value(days.today)
        self.note = label(part="muted")
        self.keep = QPushButton("&Guardar liquidación")
        self.print = QPushButton("&Imprimir (PDF)…")
        self.export = QPushButton("Exce&l…")
        self.compare = QPushButton(COMPARE)
        self.trace = QPushButton("De dónde sale (F1)")
        set_part(self.trace, "link")
        self._icons = (
            (self.keep, Icon.SAVE),
            (self.print, Icon.DOCUMENT),
            (self.export, Icon.EXPORT),
        )
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._build()
        theme.changed.connect(self._dress)
        self._dress()

    def allow(self, *, figures: bool, keep: bool) -> None:
        """Let the buttons be pressed when there is something to press them for."""
        for button in (self.print, self.export, self.compare):
            button.setEnabled(figures)
        self.trace.setVisible(figures)
        self.keep.setEnabled(figures and keep)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one line if everything fits in it, else two."""
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self.keep.setToolTip("Dejarla en el expediente, con su huella")
        self.export.setToolTip("Libro con fórmulas vivas que dan el mismo total")
        self.compare.setToolTip("Decir por qué otra liquidación da una cifra distinta")
        self.trace.setToolTip("Norma, tasa, resolución y fecha de cada cifra")
        name = QLabel("Li&quidar a")
        name.setBuddy(self.day)
        left = QHBoxLayout()
        for widget in (name, self.day, self.note, self.trace):
            left.addWidget(widget)
        left.addStretch()
        right = QHBoxLayout()
        for button in (self.keep, self.print, self.export, self.compare):
            right.addWidget(button)
        self._layout.setContentsMargins(16, 10, 16, 8)
        self._layout.setSpacing(8)
        self._layout.addLayout(left, 1)
        self._layout.addLayout(right)
        self.keep.clicked.connect(self.keep_asked)
        self.print.clicked.connect(self.print_asked)
        self.export.clicked.connect(self.export_asked)
        self.compare.clicked.connect(self.compare_asked)
        self.trace.clicked.connect(self.trace_asked)

    def _arrange(self) -> None:
        widgets = (
            self.day, self.trace, self.keep, self.print, self.export, self.compare
        )  # fmt: skip
        needed = sum(widget.sizeHint().width() for widget in widgets)
        needed += self._theme.scaled(190)
        one = QBoxLayout.Direction.LeftToRight
        two = QBoxLayout.Direction.TopToBottom
        wanted = one if needed <= self.width() else two
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)

    @Slot()
    def _dress(self) -> None:
        for button, icon in self._icons:
            button.setIcon(self._theme.icon(icon))
        self._arrange()
