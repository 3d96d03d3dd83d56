"""The page of the bulletin, over a fake and over the services."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.services.changes import Changes
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.bdme import OfficeBulletin
from cobro_ui.backend.office import Office
from cobro_ui.bdme.form_dialog import FormDialog
from cobro_ui.bdme.page import BulletinPage
from cobro_ui.bdme.ports import BulletinSource
from cobro_ui.bdme.sections import ALERT
from cobro_ui.jobs.runner import Jobs
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina
from tests.ui.fake_bdme import FakeBulletin
from tests.ui.fakes import make_shell

MAYO_2026 = dt.date(2026, 5, 31)


def open_page(
    qtbot: QtBot, jobs: Jobs, theme: Theme, source: BulletinSource
) -> BulletinPage:
    shell = replace(make_shell(jobs, theme), bulletin=source)
    page = BulletinPage(source, shell)
    qtbot.addWidget(page)
    page.resize(1140, 660)
    page.show()
    page.reload()
    return page


@pytest.fixture
def source() -> FakeBulletin:
    return FakeBulletin()


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, theme: Theme, source: FakeBulletin) -> BulletinPage:
    page = open_page(qtbot, jobs, theme, source)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 2)
    return page


def test_it_opens_at_the_last_cut_with_the_reason_of_each(
    page: BulletinPage, source: FakeBulletin
) -> None:
    assert source.asked == [("SVSP", MAYO_2026)]
    assert "2 · $ 1.244.511.780" in page.sections.buttons["reporte_semestral"].text()
    assert "más de $ 8.754.525 (5 salarios mínimos de 2026)" in page.why.text()
    assert "Expediente SVSP-2026-000001" in page.why.text()


def test_each_section_shows_its_own_and_the_search_narrows(
    qtbot: QtBot, page: BulletinPage
) -> None:
    page.sections.choose("excluidos")
    assert page.table.rows.rowCount() == 25
    page.search.setText("deudor 17")
    page.search.flush()
    assert [page.table.rows.row(0).nombre, page.table.rows.rowCount()] == [
        "DEUDOR 17",
        1,
    ]
    page.search.setText("nadie se llama así")
    page.search.flush()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 0)
    assert page.why.text() == ""


def test_another_day_is_written_and_warned(
    qtbot: QtBot, page: BulletinPage, source: FakeBulletin
) -> None:
    page.choice.cut.setCurrentIndex(page.choice.cut.count() - 1)
    assert not page.choice.day.isHidden()
    assert not page.keep.isEnabled()
    page.choice.day.edit.setText("31/03/2026")
    qtbot.waitUntil(page.keep.isEnabled)
    assert source.asked[-1] == ("SVSP", dt.date(2026, 3, 31))


def test_it_is_kept_as_it_is_seen(
    qtbot: QtBot, page: BulletinPage, source: FakeBulletin
) -> None:
    with qtbot.waitSignal(page.changed):
        page.keep.click()
    assert ("keep", "SVSP", MAYO_2026) in source.asked


def test_the_immediate_withdrawals_are_counted_and_registered_as_chosen(
    qtbot: QtBot, page: BulletinPage, source: FakeBulletin
) -> None:
    button = page.sections.buttons[ALERT]
    assert "2 · $ 10.000.000" in button.text()
    assert page.withdraw.isHidden()
    page.sections.choose(ALERT)
    page.table.selectAll()
    assert page.withdraw.text() == "&Registrar 2 retiros"
    page.table.clearSelection()
    assert not page.withdraw.isEnabled()
    page.table.selectRow(1)
    assert page.withdraw.text() == "&Registrar este retiro"
    with qtbot.waitSignal(page.changed):
        page.withdraw.click()
    assert ("withdraw", "SVSP") in source.asked
    assert source.withdrawn == {10}
    qtbot.waitUntil(lambda: "1 · $ 9.000.000" in button.text())


def test_it_goes_to_excel(
    qtbot: QtBot,
    page: BulletinPage,
    source: FakeBulletin,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/x/b", ""))
    page.excel.click()
    qtbot.waitUntil(lambda: ("export", "SVSP", "b.xlsx") in source.asked)


def test_the_form_takes_the_columns_that_were_told(
    qtbot: QtBot,
    page: BulletinPage,
    source: FakeBulletin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = tmp_path / "formulario.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["IDENTIFICACIÓN", "NOMBRE", "VALOR"])
    book.save(form)
    target = str(tmp_path / "lleno.xlsx")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    page.form.click()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    dialog.file.set_value(str(form))
    qtbot.waitUntil(dialog.fill.isEnabled)
    assert dialog.columns["numero_doc"].currentText() == "A · IDENTIFICACIÓN"
    dialog.columns["nombre"].setCurrentIndex(2)

    with qtbot.waitSignal(dialog.filled):
        dialog.fill.click()

    request = source.asked[-1][2]  # type: ignore[index]
    assert request.columns == {"numero_doc": "A", "nombre": "B", "valor": "C"}
    assert (request.sheet, request.row) == ("Sheet", 2)


def test_without_cases_and_with_a_problem_it_says_so(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    empty = open_page(qtbot, jobs, theme, FakeBulletin(empty=True))
    problem = MissingParameterError("Falta el salario mínimo (SMLMV) de 2026.")
    broken = open_page(qtbot, jobs, theme, FakeBulletin(problem=problem))
    qtbot.waitUntil(lambda: broken.message.text == problem.mensaje)
    assert not broken.keep.isEnabled()
    assert not empty.keep.isEnabled()


def test_what_changes_elsewhere_is_told_and_not_worked_out_by_itself(
    page: BulletinPage, source: FakeBulletin
) -> None:
    asked = len(source.asked)
    page.look_again(Changes(), None)
    assert "Actualice con F5" in page.message.text
    assert len(source.asked) == asked


def test_over_the_services(
    qtbot: QtBot, jobs: Jobs, theme: Theme, base: Base, tmp_path: Path
) -> None:
    abrir_oficina(base, tmp_path).close()
    state = State(
        datos=base.datos,
        base=None,
        hoy=dt.date(2026, 6, 3),
        usuario="fin",
        json=False,
    )
    office = Office(state, tmp_path)
    page = open_page(qtbot, jobs, theme, OfficeBulletin(office))
    page.sections.choose("excluidos")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3, timeout=20_000)
    with qtbot.waitSignal(page.changed, timeout=20_000):
        page.keep.click()
    assert "Se conservó el informe" in page.message.text
    state.close()
