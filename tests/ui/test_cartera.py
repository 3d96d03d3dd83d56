"""The places of the portfolio, over the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.services.cartera import lectura
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.cartera import OfficePortfolio
from cobro_ui.cartera.apply_dialog import ApplyDialog
from cobro_ui.cartera.calendar_page import OfficeCalendarPage
from cobro_ui.cartera.close_dialog import CloseDialog
from cobro_ui.cartera.ficha import FichaDialog
from cobro_ui.cartera.item_dialogs import AddDialog
from cobro_ui.cartera.open_dialog import OpenRunDialog
from cobro_ui.cartera.page import PortfolioPage
from cobro_ui.cartera.paper_dialogs import AttachDialog, DraftDialog
from cobro_ui.cartera.proposals import ProposalsDialog
from cobro_ui.cartera.session import SessionDialog
from cobro_ui.cartera.task_dialog import TaskDialog
from cobro_ui.cartera.words import stands
from cobro_ui.jobs.runner import Jobs
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from cobro_ui.wizard.rail import Stand
from tests.services.oficina import expediente_de
from tests.ui.cartera_de_prueba import (
    abrir_cartera,
    con_corrida,
    fuentes,
    terminar,
)
from tests.ui.fakes import make_shell


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[tuple[Workspace, dict[str, Any]]]:
    workspace, opened = abrir_cartera(base, tmp_path)
    yield workspace, fuentes(opened)
    opened.state.close()


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, office: tuple[Workspace, dict[str, Any]]) -> Shell:
    return replace(make_shell(jobs, theme), **office[1])


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> PortfolioPage:
    assert shell.portfolio is not None
    page = PortfolioPage(shell.portfolio, shell)
    qtbot.addWidget(page)
    page.resize(1140, 660)
    page.show()
    return page


def opened(
    qtbot: QtBot, page: PortfolioPage, run: int
) -> Callable[[], lectura.Vista | None]:
    page.reload()
    page.show_run(run)
    qtbot.waitUntil(lambda: page.run.view is not None)
    return lambda: page.run.view


def test_without_runs_it_says_what_one_is(qtbot: QtBot, page: PortfolioPage) -> None:
    page.reload()
    qtbot.waitUntil(
        lambda: (
            "corridas" in page._empty.accessibleName().lower()
            or not page.enter.isEnabled()
        )
    )
    assert page.table.rows.rowCount() == 0
    assert not page.enter.isEnabled()


def test_what_cannot_be_read_is_told(
    qtbot: QtBot, page: PortfolioPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: OfficePortfolio) -> None:
        message = "La base no responde."
        raise StorageError(message)

    monkeypatch.setattr(OfficePortfolio, "runs", fail)
    page.reload()
    qtbot.waitUntil(page.message.isVisible)


def test_a_run_is_opened_by_one_of_its_entries(
    qtbot: QtBot, page: PortfolioPage
) -> None:
    page.reload()
    page.ask_new()
    dialog = page.findChild(OpenRunDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.entry.count() == 2)
    assert dialog.entry.itemText(0).startswith("SVSP · PRO-GJU-130-008 · 19")
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    qtbot.waitUntil(lambda: page.run.view is not None)
    view = page.run.view
    assert view is not None
    assert view.actividad.id == "19"
    assert stands(view) == [Stand.SEEN, Stand.UNSEEN]


def test_cases_come_in_by_their_number(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace = office[0]
    run = con_corrida(workspace)
    opened(qtbot, page, run)
    page.run.add.click()
    dialog = page.run.findChild(AddDialog)
    assert dialog is not None
    dialog.numbers.setPlainText(expediente_de(workspace, "R-300").numero)
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    qtbot.waitUntil(lambda: page.run.items.rows.rowCount() == 3)


def test_a_ficha_asks_what_its_treatment_asks(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace = office[0]
    run = con_corrida(workspace, llena=False)
    opened(qtbot, page, run)
    page.run.items.selectRow(0)
    page.run.ask_ficha()
    dialog = page.run.findChild(FichaDialog)
    assert dialog is not None
    form = dialog.questions_form
    assert form.asked == 1, "nothing else is asked before the treatment"
    form.fill({"tratamiento": "deterioro"}, {})
    assert form.asked == 4, "value, method and reasons come with it"
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    said = lectura.ver(workspace, run).partidas[0].respuestas
    assert said == {"tratamiento": "deterioro"}


def test_the_session_waits_until_each_item_has_its_word(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace = office[0]
    run = con_corrida(workspace)
    opened(qtbot, page, run)
    page.run.ask_session()
    dialog = page.run.findChild(SessionDialog)
    assert dialog is not None
    dialog.president.setText("Clara Robledo")
    dialog.secretary.setText("Julián Peña")
    first, second = dialog.lines
    first.said.setCurrentIndex(1)
    assert not dialog.go.isEnabled(), "what was not verified is not recommended"
    first.verified.setChecked(True)
    second.said.setCurrentIndex(2)
    assert not dialog.go.isEnabled(), "a refusal says why"
    second.why.setText("Hay bienes")
    assert dialog.go.isEnabled()
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    items = lectura.ver(workspace, run).partidas
    assert [p.decision for p in items] == ["recomienda", "no_recomienda"]


def test_closing_says_what_is_missing_before_it_is_tried(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
) -> None:
    run = con_corrida(office[0])
    opened(qtbot, page, run)
    page.run.ask_close()
    dialog = page.run.findChild(CloseDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "Falta: Acta" in dialog.effects.text())
    assert not dialog.go.isEnabled()
    dialog.reason.setPlainText("Se hará después")
    assert not dialog.go.isEnabled(), "the comité's word cannot be passed"


def test_the_accounts_go_to_a_workbook(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = con_corrida(office[0])
    opened(qtbot, page, run)
    target = tmp_path / "relacion"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.run.export.click()
    qtbot.waitUntil(target.with_suffix(".xlsx").exists)


def test_the_year_shows_what_is_late_and_takes_what_is_done(
    qtbot: QtBot, shell: Shell
) -> None:
    assert shell.portfolio is not None
    page = OfficeCalendarPage(shell.portfolio, shell)
    qtbot.addWidget(page)
    page.resize(1140, 660)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 4)
    assert "2 vencidas" in page._summary.text()
    task = page.task()
    assert task is not None
    assert task.clave == "revelaciones"
    page.ask_done()
    dialog = page.findChild(TaskDialog)
    assert dialog is not None
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    qtbot.waitUntil(lambda: "1 vencida" in page._summary.text())


def test_what_is_proposed_comes_in_only_if_somebody_accepts_it(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace = office[0]
    run = con_corrida(workspace)
    with workspace.base.write.begin() as session:
        for table in ("titulo", "expediente"):
            session.execute(sa.text(f"UPDATE {table} SET fecha_legal = '2026-01-15'"))
    opened(qtbot, page, run)
    page.run.propose.click()
    dialog = page.run.findChild(ProposalsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    assert not dialog.go.isEnabled(), "nothing is chosen at the start"
    dialog.table.selectRow(0)
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    item = lectura.ver(workspace, run).partidas[-1]
    assert item.respuestas == {"causal": "prescripcion", "tratamiento": "baja"}
    assert "prescribió el 15 de enero de 2026" in item.propuesta


def test_a_run_that_ended_foresees_its_effects_and_applies_them(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
    tmp_path: Path,
) -> None:
    workspace, sources = office
    run = con_corrida(workspace)
    terminar(sources["portfolio"], run, tmp_path)
    opened(qtbot, page, run)
    qtbot.waitUntil(page.run.apply.isVisible)
    page.run.ask_apply()
    dialog = page.run.findChild(ApplyDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 2)
    assert dialog.table.rows.row(0).texto.endswith("El cobro sigue igual.")
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    qtbot.waitUntil(lambda: not page.run.apply.isVisible())
    assert lectura.ver(workspace, run).por_aplicar == 0


def test_a_document_and_a_file_stand_among_the_papers_of_the_run(
    qtbot: QtBot,
    page: PortfolioPage,
    office: tuple[Workspace, dict[str, Any]],
    tmp_path: Path,
) -> None:
    run = con_corrida(office[0])
    opened(qtbot, page, run)
    page.run.attach.click()
    dialog = page.run.findChild(AttachDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.evidence.count() > 0)
    file = tmp_path / "relacion.pdf"
    file.write_bytes(b"%PDF-1.4 x\n")
    dialog.file.set_value(str(file))
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    qtbot.waitUntil(lambda: page.run.papers.rows.rowCount() == 1)
    page.run.document.click()
    draft = page.run.findChild(DraftDialog)
    assert draft is not None
    qtbot.waitUntil(lambda: draft.kind.count() > 0)
    names = [draft.kind.itemText(n) for n in range(draft.kind.count())]
    assert "Acta del Comité de Sostenibilidad Contable" in names
    draft.kind.setCurrentText("Acta del Comité de Sostenibilidad Contable")
    draft.go.click()
    qtbot.waitUntil(draft.message.isVisible)
    assert "El comité no ha sesionado" in draft.message.text
