"""The dialogs of acts: what they ask, what they say, what they send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cobro_ui.actuaciones.anexo import AttachDialog
from cobro_ui.actuaciones.asignacion import AssignDialog
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.actuaciones.dropping import FileDrop
from cobro_ui.actuaciones.notificacion import NotificationDialog
from cobro_ui.actuaciones.pago import PaymentDialog
from cobro_ui.actuaciones.persona import PersonDialog
from cobro_ui.actuaciones.ports import (
    AssignRequest,
    AttachRequest,
    NotificationRequest,
    PaymentRequest,
    ShareRequest,
)
from cobro_ui.actuaciones.reparto import ShareDialog
from cobro_ui.expediente.view import ExpedienteTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from cobro_ui.wizard.panel import GuidedStepPanel

from .clerk import says, shown, words
from .fake_acts import NOT_ALLOWED, FakeActs, FakePeople
from .fakes import HOY, FakeStep, line, make_shell


@pytest.fixture
def acts() -> FakeActs:
    return FakeActs(name="VIGÍAS & CÍA. S.A.S.")


@pytest.fixture
def people() -> FakePeople:
    return FakePeople(known=True)


@pytest.fixture
def step() -> FakeStep:
    return FakeStep()


@pytest.fixture
def shell(
    jobs: Jobs, theme: Theme, acts: FakeActs, people: FakePeople, step: FakeStep
) -> Shell:
    return replace(make_shell(jobs, theme, step=step), acts=acts, people=people)


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
def pay(qtbot: QtBot, window: MainWindow, acts: FakeActs) -> PaymentDialog:
    dialog = PaymentDialog(acts, 3, window.shell, window)
    dialog.open()
    qtbot.waitUntil(lambda: "SVSP-2026-000003" in words(dialog))
    return dialog


def plain(button: QAbstractButton) -> str:
    return button.text().replace("&", "")


def typed(qtbot: QtBot, dialog: PaymentDialog) -> None:
    qtbot.keyClicks(dialog.day.edit, "15/9")
    qtbot.keyClicks(dialog.amount, "1423500")
    qtbot.keyClicks(dialog.reference, "0045-1")


# Registrar pago.


def test_the_button_says_how_much_is_registered(
    qtbot: QtBot, pay: PaymentDialog
) -> None:
    assert (plain(pay.go), pay.go.isEnabled()) == ("Registrar pago", False)

    typed(qtbot, pay)

    assert plain(pay.go) == "Registrar pago de $ 1.423.500"
    assert pay.go.isEnabled()


def test_how_it_would_be_imputed_is_told_before_saving(
    qtbot: QtBot, pay: PaymentDialog, acts: FakeActs
) -> None:
    typed(qtbot, pay)

    qtbot.waitUntil(lambda: "Queda debiendo" in words(pay.preview))
    told = words(pay.preview)
    assert "ET, art. 804" in told
    assert "Primero intereses (CC 1653), que no se aplica: capital" in told
    assert acts.done == []


def test_an_imputation_that_waits_says_why(
    qtbot: QtBot, pay: PaymentDialog, acts: FakeActs
) -> None:
    acts.waits = "Su imputación espera: falta la tasa de octubre de 2026."
    typed(qtbot, pay)

    qtbot.waitUntil(lambda: acts.waits in words(pay.preview))
    assert pay.go.isEnabled()


@pytest.mark.parametrize(
    ("day", "amount", "said"),
    [
        ("1/10", "5", "No puede ser posterior a hoy, 30 de septiembre de 2026."),
        ("31/2", "5", "no existe"),
        ("hoy", "0", "Un pago debe ser mayor que cero."),
        ("hoy", "-50.000", "anúlelo en su expediente"),
    ],
)
def test_what_is_wrong_is_said_while_one_types(
    qtbot: QtBot, pay: PaymentDialog, day: str, amount: str, said: str
) -> None:
    typed(qtbot, pay)
    pay.day.edit.setText(day)
    pay.amount.setText(amount)

    assert said in words(pay)
    assert not pay.go.isEnabled()


def test_a_payment_that_would_be_refused_cannot_be_sent(
    qtbot: QtBot, pay: PaymentDialog
) -> None:
    typed(qtbot, pay)
    pay.reference.setText("REPETIDA")

    qtbot.waitUntil(lambda: "Ya está registrado" in words(pay.preview))
    assert not pay.go.isEnabled()
    pay.reference.setText("OTRA")
    assert pay.go.isEnabled()


def test_a_refusal_is_shown_and_nothing_typed_is_lost(
    qtbot: QtBot, pay: PaymentDialog, acts: FakeActs
) -> None:
    typed(qtbot, pay)
    qtbot.waitUntil(lambda: "Queda debiendo" in words(pay.preview))
    acts.refusal = NOT_ALLOWED
    pay.go.click()

    qtbot.waitUntil(lambda: pay.message.text == NOT_ALLOWED.mensaje)
    assert (pay.amount.text(), pay.reference.text()) == ("1.423.500", "0045-1")
    assert acts.done == []

    acts.refusal = None
    assert pay.go.isEnabled()
    with qtbot.waitSignal(pay.recorded):
        pay.go.click()
    assert acts.done == [
        PaymentRequest(3, date(2026, 9, 15), 142_350_000, "0045-1", "")
    ]


def test_an_answer_that_comes_after_closing_is_dropped(
    qtbot: QtBot, window: MainWindow, acts: FakeActs
) -> None:
    dialog = PaymentDialog(acts, 3, window.shell, window)
    dialog.open()
    dialog.reject()

    with qtbot.waitSignal(window.list.model.counted):
        window.refresh()
    assert not shown(window, PaymentDialog)


# Registrar notificación.


@pytest.fixture
def tell(qtbot: QtBot, window: MainWindow, acts: FakeActs) -> NotificationDialog:
    dialog = NotificationDialog(acts, 3, window.shell, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.means.count() == 2 and not dialog.blocked)
    return dialog


def test_a_notification_says_what_it_starts(
    qtbot: QtBot, tell: NotificationDialog, acts: FakeActs
) -> None:
    assert not tell.go.isEnabled()
    qtbot.keyClicks(tell.day.edit, "hoy")

    qtbot.waitUntil(lambda: "vencen el 21 de octubre" in words(tell))
    with qtbot.waitSignal(tell.recorded):
        tell.go.click()
    assert acts.done == [
        NotificationRequest(3, "mandamiento-pago", "personal", None, hecho=HOY)
    ]


def test_a_failed_attempt_asks_its_cause_and_no_date(
    qtbot: QtBot, tell: NotificationDialog, acts: FakeActs
) -> None:
    qtbot.keyClicks(tell.day.edit, "hoy")
    tell.failed.setChecked(True)
    assert plain(tell.go) == "Registrar el intento fallido"
    assert not tell.day.isVisible()
    assert not tell.go.isEnabled()

    qtbot.keyClicks(tell.cause.lineEdit(), "No reside")
    with qtbot.waitSignal(tell.recorded):
        tell.go.click()
    assert acts.done == [
        NotificationRequest(3, "mandamiento-pago", "personal", None, causa="No reside")
    ]


def test_only_what_the_means_needs_is_asked(
    qtbot: QtBot, tell: NotificationDialog, acts: FakeActs
) -> None:
    assert not tell.guide.isVisible()
    assert not tell.address.isVisible()
    assert "hasta el 16 de marzo" in tell.questions[1].note

    tell.means.setCurrentIndex(tell.means.findData("correo"))
    assert tell.guide.isVisible()
    assert tell.address.currentText() == "Calle 26 # 57-41, torre 8, piso 3"
    tell.waiting.setChecked(True)
    assert not tell.day.isVisible()
    assert not tell.go.isEnabled()
    qtbot.keyClicks(tell.sent.edit, "hoy")
    qtbot.keyClicks(tell.guide, "RA-1")
    assert plain(tell.go) == "Registrar el envío"
    with qtbot.waitSignal(tell.recorded):
        tell.go.click()
    assert acts.done == [
        NotificationRequest(
            3,
            "mandamiento-pago",
            "correo",
            None,
            guia="RA-1",
            enviada=HOY,
            direccion="Calle 26 # 57-41, torre 8, piso 3",
        )
    ]


def test_what_lacks_something_asks_a_reason(
    qtbot: QtBot, tell: NotificationDialog, acts: FakeActs
) -> None:
    acts.objection = "Falta el número de guía. Necesita un motivo."
    qtbot.keyClicks(tell.day.edit, "hoy")
    qtbot.waitUntil(tell.reason.isVisible)
    assert not tell.go.isEnabled()

    tell.reason.setText("Se perdió la guía")
    with qtbot.waitSignal(tell.recorded):
        tell.go.click()
    (done,) = acts.done
    assert isinstance(done, NotificationRequest)
    assert done.motivo == "Se perdió la guía"


def test_the_terms_show_each_debtor_and_what_comes_next(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open_case(line(3))
    case = window.tabs.currentWidget()
    assert isinstance(case, ExpedienteTab)
    panel = case.terminos.notified
    qtbot.waitUntil(lambda: panel.table.rows.rowCount() == 2)

    assert "Volvió por dirección errada" in panel.next.text()
    panel.table.selectRow(0)
    assert "Quedó notificado" in panel.next.text()


# Anexar archivo.


def test_what_the_activity_lacks_is_offered_first(
    qtbot: QtBot, window: MainWindow, acts: FakeActs, tmp_path: Path
) -> None:
    paper = tmp_path / "acta & anexos.pdf"
    paper.write_bytes(b"%PDF")
    dialog = AttachDialog(acts, 3, window.shell, window, [paper])
    dialog.open()
    qtbot.waitUntil(lambda: dialog.evidence.currentData() == "llamada")
    qtbot.waitUntil(dialog.go.isEnabled)
    headings = [
        dialog.evidence.itemText(n)
        for n in range(dialog.evidence.count())
        if dialog.evidence.itemData(n) is None
    ]
    assert [text.split(" · ")[0] for text in headings] == ["Ahora", "1"]
    assert dialog.go.text() == "Ane&xar «acta && anexos.pdf»"

    dialog.filed.setText(" 2026-541-7 ")
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    assert acts.done == [AttachRequest(3, (paper,), "llamada", radicado="2026-541-7")]


def test_an_ended_case_takes_no_file_and_says_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    paper = tmp_path / "acta.pdf"
    paper.write_bytes(b"%PDF")
    ended = FakeActs(ended="archivado")
    dialog = AttachDialog(ended, 3, window.shell, window, [paper])
    dialog.open()

    qtbot.waitUntil(lambda: "ya terminó: archivado" in dialog.message.text)
    assert not dialog.go.isEnabled()


def test_files_dropped_on_a_case_are_asked_about(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    case = window.open_case(line(3))
    files = [tmp_path / "uno.pdf", tmp_path / "dos.pdf"]
    for file in files:
        file.write_bytes(b"%PDF")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    drop = case.findChild(FileDrop)
    assert drop is not None
    assert drop.eventFilter(case, event)

    qtbot.waitUntil(lambda: bool(shown(window, AttachDialog)))
    [dialog] = shown(window, AttachDialog)
    assert plain(dialog.go) == "Anexar 2 archivos"
    assert "uno.pdf\ndos.pdf" in words(dialog)


# Asignar.


def select(window: MainWindow, rows: range) -> None:
    table = window.list.table
    flags = QItemSelectionModel.SelectionFlag
    table.clearSelection()
    for row in rows:
        index = window.list.model.index(row, 0)
        table.selectionModel().select(index, flags.Select | flags.Rows)


def test_several_cases_are_given_at_once(
    qtbot: QtBot, window: MainWindow, acts: FakeActs
) -> None:
    select(window, range(4, 36))
    window.commands["asignar"].trigger()
    qtbot.waitUntil(lambda: bool(shown(window, AssignDialog)))
    [dialog] = shown(window, AssignDialog)
    qtbot.waitUntil(lambda: dialog.person.count() > 0)
    assert plain(dialog.go) == "Asignar 32 expedientes"

    dialog.person.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    assert acts.done == [AssignRequest(tuple(range(4, 36)), "arango")]
    assert window.message.text == "Se asignaron."


def test_a_case_that_changes_hands_asks_why(
    qtbot: QtBot, window: MainWindow, acts: FakeActs
) -> None:
    acts.now = {3: "pena"}
    dialog = AssignDialog(acts, [3], window.shell, window)
    dialog.open()
    qtbot.waitUntil(lambda: "Lo tiene Mariana Peña Ortiz." in words(dialog))
    qtbot.waitUntil(lambda: dialog.person.count() > 0 and not dialog.blocked)

    dialog.person.setCurrentIndex(0)
    assert not dialog.go.isEnabled()
    dialog.person.setCurrentIndex(1)
    assert plain(dialog.go) == "Reasignar a Tomás Arango Leal"
    assert not dialog.go.isEnabled()
    assert dialog.reason.itemText(1) == "Retiro o cambio de cargo"
    qtbot.keyClicks(dialog.reason, "Vacaciones")

    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    assert acts.done == [AssignRequest((3,), "arango", "Vacaciones")]


# ¿Quién es usted?


def test_the_window_asks_who_works_when_it_is_not_known(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    people = FakePeople()
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    settings.setValue("persona", "arango")
    window = MainWindow(replace(shell, people=people), settings)
    qtbot.addWidget(window)
    window.show()
    window.begin()

    qtbot.waitUntil(lambda: bool(shown(window, PersonDialog)))
    [dialog] = shown(window, PersonDialog)
    assert plain(dialog.go) == "Trabajar como Tomás Arango Leal"
    assert "M. Peña" not in words(window.status)
    dialog.list.setCurrentRow(0)
    dialog.go.click()

    qtbot.waitUntil(lambda: people.login == "pena")
    qtbot.waitUntil(lambda: "M. Peña" in words(window.status))
    assert settings.value("persona") == "pena"


def test_nobody_works_nameless(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(replace(shell, people=FakePeople()), settings)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    qtbot.waitUntil(lambda: bool(shown(window, PersonDialog)))
    [dialog] = shown(window, PersonDialog)
    assert plain(dialog.leave) == "Salir del programa"

    dialog.leave.click()

    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_change_of_person_saves_and_closes_the_open_steps(
    qtbot: QtBot, window: MainWindow, people: FakePeople, step: FakeStep
) -> None:
    window.continue_case()
    qtbot.waitUntil(lambda: bool(shown(window, GuidedStepPanel)))
    window.commands["cambiar_persona"].trigger()
    qtbot.waitUntil(lambda: bool(shown(window, PersonDialog)))
    [dialog] = shown(window, PersonDialog)
    dialog.list.setCurrentRow(1)
    dialog.go.click()

    qtbot.waitUntil(lambda: people.login == "arango")
    qtbot.waitUntil(lambda: not shown(window, GuidedStepPanel))
    assert step.saved


# In the window.


def test_an_open_step_follows_what_is_done_beside_it(
    qtbot: QtBot, window: MainWindow, step: FakeStep, acts: FakeActs
) -> None:
    case = window.open_case(line(1))
    window.continue_case()
    qtbot.waitUntil(lambda: bool(shown(case, GuidedStepPanel)))
    window.commands["registrar_pago"].trigger()
    qtbot.waitUntil(lambda: bool(shown(window, PaymentDialog)))
    [dialog] = shown(window, PaymentDialog)
    qtbot.waitUntil(lambda: not dialog.blocked)
    typed(qtbot, dialog)
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()

    qtbot.waitUntil(lambda: step.updated > 0)
    assert "Ingresó un pago." in words(case)
    assert acts.done


def test_the_list_and_the_case_offer_the_acts(window: MainWindow) -> None:
    case = window.open_case(line(3))
    names = ("registrar_pago", "registrar_notificacion", "anexar", "asignar")
    offered = [window.commands[name] for name in names]

    assert set(offered) <= set(window.list.table.actions())
    corner = case.tabs.cornerWidget()
    assert isinstance(corner, QToolButton)
    assert says(corner, "Registrar")
    assert offered[0] in case.pagos.table.actions()


Make = Callable[[FakeActs, MainWindow], ActDialog]


@pytest.mark.parametrize(
    "make",
    [
        lambda acts, window: PaymentDialog(acts, 3, window.shell, window),
        lambda acts, window: NotificationDialog(acts, 3, window.shell, window),
        lambda acts, window: AttachDialog(acts, 3, window.shell, window),
        lambda acts, window: AssignDialog(acts, [3], window.shell, window),
    ],
    ids=["pago", "notificacion", "anexo", "asignacion"],
)
def test_alt_letters_are_unique_and_tab_goes_down(
    qtbot: QtBot, window: MainWindow, acts: FakeActs, make: Make
) -> None:
    dialog = make(acts, window)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.blocked)
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.buddy()]
    texts += [button.text() for button in dialog.findChildren(QAbstractButton)]
    letters = [t[t.index("&") + 1].lower() for t in texts if "&" in t]

    assert [k for k, n in Counter(letters).items() if n > 1] == []
    order = tab_order(dialog)
    assert order[-1] is dialog.go
    first = dialog.questions[0].field
    assert order[0] is (first.focusProxy() or first)


def tab_order(dialog: ActDialog) -> list[QWidget]:
    """Return where Tab goes, from the widget that has the focus first."""
    first = dialog.questions[0].field
    start = widget = first.focusProxy() or first
    found = [start]
    while (after := widget.nextInFocusChain()) is not None and after is not start:
        widget = after
        if after.focusPolicy() & Qt.FocusPolicy.TabFocus and after.isVisible():
            found.append(after)
    return found


def test_selected_cases_are_shared_among_the_people_that_are_marked(
    qtbot: QtBot, window: MainWindow, acts: FakeActs
) -> None:
    window.list.table.selectAll()
    window.commands["repartir"].trigger()
    qtbot.waitUntil(lambda: window.findChild(ShareDialog) is not None)
    dialog = window.findChild(ShareDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.people.count() > 1)
    assert not dialog.go.isEnabled(), "nobody is marked"
    logins = [
        str(dialog.people.item(n).data(Qt.ItemDataRole.UserRole)) for n in range(2)
    ]

    dialog.choose(*logins)
    qtbot.waitUntil(dialog.go.isEnabled)
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()

    (request,) = [r for r in acts.done if isinstance(r, ShareRequest)]
    assert request.logins == tuple(logins)
    assert len(request.expedientes) == window.list.model.rowCount()
