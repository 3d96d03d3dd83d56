"""Requirements and documents in lines: state, words and what one can do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.key_values import clear_layout
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_ui.theme.theme import Theme
    from cobro_ui.wizard.paso import Requisito


_NOT_NEEDED = "No hace falta: ya consta otro de los que sirven."


class RequirementList(QWidget):
    """Lines with an icon, a sentence and the buttons that meet it."""

    changed = Signal()
    attach_asked = Signal(str)
    """The id of an evidence that a file would meet."""
    write_asked = Signal(str)
    """The id of a document to write."""

    def __init__(self, theme: Theme, numbers: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._asked = numbers
        self._theme = theme
        self._numbers: dict[str, QLineEdit] = {}
        self._typed: dict[str, str] = {}
        self._shown: Sequence[object] = ()
        self.complete = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    def answers(self) -> dict[str, str]:
        """Return the numbers that were typed."""
        return {name: text for name, text in self._typed.items() if text}

    def fill(self, answers: Mapping[str, str]) -> None:
        """Show the numbers of a draft."""
        self._typed = {n: text for n, text in answers.items() if n in self._asked}
        for name, edit in self._numbers.items():
            with QSignalBlocker(edit):
                edit.setText(self._typed.get(name, ""))

    def show_requirements(self, requirements: Sequence[Requisito]) -> None:
        """Show the checklist; a line whose number is being typed stays."""
        self.complete = all(r.cumple or r.sobra or r.aviso for r in requirements)
        if not self._renew(requirements):
            return
        for requirement in requirements:
            self._add_requirement(requirement)
        if not requirements:
            self._layout.addWidget(label("Este paso no pide soportes.", "muted"))

    def show_missing(self, requirements: Sequence[Requisito]) -> None:
        """Show only what is missing, without buttons."""
        if not self._renew(requirements) or not requirements:
            return
        self._layout.addWidget(label("Falta o conviene revisar", "heading"))
        for requirement in requirements:
            icon, tone = _face(requirement)
            self._row(icon, tone, requirement.texto, requirement.norma)

    def _renew(self, shown: Sequence[object]) -> bool:
        if shown == self._shown and self._layout.count():
            return False
        self._shown = shown
        self._numbers.clear()
        clear_layout(self._layout)
        return True

    def _add_requirement(self, requirement: Requisito) -> None:
        icon, tone = _face(requirement)
        note = _NOT_NEEDED if requirement.sobra else requirement.norma
        row = self._row(icon, tone, requirement.texto, note)
        if requirement.radicado:
            row.addWidget(self._number(requirement))
        if requirement.cumple:
            return
        if requirement.documento:
            button = self._button("Elaborar")
            button.setAccessibleName(f"Elaborar: {requirement.texto}")
            document = requirement.documento
            button.clicked.connect(partial(self.write_asked.emit, document))
            row.addWidget(button)
        if requirement.adjuntable:
            button = self._button("Adjuntar…")
            button.setAccessibleName(f"Adjuntar: {requirement.texto}")
            button.clicked.connect(partial(self.attach_asked.emit, requirement.id))
            row.addWidget(button)

    def _number(self, requirement: Requisito) -> QLineEdit:
        edit = QLineEdit(self._typed.get(requirement.id, ""))
        edit.setPlaceholderText("Número")
        edit.setAccessibleName(requirement.texto)
        edit.setFixedWidth(self._theme.scaled(150))
        edit.textChanged.connect(partial(self._number_typed, requirement.id))
        self._numbers[requirement.id] = edit
        return edit

    def _number_typed(self, name: str, text: str) -> None:
        self._typed[name] = text.strip()
        self.changed.emit()

    def _row(self, icon: Icon, tone: Tone, text: str, note: str) -> QHBoxLayout:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(self._theme.pixmap(icon, tone, 18))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(data_label(text, wrap=True))
        if note:
            words.addWidget(label(note, "muted", wrap=True))
        row.addLayout(words, 1)
        self._layout.addWidget(box)
        return row

    def _button(self, text: str) -> QPushButton:
        return QPushButton(text)


def _face(requirement: Requisito) -> tuple[Icon, Tone]:
    if requirement.cumple:
        return Icon.OK, Tone.OK
    if requirement.sobra:
        return Icon.PENDING, Tone.MUTED
    if requirement.aviso:
        return Icon.WARNING, Tone.WARN
    return Icon.PENDING, Tone.DANGER
