"""Incidents in the window, over the real services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.actos import CaseActs
from cobro_ui.backend.cases import Cases
from cobro_ui.backend.incidentes import CaseIncidents
from cobro_ui.backend.office import Office, open_office
from cobro_ui.expediente.view import ExpedienteTab
from cobro_ui.incidentes.close_dialog import CloseIncidentDialog
from cobro_ui.incidentes.open_dialog import OpenIncidentDialog
from cobro_ui.incidentes.tab import IncidentesTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina, expediente_de
from tests.ui.fakes import make_shell

HOY = date(2026, 9, 30)


@pytest.fixture
def office(tmp_path: Path, base: Base) -> Iterator[Office]:
    abrir_oficina(base, tmp_path)
    state = State(base.datos, None, HOY, "pro", json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


@pytest.fixture
def tab(qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme) -> IncidentesTab:
    shell = replace(
        make_shell(jobs, theme),
        cases=Cases(office),
        acts=CaseActs(office),
        incidents=CaseIncidents(office),
    )
    case = ExpedienteTab(expediente_de(office.workspace, "R-100").id, shell)
    qtbot.addWidget(case)
    case.resize(1200, 700)
    case.show()
    case.reload()
    found = case.incidentes
    assert found is not None
    tabs = case.findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentWidget(found)
    found.changed.connect(lambda _changes: case.reload())
    qtbot.waitUntil(found.open_button.isEnabled)
    return found


def opening(qtbot: QtBot, tab: IncidentesTab) -> OpenIncidentDialog:
    tab.open_button.click()
    found = tab.findChild(OpenIncidentDialog)
    assert found is not None
    qtbot.waitUntil(lambda: found.kind.count() > 5)
    return found


def words(dialog: OpenIncidentDialog | CloseIncidentDialog) -> str:
    return dialog.effects.text()


def test_a_petition_is_opened_with_its_term_and_closed_with_a_reason(
    qtbot: QtBot, tab: IncidentesTab
) -> None:
    dialog = opening(qtbot, tab)
    dialog.kind.setCurrentIndex(dialog.kind.findData("peticion"))
    assert not dialog.go.isEnabled(), "what it asks is not answered"
    dialog.day.set_value(date(2026, 3, 16))
    form = dialog.questions_form
    assert form is not None
    asked = form.findChild(QPlainTextEdit)
    assert asked is not None
    asked.setPlainText("Copia del título y del expediente")
    qtbot.waitUntil(lambda: "vence el 9 de abril de 2026" in words(dialog))
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    line = tab.table.rows.row(0)
    assert (line.tipo.id, line.vence) == ("peticion", date(2026, 4, 9))

    tab.close_button.click()
    closing = tab.findChild(CloseIncidentDialog)
    assert closing is not None
    qtbot.waitUntil(lambda: "Respuesta a petición" in words(closing))
    closing.reason.setText("Se respondió por correo electrónico")
    qtbot.waitUntil(lambda: "sigue donde está" in words(closing))
    with qtbot.waitSignal(closing.recorded):
        closing.go.click()

    qtbot.waitUntil(lambda: tab.table.rows.row(0).cerrado == HOY)
    assert tab.table.rows.row(0).resultado == "Se respondió de fondo"
    assert not tab.close_button.isEnabled()


def test_a_refusal_is_told_before_anything_is_recorded(
    qtbot: QtBot, tab: IncidentesTab
) -> None:
    dialog = opening(qtbot, tab)
    dialog.kind.setCurrentIndex(dialog.kind.findData("remanentes"))
    form = dialog.questions_form
    assert form is not None
    first = form.findChildren(QLineEdit)[0]
    first.setText("Juzgado 3 Civil")
    dialog.limit.set_value(date(2026, 1, 1))
    qtbot.waitUntil(lambda: not dialog.go.isEnabled())

    dialog.limit.set_value(None)

    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.reject()
    assert tab.table.rows.rowCount() == 0


def test_only_what_fits_the_stage_is_offered(qtbot: QtBot, tab: IncidentesTab) -> None:
    dialog = opening(qtbot, tab)

    offered = {dialog.kind.itemData(n) for n in range(dialog.kind.count())}

    assert "peticion" in offered
    assert "excepciones" not in offered, "the case is not in the coactive stage"
