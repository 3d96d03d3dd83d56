"""What several cases lack alike for a document, typed once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.documentos.captura import DatoPedido
    from cobro_ui.theme.theme import Theme

_ROWS_SHOWN = 4
_ROW = 38
_LIST = 60


class CommonData(QScrollArea):
    """A question for each datum; hidden where nothing is asked."""

    chosen = Signal()
    """A choice was made: other data may hang on it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.editors: dict[str, QLineEdit | QPlainTextEdit | QComboBox] = {}
        self._asked: tuple[DatoPedido, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Datos iguales para todos")
        self.hide()

    def clear(self) -> None:
        """Ask nothing."""
        self._show(())

    def ask(self, data: Sequence[DatoPedido]) -> None:
        """Show a question for each datum, after the choices that were made."""
        made = self.choices()
        kept = (datum for datum in self._asked if datum.nombre in made)
        self._show((*kept, *(d for d in data if d.nombre not in made)))

    def choices(self) -> dict[str, str]:
        """Return the choices that were made: what else is asked hangs on them."""
        said = self.values()
        return {d.nombre: said[d.nombre] for d in self._asked if _made(d, said)}

    def _show(self, data: Sequence[DatoPedido]) -> None:
        before = self.values()
        self._asked = tuple(data)
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, 0, 0)
        self.editors = {}
        for datum in data:
            editor = self._editor(datum, before.get(datum.nombre, ""))
            editor.setAccessibleName(datum.etiqueta)
            self.editors[datum.nombre] = editor
            question = label(datum.etiqueta, wrap=True)
            question.setBuddy(editor)
            form.addRow(question, editor)
        self.setWidget(body)
        high = sum(_LIST if d.lista else _ROW for d in data[:_ROWS_SHOWN])
        self.setFixedHeight(self._theme.scaled(high))
        self.setVisible(bool(data))

    def values(self) -> dict[str, str]:
        """Return what was answered, by the name of each datum."""
        said = {name: _text(editor).strip() for name, editor in self.editors.items()}
        return {name: text for name, text in said.items() if text}

    def _editor(
        self, datum: DatoPedido, text: str
    ) -> QLineEdit | QPlainTextEdit | QComboBox:
        if datum.opciones:
            combo = QComboBox()
            combo.addItems(list(datum.opciones))
            combo.setPlaceholderText("Elija…")
            combo.setCurrentIndex(combo.findText(text) if text else -1)
            combo.activated.connect(self.chosen)
            return combo
        if datum.lista:
            several = QPlainTextEdit(text)
            several.setTabChangesFocus(True)
            several.setPlaceholderText("Uno por línea")
            several.setFixedHeight(self._theme.scaled(_LIST - 6))
            return several
        line = QLineEdit(text)
        if datum.etiqueta.startswith("Fecha"):
            line.setPlaceholderText("AAAA-MM-DD")
        return line


def _made(datum: DatoPedido, said: Mapping[str, str]) -> bool:
    return bool(datum.opciones) and datum.nombre in said


def _text(editor: QLineEdit | QPlainTextEdit | QComboBox) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else editor.currentText()
