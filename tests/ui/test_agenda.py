"""The place of the agenda, the reason of a date and the register of terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.explicacion import ClaseDia
from cobro_ui.agenda.book import BookDialog
from cobro_ui.agenda.commands import open_agenda, write_reminders
from cobro_ui.agenda.explain import ExplainDialog, explain_term
from cobro_ui.agenda.model import DUE
from cobro_ui.agenda.page import AgendaPage
from cobro_ui.agenda.ports import AgendaQuery
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.reads import CaseRef
from cobro_ui.theme.roles import Scheme
from cobro_ui.theme.theme import Appearance, Theme
from cobro_ui.widgets.date_link import DateLink
from cobro_ui.widgets.marks import SUSPENDED, term_mark
from tests.ui.fake_agenda import HOY, FakeAgenda, line
from tests.ui.fakes import make_shell

AYER, MANANA = HOY - timedelta(1), HOY + timedelta(1)


@pytest.fixture
def agenda() -> FakeAgenda:
    return FakeAgenda(
        [
            line(1, AYER, Nivel.VENCIDO),
            line(2, HOY, Nivel.URGENTE),
            line(3, MANANA, Nivel.URGENTE),
            line(4, date(2026, 5, 4), Nivel.AL_DIA),
        ]
    )


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, agenda: FakeAgenda) -> Shell:
    return replace(make_shell(jobs, theme), today=HOY, agenda=agenda)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, agenda: FakeAgenda) -> AgendaPage:
    page = AgendaPage(agenda, shell)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)
    return page


def titles(page: AgendaPage) -> list[str]:
    model = page.model
    return [str(model.index(s.title_row, 0).data()) for s in model.stretches]


def words(widget: QWidget) -> str:
    shown = (w for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))
    return " ".join(label.text() for label in shown)


def test_terms_stand_in_titled_stretches(page: AgendaPage) -> None:
    assert titles(page) == [
        "Vencidos  (1)",
        "Hoy  (1)",
        "Esta semana  (1)",
        "Después  (1)",
    ]
    first = page.model.index(1, 1)
    assert first.data() == "Vencido"
    said = str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("Estado: Vencido. Venció el 17 mar 2026")


def test_the_model_keeps_the_rules(
    page: AgendaPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.model)


def test_a_title_folds_its_stretch(qtbot: QtBot, page: AgendaPage) -> None:
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)

    assert page.model.rowCount() == 7
    assert page.model.stretches[0].folded
    second = page.model.line(2)
    assert second is not None
    assert second.id == 2


def test_enter_opens_the_case(qtbot: QtBot, page: AgendaPage) -> None:
    page.table.setCurrentIndex(page.model.index(3, 4))

    with qtbot.waitSignal(page.open_asked) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert asked.args is not None
    assert asked.args[0][:2] == (2, "SVSP-2026-000002")


def test_f1_and_a_click_on_the_date_tell_why(
    qtbot: QtBot, page: AgendaPage, agenda: FakeAgenda
) -> None:
    page.table.setCurrentIndex(page.model.index(3, 2))
    qtbot.keyClick(page.table, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: agenda.explained == [("uno", 2)])
    found = page.findChild(ExplainDialog)
    assert found is not None
    found.accept()

    where = page.table.visualRect(page.model.index(5, DUE)).center()
    qtbot.mouseClick(
        page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where)
    )
    qtbot.waitUntil(lambda: agenda.explained[-1] == ("uno", 3))


def test_a_level_a_day_and_what_is_escalated_can_be_asked(
    qtbot: QtBot, page: AgendaPage, agenda: FakeAgenda
) -> None:
    page.filters.level.setCurrentIndex(page.filters.level.findData("urgente"))
    qtbot.waitUntil(lambda: titles(page) == ["Hoy  (1)", "Esta semana  (1)"])

    page.month.picked.emit(MANANA)
    qtbot.waitUntil(lambda: titles(page) == ["Esta semana  (1)"])
    assert page.filters.day.text() == "Vencen el 19 mar 2026"
    assert page.filters.said() == "Urgente · Vencen el 19 mar 2026"

    page.month.picked.emit(MANANA)
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    page.filters.mine.click()
    qtbot.waitUntil(lambda: agenda.asked[-1].escalados)
    assert page.filters.mine.accessibleName() == "Escalados a mí, 2"


def test_the_month_says_how_many_end_each_day(page: AgendaPage) -> None:
    grid = page.month.grids[0]
    place = grid.days.place(AYER)

    assert grid.days.cell(AYER) is not None
    said = str(place.data(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "martes 17 de marzo de 2026: vencieron 1 término"


def test_the_keyboard_walks_the_month(qtbot: QtBot, page: AgendaPage) -> None:
    page.month.go(AYER)
    grid = page.month.grids[0]
    qtbot.keyClick(grid, Qt.Key.Key_Right)

    with qtbot.waitSignal(page.month.picked) as picked:
        qtbot.keyClick(grid, Qt.Key.Key_Return)

    assert picked.args == [HOY]


def test_nothing_found_teaches_and_goes_back(qtbot: QtBot, page: AgendaPage) -> None:
    page.filters.level.setCurrentIndex(page.filters.level.findData("por_vencer"))
    qtbot.waitUntil(lambda: "Ningún término cumple" in words(page))

    button = next(b for b in page.findChildren(QPushButton) if "todos los" in b.text())
    button.click()

    qtbot.waitUntil(lambda: page.model.rowCount() == 8)


def test_an_empty_agenda_says_what_it_is_for(qtbot: QtBot, shell: Shell) -> None:
    page = AgendaPage(FakeAgenda(), shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()

    qtbot.waitUntil(lambda: "No corre ningún término" in words(page))
    assert not page.buttons["xlsx"].isEnabled()
    assert page.buttons["libro"].isEnabled()


def test_a_long_agenda_is_read_by_pages(qtbot: QtBot, shell: Shell) -> None:
    many = [line(n, date(2026, 6, 1), Nivel.AL_DIA) for n in range(1_500)]
    source = FakeAgenda(many)
    page = AgendaPage(source, shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1_501, timeout=15_000)
    assert source.pages == []

    last = page.model.index(1_500, 3)
    assert last.data() == "…"
    qtbot.waitUntil(lambda: last.data() == "SVSP-2026-001499")
    assert source.pages[-1] == range(1_400, 1_500)


def test_what_is_shown_is_exported_with_its_words(
    qtbot: QtBot, page: AgendaPage, agenda: FakeAgenda, tmp_path: Path
) -> None:
    page.filters.level.setCurrentIndex(page.filters.level.findData("urgente"))
    page.export(tmp_path / "agenda.ics")

    qtbot.waitUntil(lambda: "Se exportó la agenda" in page.message.text)
    path, query, said = agenda.written[0]
    assert (path.name, query.nivel, said) == ("agenda.ics", "urgente", "Urgente")


def test_the_register_is_asked_by_days(
    qtbot: QtBot, shell: Shell, agenda: FakeAgenda, page: AgendaPage, tmp_path: Path
) -> None:
    dialog = BookDialog(agenda, shell, page)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.button.isEnabled)
    dialog.last.set_value(AYER)
    assert not dialog.button.isEnabled()
    assert "antes de la primera" in words(dialog)
    dialog.first.set_value(AYER)

    dialog.write(tmp_path / "libro.doc")
    qtbot.waitUntil(lambda: "Debe terminar" in dialog.message.text)
    with qtbot.waitSignal(dialog.written):
        dialog.write(tmp_path / "libro.xlsx")

    assert agenda.books == [(tmp_path / "libro.xlsx", "SVSP", (AYER, AYER))]


def test_a_date_is_explained_day_by_day(
    qtbot: QtBot, shell: Shell, agenda: FakeAgenda, page: AgendaPage
) -> None:
    dialog = ExplainDialog(shell, lambda: agenda.explain(1), page)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.days.rows.rowCount() == 25)

    assert "vence el jueves 9 de abril de 2026" in words(dialog)
    grid = dialog.strip.grids[0]
    holiday = grid.days.cell(date(2026, 3, 23))
    counted = grid.days.cell(date(2026, 3, 24))
    assert holiday is not None
    assert counted is not None
    assert (holiday.word, holiday.tip) == ("festivo", "San José (Ley 51 de 1983)")
    assert counted.word == "5"
    assert dialog.days.rows.row(7).clase is ClaseDia.FESTIVO
    end = dialog.strip.grids[1].days.cell(date(2026, 4, 9))
    assert end is not None
    assert end.framed
    copy = next(b for b in dialog.findChildren(QPushButton) if "plicación" in b.text())
    copy.click()
    text = QGuiApplication.clipboard().text()
    assert "lunes 23 de marzo de 2026\t\tFestivo\tSan José (Ley 51 de 1983)" in text
    dialog.accept()


def test_a_date_that_is_not_todays_is_told(
    qtbot: QtBot, shell: Shell, page: AgendaPage
) -> None:
    source = FakeAgenda(differs=True)
    dialog = ExplainDialog(shell, lambda: source.explain(1), page)
    dialog.show()

    qtbot.waitUntil(lambda: dialog.message.text == "La fecha guardada es otra.")
    dialog.accept()


def test_a_term_that_is_gone_is_told(
    qtbot: QtBot, shell: Shell, page: AgendaPage
) -> None:
    explain_term(shell, -1, page)
    dialog = page.findChild(ExplainDialog)
    assert dialog is not None

    qtbot.waitUntil(lambda: dialog.message.text == "Ese término no existe.")
    dialog.accept()


@pytest.fixture
def window(qtbot: QtBot, shell: Shell, tmp_path: Path) -> MainWindow:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_window_opens_the_agenda_and_a_case_from_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = open_agenda(window)
    assert page is not None
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)
    page.table.setCurrentIndex(page.model.index(1, 2))

    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert window.tabs.tabText(window.tabs.currentIndex()) == "SVSP-2026-000001"
    assert open_agenda(window) is page


def test_the_dates_of_a_case_explain_themselves(
    qtbot: QtBot, window: MainWindow, agenda: FakeAgenda
) -> None:
    page = open_agenda(window)
    assert page is not None
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)
    page.open_asked.emit(CaseRef(1, "SVSP-2026-000001", "VIGÍAS"))
    case = window._cases[1]
    link = case.header.findChild(DateLink)
    assert link is not None
    qtbot.waitUntil(link.isEnabled)

    qtbot.keyClick(link, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: agenda.explained == [("próximo", 1)])

    case.terminos.why_asked.emit(7)
    qtbot.waitUntil(lambda: agenda.explained[-1] == ("uno", 7))


def test_the_reminders_of_a_case(
    qtbot: QtBot, window: MainWindow, agenda: FakeAgenda, tmp_path: Path
) -> None:
    write_reminders(window, 5, tmp_path / "t.ics")

    qtbot.waitUntil(lambda: len(agenda.written) == 1)
    assert agenda.written[0][1] == AgendaQuery(expediente_id=5)


@pytest.mark.parametrize(
    ("level", "word"),
    [("urgente", "Urgente"), ("al_dia", "Al día"), (SUSPENDED, "Suspendido")],
)
def test_the_institution_decides_the_word(level: str, word: str) -> None:
    assert term_mark(MANANA, HOY, level).word == word


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.CONTRAST])
def test_the_month_is_drawn_in_every_scheme(
    theme: Theme, page: AgendaPage, scheme: Scheme
) -> None:
    grid = page.month.grids[0]
    before = grid.width()
    theme.apply(Appearance(scheme, 125))

    assert grid.minimumWidth() > before
    assert not page.month.grab().isNull()
