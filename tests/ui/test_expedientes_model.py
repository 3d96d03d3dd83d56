"""The case list over a fake source: pages, order, stale answers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.errors import InvalidDataError
from cobro_ui.jobs.runner import Jobs
from cobro_ui.models.columns import COLUMNS
from cobro_ui.models.expedientes import ExpedienteTableModel
from cobro_ui.models.pages import KEPT, PAGE, PageCache
from cobro_ui.reads import Conteo, ExpedienteLine, Orden
from cobro_ui.theme.theme import Theme

HOY = date(2026, 9, 30)
MILLION = 1_000_000


def line(number: int) -> ExpedienteLine:
    return ExpedienteLine(
        id=number,
        numero=f"SVSP-2026-{number:06d}",
        deudor="CUSTODIA DEL LLANO LTDA.",
        identificacion="879.076.479-8",
        saldo=6_120_487_700,
        etapa="persuasivo",
        actividad="6 · Cobro persuasivo",
        vence_proximo=date(2026, 9, 28),
        fecha_segura=date(2030, 1, 9),
        fecha_legal=date(2030, 1, 10),
        entra_en_riesgo=date(2028, 5, 9),
        responsable="",
        estado="ABIERTO",
    )


class FakeSource:
    """`count` rows; remembers what it was asked; `gate` holds an answer back."""

    def __init__(self, count: int) -> None:
        self.total = count
        self.asked: list[tuple[str, Orden, int]] = []
        self.threads: set[int] = set()
        self.gates: dict[str, threading.Event] = {}

    def count(self, consulta: str) -> Conteo:
        if gate := self.gates.get(consulta):
            gate.wait(5)
        if consulta == "saldo>":
            message = "Falta el valor después de «saldo>»."
            raise InvalidDataError(message)
        found = 1 if consulta.startswith("una") else self.total
        return Conteo(found, found * 100)

    def rows(
        self, consulta: str, orden: Orden, first: int, limit: int
    ) -> Sequence[ExpedienteLine]:
        self.asked.append((consulta, orden, first))
        self.threads.add(threading.get_ident())
        last = min(first + limit, self.count(consulta).filas)
        return [line(n) for n in range(first, last)]


@pytest.fixture
def source() -> FakeSource:
    return FakeSource(MILLION)


@pytest.fixture
def model(source: FakeSource, jobs: Jobs, theme: Theme) -> ExpedienteTableModel:
    return ExpedienteTableModel(source, jobs.reader, theme, HOY)


def cell(model: ExpedienteTableModel, row: int, key: str, role: int = 0) -> object:
    column = next(n for n, c in enumerate(COLUMNS) if c.key == key)
    return model.index(row, column).data(role)


def test_it_is_a_model_for_qt(
    qtbot: QtBot, qtmodeltester: ModelTester, jobs: Jobs, theme: Theme
) -> None:
    model = ExpedienteTableModel(FakeSource(7), jobs.reader, theme, HOY)
    with qtbot.waitSignal(model.counted):
        model.reload()

    qtmodeltester.check(model)


def test_a_million_rows_answer_with_the_first_page(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeSource
) -> None:
    with qtbot.waitSignal(model.counted) as signal:
        model.reload()

    assert signal.args == [Conteo(MILLION, MILLION * 100)]
    assert model.rowCount() == MILLION
    assert cell(model, 0, "numero") == "SVSP-2026-000000"
    assert cell(model, 0, "saldo") == "$ 61.204.877"
    assert [first for _, _, first in source.asked] == [0]


def test_a_far_row_waits_for_its_page_off_the_gui_thread(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeSource
) -> None:
    with qtbot.waitSignal(model.counted):
        model.reload()

    with qtbot.waitSignal(model.dataChanged):
        assert cell(model, 765_432, "numero") == "…"

    assert cell(model, 765_432, "numero") == "SVSP-2026-765432"
    assert threading.get_ident() not in source.threads


def test_the_state_of_a_term_is_said_in_words(
    qtbot: QtBot, model: ExpedienteTableModel
) -> None:
    with qtbot.waitSignal(model.counted):
        model.reload()

    assert cell(model, 0, "vence") == "28 sep 2026 · vencido"
    spoken = cell(model, 0, "vence", Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == ("Próximo término: Vencido. Venció el 28 sep 2026, hace 2 días.")
    assert cell(model, 0, "prescribe") == "9 ene 2030"
    assert cell(model, 0, "responsable") == "Sin repartir"


def test_sorting_asks_the_database(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeSource
) -> None:
    with qtbot.waitSignal(model.counted):
        model.sort(3, Qt.SortOrder.DescendingOrder)

    assert source.asked[-1][1] == Orden("saldo", descendente=True)


def test_a_late_answer_to_an_older_query_is_dropped(
    qtbot: QtBot, model: ExpedienteTableModel, source: FakeSource
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
