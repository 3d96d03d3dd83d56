"""Agreements in the window, over the real services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog, QTabWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.acuerdo import Garantia
from cobro_desktop.storage.engine import Base
from cobro_ui.acuerdos.ask_dialog import AskDialog
from cobro_ui.acuerdos.ending_dialog import EndingDialog
from cobro_ui.acuerdos.grant_dialog import GrantDialog
from cobro_ui.acuerdos.tab import AcuerdosTab
from cobro_ui.backend.actos import CaseActs
from cobro_ui.backend.acuerdos import CaseAgreements
from cobro_ui.backend.cases import Cases
from cobro_ui.backend.office import Office, open_office
from cobro_ui.expediente.view import ExpedienteTab
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
def tab(qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme) -> AcuerdosTab:
    shell = replace(
        make_shell(jobs, theme),
        cases=Cases(office),
        acts=CaseActs(office),
        agreements=CaseAgreements(office),
    )
    case = ExpedienteTab(expediente_de(office.workspace, "R-100").id, shell)
    qtbot.addWidget(case)
    case.resize(1200, 700)
    case.show()
    case.reload()
    found = case.acuerdos
    assert found is not None
    tabs = case.findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentWidget(found)
    found.changed.connect(lambda _changes: case.reload())
    qtbot.waitUntil(found.ask.isVisible)
    return found


def grants(qtbot: QtBot, tab: AcuerdosTab, *, day: str = "30/6/2026") -> GrantDialog:
    tab.grant.click()
    dialog = tab.findChild(GrantDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.blocked)
    dialog.day.edit.setText(day)
    qtbot.waitUntil(lambda: dialog.panel.table.rows.rowCount() > 0)
    return dialog


def test_a_request_is_recorded_and_granted_with_its_plan(
    qtbot: QtBot, tab: AcuerdosTab
) -> None:
    assert tab.panel.empty.isVisible()
    assert not tab.export.isVisible()
    tab.ask.click()
    asking = tab.findChild(AskDialog)
    assert asking is not None
    asking.day.edit.setText("1/6/2026")
    asking.instalments.set_value(6)
    qtbot.waitUntil(lambda: "no lo suspende" in asking.effects.text())
    qtbot.waitUntil(asking.go.isEnabled)
    asking.go.click()
    qtbot.waitUntil(tab.refuse.isVisible)
    assert not tab.ask.isVisible()

    dialog = grants(qtbot, tab)
    assert dialog.instalments.value() == 6  # what was asked for
    assert "Se debe $ 1.1" in dialog.panel.head.text()
    assert "método B" in dialog.panel.other.text()
    assert "Se interrumpe la prescripción" in dialog.panel.effects.text()
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()

    qtbot.waitUntil(tab.export.isVisible)
    # The first was due on 30 July, and nobody paid: the breach may be declared.
    assert tab.breach.isEnabled()
    rows = tab.panel.plan.rows
    assert rows.rowCount() == 6
    assert rows.index(0, 7).data() == "Vencida"
    assert "Total $ 1." in tab.panel.totals.text()


def test_the_plan_follows_what_is_typed(qtbot: QtBot, tab: AcuerdosTab) -> None:
    dialog = grants(qtbot, tab)
    dialog.instalments.set_value(24)
    qtbot.waitUntil(dialog.reason.isVisible)
    assert not dialog.go.isEnabled()
    dialog.reason.setText("El deudor paga arriendo con su único ingreso")
    assert dialog.go.isEnabled()
    assert dialog.panel.table.rows.rowCount() == 24

    dialog.guarantee.setCurrentIndex(dialog.guarantee.findData(str(Garantia.REAL)))
    dialog.detail.setText("Hipoteca")
    dialog.worth.set_value(500_000_000)
    qtbot.waitUntil(lambda: not dialog.reason.isVisible())
    dialog.reported.setChecked(True)
    qtbot.waitUntil(lambda: dialog._preview is not None)
    assert not dialog.go.isEnabled()  # nothing passes that

    dialog.day.edit.setText("1/1/2030")
    assert "posterior a hoy" in dialog._day.note


def test_the_breach_is_declared_with_what_follows(
    qtbot: QtBot, tab: AcuerdosTab
) -> None:
    dialog = grants(qtbot, tab)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()
    qtbot.waitUntil(tab.breach.isEnabled)

    tab.breach.click()
    ending = tab.findChild(EndingDialog)
    assert ending is not None
    qtbot.waitUntil(lambda: "ET, art. 814-3" in ending.effects.text())
    ending.day.edit.setText("30/7/2026")
    qtbot.waitUntil(lambda: "no se puede declarar" in ending.effects.text())
    assert not ending.go.isEnabled()
    ending.day.edit.setText("hoy")
    qtbot.waitUntil(ending.go.isEnabled)
    ending.go.click()

    qtbot.waitUntil(tab.ask.isVisible)
    assert not tab.breach.isVisible()
    assert "Se declaró incumplido" in tab.message.text


def test_annulling_needs_a_reason(qtbot: QtBot, tab: AcuerdosTab) -> None:
    dialog = grants(qtbot, tab)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()
    qtbot.waitUntil(tab.annul.isVisible)
    tab.annul.click()
    ending = tab.findChild(EndingDialog)
    assert ending is not None
    assert not ending.go.isEnabled()
    ending.reason.setText("Era de otro expediente")
    qtbot.waitUntil(ending.go.isEnabled)
    ending.go.click()
    qtbot.waitUntil(tab.ask.isVisible)


def test_the_plan_goes_to_excel(
    qtbot: QtBot, tab: AcuerdosTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = grants(qtbot, tab)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()
    qtbot.waitUntil(tab.export.isVisible)
    chosen = (str(tmp_path / "plan"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)

    tab.export.click()

    qtbot.waitUntil(lambda: "plan.xlsx" in tab.message.text)
    assert openpyxl.load_workbook(tmp_path / "plan.xlsx")["Plan"]["A1"].value
