"""The whole base in the window, over the services of two bases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.workspace import open_workspace
from cobro_desktop.storage.engine import Base
from cobro_ui.actuaciones.persona import PersonDialog
from cobro_ui.actuaciones.ports import Person
from cobro_ui.backend.base_entera import OfficeBase
from cobro_ui.backend.office import open_office
from cobro_ui.backend.people import OfficePeople
from cobro_ui.base_entera.dialog import WholeBaseDialog
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from tests.services.oficina import HOY, abrir_oficina
from tests.ui.fakes import make_shell


@pytest.fixture
def full(base: Base, tmp_path: Path, theme: Theme, jobs: Jobs) -> Iterator[Shell]:
    """A window on a base with people and cases, where nobody administers yet."""
    abrir_oficina(base, tmp_path)
    state = State(base.datos, None, HOY, "coo", json=False)
    with open_office(state) as office:
        yield replace(
            make_shell(jobs, theme),
            whole_base=OfficeBase(office),
            people=OfficePeople(office),
        )
    state.close()


@pytest.fixture
def empty(
    empty_base_file: Path, tmp_path: Path, theme: Theme, jobs: Jobs
) -> Iterator[Shell]:
    folder = tmp_path / "nueva"
    folder.mkdir()
    shutil.copy(empty_base_file, folder)
    open_workspace(folder, None).close()
    state = State(folder, None, HOY, None, json=False)
    with open_office(state) as office:
        yield replace(
            make_shell(jobs, theme),
            whole_base=OfficeBase(office),
            people=OfficePeople(office),
        )
    state.close()


def dialog_of(shell: Shell, qtbot: QtBot, parent: QWidget) -> WholeBaseDialog:
    qtbot.addWidget(parent)
    assert shell.whole_base is not None
    return WholeBaseDialog(shell.whole_base, shell, parent)


def test_a_base_leaves_one_window_and_comes_into_another(
    full: Shell, empty: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "base.zip"
    here, there = QWidget(), QWidget()
    first = dialog_of(full, qtbot, here)
    first.write_to(file)
    qtbot.waitUntil(lambda: "lo hace quien tiene el rol ADM" in first.message.text)
    assert full.people is not None
    full.people.become("adm")
    first.closing.setText("una frase larga")
    first.write_to(file)
    qtbot.waitUntil(lambda: "Se llevó la base entera" in first.message.text)
    first.opening.setText("una frase larga")
    first.file.set_value(str(file))
    qtbot.waitUntil(lambda: "Esta base ya tiene datos" in first.message.text)
    assert not first.bring.isEnabled()

    second = dialog_of(empty, qtbot, there)
    second.file.set_value(str(tmp_path / "cartera.csv"))
    qtbot.waitUntil(lambda: "no es una base exportada" in second.message.text)
    assert not second.bring.isEnabled()
    second.file.set_value(str(file))
    qtbot.waitUntil(lambda: "está cifrado" in second.message.text)
    second.opening.setText("una frase larga")
    second.opening.editingFinished.emit()
    qtbot.waitUntil(second.bring.isEnabled)
    assert "está completo" in second.message.text
    with qtbot.waitSignal(second.brought) as told:
        second.bring.click()

    assert told.args is not None
    assert "quedaron iguales" in told.args[0].resumen
    assert empty.people is not None
    # Who opened the empty base may be nobody of this one: it is asked again.
    assert {p.login for p in empty.people.to_ask()} >= {"adm", "pro", "coo"}


class TwoPeople:
    """Two people of a base that came; nobody has said who works."""

    def __init__(self) -> None:
        self.login = ""

    def to_ask(self) -> list[Person]:
        return [Person("ana", "Ana", "jefe"), Person("beto", "Beto", "auxiliar")]

    def everybody(self) -> list[Person]:
        return self.to_ask()

    def current(self) -> str:
        return self.login

    def become(self, login: str) -> None:
        self.login = login


def test_the_window_asks_who_works_in_the_base_that_came(
    full: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    people = TwoPeople()
    window = MainWindow(replace(full, people=people), settings)
    qtbot.addWidget(window)
    window.commands["base_entera"].trigger()
    (dialog,) = window.findChildren(WholeBaseDialog)

    dialog.brought.emit(Changes(lista=True, resumen="Se trajo."))
    dialog.reject()

    qtbot.waitUntil(lambda: bool(window.findChildren(PersonDialog)))
    assert window.message.text == "Se trajo."
    (asked,) = window.findChildren(PersonDialog)
    asked.chosen.emit("beto")
    asked.done(0)
    qtbot.waitUntil(lambda: people.login == "beto")
