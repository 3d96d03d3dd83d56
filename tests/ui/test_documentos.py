"""The place of documents and the dialog in which one is reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.ciclo_documento import Bandeja, Paso
from cobro_desktop.domain.control_documento import Gravedad
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_ui.documentos.commands import open_documents
from cobro_ui.documentos.page import DocumentsPage
from cobro_ui.documentos.results_dialog import ResultsDialog
from cobro_ui.documentos.review_dialog import ReviewDialog
from cobro_ui.documentos.step_dialogs import AnnulDialog, RegisterDialog
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.reads import CaseRef
from cobro_ui.theme.theme import Theme
from tests.ui.fake_documents import FakeDocuments, check, pending
from tests.ui.fakes import HOY, make_shell

Review: TypeAlias = Callable[[], ReviewDialog]


@pytest.fixture
def flow() -> FakeDocuments:
    return FakeDocuments(
        [
            pending(1, Bandeja.FIRMA, "aprobado"),
            pending(2, Bandeja.FIRMA, "en_revision"),
            pending(3, Bandeja.DEVUELTOS, "borrador", "COO: Falta el título."),
        ]
    )


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, flow: FakeDocuments) -> Shell:
    return replace(make_shell(jobs, theme), documents=flow)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, flow: FakeDocuments) -> DocumentsPage:
    page = DocumentsPage(flow, shell)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 2)
    return page


@pytest.fixture
def review(qtbot: QtBot, shell: Shell, flow: FakeDocuments) -> Iterator[Review]:
    parent = QWidget()
    qtbot.addWidget(parent)

    def opened() -> ReviewDialog:
        found = ReviewDialog(1, flow, shell, parent)
        found.show()
        qtbot.waitUntil(lambda: found.history.rows.rowCount() == 2)
        return found

    yield opened
    parent.close()


def shown(found: ReviewDialog) -> set[Paso]:
    return {p for p, b in found.buttons.items() if b.isVisibleTo(found)}


def test_each_tray_has_its_count_and_the_first_with_something_is_open(
    qtbot: QtBot, page: DocumentsPage
) -> None:
    assert page.tray is Bandeja.FIRMA
    assert page.trays[Bandeja.FIRMA].text() == "Por aprobar y firmar  2"
    assert page.trays[Bandeja.REVISION].text() == "Por revisar"
    assert page.trays[Bandeja.DEVUELTOS].accessibleName() == "Devueltos, 1"

    qtbot.mouseClick(page.trays[Bandeja.DEVUELTOS], Qt.MouseButton.LeftButton)
    said = page.table.rows.index(0, 7).data()
    assert said == "COO: Falta el título."
    assert not page.sign.isVisible()


def test_a_selection_is_signed_and_each_has_its_answer(
    qtbot: QtBot, page: DocumentsPage, flow: FakeDocuments
) -> None:
    rows = QItemSelectionModel.SelectionFlag.Rows
    select = QItemSelectionModel.SelectionFlag.Select | rows
    for row in (0, 1):
        index = page.table.rows.index(row, 0)
        page.table.selectionModel().select(index, select)
    assert page.sign.text() == "&Firmar los elegidos (2)"

    with qtbot.waitSignal(page.changed):
        page.sign_selected()

    assert flow.done == [("sign_many", 1, 2)]
    found = page.findChild(ResultsDialog)
    assert found is not None
    assert found.table.rows.index(1, 1).data() == "Sin firmar"
    assert found.table.rows.index(1, 2).data() == "Está en revisión."


def test_enter_opens_the_document(page: DocumentsPage) -> None:
    page.table.setFocus()
    page.table.activated.emit(page.table.rows.index(0, 0))

    assert page.findChild(ReviewDialog) is not None


def test_only_what_may_be_done_is_offered(review: Review) -> None:
    found = review()

    assert shown(found) == {Paso.REVISAR, Paso.DEVOLVER, Paso.APROBAR}
    assert not found.buttons[Paso.DEVOLVER].isEnabled()
    found.observation.setPlainText("Cite el título.")
    assert found.buttons[Paso.DEVOLVER].isEnabled()
    assert not found.buttons[Paso.REVISAR].isEnabled()


def test_what_is_observed_goes_with_the_version_that_was_read(
    qtbot: QtBot, review: Review, flow: FakeDocuments
) -> None:
    found = review()
    found.observation.setPlainText("Cite el título.")

    with qtbot.waitSignal(found.changed):
        found.buttons[Paso.DEVOLVER].click()

    assert flow.done == [("give_back", 1, "Cite el título.", "a" * 64)]
    assert found.observation.toPlainText() == ""


def test_a_check_that_blocks_stops_the_approval(
    review: Review, flow: FakeDocuments
) -> None:
    flow.checks = (check("No coinciden."), check("Domingo.", Gravedad.ADVIERTE))
    found = review()

    assert found.tabs.tabText(0) == "Controles  (2)"
    assert found.checks.rows.index(0, 1).data() == "No deja aprobar"
    assert found.checks.rows.index(1, 1).data() == "Advierte"
    assert not found.buttons[Paso.APROBAR].isEnabled()
    words = [w.text() for w in found.findChildren(QLabel)]
    assert any("no se aprueba: 1 control por cumplir" in text for text in words)


def test_a_refusal_keeps_what_was_written(
    qtbot: QtBot, review: Review, flow: FakeDocuments
) -> None:
    flow.refuses = True
    found = review()
    found.observation.setPlainText("Cite el título.")
    found.buttons[Paso.DEVOLVER].click()

    qtbot.waitUntil(found.message.isVisible)
    assert found.observation.toPlainText() == "Cite el título."
    assert found.buttons[Paso.DEVOLVER].isEnabled()


def test_registry_and_annulment_ask_what_they_need(
    qtbot: QtBot, review: Review, flow: FakeDocuments
) -> None:
    flow.state = EstadoDocumento.FIRMADO
    flow.steps = frozenset({Paso.RADICAR, Paso.COMUNICAR, Paso.ANULAR})
    flow.checks = ()
    found = review()
    assert not found.tabs.isTabVisible(0)

    found.take(Paso.RADICAR)
    asked = found.findChild(RegisterDialog)
    assert asked is not None
    assert not asked.go.isEnabled()
    asked.number.setText("2026-55")
    asked.day.set_value(HOY + timedelta(1))
    assert not asked.ready()
    asked.day.set_value(HOY)
    with qtbot.waitSignal(found.changed):
        asked.go.click()
    assert flow.done == [("register", 1, "2026-55", HOY)]

    found.take(Paso.ANULAR)
    reason = found.findChild(AnnulDialog)
    assert reason is not None
    assert not reason.go.isEnabled()
    reason.reason.setPlainText("Otro título")
    with qtbot.waitSignal(found.changed):
        reason.go.click()
    assert flow.done[-1] == ("annul", 1, "Otro título")


def test_the_place_is_in_the_window_with_how_many_wait(
    qtbot: QtBot, shell: Shell, tmp_path: object
) -> None:
    settings = QSettings(f"{tmp_path}/ventana.ini", QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    action = window.commands["documentos"]

    qtbot.waitUntil(lambda: action.iconText() == "Documentos  3", timeout=5000)
    page = open_documents(window)
    assert page is not None
    assert page is open_documents(window)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 2)
    window.commands["revisar_documento"].trigger()
    assert page.findChild(ReviewDialog) is not None


def test_the_documents_of_a_case_are_reviewed_in_place(
    qtbot: QtBot, shell: Shell, flow: FakeDocuments, tmp_path: object
) -> None:
    settings = QSettings(f"{tmp_path}/ventana.ini", QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    case = window.open_case(CaseRef(1, "SVSP-2026-000001", "VIGÍAS"))
    qtbot.waitUntil(lambda: case.documentos.table.rows.rowCount() > 0)

    window.commands["revisar_documento"].trigger()

    found = case.findChild(ReviewDialog)
    assert found is not None
    qtbot.waitUntil(found.buttons[Paso.REVISAR].isVisible)
    with qtbot.waitSignal(case.changed):
        found.buttons[Paso.REVISAR].click()
    assert flow.done[0][0] == "agree"


def test_letters_of_the_keyboard_do_not_repeat(
    review: Review, flow: FakeDocuments
) -> None:
    flow.steps = frozenset(Paso)
    found = review()
    texts = [b.text() for b in found.findChildren(QPushButton) if b.text()]
    letters = [t[t.index("&") + 1].lower() for t in texts if "&" in t]

    assert sorted(letters) == sorted(set(letters))
