"""The recount of open terms, from the page of the legal values."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import Progress
from cobro_ui.jobs.runner import Jobs
from cobro_ui.parametros.recount import Foreseen
from cobro_ui.parametros.recount_dialog import RecountDialog
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme

from .clerk import words
from .fakes import make_shell

MOVED = (
    "Se revisaron 1.178 términos de SVSP.",
    (
        "Cambia la fecha de 12 términos abiertos: SVSP-2026-000001, «Cobro», del 9 "
        "de abril de 2026 al 15 de abril de 2026."
    ),
)


class FakeRecounts:
    def __init__(self, frases: Sequence[str], *, cambia: bool) -> None:
        self.found = Foreseen(frases, cambia)
        self.done: list[str] = []

    def foresee(self, sigla: str) -> Foreseen:
        assert sigla == "SVSP"
        return self.found

    def recount(self, sigla: str, progress: Progress) -> Changes:
        progress.report(5_000, 10_000, "Escribiendo las fechas")
        self.done.append(sigla)
        return Changes(lista=True, resumen="SVSP: se recontaron 12 expedientes.")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def shell(jobs: Jobs, theme: Theme) -> Shell:
    return make_shell(jobs, theme)


def dialog_of(
    qtbot: QtBot, shell: Shell, parent: QWidget, recounts: FakeRecounts
) -> RecountDialog:
    dialog = RecountDialog(recounts, "SVSP", shell, parent)
    dialog.open()
    qtbot.waitUntil(lambda: "Términos abiertos de SVSP" in words(dialog))
    return dialog


def test_it_says_what_moves_and_then_moves_it(
    qtbot: QtBot, shell: Shell, parent: QWidget
) -> None:
    recounts = FakeRecounts(MOVED, cambia=True)
    dialog = dialog_of(qtbot, shell, parent, recounts)

    assert MOVED[1] in dialog.effects.text()
    assert recounts.done == []
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    assert recounts.done == ["SVSP"]


@pytest.mark.parametrize("frases", [("No hay nada que recontar.",)])
def test_with_nothing_to_move_there_is_nothing_to_press(
    qtbot: QtBot, shell: Shell, parent: QWidget, frases: Sequence[str]
) -> None:
    dialog = dialog_of(qtbot, shell, parent, FakeRecounts(frases, cambia=False))

    assert not dialog.go.isEnabled()
    assert frases[0] in dialog.effects.text()
