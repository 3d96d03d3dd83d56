"""Which widget asks each kind of question: the only place where they meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from cobro_desktop.domain.procedimiento import TipoCampo
from cobro_ui.widgets.date_field import DateField, Days
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.money_field import MoneyField
from cobro_ui.widgets.validity import mark
from cobro_ui.wizard.choices import CheckChoice, RadioChoice
from cobro_ui.wizard.judgement import JudgeChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import SignalInstance

    from cobro_desktop.domain.procedimiento import Campo
    from cobro_desktop.services.glosario import Entrada
    from cobro_ui.theme.theme import Theme

_RADIOS = 5
"""More options than these are shown in a list that opens."""
SI_NO = (("si", "Sí"), ("no", "No"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What editors need besides their question."""

    days: Days
    theme: Theme
    glossary: Sequence[Entrada] = ()
    """The terms that texts of help explain."""


def _nothing() -> dict[str, str]:
    return {}


def _forget(_answers: Mapping[str, str]) -> None:
    """Take no more than the answer."""


@dataclass(frozen=True, slots=True)
class Editor:
    """A widget and the ways to read, write and check its answer.

    Answers are the canonical text of their kind; empty means not answered.
    """

    widget: QWidget
    read: Callable[[], str]
    write: Callable[[str], None]
    problem: Callable[[], str]
    changed: SignalInstance
    more: Callable[[], dict[str, str]] = _nothing
    """What is answered beside it, under names of its own (`field.item`)."""
    write_more: Callable[[Mapping[str, str]], None] = _forget


Maker: TypeAlias = "Callable[[Campo, Surroundings], Editor]"


class PatternLine(QLineEdit):
    """A line whose text must match a pattern, or say what is wrong."""

    def __init__(self, pattern: str, problem: str, width: int) -> None:
        super().__init__()
        self._pattern = re.compile(pattern)
        self._problem = problem
        self.setMaximumWidth(width)
        self.textChanged.connect(self._typed)

    def problem(self) -> str:
        """Say what is wrong with the text; empty when nothing is."""
        text = self.text().strip()
        return "" if not text or self._pattern.fullmatch(text) else self._problem

    @Slot()
    def _typed(self) -> None:
        mark(self, self.problem())


def _fine() -> str:
    return ""


def _texto(_campo: Campo, _around: Surroundings) -> Editor:
    edit = QLineEdit()
    return Editor(edit, edit.text, edit.setText, _fine, edit.textChanged)


def _parrafo(_campo: Campo, around: Surroundings) -> Editor:
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(around.theme.scaled(84))
    return Editor(edit, edit.toPlainText, edit.setPlainText, _fine, edit.textChanged)


def _fecha(_campo: Campo, around: Surroundings) -> Editor:
    field = DateField(around.days, around.theme)

    def read() -> str:
        day = field.value()
        return day.isoformat() if day else field.edit.text().strip()

    def write(text: str) -> None:
        try:
            field.set_value(date.fromisoformat(text) if text else None)
        except ValueError:
            field.edit.setText(text)

    return Editor(field, read, write, field.problem, field.changed)


def _pattern_line(pattern: str, problem: str, example: str) -> Maker:
    def make(_campo: Campo, around: Surroundings) -> Editor:
        line = PatternLine(pattern, problem, around.theme.scaled(140))
        line.setPlaceholderText(example)
        return Editor(line, line.text, line.setText, line.problem, line.textChanged)

    return make


def _dinero(_campo: Campo, _around: Surroundings) -> Editor:
    field = MoneyField()

    def read() -> str:
        centavos = field.value()
        return field.text().strip() if centavos is None else _in_pesos(centavos)

    def write(text: str) -> None:
        field.setText("")
        field.insert(text.replace(".", ","))

    return Editor(field, read, write, field.problem, field.changed)


def _si_no(_campo: Campo, _around: Surroundings) -> Editor:
    choice = RadioChoice(SI_NO, across=True)
    return Editor(choice, choice.value, choice.set_value, _fine, choice.changed)


def _opcion(campo: Campo, _around: Surroundings) -> Editor:
    if len(campo.opciones) <= _RADIOS:
        choice = RadioChoice(campo.opciones)
        return Editor(choice, choice.value, choice.set_value, _fine, choice.changed)
    combo = QComboBox()
    combo.setPlaceholderText("Elija una opción")
    for value, text in campo.opciones:
        combo.addItem(text, value)
    combo.setCurrentIndex(-1)

    def read() -> str:
        return str(combo.currentData() or "")

    def write(text: str) -> None:
        combo.setCurrentIndex(combo.findData(text))

    return Editor(combo, read, write, _fine, combo.currentIndexChanged)


def _lista(campo: Campo, around: Surroundings) -> Editor:
    if not campo.opciones:
        return _texto(campo, around)
    if campo.juicio:
        judge = JudgeChoice(campo, around.theme)
        return Editor(
            judge,
            judge.value,
            judge.set_value,
            _fine,
            judge.changed,
            judge.findings,
            judge.set_findings,
        )
    choice = CheckChoice(campo.opciones)
    return Editor(choice, choice.value, choice.set_value, _fine, choice.changed)


def _archivo(_campo: Campo, _around: Surroundings) -> Editor:
    field = FileField()
    return Editor(field, field.value, field.set_value, field.problem, field.changed)


def _in_pesos(centavos: int) -> str:
    pesos, cents = divmod(centavos, 100)
    return f"{pesos}.{cents:02d}" if cents else str(pesos)


EDITORS: dict[TipoCampo, Maker] = {
    TipoCampo.TEXTO: _texto,
    TipoCampo.PARRAFO: _parrafo,
    TipoCampo.FECHA: _fecha,
    TipoCampo.HORA: _pattern_line(
        r"(?:[01]?\d|2[0-3]):[0-5]\d", "Escriba la hora de 0:00 a 23:59.", "14:30"
    ),
    TipoCampo.DINERO: _dinero,
    TipoCampo.ENTERO: _pattern_line(r"-?\d{1,12}", "Escriba un número entero.", "0"),
    TipoCampo.PORCENTAJE: _pattern_line(
        r"\d{1,3}(?:[.,]\d{1,4})?",
        "Escriba un porcentaje, por ejemplo 12 o 12,5.",
        "12,5",
    ),
    TipoCampo.SI_NO: _si_no,
    TipoCampo.OPCION: _opcion,
    TipoCampo.PERSONA: _texto,
    TipoCampo.DIRECCION: _texto,
    TipoCampo.ARCHIVO: _archivo,
    TipoCampo.LISTA: _lista,
}
