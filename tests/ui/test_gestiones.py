"""The dialogs that record contacts and campaigns, and the counter view."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.errors import MissingParameterError
from cobro_ui.gestiones.account_dialog import AccountDialog
from cobro_ui.gestiones.campaign_dialog import CampaignDialog
from cobro_ui.gestiones.contact_dialog import ContactDialog
from cobro_ui.gestiones.ports import CampaignRequest, ContactRequest
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme

from .fake_outreach import FakeOutreach
from .fakes import HOY, make_shell


@pytest.fixture
def outreach() -> FakeOutreach:
    return FakeOutreach()


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, outreach: FakeOutreach) -> Shell:
    return replace(make_shell(jobs, theme), outreach=outreach)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_call_is_recorded_with_its_hour(
    qtbot: QtBot, shell: Shell, outreach: FakeOutreach, parent: QWidget
) -> None:
    dialog = ContactDialog(outreach, 7, shell, parent)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.blocked and dialog.means.count() == 3)
    dialog.where.setText("300 555 0101")
    assert not dialog.go.isEnabled()
    dialog.hour.setText("21:40")
    qtbot.waitUntil(lambda: "Ley 2300" in dialog.effects.text())
    assert dialog.go.isEnabled()
    dialog.hour.setText("9:15")
    qtbot.waitUntil(lambda: not dialog.effects.text())
    dialog.outcome.setCurrentIndex(dialog.outcome.findData("promesa"))
    dialog.promise.setText("pagar el lunes")
    dialog.until.set_value(HOY + timedelta(5))
    qtbot.waitUntil(dialog.go.isEnabled)

    with qtbot.waitSignal(dialog.recorded):
        dialog.record()

    assert outreach.done == [
        ContactRequest(
            expediente_id=7,
            medio="llamada",
            fecha=HOY,
            hora="09:15",
            destino="300 555 0101",
            contesto="",
            resultado="promesa",
            compromiso="pagar el lunes",
            fecha_compromiso=HOY + timedelta(5),
        )
    ]


def test_a_contact_of_tomorrow_is_not_offered(
    qtbot: QtBot, shell: Shell, outreach: FakeOutreach, parent: QWidget
) -> None:
    dialog = ContactDialog(outreach, 7, shell, parent)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.blocked and dialog.means.count() == 3)
    dialog.where.setText("300 555 0101")
    dialog.hour.setText("10:15")
    qtbot.waitUntil(dialog.go.isEnabled)

    dialog.day.set_value(HOY + timedelta(1))

    qtbot.waitUntil(lambda: not dialog.go.isEnabled())


def test_an_ended_case_takes_no_contact(
    qtbot: QtBot, shell: Shell, parent: QWidget
) -> None:
    ended = FakeOutreach(ended="archivado")

    dialog = ContactDialog(ended, 7, shell, parent)
    dialog.open()

    qtbot.waitUntil(lambda: "ya terminó" in dialog.message.text)
    assert not dialog.go.isEnabled()


def test_a_campaign_says_in_how_many_cases_it_counts(
    qtbot: QtBot, shell: Shell, outreach: FakeOutreach, parent: QWidget
) -> None:
    dialog = CampaignDialog(outreach, (4, 5), shell, parent)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.kind.count() == 2)
    dialog.name.setText("SMS septiembre")
    dialog.text.setPlainText("Tiene una obligación pendiente.")
    qtbot.waitUntil(lambda: "en 2 cuenta" in dialog.effects.text())

    with qtbot.waitSignal(dialog.recorded):
        dialog.record()

    assert outreach.done == [
        CampaignRequest(
            expedientes=(4, 5),
            nombre="SMS septiembre",
            clase="cobro",
            canal="sms",
            mensaje="Tiene una obligación pendiente.",
            desde=HOY,
            hasta=HOY,
        )
    ]


def test_the_counter_says_the_debt_and_three_ways_to_pay_it(
    qtbot: QtBot, shell: Shell, outreach: FakeOutreach, parent: QWidget
) -> None:
    dialog = AccountDialog(outreach, 7, shell, parent)
    dialog.open()

    qtbot.waitUntil(lambda: dialog.total.text() == "$ 1.520.844")

    assert [amount.text() for amount in dialog.amounts] == [
        "$ 1.520.844",
        "$ 1.520.844",
        "Falta certificar la tasa",
    ]
    assert "En 3 cuotas: la primera de $ 520.000" in dialog.facility.text()
    assert "Ha hecho 1 pago por $ 100.000" in dialog.detail.text()
    assert dialog.pdf.isEnabled()


def test_a_missing_rate_is_told_and_nothing_is_printed(
    qtbot: QtBot, shell: Shell, outreach: FakeOutreach, parent: QWidget
) -> None:
    outreach.refusal = MissingParameterError("Falta la tasa de septiembre.")

    dialog = AccountDialog(outreach, 7, shell, parent)
    dialog.open()

    qtbot.waitUntil(lambda: "Falta la tasa" in dialog.message.text)
    assert not dialog.pdf.isEnabled()


def test_the_window_offers_them(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)

    for name in ("registrar_gestion", "registrar_campana", "estado_cuenta"):
        assert window.commands.get(name) is not None
