"""Questions one under the other, those that apply in sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.domain.procedimiento import TipoCampo
from cobro_ui.ayuda.terms import TermLabel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle
from cobro_ui.wizard.editors import EDITORS, SI_NO, Editor, Surroundings
from cobro_ui.wizard.loss import LossNotice
from cobro_ui.wizard.paso import Conocida

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.domain.procedimiento import Campo


_CHOSEN = frozenset({TipoCampo.SI_NO, TipoCampo.OPCION, TipoCampo.LISTA})


class _Line(NamedTuple):
    """A question on the screen."""

    campo: Campo
    editor: Editor
    box: QWidget
    note: TermLabel
    """Help, or the problem of the answer."""
    loss: LossNotice


class QuestionForm(QWidget):
    """Asks fields; a field whose condition fails is hidden and not answered."""

    changed = Signal()

    def __init__(self, campos: Sequence[Campo], around: Surroundings) -> None:
        super().__init__()
        self._outcome = ""
        self._known: Mapping[str, Conocida] = {}
        self._problems: Mapping[str, str] = {}
        self._lines: dict[str, _Line] = {}
        self._strict = False
        self._accepted: dict[str, str] = {}
        """The answers before the one that is being given."""
        self._writing = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for campo in campos:
            line = _make_line(campo, around)
            line.editor.changed.connect(partial(self._answered, campo.nombre))
            self._lines[campo.nombre] = line
            layout.addWidget(line.box)
        self._refresh()

    def answers(self) -> dict[str, str]:
        """Return the given answers of the questions that apply."""
        given: dict[str, str] = {}
        for name, line in self._lines.items():
            if line.campo.se_pregunta(self._outcome, given):
                text = line.editor.read()
                if text:
                    given[name] = text
                    given |= line.editor.more()
        return given

    def fill(self, answers: Mapping[str, str], known: Mapping[str, Conocida]) -> None:
        """Write a draft's answers, or else what the case already knows."""
        self._known = known
        self._writing = True
        for name, line in self._lines.items():
            if name in answers:
                line.editor.write(answers[name])
                line.editor.write_more(answers)
            elif name in known:
                line.editor.write(known[name].valor)
        self._writing = False
        self._accepted = self.answers()
        self._refresh()

    def suggest(self, names: Sequence[str], text: str, source: str) -> None:
        """Write a text into the paragraph that asks for it, while it is empty."""
        for name in names:
            line = self._lines.get(name)
            if line is None or line.campo.tipo is not TipoCampo.PARRAFO:
                continue
            now = line.editor.read()
            mine = self._known.get(name)
            if now and not (mine is not None and mine.valor == now):
                continue
            self._known = {**self._known, name: Conocida(text, source)}
            if now != text:
                self._writing = True
                line.editor.write(text)
                self._writing = False
                self._refresh()

    def set_outcome(self, outcome: str) -> None:
        """Ask what this outcome asks."""
        self._outcome = outcome
        self._accepted = self.answers()
        self._refresh()

    def lost_with(self, outcome: str) -> list[Campo]:
        """Return the questions whose answer another outcome would throw away."""
        given = self.answers()
        return [
            line.campo
            for name, line in self._lines.items()
            if name in given and not line.campo.se_pregunta(outcome, given)
        ]

    def forget(self, campos: Sequence[Campo]) -> None:
        """Empty some answers."""
        self._writing = True
        for campo in campos:
            self._lines[campo.nombre].editor.write("")
        self._writing = False

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show what the services found wrong."""
        self._problems = problems
        self._refresh()

    def missing(self) -> list[Campo]:
        """Return the mandatory questions in sight without a valid answer."""
        given = self.answers()
        return [
            line.campo
            for name, line in self._lines.items()
            if line.campo.se_pregunta(self._outcome, given)
            and (self._wrong(line) or (line.campo.obligatorio and name not in given))
        ]

    def insist(self) -> bool:
        """Mark what is missing and go to the first; False when nothing is."""
        self._strict = True
        self._refresh()
        missing = self.missing()
        if missing:
            self._lines[missing[0].nombre].editor.widget.setFocus()
        return bool(missing)

    @property
    def asked(self) -> int:
        """How many questions are in sight."""
        return sum(not line.box.isHidden() for line in self._lines.values())

    def _answered(self, name: str, *_value: object) -> None:
        if self._writing:
            return
        line = self._lines[name]
        line.loss.hide()
        lost = self._lost(name) if line.campo.tipo in _CHOSEN else []
        if lost:
            self._hold(line, lost)
            return
        self._accepted = self.answers()
        self._refresh()
        self.changed.emit()

    def _lost(self, name: str) -> list[Campo]:
        """Return what was answered and would not be asked any more."""
        if name not in self._accepted:
            return []
        given = self.answers()
        return [
            line.campo
            for other, line in self._lines.items()
            if other != name and other in self._accepted and other not in given
        ]

    def _hold(self, line: _Line, lost: list[Campo]) -> None:
        """Put the answer back, and say what changing it would throw away."""
        wanted = line.editor.read()
        self._writing = True
        line.editor.write(self._accepted[line.campo.nombre])
        self._writing = False

        def change() -> None:
            self.forget(lost)
            self._writing = True
            line.editor.write(wanted)
            self._writing = False
            self._accepted = self.answers()
            self._refresh()
            self.changed.emit()

        names = [campo.etiqueta for campo in lost]
        shown = dict((*line.campo.opciones, *SI_NO)).get(wanted, wanted)
        line.loss.warn(shown or "sin respuesta", names, change)

    def _wrong(self, line: _Line) -> str:
        return line.editor.problem() or self._problems.get(line.campo.nombre, "")

    def _refresh(self) -> None:
        given = self.answers()
        for name, line in self._lines.items():
            line.box.setVisible(line.campo.se_pregunta(self._outcome, given))
            answer = given.get(name, "")
            problem = self._wrong(line)
            if self._strict and line.campo.obligatorio and not answer:
                problem = problem or "Falta responder."
            self._say(line, problem, self._origin(name, answer))

    def _origin(self, name: str, answer: str) -> str:
        known = self._known.get(name)
        if known is not None and known.valor == answer:
            return f"Ya conocido: {known.origen}."
        return ""

    def _say(self, line: _Line, problem: str, origin: str) -> None:
        text = problem or origin or _aid(line.campo)
        line.note.say(text, help_text=not (problem or origin))
        line.note.setVisible(bool(text))
        restyle(line.note, "tone", "danger" if problem else "accent" if origin else "")
        line.editor.widget.setAccessibleDescription(text)


def _make_line(campo: Campo, around: Surroundings) -> _Line:
    editor = EDITORS[campo.tipo](campo, around)
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    question = label(campo.etiqueta + (" *" if campo.obligatorio else ""), wrap=True)
    question.setBuddy(editor.widget)
    name = campo.etiqueta + (", obligatorio" if campo.obligatorio else "")
    editor.widget.setAccessibleName(name)
    note = TermLabel(around.glossary, "muted")
    loss = LossNotice()
    for widget in (question, editor.widget, note, loss):
        layout.addWidget(widget)
    return _Line(campo, editor, box, note, loss)


def _aid(campo: Campo) -> str:
    """Return the help of a question with its norm."""
    norm = f"Norma: {campo.norma}." if campo.norma else ""
    return f"{campo.ayuda} {norm}".strip()
