"""Somebody who works through the window: sees words, types, presses buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cobro_ui.expediente.view import ExpedienteTab
from cobro_ui.main_window import MainWindow
from cobro_ui.widgets.date_field import DateField
from cobro_ui.wizard.choices import CheckChoice, RadioChoice
from cobro_ui.wizard.judgement import JudgeChoice
from cobro_ui.wizard.panel import GuidedStepPanel

PATIENCE = 60_000
"""Milliseconds that a busy machine may take."""
W = TypeVar("W", bound=QWidget)
D = TypeVar("D", bound=QDialog)


class Clerk:
    """Works one case in a window, by what can be read on it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        self.qtbot = qtbot
        self.window = window
        self.folder = folder

    # The window.

    def asks(self, command: str, kind: type[D]) -> D:
        """Choose a command of the menus and wait for its dialog."""
        self.window.commands[command].trigger()
        return self.sees(self.window, kind)

    def sees(self, where: QWidget, kind: type[W]) -> W:
        """Wait for something of a kind to be in sight."""
        self.waits(lambda: bool(shown(where, kind)))
        return shown(where, kind)[-1]

    def waits(self, what: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(what, timeout=PATIENCE)

    def reads(self, where: QWidget, text: str) -> None:
        """Wait for some words."""
        self.waits(lambda: text in words(where))

    @property
    def case(self) -> ExpedienteTab:
        """The case of the tab in sight."""
        found = self.window.tabs.currentWidget()
        assert isinstance(found, ExpedienteTab)
        return found

    @property
    def panel(self) -> GuidedStepPanel:
        """The step that is open in the case."""
        return self.sees(self.case, GuidedStepPanel)

    # The guided step.

    def begins(self, activity: str) -> None:
        """Press *Continuar trámite*."""
        self.presses(self.case.header, "Continuar trámite")
        self.waits(lambda: bool(shown(self.case, GuidedStepPanel)))
        self.reads(self.panel, f"Actividad {activity} de")

    def goes(self, section: str) -> None:
        """Go to a section of the step."""
        titles = [page.title for page in self.panel.pages]
        self.panel.go(titles.index(section))

    def answers(self, section: str, **given: str) -> None:
        """Answer the questions of a section by the names of their fields."""
        self.goes(section)
        fields = self.panel.paso.actividad.campos
        asked = {campo.nombre: campo.etiqueta for campo in fields}
        for name, text in given.items():
            self.fills(self.panel, asked[name], text)

    def attaches(self, *evidences: str) -> None:
        """Attach a file as each evidence."""
        for evidence in evidences:
            file = self.folder / f"{evidence}.pdf"
            file.write_bytes(f"%PDF-1.4 {evidence}\n".encode())
            with self.qtbot.waitSignal(self.panel.filed, timeout=PATIENCE):
                self.panel.attach(evidence, file)

    def writes_and_signs(self, document: str) -> None:
        """Write a document from the step, then number and sign it."""
        self.goes("Documentos")
        self.presses(self.panel, f"Elaborar {document}")
        with self.qtbot.waitSignal(self.panel.filed, timeout=PATIENCE):
            self.presses(self.panel, f"Numerar y firmar {document}")
        self.reads(self.panel, "Firmado")

    def ends(self, outcome: str, button: str) -> None:
        """Choose the outcome and press the button that closes the activity."""
        self.goes("Resultado")
        self.presses(self.panel, outcome)
        self.closes(button)

    def closes(self, button: str) -> None:
        """Read the review and press the last button."""
        self.goes("Revisión")
        panel = self.panel
        with self.qtbot.waitSignal(panel.recorded, timeout=PATIENCE):
            self.presses(panel, button)
        self.waits(lambda: not shown(self.case, GuidedStepPanel))

    # Fields and buttons.

    def presses(self, where: QWidget, text: str) -> None:
        """Press a button once it can be pressed."""

        def ready() -> list[QAbstractButton]:
            return [b for b in shown(where, QAbstractButton) if says(b, text)]

        self.waits(lambda: any(button.isEnabled() for button in ready()))
        next(button for button in ready() if button.isEnabled()).click()

    def fills(self, where: QWidget, name: str, text: str) -> None:
        """Answer the question whose words begin like that."""
        field = next(
            w
            for w in where.findChildren(QWidget)
            if w.accessibleName().lower().startswith(name.lower())
        )
        if isinstance(field, DateField):
            field = field.edit
        if isinstance(field, RadioChoice | CheckChoice):
            for choice in text.split(";"):
                button = next(
                    b
                    for b in field.findChildren(QAbstractButton)
                    if b.text().startswith(choice.strip())
                )
                button.click()
        elif isinstance(field, JudgeChoice):
            for requirement in text.split(";"):
                judge(field, requirement.strip(), "Cumple").click()
        elif isinstance(field, QComboBox):
            field.setCurrentIndex(field.findText(text))
            assert field.currentText() == text
        else:
            assert isinstance(field, QLineEdit), field
            field.clear()
            self.qtbot.keyClicks(field, text)


def judge(field: QWidget, requirement: str, word: str) -> QAbstractButton:
    """Return the button that judges the requirement whose words begin like that."""
    return next(
        b
        for b in field.findChildren(QAbstractButton)
        if b.accessibleName().startswith(requirement)
        and b.accessibleName().endswith(f": {word}")
    )


def shown(where: QWidget, kind: type[W]) -> list[W]:
    """Return what is in sight of a kind."""
    return [w for w in where.findChildren(kind) if w.isVisible()]


def says(button: QAbstractButton, text: str) -> bool:
    """Tell whether a button says that, by its words or to a screen reader."""
    plain = button.text().replace("&", "")
    return text in plain or button.accessibleName().startswith(text)


def words(where: QWidget) -> str:
    """Return everything that labels and buttons in sight say."""
    found = [label.text() for label in shown(where, QLabel)]
    found += [button.text() for button in shown(where, QPushButton)]
    return "\n".join(found).replace("&", "")
