"""*¿Quién es usted?*: who works now, when the base has several people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.actuaciones.choices import literal, shortened
from cobro_ui.icons import Icon
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.actuaciones.ports import Person
    from cobro_ui.theme.theme import Theme

_ROWS = 7
_POST = 58
"""Letters of a post that fit in the list."""


class PersonDialog(QDialog):
    """A short list; Enter or a double click chooses."""

    chosen = Signal(str)
    """The login of the person."""

    def __init__(
        self, people: Sequence[Person], theme: Theme, parent: QWidget, usual: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("¿Quién es usted?")
        self._people = people
        self.list = QListWidget()
        self.list.setAccessibleName("Personas")
        self.go = QPushButton()
        self.leave = QPushButton("&Cancelar")
        set_part(self.go, "main")
        self.go.setDefault(True)
        for person in people:
            post = f"\n{shortened(person.cargo, _POST)}" if person.cargo else ""
            item = QListWidgetItem(theme.icon(Icon.USER), f"{person.nombre}{post}")
            lines = 1 + bool(post)
            height = theme.row_height + theme.scaled(18) * (lines - 1)
            item.setSizeHint(QSize(0, height + theme.scaled(8)))
            self.list.addItem(item)
        logins = [person.login for person in people]
        self._build(theme, len(people))
        self.list.currentRowChanged.connect(self._moved)
        self.list.itemActivated.connect(self._accept)
        self.go.clicked.connect(self._accept)
        self.leave.clicked.connect(self.reject)
        self.list.setCurrentRow(logins.index(usual) if usual in logins else 0)
        self.list.setFocus()

    def _build(self, theme: Theme, count: int) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        text = "Lo que haga quedará en los expedientes con el nombre que elija."
        layout.addWidget(label("¿Quién es usted?", "title"))
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        rows = range(min(count, _ROWS))
        shown = sum(self.list.sizeHintForRow(row) for row in rows)
        self.list.setMinimumHeight(shown + theme.scaled(8))
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.list.setHorizontalScrollBarPolicy(off)
        self.setMinimumWidth(theme.scaled(460))

    @Slot(int)
    def _moved(self, row: int) -> None:
        self.go.setEnabled(row >= 0)
        if person := self._person():
            name = literal(shortened(person.nombre, 36))
            self.go.setText(f"&Trabajar como {name}")

    @Slot()
    def _accept(self) -> None:
        if person := self._person():
            self.chosen.emit(person.login)
            self.accept()

    def _person(self) -> Person | None:
        row = self.list.currentRow()
        return self._people[row] if row >= 0 else None
