"""Ctrl+K: some letters of a name are enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.paleta.palette import Palette
from cobro_ui.theme.theme import Theme
from tests.ui.fakes import make_shell


@pytest.fixture
def window(qtbot: QtBot, jobs: Jobs, theme: Theme, tmp_path: Path) -> MainWindow:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(make_shell(jobs, theme), settings)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    qtbot.waitUntil(lambda: window.list.table.model().rowCount() > 0)
    return window


def open_palette(qtbot: QtBot, window: MainWindow) -> Palette:
    window.commands["paleta"].trigger()
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.waitUntil(palette.isVisible)
    return palette


def lines(palette: Palette) -> list[str]:
    return [palette.list.item(n).text() for n in range(palette.list.count())]


def test_a_command_is_found_without_accents_and_run(
    qtbot: QtBot, window: MainWindow
) -> None:
    palette = open_palette(qtbot, window)
    assert "Buscar o hacer" not in lines(palette)
    qtbot.keyClicks(palette.box, "seleccionar to")

    assert lines(palette)[0].startswith("Seleccionar todo")
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    selected = window.list.table.selectionModel().selectedRows()
    assert len(selected) == window.list.table.model().rowCount()


def test_a_case_comes_before_the_commands_and_opens(
    qtbot: QtBot, window: MainWindow
) -> None:
    first = window.list.model.line(0)
    assert first is not None
    palette = open_palette(qtbot, window)
    qtbot.keyClicks(palette.box, first.numero)
    qtbot.waitUntil(lambda: lines(palette)[0].startswith(first.numero))

    assert first.deudor in lines(palette)[0]
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.tabs.tabText(window.tabs.currentIndex()) == first.numero


def test_what_is_no_name_can_still_filter_the_list(
    qtbot: QtBot, window: MainWindow
) -> None:
    palette = open_palette(qtbot, window)
    qtbot.keyClicks(palette.box, "etapa:coactivo")
    assert lines(palette) == ["Filtrar la lista por «etapa:coactivo»"]
    qtbot.keyClick(palette.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.box, Qt.Key.Key_Return)

    assert window.list.filter.text() == "etapa:coactivo"
