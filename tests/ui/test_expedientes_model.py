"""The case list over a fake source: pages, order, stale answers."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.errors import InvalidDataError
from cobro_ui.jobs.runner import Jobs
from cobro_ui.models.columns import COLUMNS
from cobro_ui.models.expedientes import ExpedienteTableModel
from cobro_ui.models.pages import KEPT, PAGE, PageCache
from cobro_ui.reads import Orden
from cobro_ui.theme.theme import Theme
from cobro_ui.widgets.rows_table import copy_rows, dress_table

from .fakes import HOY, FakeExpedientes

MILLION = 1_000_000


@pytest.fixture
def source() -> FakeExpedientes:
    return FakeExpedientes(MILLION)


@pytest.fixture
def model(source: FakeExpedientes, jobs: Jobs, theme: Theme) -> ExpedienteTableModel:
    return ExpedienteTableModel(source, jobs.reader, theme, HOY)


def cell(model: ExpedienteTableModel, row: int, key: str, role: int = 0) -> object:
    column = next(n for n, c in enumerate(COLUMNS) if c.key == key)
    return model.index(row, column).data(role)


def test_it_is_a_model_for_qt(
    qtbot: QtBot, qtmodeltester: ModelTester, jobs: Jobs, theme: Theme
) -> None:
    model = ExpedienteTableModel(FakeExpedientes(7), jobs.reader, theme, HOY)
    with qtbot.waitSignal(model.counted):
        model.reload()

    qtmodeltester.check(model)


def test_a_million_rows_answer_with_the_first_page(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeExpedientes
) -> None:
    with qtbot.waitSignal(model.counted) as signal:
        model.reload()

    assert signal.args is not None
    assert signal.args[0].filas == MILLION
    assert model.rowCount() == MILLION
    assert cell(model, 0, "numero") == "SVSP-2026-000001"
    assert cell(model, 0, "saldo") == "$ 61.204.877,50"
    assert [first for _, _, first in source.asked] == [0]


def test_a_far_row_waits_for_its_page_off_the_gui_thread(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeExpedientes
) -> None:
    with qtbot.waitSignal(model.counted):
        model.reload()

    with qtbot.waitSignal(model.dataChanged):
        assert cell(model, 765_432, "numero") == "…"

    assert cell(model, 765_432, "numero") == "SVSP-2026-765433"
    assert threading.get_ident() not in source.threads


def test_copied_rows_that_were_never_in_sight_are_read(
    qtbot: QtBot, model: ExpedienteTableModel, theme: Theme
) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(model)
    dress_table(table, theme)
    with qtbot.waitSignal(model.counted):
        model.reload()
    chosen = QItemSelection(model.index(765_430, 0), model.index(765_433, 0))
    table.selectionModel().select(
        chosen,
        QItemSelectionModel.SelectionFlag.Select
        | QItemSelectionModel.SelectionFlag.Rows,
    )
    table.hideColumn(1)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()

    copy_rows(table)
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == 4)

    rows = [line.split("\t") for line in clipboard.text().split("\n")]
    assert rows[0][:2] == ["Expediente", "Saldo"]
    assert [row[0] for row in rows[1:]] == [
        f"SVSP-2026-{n}" for n in range(765_431, 765_435)
    ]
    assert "…" not in clipboard.text()


def test_the_state_of_a_term_is_said_in_words(
    qtbot: QtBot, model: ExpedienteTableModel
) -> None:
    with qtbot.waitSignal(model.counted):
        model.reload()

    assert cell(model, 0, "vence") == "18 sep 2026 · vencido"
    spoken = cell(model, 0, "vence", Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == ("Próximo término: Vencido. Venció el 18 sep 2026, hace 12 días.")
    assert cell(model, 6, "prescribe") == "5 oct 2030"
    assert cell(model, 1, "responsable") == "Sin repartir"


def test_sorting_asks_the_database(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeExpedientes
) -> None:
    with qtbot.waitSignal(model.counted):
        model.sort(2, Qt.SortOrder.DescendingOrder)

    assert source.asked[-1][1] == Orden("saldo", descendente=True)


def test_a_late_answer_to_an_older_query_is_dropped(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeExpedientes
) -> None:
    source.gates["vieja"] = threading.Event()
    model.ask("vieja")
    with qtbot.waitSignal(model.counted):
        model.ask("una nueva")
    assert model.rowCount() == 1

    source.gates["vieja"].set()
    with qtbot.assertNotEmitted(model.counted, wait=100):
        qtbot.waitUntil(lambda: any(q == "vieja" for q, _, _ in source.asked))

    assert model.rowCount() == 1


def test_a_wrong_query_keeps_the_rows(
    qtbot: QtBot, model: ExpedienteTableModel
) -> None:
    with qtbot.waitSignal(model.counted):
        model.reload()

    with qtbot.waitSignal(model.failed) as signal:
        model.ask("saldo>")

    assert signal.args is not None
    assert isinstance(signal.args[0], InvalidDataError)
    assert model.rowCount() == MILLION


def test_pages_are_forgotten_when_there_are_too_many() -> None:
    cache: PageCache[int] = PageCache()
    for page in range(KEPT + 1):
        cache.put(page, range(PAGE))

    assert cache.peek(0) is None
    assert cache.peek(PAGE) == 0


def test_scrolling_past_pages_fetches_only_the_last() -> None:
    cache: PageCache[int] = PageCache()
    for page in range(50):
        cache.get(page * PAGE)

    assert cache.take_wanted() == 49
    assert cache.take_wanted() is None
    cache.put(49, range(PAGE))
    fetched = []
    while (wanted := cache.take_wanted()) is not None:
        fetched.append(wanted)
        cache.put(wanted, range(PAGE))
    assert fetched == [48, 47, 46]
