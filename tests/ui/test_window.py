"""The main window over a small office in memory."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.services.changes import Changes
from cobro_ui.dialogs.import_steps import Step
from cobro_ui.dialogs.importing import ImportDialog
from cobro_ui.jobs.notices import Notices
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from cobro_ui.wizard.panel import GuidedStepPanel

from .fake_liquidaciones import FakeLiquidations
from .fakes import FakeCases, FakeExpedientes, FakeImporter, line, make_shell


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "ventana.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def shell(jobs: Jobs, theme: Theme) -> Shell:
    return make_shell(jobs, theme)


@pytest.fixture
def window(qtbot: QtBot, shell: Shell, settings: QSettings) -> MainWindow:
    return opened(qtbot, shell, settings)


def opened(qtbot: QtBot, shell: Shell, settings: QSettings) -> MainWindow:
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignals([window.list.model.counted]):
        window.begin()
    return window


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_list_is_read_after_the_window_is_shown(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.list.model.rowCount() == 240
    qtbot.waitUntil(lambda: "M. Peña (profesional)" in words(window.status))


def mnemonics(texts: list[str]) -> Counter[str]:
    plain = (text.replace("&&", "") for text in texts)
    return Counter(t[t.index("&") + 1].lower() for t in plain if "&" in t)


def test_alt_keys_are_unique_in_the_window_and_its_menus(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.continue_case()
    qtbot.waitUntil(lambda: window.findChild(GuidedStepPanel) is not None)
    buttons = [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible()]
    titles = [action.text() for action in window.menuBar().actions()]

    assert not [k for k, n in mnemonics(titles + buttons).items() if n > 1]
    for menu in window.findChildren(QMenu):
        texts = [action.text() for action in menu.actions()]
        assert not [k for k, n in mnemonics(texts).items() if n > 1], menu.title()


def test_no_two_commands_share_keys(window: MainWindow) -> None:
    keys = [
        key.toString()
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
        if action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut
    ]

    assert [key for key, n in Counter(keys).items() if n > 1] == []


def test_menus_offer_only_what_works(
    qtbot: QtBot, jobs: Jobs, theme: Theme, settings: QSettings
) -> None:
    from dataclasses import replace

    bare = replace(make_shell(jobs, theme), importer=None, open_step=None)
    window = opened(qtbot, bare, settings)

    titles = [a.text().replace("&", "") for a in window.menuBar().actions()]
    assert titles == [
        "Archivo",
        "Edición",
        "Ver",
        "Expediente",
        "Herramientas",
        "Ayuda",
    ]
    assert window.commands.get("importar") is None
    assert window.commands.get("continuar") is None


def test_every_control_has_a_name_for_screen_readers(window: MainWindow) -> None:
    for button in window.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.text() or button.accessibleName(), button


def test_the_case_in_focus_is_seen_at_a_glance(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.list.table.selectRow(1)

    qtbot.waitUntil(
        lambda: "Oficio de cobro persuasivo firmado" in words(window.glance)
    )
    assert "SVSP-2026-000002" in words(window.glance)


def test_filtering_keeps_to_what_was_asked(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.list.model.counted):
        window.list.set_query("una")

    assert window.list.model.rowCount() == 1
    assert "1 expediente ·" in words(window.list)


def test_a_tray_puts_its_query_in_the_box(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.list.model.counted):
        window.places.query_asked.emit("estado:ABIERTO vence<hoy")

    assert window.list.filter.text() == "estado:ABIERTO vence<hoy"


def test_an_empty_base_teaches_how_to_begin(
    qtbot: QtBot, jobs: Jobs, theme: Theme, settings: QSettings
) -> None:
    window = opened(qtbot, make_shell(jobs, theme, total=0), settings)

    assert "Todavía no hay expedientes" in words(window.list)


def test_the_selection_is_counted_and_added(window: MainWindow) -> None:
    window.list.table.selectRow(0)
    window.list.table.selectionModel().select(
        window.list.model.index(1, 0),
        window.list.table.selectionModel().SelectionFlag.Select
        | window.list.table.selectionModel().SelectionFlag.Rows,
    )

    # 61.204.877,50 + 61.212.796
    assert "2 seleccionados · $ 122.417.673,50" in words(window.status)


def test_selecting_everything_uses_the_sum_of_the_database(
    window: MainWindow,
) -> None:
    window.select_all()

    assert "240 seleccionados" in words(window.status)


def test_a_case_opens_once_and_shows_its_tabs(qtbot: QtBot, window: MainWindow) -> None:
    first = window.open_case(line(3))
    qtbot.waitUntil(lambda: "a hoy" in words(first.header))
    again = window.open_case(line(3))

    assert first is again
    assert window.tabs.count() == 2
    titles = [first.tabs.tabText(n) for n in range(first.tabs.count())]
    assert titles == [
        "Resumen",
        "Deudores",
        "Título y obligación",
        "Actuaciones",
        "Documentos",
        "Términos",
        "Liquidación",
        "Pagos",
    ]
    window.close_tab()
    assert window.tabs.count() == 1


def test_the_list_cannot_be_closed(window: MainWindow) -> None:
    window.close_tab(0)

    assert window.tabs.count() == 1


def test_a_missing_rate_is_told_in_its_tab(
    qtbot: QtBot, jobs: Jobs, theme: Theme, settings: QSettings
) -> None:
    problem = MissingParameterError("Falta la tasa de octubre de 2026.")
    shell = make_shell(
        jobs,
        theme,
        cases=FakeCases(problem=problem),
        liquidations=FakeLiquidations(problem=problem),
    )
    window = opened(qtbot, shell, settings)

    case = window.open_case(line(1))
    qtbot.waitUntil(lambda: "sin liquidar los intereses" in words(case.header))
    case.tabs.setCurrentWidget(case.liquidacion)

    qtbot.waitUntil(lambda: "Falta la tasa" in words(case.liquidacion))
    assert "de capital" in words(case.header)


def test_a_change_is_looked_at_by_list_and_case(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    case = window.open_case(line(1))
    qtbot.waitUntil(lambda: "a hoy" in words(case.header))
    source = shell.expedientes
    assert isinstance(source, FakeExpedientes)
    before = len(source.asked)

    with qtbot.waitSignal(window.list.model.counted):
        window.tell_change(Changes(frozenset({1})), None)

    assert len(source.asked) > before


def test_the_guided_step_takes_the_place_of_the_tabs_and_gives_it_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.continue_case()
    qtbot.waitUntil(lambda: window.findChild(GuidedStepPanel) is not None)
    panel = window.findChild(GuidedStepPanel)
    assert panel is not None
    case = window.open_case(line(0))
    assert not case.header.isVisible()

    panel.recorded.emit(Changes(frozenset({0}), resumen="Cerrada."))

    assert case.header.isVisible()


def test_copied_rows_go_to_a_spreadsheet(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    window.list.table.selectRow(0)

    window.commands["copiar"].trigger()
    qtbot.waitUntil(lambda: "\n" in QGuiApplication.clipboard().text())

    heads, first = QGuiApplication.clipboard().text().split("\n")
    assert heads.split("\t")[:3] == ["Expediente", "Deudor", "Saldo"]
    assert first.split("\t")[0] == "SVSP-2026-000001"


def test_geometry_is_remembered(
    qtbot: QtBot, shell: Shell, settings: QSettings, window: MainWindow
) -> None:
    window.list.table.setColumnWidth(1, 333)
    window.close()

    again = MainWindow(shell, settings)
    qtbot.addWidget(again)

    assert again.list.table.columnWidth(1) == 333


def to_the_trial(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(dialog.button.isEnabled)
    dialog.button.click()
    assert dialog.step is Step.MAPPING
    dialog.button.click()


def test_an_import_is_tried_before_it_is_done(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    importer = shell.importer
    assert isinstance(importer, FakeImporter)
    dialog = ImportDialog(importer, shell, window)
    dialog.choose(__file__)
    dialog.open()
    to_the_trial(qtbot, dialog)

    qtbot.waitUntil(lambda: dialog.step is Step.CHECK)
    dialog.button.click()
    assert "Importar 94" in dialog.button.text()
    assert [r.simular for r in importer.ran] == [True]
    with qtbot.waitSignal(dialog.imported):
        dialog.button.click()

    assert [r.simular for r in importer.ran] == [True, False]


def test_cancelling_an_import_stops_it_and_keeps_the_dialog(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    importer = shell.importer
    assert isinstance(importer, FakeImporter)
    importer.gate = threading.Event()
    dialog = ImportDialog(importer, shell, window)
    dialog.choose(__file__)
    dialog.open()
    to_the_trial(qtbot, dialog)

    dialog.reject()
    qtbot.waitUntil(lambda: "Se canceló" in words(dialog))

    assert dialog.isVisible()
    assert importer.ran == []
    dialog.reject()


def test_what_a_command_warns_of_stays_above_what_it_did(
    qtbot: QtBot, shell: Shell, settings: QSettings
) -> None:
    notices = Notices(shell.jobs.writer)
    window = opened(qtbot, replace(shell, notices=notices), settings)
    warned = [f"E-{n}: prestado" for n in range(5)]
    done: list[object] = []
    shell.jobs.writer.start(
        lambda _: notices.hear(warned), on_done=done.append, on_error=done.append
    )
    qtbot.waitUntil(lambda: bool(done))
    window.tell_done(Changes(resumen="Se hizo."))

    assert window.notice.text == "\n".join([*warned[:3], "Y 2 avisos más."])
    assert window.message.text == "Se hizo."


def test_a_case_behind_the_list_does_not_widen_the_window(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1366, 768)
    window.list.table.selectRow(0)
    window.open_current()
    case = window.tabs.currentWidget()
    assert case is not None
    case.setMinimumWidth(1100)

    window.tabs.setCurrentWidget(window.list)
    qtbot.waitUntil(window.glance.isVisible)

    assert window.width() == 1366
