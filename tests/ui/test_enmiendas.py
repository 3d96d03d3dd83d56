"""The dialogs that change a date or money: what they ask, foresee and send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from cobro_ui.actuaciones.correccion import CorrectDialog
from cobro_ui.actuaciones.efectos import EffectsDialog
from cobro_ui.actuaciones.enmiendas import (
    CorrectRequest,
    EventRequest,
    ExpenseRequest,
    ResumeRequest,
    SuspendRequest,
    VoidRequest,
    WithdrawRequest,
)
from cobro_ui.actuaciones.evento import EventDialog
from cobro_ui.actuaciones.gasto import ExpenseDialog
from cobro_ui.actuaciones.retiro import WithdrawMoneyDialog
from cobro_ui.actuaciones.suspension import ResumeDialog, SuspendDialog
from cobro_ui.expediente.view import ExpedienteTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme

from .clerk import words
from .fake_acts import NOT_ALLOWED, FakeActs
from .fake_amends import ACTS, EFFECTS, REFUSED, FakeAmends
from .fakes import line, make_shell


@pytest.fixture
def amends() -> FakeAmends:
    return FakeAmends(name="VIGÍAS & CÍA. S.A.S.")


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, amends: FakeAmends) -> Shell:
    return replace(make_shell(jobs, theme), acts=FakeActs(), amends=amends)


@pytest.fixture
def window(qtbot: QtBot, shell: Shell, tmp_path: Path) -> MainWindow:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.list.model.counted):
        window.begin()
    return window


@pytest.fixture
def ask(
    qtbot: QtBot, window: MainWindow, amends: FakeAmends
) -> Callable[[Callable[..., EffectsDialog]], EffectsDialog]:
    def opened(kind: Callable[..., EffectsDialog]) -> EffectsDialog:
        dialog = kind(amends, 3, window.shell, window)
        dialog.open()
        qtbot.waitUntil(lambda: "SVSP-2026-000003" in words(dialog))
        return dialog

    return opened


def saves(qtbot: QtBot, dialog: EffectsDialog) -> None:
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()


def test_a_suspension_says_what_it_would_change_before_it_is_saved(
    qtbot: QtBot, ask: Callable[..., SuspendDialog], amends: FakeAmends
) -> None:
    dialog = ask(SuspendDialog)
    assert not dialog.go.isEnabled()

    dialog.cause.setText("Auto que suspende el remate")
    dialog.norm.setText("ET 818")
    dialog.stops["prescripcion"].setChecked(True)
    dialog.since.edit.setText("24/3/2026")

    qtbot.waitUntil(lambda: EFFECTS[1] in dialog.effects.text())
    assert amends.done == []
    saves(qtbot, dialog)
    assert amends.done == [
        SuspendRequest(
            3,
            "Auto que suspende el remate",
            date(2026, 3, 24),
            None,
            "ET 818",
            frozenset({"terminos", "prescripcion"}),
        )
    ]


def test_what_would_be_refused_is_said_with_the_same_words(
    qtbot: QtBot, ask: Callable[..., SuspendDialog]
) -> None:
    dialog = ask(SuspendDialog)

    dialog.cause.setText("se cruza")
    dialog.since.edit.setText("24/3/2026")

    qtbot.waitUntil(lambda: dialog.effects.text() == REFUSED)


def test_a_suspension_must_stop_something_and_have_its_days_in_order(
    ask: Callable[..., SuspendDialog],
) -> None:
    dialog = ask(SuspendDialog)
    dialog.cause.setText("Auto")
    dialog.since.edit.setText("24/3/2026")
    assert dialog.go.isEnabled()

    dialog.until.edit.setText("23/3/2026")
    assert not dialog.go.isEnabled()
    assert "anterior al primer día" in words(dialog)
    dialog.until.edit.setText("")
    dialog.stops["terminos"].setChecked(False)
    assert not dialog.go.isEnabled()
    dialog.stops["intereses"].setChecked(True)
    dialog.since.edit.setText("1/1/2030")
    assert not dialog.go.isEnabled()
    assert "posterior a hoy" in words(dialog)


def test_resuming_names_the_suspension(
    qtbot: QtBot, ask: Callable[..., ResumeDialog], amends: FakeAmends
) -> None:
    dialog = ask(ResumeDialog)
    qtbot.waitUntil(lambda: dialog.which.count() == 1)

    dialog.day.edit.setText("28/3/2026")
    saves(qtbot, dialog)

    assert amends.done == [ResumeRequest(3, 4, date(2026, 3, 28), "")]


def test_with_nothing_to_resume_it_says_so(
    qtbot: QtBot, ask: Callable[..., ResumeDialog], amends: FakeAmends
) -> None:
    amends.open = ()
    dialog = ask(ResumeDialog)

    qtbot.waitUntil(lambda: "no tiene una suspensión" in words(dialog))
    dialog.day.edit.setText("28/3/2026")
    assert not dialog.go.isEnabled()


def test_the_act_of_the_timeline_is_the_one_corrected(
    qtbot: QtBot, window: MainWindow, amends: FakeAmends
) -> None:
    dialog = CorrectDialog(amends, 3, window.shell, window, act=30)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.which.currentData() == "30")

    dialog.day.edit.setText("3/3/2026")
    assert not dialog.go.isEnabled()
    dialog.reason.setText("Se leyó mal el acuse")
    saves(qtbot, dialog)

    why = "Se leyó mal el acuse"
    assert amends.done == [CorrectRequest(3, 30, date(2026, 3, 3), why)]
    assert not dialog.void.isVisible()


def test_a_notification_may_be_held_void_for_one_debtor(
    qtbot: QtBot, ask: Callable[..., CorrectDialog], amends: FakeAmends
) -> None:
    dialog = ask(CorrectDialog)
    qtbot.waitUntil(lambda: dialog.which.count() == len(ACTS))

    dialog.void.setChecked(True)
    dialog.debtor.setCurrentIndex(1)
    dialog.reason.setText("Auto que declara la nulidad")
    assert dialog.go.text().replace("&", "") == "Dejar sin validez"
    saves(qtbot, dialog)

    assert amends.done == [VoidRequest(3, 8, "Auto que declara la nulidad")]


def test_an_expense_needs_its_proof(
    qtbot: QtBot, ask: Callable[..., ExpenseDialog], amends: FakeAmends
) -> None:
    dialog = ask(ExpenseDialog)
    qtbot.waitUntil(lambda: dialog.obligation.count() == 1)

    dialog.day.edit.setText("1/7/2026")
    dialog.concept.setText("Correo certificado")
    dialog.amount.set_value(5_000_000)
    assert not dialog.go.isEnabled()
    dialog.proof.setText("Guía 0045")
    assert "$ 50.000" in dialog.go.text()
    saves(qtbot, dialog)

    assert amends.done == [
        ExpenseRequest(
            3, 1, date(2026, 7, 1), "Correo certificado", 5_000_000, "Guía 0045"
        )
    ]


def test_an_event_begins_ends_or_is_void(
    qtbot: QtBot, ask: Callable[..., EventDialog], amends: FakeAmends
) -> None:
    dialog = ask(EventDialog)
    qtbot.waitUntil(lambda: dialog.what.count() == 4)
    dialog.proof.setText("Auto de admisión")
    dialog.day.edit.setText("20/1/2026")
    saves(qtbot, dialog)
    assert amends.done[-1] == EventRequest(
        3, "Auto de admisión", "concordato", date(2026, 1, 20)
    )

    dialog = ask(EventDialog)
    qtbot.waitUntil(lambda: dialog.what.count() == 4)
    dialog.what.setCurrentIndex(2)
    dialog.proof.setText("Auto de terminación")
    assert not dialog.go.isEnabled()
    dialog.end.edit.setText("30/6/2026")
    saves(qtbot, dialog)
    assert amends.done[-1] == EventRequest(
        3, "Auto de terminación", hasta=date(2026, 6, 30), evento_id=9
    )

    dialog = ask(EventDialog)
    qtbot.waitUntil(lambda: dialog.what.count() == 4)
    dialog.what.setCurrentIndex(3)
    dialog.proof.setText("Se revocó")
    saves(qtbot, dialog)
    assert amends.done[-1] == EventRequest(3, "Se revocó", evento_id=9)


def test_a_refusal_keeps_what_was_typed(
    qtbot: QtBot, ask: Callable[..., SuspendDialog], amends: FakeAmends
) -> None:
    amends.refusal = NOT_ALLOWED
    dialog = ask(SuspendDialog)
    dialog.cause.setText("Auto")
    dialog.since.edit.setText("24/3/2026")

    dialog.go.click()

    qtbot.waitUntil(lambda: NOT_ALLOWED.mensaje in words(dialog))
    assert dialog.cause.text() == "Auto"
    assert dialog.go.isEnabled()


def test_an_ended_case_takes_none(
    qtbot: QtBot, ask: Callable[..., SuspendDialog], amends: FakeAmends
) -> None:
    amends.ended = "archivado"
    dialog = ask(SuspendDialog)
    dialog.cause.setText("Auto")
    dialog.since.edit.setText("24/3/2026")

    qtbot.waitUntil(lambda: "ya terminó" in words(dialog))
    assert not dialog.go.isEnabled()
    assert amends.foreseen == []


def test_the_menu_has_them_in_their_groups(window: MainWindow) -> None:
    names = [c.name for c in window.commands.commands if c.menu == "actuaciones"]

    assert names[-6:] == [
        "suspender",
        "reanudar",
        "corregir_fecha",
        "registrar_evento",
        "registrar_gasto",
        "anular_dinero",
    ]


def test_the_timeline_offers_the_correction(qtbot: QtBot, window: MainWindow) -> None:
    window.open_case(line(3))
    case = window.tabs.currentWidget()
    assert isinstance(case, ExpedienteTab)

    timeline = case.actuaciones.timeline
    (action,) = [a for a in timeline.actions() if "Corregir" in a.text()]
    action.trigger()

    qtbot.waitUntil(lambda: bool(window.findChildren(CorrectDialog)))


def test_a_payment_or_an_expense_is_annulled_with_its_reason(
    qtbot: QtBot, ask: Callable[..., WithdrawMoneyDialog], amends: FakeAmends
) -> None:
    dialog = ask(WithdrawMoneyDialog)
    qtbot.waitUntil(lambda: dialog.which.count() == 2)
    assert not dialog.go.isEnabled(), "it carries no reason"

    dialog.which.setCurrentIndex(1)
    dialog.reason.setText("Factura de otro proceso")
    qtbot.waitUntil(lambda: EFFECTS[1] in dialog.effects.text())
    saves(qtbot, dialog)

    assert amends.done == [WithdrawRequest(3, "gasto", 2, "Factura de otro proceso")]
