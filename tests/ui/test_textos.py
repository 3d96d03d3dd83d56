"""Clauses, templates, pages, Word copies and batches as the window shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.services.documentos.copias import EstadoCopia
from cobro_desktop.services.plantillas.estados import EstadoPlantilla
from cobro_ui.documentos.batch_dialog import BatchDialog
from cobro_ui.documentos.check_dialog import CheckDialog
from cobro_ui.documentos.compare_dialog import CompareDialog
from cobro_ui.documentos.desk import BatchRequest
from cobro_ui.documentos.page import DocumentsPage
from cobro_ui.documentos.preview_dialog import PreviewDialog
from cobro_ui.documentos.tools import DocumentTools
from cobro_ui.documentos.word_watch import WordWatch
from cobro_ui.jobs.runner import Jobs
from cobro_ui.ports import Shell
from cobro_ui.textos.clause_dialog import ClauseDialog
from cobro_ui.textos.clauses_page import ClausesPage
from cobro_ui.textos.fields_dialog import FieldsDialog
from cobro_ui.textos.ports import ClauseChange
from cobro_ui.textos.reason_dialog import ReasonDialog
from cobro_ui.textos.templates_page import TemplatesPage
from cobro_ui.textos.trials_dialog import TrialsDialog
from cobro_ui.theme.theme import Theme
from tests.ui.fake_documents import FakeDocuments
from tests.ui.fake_texts import FakeDesk, FakeTexts, template
from tests.ui.fakes import HOY, make_shell


@pytest.fixture
def texts() -> FakeTexts:
    return FakeTexts(
        plantillas=[
            template(2, EstadoPlantilla.BORRADOR, "En el primer párrafo falta cerrar."),
            template(1, EstadoPlantilla.VIGENTE),
            template(None, EstadoPlantilla.VIGENTE),
        ]
    )


@pytest.fixture
def desk(tmp_path: Path) -> FakeDesk:
    (tmp_path / "auto.docx").write_bytes(b"x")
    return FakeDesk(tmp_path)


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, texts: FakeTexts, desk: FakeDesk) -> Shell:
    return replace(make_shell(jobs, theme), texts=texts, desk=desk)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def clauses(qtbot: QtBot, shell: Shell, texts: FakeTexts) -> ClausesPage:
    page = ClausesPage(texts, shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 2)
    return page


@pytest.fixture
def templates(qtbot: QtBot, shell: Shell, texts: FakeTexts) -> TemplatesPage:
    page = TemplatesPage(texts, shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3)
    return page


def test_a_clause_shows_its_text_its_ground_and_whom_it_touches(
    qtbot: QtBot, clauses: ClausesPage
) -> None:
    qtbot.waitUntil(lambda: "SVSP-2026-000001" in clauses.detail.toPlainText())

    said = clauses.detail.toPlainText()

    assert "Usamos sus datos para {{ expediente }}." in said
    assert "Auto que avoca" in said
    assert "Auto de prueba (pro)" in said


def test_clauses_are_searched_without_accents(clauses: ClausesPage) -> None:
    clauses.search.setText("RECURSO")
    assert clauses.table.rows.rowCount() == 1
    clauses.search.setText("nada de esto")
    assert clauses.table.rows.rowCount() == 0
    assert not clauses.change.isEnabled()


def test_a_clause_is_changed_with_its_day_and_its_reason(
    qtbot: QtBot, clauses: ClausesPage, texts: FakeTexts
) -> None:
    clauses.open_change()
    dialog = clauses.findChild(ClauseDialog)
    assert dialog is not None
    assert not dialog.button.isEnabled()
    dialog.text.setPlainText("Otro texto.")
    dialog.reason.setText("Cambió la ley")
    qtbot.waitUntil(lambda: "1 borrador sin aprobar" in dialog.touched.text())

    with qtbot.waitSignal(dialog.saved):
        dialog.button.click()

    assert texts.done == [
        ClauseChange(
            "SVSP", "aviso", "Otro texto.", HOY, "Cambió la ley", verificado=True
        )
    ]


def test_a_refused_change_keeps_what_was_written(
    qtbot: QtBot, clauses: ClausesPage, texts: FakeTexts
) -> None:
    clauses.open_change()
    dialog = clauses.findChild(ClauseDialog)
    assert dialog is not None
    dialog.reason.setText("Porque sí")
    texts.refuses = True
    dialog.button.click()

    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.reason.text() == "Porque sí"
    assert dialog.button.isEnabled()


def test_only_a_text_of_the_office_is_annulled(
    qtbot: QtBot, clauses: ClausesPage, texts: FakeTexts
) -> None:
    assert not clauses.annul.isEnabled()
    clauses.table.selectRow(1)
    clauses.annul.click()
    dialog = clauses.findChild(ReasonDialog)
    assert dialog is not None
    dialog.reason.setText("Un error")

    with qtbot.waitSignal(dialog.done_with):
        dialog.button.click()

    assert texts.done == [(7, "Un error")]


def test_a_library_that_cannot_be_read_says_so(
    qtbot: QtBot, shell: Shell, texts: FakeTexts
) -> None:
    texts.refuses = True
    page = ClausesPage(texts, shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()

    qtbot.waitUntil(page.message.isVisible)


def test_each_template_offers_its_next_step(templates: TemplatesPage) -> None:
    def offered() -> list[bool]:
        buttons = (templates.validate, templates.activate, templates.repeal)
        return [button.isEnabled() for button in buttons]

    assert offered() == [True, False, False]
    assert templates.findings.rows.rowCount() == 1
    templates.table.selectRow(1)
    assert offered() == [False, False, True]
    templates.table.selectRow(2)
    assert offered() == [False, False, False]
    assert not templates.trials.isEnabled()


def test_a_template_is_brought_validated_and_tried(
    qtbot: QtBot, templates: TemplatesPage, texts: FakeTexts
) -> None:
    with qtbot.waitSignal(templates.changed):
        templates.import_path(Path("mia.docx"))
    with qtbot.waitSignal(templates.changed):
        templates.validate.click()
    templates.open_trials()
    dialog = templates.findChild(TrialsDialog)
    assert dialog is not None

    qtbot.waitUntil(lambda: dialog.tabs.count() == 1)
    assert texts.done == [("SVSP", "auto-avoca", "mia.docx"), ("validate", 2)]
    assert "corríjalos en Word" in dialog.about.text()


def test_the_mark_of_a_field_is_copied(qtbot: QtBot, templates: TemplatesPage) -> None:
    templates.open_fields()
    dialog = templates.findChild(FieldsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() > 20)
    dialog.search.setText("número del documento")

    dialog.copy.click()

    assert QGuiApplication.clipboard().text() == "{{ numero }}"


def test_the_pages_of_a_document_are_seen_near_and_far(
    qtbot: QtBot, shell: Shell, desk: FakeDesk, parent: QWidget
) -> None:
    dialog = PreviewDialog(1, "Auto", desk, shell, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.thumbs.count() == 2)
    qtbot.waitUntil(lambda: "Página 1 de 2 · carta" in dialog.where.text())

    dialog.thumbs.setCurrentRow(1)
    dialog.zoom(1)

    assert "Página 2 de 2 · oficio, 21,6 × 33,0 cm · 125 %" in dialog.where.text()
    assert dialog.print.isEnabled()


def test_without_pages_the_words_are_laid_out_and_it_is_said(
    qtbot: QtBot, shell: Shell, desk: FakeDesk, parent: QWidget
) -> None:
    desk.pdf = b""
    dialog = PreviewDialog(1, "Auto", desk, shell, parent)
    dialog.show()

    qtbot.waitUntil(lambda: dialog.words.toPlainText() == "Que paga.")
    assert dialog.note.text() == "Solo el texto."
    assert not dialog.print.isVisible()


def test_two_versions_are_compared_in_words(
    qtbot: QtBot, shell: Shell, desk: FakeDesk, parent: QWidget
) -> None:
    dialog = CompareDialog(FakeDocuments().life(1), desk, shell, parent)
    dialog.show()

    qtbot.waitUntil(lambda: "Se agregó" in dialog.text.toPlainText())
    assert "Un <párrafo> nuevo" in dialog.text.toPlainText()
    assert dialog.about.text() == "1 párrafo distinto."


def test_what_was_closed_with_changes_comes_back_by_itself(
    qtbot: QtBot, shell: Shell, desk: FakeDesk, parent: QWidget
) -> None:
    watch = WordWatch(desk, shell, parent)
    desk.out = [desk.copy(EstadoCopia.CAMBIADA)]

    with qtbot.waitSignal(watch.brought):
        watch.look()

    assert desk.done == [("bring", 5, False)]


def test_what_word_has_open_waits_and_says_so(
    qtbot: QtBot, shell: Shell, desk: FakeDesk
) -> None:
    tools = DocumentTools(desk, shell)
    qtbot.addWidget(tools)
    tools.show()
    desk.out = [desk.copy(EstadoCopia.CAMBIADA, "Word")]
    life = replace(FakeDocuments().life(1), estado=EstadoDocumento.BORRADOR)

    tools.show_life(life)

    qtbot.waitUntil(tools.bring.isVisible)
    assert desk.done == []
    with qtbot.waitSignal(tools.changed):
        tools.bring.click()
    assert desk.done == [("bring", 5, True)]


def test_a_batch_is_made_and_what_failed_is_listed(
    qtbot: QtBot, shell: Shell, desk: FakeDesk, parent: QWidget, tmp_path: Path
) -> None:
    dialog = BatchDialog((1, 2), desk, shell, parent)
    dialog.show()
    assert not dialog.start.isEnabled()
    dialog.folder.setText(str(tmp_path))
    qtbot.waitUntil(lambda: "medio" in dialog.common.editors)
    means = cast("QComboBox", dialog.common.editors["medio"])
    means.setCurrentIndex(1)
    means.activated.emit(1)
    qtbot.waitUntil(lambda: "fecha_limite" in dialog.common.editors)
    cast("QLineEdit", dialog.common.editors["fecha_limite"]).setText("2026-10-30")

    with qtbot.waitSignal(dialog.changed):
        dialog.start.click()

    said = (("medio", "web"), ("fecha_limite", "2026-10-30"))
    assert desk.done == [
        BatchRequest("oficio-persuasivo", (1, 2), tmp_path, issue=False, data=said)
    ]
    qtbot.waitUntil(lambda: dialog.results.rows.rowCount() == 1)
    qtbot.waitUntil(dialog.resume.isEnabled)


def test_a_code_is_checked(
    qtbot: QtBot, shell: Shell, desk: FakeDesk, parent: QWidget
) -> None:
    dialog = CheckDialog(desk, shell, parent)
    dialog.show()
    dialog.text.setText("1A2B-3C4D-5E6F-7081")
    dialog.check.click()
    qtbot.waitUntil(lambda: "Auto n.º 1 de 2026" in dialog.answer.text())

    dialog.text.setText("nada")
    dialog.check.click()
    qtbot.waitUntil(lambda: dialog.message.isVisible() and not dialog.answer.text())


def test_the_trays_say_which_drafts_are_out(
    qtbot: QtBot, shell: Shell, desk: FakeDesk
) -> None:
    desk.out = [desk.copy(EstadoCopia.IGUAL)]
    page = DocumentsPage(FakeDocuments(), shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()

    qtbot.waitUntil(page.outside.isVisible)
    assert "auto.docx" in page.outside.text()
