"""The documents of a step: their state, what they lack, and how to write them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.key_values import clear_layout
from cobro_ui.widgets.text import card, data_label, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_ui.theme.theme import Theme
    from cobro_ui.wizard.paso import DatoDocumento, DocumentoPosible


class DocumentList(QWidget):
    """A card per document: state, fields to type, *Elaborar*, *Numerar y firmar*."""

    changed = Signal()
    write_asked = Signal(str)
    """The id of a document to write."""
    issue_asked = Signal(int)
    """The id of a draft on file, to be numbered and signed."""
    send_asked = Signal(int)
    """The id of a draft on file, for others to review."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._typed: dict[str, str] = {}
        self._cards: dict[str, _DocumentCard] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)

    def answers(self) -> dict[str, str]:
        """Return what was typed for the documents."""
        return {key: text for key, text in self._typed.items() if text.strip()}

    def fill(self, answers: Mapping[str, str]) -> None:
        """Show what a draft holds."""
        self._typed = {key: text for key, text in answers.items() if "/" in key}
        for piece in self._cards.values():
            piece.fill(self._typed)

    def show_documents(self, documents: Sequence[DocumentoPosible]) -> None:
        """Show the documents; what is being typed stays in its place."""
        if [d.id for d in documents] != list(self._cards) or any(
            self._cards[d.id].fields != d.campos for d in documents
        ):
            self._rebuild(documents)
        for document in documents:
            self._cards[document.id].show_state(document)

    def _rebuild(self, documents: Sequence[DocumentoPosible]) -> None:
        clear_layout(self._layout)
        self._cards = {}
        for document in documents:
            piece = _DocumentCard(document, self._theme)
            piece.typed.connect(self._keep)
            piece.write.clicked.connect(partial(self.write_asked.emit, document.id))
            piece.issue_asked.connect(self.issue_asked)
            piece.send_asked.connect(self.send_asked)
            piece.fill(self._typed)
            self._cards[document.id] = piece
            self._layout.addWidget(piece)
        if not documents:
            text = "Los documentos de este paso se adjuntan en Soportes."
            self._layout.addWidget(label(text, "muted", wrap=True))

    def _keep(self, key: str, text: str) -> None:
        self._typed[key] = text
        self.changed.emit()


class _DocumentCard(QWidget):
    """One document."""

    typed = Signal(str, str)
    issue_asked = Signal(int)
    send_asked = Signal(int)

    def __init__(self, document: DocumentoPosible, theme: Theme) -> None:
        super().__init__()
        self.fields = document.campos
        self._theme = theme
        self._filed: int | None = None
        self._editors: dict[str, QLineEdit | QPlainTextEdit | QComboBox] = {}
        self._icon = QLabel()
        self._note = label(part="muted", wrap=True)
        self.write = QPushButton("Elaborar")
        self._sign = QPushButton("Numerar y firmar")
        self._sign.clicked.connect(self._ask_issue)
        self._send = QPushButton("Enviar a revisión")
        self._send.clicked.connect(self._ask_send)
        for button in (self.write, self._send, self._sign):
            button.setAccessibleName(f"{button.text()} {document.nombre}")
        self._build(document.nombre)

    def fill(self, answers: Mapping[str, str]) -> None:
        """Show what was typed before."""
        for key, editor in self._editors.items():
            with QSignalBlocker(editor):
                text = answers.get(key, "")
                if isinstance(editor, QLineEdit):
                    editor.setText(text)
                elif isinstance(editor, QPlainTextEdit):
                    editor.setPlainText(text)
                else:
                    editor.setCurrentIndex(editor.findText(text) if text else -1)

    def show_state(self, document: DocumentoPosible) -> None:
        """Show its state and what it lacks."""
        self._filed = document.documento_id
        here = self._filed is not None
        icon, tone = (Icon.OK, Tone.OK) if here else (Icon.DOCUMENT, Tone.MUTED)
        self._icon.setPixmap(self._theme.pixmap(icon, tone, 18))
        self._note.setText(_note(document))
        self.write.setText("Elaborar otra vez" if here else "Elaborar")
        self.write.setEnabled(not (document.faltantes or document.problema))
        self._sign.setVisible(document.estado == "borrador")
        self._send.setVisible(document.estado == "borrador")

    def _build(self, name: str) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(data_label(name, wrap=True))
        words.addWidget(self._note)
        row.addLayout(words, 1)
        row.addWidget(self.write, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        for field in self.fields:
            editor = self._editor(field)
            question = label(field.etiqueta, wrap=True)
            question.setBuddy(editor)
            column.addWidget(question)
            column.addWidget(editor)

    def _editor(self, field: DatoDocumento) -> QLineEdit | QPlainTextEdit | QComboBox:
        editor: QLineEdit | QPlainTextEdit | QComboBox
        if field.opciones:
            return self._choice(field)
        if field.lista:
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.setPlaceholderText("Uno por línea")
            editor.setFixedHeight(self._theme.scaled(72))
        else:
            editor = QLineEdit()
        editor.setAccessibleName(field.etiqueta)
        editor.textChanged.connect(partial(self._changed, field.clave))
        self._editors[field.clave] = editor
        return editor

    def _choice(self, field: DatoDocumento) -> QComboBox:
        editor = QComboBox()
        editor.addItems(list(field.opciones))
        editor.setPlaceholderText("Elija…")
        editor.setCurrentIndex(-1)
        editor.setAccessibleName(field.etiqueta)
        editor.currentTextChanged.connect(partial(self._changed, field.clave))
        self._editors[field.clave] = editor
        return editor

    def _changed(self, key: str, *_text: str) -> None:
        editor = self._editors[key]
        if isinstance(editor, QPlainTextEdit):
            self.typed.emit(key, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            self.typed.emit(key, editor.text())
        else:
            self.typed.emit(key, editor.currentText())

    def _ask_issue(self) -> None:
        if self._filed is not None:
            self.issue_asked.emit(self._filed)

    def _ask_send(self) -> None:
        if self._filed is not None:
            self.send_asked.emit(self._filed)


def _note(document: DocumentoPosible) -> str:
    if document.problema:
        return document.problema
    state = document.estado.replace("_", " ").capitalize() or "Sin elaborar"
    parts = [part for part in (document.formato, state) if part]
    if document.faltantes:
        parts.append("falta: " + "; ".join(document.faltantes))
    return " · ".join(parts)
