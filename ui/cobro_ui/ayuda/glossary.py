"""*Glosario*: every term, found as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.glosario import Entrada

_EMPTY = "Ningún término tiene esas palabras. Escriba otra, o borre la búsqueda."


class GlossaryDialog(QDialog):
    """A search on top, the terms at the left, the definition at the right."""

    def __init__(
        self, entries: Sequence[Entrada], parent: QWidget, term: str = ""
    ) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Glosario")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Buscar un término o una palabra")
        self.search.setAccessibleName("Buscar en el glosario")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Términos")
        self._term = data_label(part="title", wrap=True)
        self._text = data_label(wrap=True)
        self._norm = data_label(part="muted", wrap=True)
        self._who = label(part="muted", wrap=True)
        self._build()
        self.search.textChanged.connect(self._look)
        self.list.currentItemChanged.connect(self._show)
        self._look("")
        self.go_to(term)

    def go_to(self, term: str) -> None:
        """Show a term by its name; without it, the first."""
        found = self.list.findItems(term, Qt.MatchFlag.MatchFixedString)
        self.list.setCurrentItem(found[0] if found else self.list.item(0))

    @property
    def shown(self) -> str:
        """The definition in sight."""
        return self._text.text()

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        for widget in (self._term, self._text, self._norm, self._who):
            right.addWidget(widget)
        right.addStretch()
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.list, 2)
        body.addLayout(right, 3)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addLayout(body, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 105, width * 64)
        self.search.setFocus()

    @Slot(str)
    def _look(self, text: str) -> None:
        from cobro_desktop.services.glosario import buscar

        found = buscar(self._entries, text) if text.strip() else self._entries
        self.list.clear()
        for entry in found:
            item = QListWidgetItem(entry.termino)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not found:
            self._say("", _EMPTY, "", "")

    @Slot()
    def _show(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        entry: Entrada = item.data(Qt.ItemDataRole.UserRole)
        who = ", ".join(entry.entidades)
        self._say(entry.termino, entry.definicion, entry.norma, f"Lo usan: {who}")

    def _say(self, term: str, text: str, norm: str, who: str) -> None:
        self._term.setText(term)
        self._text.setText(text)
        self._norm.setText(f"Norma: {norm}" if norm else "")
        self._norm.setVisible(bool(norm))
        self._who.setText(who)
