"""The work of the office in the window, over a fake and over the services."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.expedientes import Expedientes
from cobro_ui.backend.office import Office
from cobro_ui.backend.trabajo import OfficeWork
from cobro_ui.jobs.runner import Jobs
from cobro_ui.lista.places import TRAYS, count_tray
from cobro_ui.main_window import MainWindow
from cobro_ui.reads import Orden
from cobro_ui.reads_case import DireccionLine
from cobro_ui.theme.theme import Theme
from cobro_ui.trabajo.address_dialog import AddressDialog, CloseAddressDialog
from cobro_ui.trabajo.choice_dialog import ChoiceDialog
from cobro_ui.trabajo.debtor_page import DebtorPage
from cobro_ui.trabajo.link_dialog import LinkDialog
from cobro_ui.trabajo.offices_dialog import OfficesDialog
from cobro_ui.trabajo.page import WorkPage
from cobro_ui.trabajo.ports import NewAddress
from cobro_ui.trabajo.unlink_dialog import UnlinkDialog
from cobro_ui.trabajo.why_dialog import WhyDialog
from tests.services.oficina import HOY, abrir_oficina, expediente_de
from tests.services.oficinas_rnec import HUILA, abrir_registraduria
from tests.ui.fake_work import FakeWork
from tests.ui.fakes import make_shell

PROBLEM = InvalidDataError("La base está ocupada. No se leyó nada.")


def window_of(
    qtbot: QtBot, jobs: Jobs, theme: Theme, source: FakeWork, folder: Path
) -> MainWindow:
    shell = replace(make_shell(jobs, theme), work=source)
    file = str(folder / "window.ini")
    window = MainWindow(shell, QSettings(file, QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.begin()
    qtbot.waitUntil(lambda: window.list.current() is not None)
    return window


@pytest.fixture
def source() -> FakeWork:
    return FakeWork()


@pytest.fixture
def window(
    qtbot: QtBot, jobs: Jobs, theme: Theme, source: FakeWork, tmp_path: Path
) -> MainWindow:
    return window_of(qtbot, jobs, theme, source, tmp_path)


def page_of(qtbot: QtBot, window: MainWindow) -> WorkPage:
    window.commands["trabajo"].trigger()
    page = window.tabs.findChild(WorkPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.study.table.rows.rowCount() == 3)
    return page


def test_the_work_of_the_office_has_its_counts(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(qtbot, window)

    titles = [page.tabs.tabText(n) for n in range(page.tabs.count())]
    assert titles == [
        "Por estudiar (3)",
        "Sin movimiento (140)",
        "Devueltos (2)",
        "Quién los envía",
        "Deudores con varios (1)",
    ]
    assert "el más antiguo lleva 74 días" in page.study.summary.text()
    page.mine.setChecked(True)
    qtbot.waitUntil(lambda: page.study.table.rows.rowCount() == 1)


def test_a_professional_s_forgotten_cases_open_in_the_list(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(qtbot, window)

    page.forgotten.table.activated.emit(page.forgotten.table.rows.index(0, 0))

    assert window.tabs.currentWidget() is window.list
    query = 'estado:ABIERTO movimiento<=hoy-60d responsable="mpena"'
    assert window.list.filter.text() == query


def test_the_returns_go_to_a_workbook(
    qtbot: QtBot,
    window: MainWindow,
    source: FakeWork,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = page_of(qtbot, window)
    chosen = (str(tmp_path / "d"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)

    page.excel.click()

    qtbot.waitUntil(lambda: source.done == [("excel", tmp_path / "d.xlsx")])


def test_what_is_empty_says_what_it_is_for(
    qtbot: QtBot, jobs: Jobs, theme: Theme, tmp_path: Path
) -> None:
    window = window_of(qtbot, jobs, theme, FakeWork(empty=True), tmp_path)
    window.commands["trabajo"].trigger()
    page = window.tabs.findChild(WorkPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.tabs.tabText(0) == "Por estudiar")
    assert not page.excel.isEnabled()


def test_what_fails_says_why(
    qtbot: QtBot, jobs: Jobs, theme: Theme, tmp_path: Path
) -> None:
    window = window_of(qtbot, jobs, theme, FakeWork(problem=PROBLEM), tmp_path)
    window.commands["trabajo"].trigger()
    page = window.tabs.findChild(WorkPage)
    assert page is not None
    qtbot.waitUntil(page.message.isVisible)


def answer(qtbot: QtBot, window: MainWindow, command: str, reason: str) -> None:
    window.commands[command].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoiceDialog)))
    dialog = window.findChildren(ChoiceDialog)[-1]
    qtbot.waitUntil(lambda: not dialog.blocked)
    assert not dialog.go.isEnabled()
    dialog.reason.setText(reason)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("priorizar", ("prioritise", (0,), "cuantia", "Acta 3")),
        ("quitar_prioridad", ("unmark", (0,), "Acta 3")),
        ("situacion", ("situation", (0,), "esperando_tercero", "Acta 3")),
        ("trasladar_oficina", ("move", (0,), 1, "Acta 3")),
        ("acumular", ("join", 0, 8, "Acta 3", True)),
        ("deshacer_acumulacion", ("part", 0, "Acta 3")),
    ],
)
def test_each_act_asks_for_its_reason(
    qtbot: QtBot,
    window: MainWindow,
    source: FakeWork,
    command: str,
    expected: tuple[object, ...],
) -> None:
    answer(qtbot, window, command, "Acta 3")

    qtbot.waitUntil(lambda: source.done == [expected])


def test_many_cases_are_marked_at_once(
    qtbot: QtBot, window: MainWindow, source: FakeWork
) -> None:
    window.list.table.selectRow(0)
    selection = window.list.table.selectionModel()
    for row in (1, 2):
        index = window.list.model.index(row, 0)
        selection.select(index, selection.SelectionFlag.Select
                         | selection.SelectionFlag.Rows)  # fmt: skip

    answer(qtbot, window, "priorizar", "Acta 3")

    qtbot.waitUntil(lambda: bool(source.done))
    assert source.done == [("prioritise", (0, 1, 2), "cuantia", "Acta 3")]


def test_why_a_case_goes_before_the_next(
    qtbot: QtBot, window: MainWindow, source: FakeWork
) -> None:
    window.commands["por_que_antes"].trigger()

    qtbot.waitUntil(lambda: bool(window.findChildren(WhyDialog)))
    assert source.done == [("why", 0, 1)]
    window.findChildren(WhyDialog)[0].close()


def test_the_order_by_priority_says_its_criteria(window: MainWindow) -> None:
    assert not window.list.order.isVisible()
    window.commands["por_prioridad"].trigger()

    assert window.list.model.order == Orden("prioridad")
    assert "primero los marcados" in window.list.order.text()
    assert window.list.order.isVisible()


def test_the_debtor_of_a_case_whole(qtbot: QtBot, window: MainWindow) -> None:
    window.commands["deudor"].trigger()
    qtbot.waitUntil(lambda: window.tabs.findChild(DebtorPage) is not None)
    page = window.tabs.findChild(DebtorPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.debts.table.rows.rowCount() == 3)

    # Two alive of 875.000 each; the one that was archived owes nothing here.
    assert "NIT 890.903.938-8" in page.name.text()
    assert "3 expedientes" in page.debts.summary.text()
    assert page.places.table.rows.rowCount() == 2


def test_a_case_suggests_joining_and_takes_an_address(
    qtbot: QtBot, window: MainWindow, source: FakeWork
) -> None:
    line = window.list.current()
    assert line is not None
    case = window.open_case(line)
    bar = case.deudores.bar
    qtbot.waitUntil(lambda: "SVSP-2026-000008" in bar.words.text())
    assert "SVSP-2026-000009 sigue dentro de este" in bar.words.text()

    bar.address.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(AddressDialog)))
    dialog = window.findChildren(AddressDialog)[0]
    dialog.text.setText("Carrera 9 # 10-11")
    dialog.origin.setText("RUES")
    dialog.change.setChecked(True)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()

    qtbot.waitUntil(lambda: bool(source.done))
    name, number, address = source.done[0]
    assert (name, number) == ("address", 0)
    assert address == (
        "879076479", "direccion", "Carrera 9 # 10-11", "", "RUES", HOY, True,
    )  # fmt: skip

    qtbot.waitUntil(case.header.join.isVisible)
    assert case.header.join.text() == "Este deudor tiene 1 expediente más: acumular…"
    case.header.join.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoiceDialog)))


def test_an_address_that_is_no_good_is_closed_with_its_cause(
    qtbot: QtBot, window: MainWindow, source: FakeWork
) -> None:
    line = window.list.current()
    assert line is not None
    case = window.open_case(line)
    qtbot.waitUntil(lambda: bool(case.deudores.people))
    place = DireccionLine("", "direccion", "Calle 1 # 2-3", "", "", "RUES", HOY)
    gone = place._replace(texto="Calle 9 # 9-9", hasta=HOY)
    person = case.deudores.people[0]._replace(direcciones=(gone, place))
    case.deudores.people = [person]

    case.deudores.bar.close_it.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(CloseAddressDialog)))
    dialog = window.findChildren(CloseAddressDialog)[0]
    qtbot.waitUntil(lambda: dialog.cause.count() > 0)
    assert not dialog.go.isEnabled()
    dialog.cause.setCurrentIndex(0)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()

    qtbot.waitUntil(lambda: bool(source.done))
    name, number, address, cause = source.done[0]
    assert (name, number, cause) == ("close", 0, "No reside")
    assert isinstance(address, NewAddress)
    assert (address.documento, address.clase) == ("879076479", "direccion")
    assert address.texto == "Calle 1 # 2-3"


def test_who_entered_by_mistake_goes_out_and_who_was_notified_stays(
    qtbot: QtBot, window: MainWindow, source: FakeWork
) -> None:
    line = window.list.current()
    assert line is not None
    case = window.open_case(line)
    case.deudores.bar.unlink.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(UnlinkDialog)))
    dialog = window.findChildren(UnlinkDialog)[0]
    qtbot.waitUntil(lambda: dialog.person.count() == 2)
    dialog.reason.setText("Es de otro expediente")
    assert not dialog.go.isEnabled()
    assert "1 notificación (mandamiento-pago, 03/03/2026)" in dialog.questions[0].note
    dialog.person.setCurrentIndex(1)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()

    qtbot.waitUntil(lambda: bool(source.done))
    assert source.done == [
        ("unlink", 0, "CC 79000111", "apoderado", "Es de otro expediente")
    ]


def test_an_heir_is_linked_to_a_case(
    qtbot: QtBot, window: MainWindow, source: FakeWork
) -> None:
    line = window.list.current()
    assert line is not None
    case = window.open_case(line)
    case.deudores.bar.link.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(LinkDialog)))
    dialog = window.findChildren(LinkDialog)[0]
    dialog.role.setCurrentIndex(1)
    dialog.document.setText("CC 52.123.456")
    dialog.name.setText("Ana Lucía Vigía")
    assert not dialog.go.isEnabled()
    dialog.reason.setText("Registro civil de defunción 123")
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()

    qtbot.waitUntil(lambda: bool(source.done))
    person = ("heredero", "CC 52.123.456", "Ana Lucía Vigía",
              "Registro civil de defunción 123", None)  # fmt: skip
    assert source.done == [("link", 0, person)]


def test_offices_are_made_and_given(
    qtbot: QtBot, window: MainWindow, source: FakeWork
) -> None:
    window.commands["oficinas"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(OfficesDialog)))
    dialog = window.findChildren(OfficesDialog)[0]
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 2)
    dialog.new.setText("Registraduría Distrital")
    dialog.create_it.click()
    qtbot.waitUntil(lambda: source.done == [("office", "Registraduría Distrital")])

    dialog.person.setCurrentIndex(1)
    dialog.own.setCurrentIndex(1)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()

    qtbot.waitUntil(lambda: source.done[-1] == ("give", "coo", 1, (2,)))


def office_of(base: Base, usuario: str, folder: Path) -> Office:
    return Office(State(base.datos, None, HOY, usuario, json=False), folder)


def test_the_trays_count_one_s_own_cases(base: Base, tmp_path: Path) -> None:
    workspace = abrir_oficina(base, tmp_path)
    from cobro_desktop.services.asignaciones import Asignar, asignar
    from tests.services.oficina import en_nombre_de

    case = expediente_de(workspace, "R-100")
    asignar(Asignar(case.id, "pro"), workspace, en_nombre_de("coo"))
    source = Expedientes(office_of(base, "pro", tmp_path))

    counts = {
        tray.name: (count_tray(source, tray), count_tray(source, tray, "pro"))
        for tray in TRAYS
    }

    assert counts["Todos"] == (3, 1)
    assert counts["Por estudiar"] == (3, 1)
    assert counts["Sin repartir"] == (2, 2)
    assert counts["Sin movimiento"] == counts["Devueltos"] == (0, 0)


def test_a_mark_shows_in_the_list_with_its_reason(base: Base, tmp_path: Path) -> None:
    workspace = abrir_oficina(base, tmp_path)
    office = office_of(base, "pro", tmp_path)
    case = expediente_de(workspace, "R-300")
    OfficeWork(office).prioritise([case.id], "cuantia", "Acta 3")
    source = Expedientes(office)

    rows = source.rows("", Orden("prioridad"), range(3), 3)

    assert [row.prioridad for row in rows] == ["Cuantía", "", ""]
    assert rows[0].prioridad_detalle == "Cuantía: Acta 3 (pro, 30 sep 2026)."
    assert source.count("prioridad:cuantia").filas == 1


def test_the_window_of_an_office_sees_only_its_cases(
    base: Base, tmp_path: Path
) -> None:
    workspace = abrir_registraduria(base, tmp_path)
    from cobro_ui.backend.cases import Cases

    office = office_of(base, "pro.tolima", tmp_path)
    assert Expedientes(office).count("").filas == 2
    assert OfficeWork(office).study(mine=False).total == 2
    huila = expediente_de(workspace, "0422 de 2026")
    with pytest.raises(NotAllowedError, match="es de la oficina"):
        OfficeWork(office).prioritise([huila.id], "cuantia", "Acta 3")
    office.state.work_as("pro.huila")
    assert Expedientes(office).count("").filas == 1
    assert Cases(office).load(huila.id).head.dependencia == HUILA
