"""Any list of the window goes to Excel and to PDF as it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from cobro_ui.backend import make_shell
from cobro_ui.backend.office import Office, open_office
from cobro_ui.jobs.runner import Jobs
from cobro_ui.listas.commands import table_in_sight
from cobro_ui.main_window import MainWindow
from cobro_ui.theme.theme import Theme
from tests.services.oficina import HOY, abrir_oficina

PATIENCE = 20_000


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[Office]:
    abrir_oficina(base, tmp_path)
    base.close()
    state = State(base.datos, None, HOY, "coo", json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


@pytest.fixture
def window(
    qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme, tmp_path: Path
) -> MainWindow:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(make_shell(office, jobs, theme), settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.list.model.counted, timeout=PATIENCE):
        window.begin()
    return window


def test_the_case_list_is_saved_whole_with_its_columns(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "casos.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    header = window.list.table.horizontalHeader()
    header.moveSection(header.visualIndex(2), 0)  # the balance first
    window.list.table.hideColumn(3)

    window.commands["guardar_lista"].trigger()
    qtbot.waitUntil(lambda: "3 filas" in window.message.text, timeout=PATIENCE)

    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert rows[0][:2] == ("Saldo", "Expediente")
    assert "Etapa" not in rows[0]
    assert {row[0] for row in rows[1:4]} == {1_000_000, 1_423_500, 2_000_000}


def test_the_whole_list_is_copied_as_it_is_seen(
    window: MainWindow, qtbot: QtBot
) -> None:
    header = window.list.table.horizontalHeader()
    header.moveSection(header.visualIndex(2), 0)
    window.list.table.hideColumn(3)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()

    window.commands["copiar_lista"].trigger()
    qtbot.waitUntil(lambda: "3 filas" in window.message.text, timeout=PATIENCE)

    rows = [line.split("\t") for line in clipboard.text().split("\n")]
    assert rows[0][:2] == ["Saldo", "Expediente"]
    assert "Etapa" not in rows[0]
    assert {row[0] for row in rows[1:]} == {"$ 1.000.000", "$ 1.423.500", "$ 2.000.000"}


def test_the_list_is_opened_to_be_printed(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile())
    )

    window.commands["imprimir_lista"].trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)

    assert Path(opened[0]).name == "Expedientes.pdf"
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")


def test_every_table_of_a_case_offers_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.list.model.line(0) is not None, timeout=PATIENCE)
    line = window.list.model.line(0)
    assert line is not None
    case = window.open_case(line)
    case.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: table_in_sight(window) is not None, timeout=PATIENCE)

    table = table_in_sight(window)

    assert table is not None
    assert table is not window.list.table
    assert window.commands["guardar_lista"] in table.actions()
