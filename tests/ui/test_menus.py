"""The menus of the real window: no letter twice, nothing without its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from cobro_ui.backend import make_shell
from cobro_ui.backend.office import open_office
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.theme.theme import Theme
from tests.services.oficina import HOY


def test_no_menu_of_the_whole_window_repeats_a_letter(
    qtbot: QtBot, jobs: Jobs, theme: Theme, base: Base, tmp_path: Path
) -> None:
    state = State(base.datos, None, HOY, None, json=False)
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    with open_office(state) as office:
        window = MainWindow(make_shell(office, jobs, theme), settings)
        qtbot.addWidget(window)
        repeated = {}
        for title in window.menuBar().actions():
            menu = title.menu()
            assert isinstance(menu, QMenu)
            texts = [action.text() for action in menu.actions() if action.text()]
            letters = Counter(
                text.replace("&&", "").partition("&")[2][:1].lower() for text in texts
            )
            assert not letters[""], f"{title.text()}: {texts}"
            found = [letter for letter, count in letters.items() if count > 1]
            if found:
                repeated[title.text()] = found
    state.close()

    assert repeated == {}
