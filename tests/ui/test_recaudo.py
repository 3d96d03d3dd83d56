"""The tray of payments of nobody, over the real services."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import StorageError
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.recaudo.a_favor import saldos_a_favor
from cobro_desktop.storage.engine import Base
from cobro_ui.backend import make_shell
from cobro_ui.backend.office import Office, open_office
from cobro_ui.jobs.runner import Jobs
from cobro_ui.ports import Shell
from cobro_ui.recaudo.dialog import MatchDialog
from cobro_ui.recaudo.overpaid import OverpaidDialog
from cobro_ui.recaudo.page import PaymentsPage
from cobro_ui.theme.theme import Theme
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_recaudo import PAGOS

WAIT = 60_000


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[Office]:
    workspace = abrir_oficina(base, tmp_path)
    path = tmp_path / "pagos.csv"
    path.write_text(PAGOS, encoding="utf-8")
    command = Importar(path, "pagos", "PRO-GJU-130-008")
    importar(command, workspace, en_nombre_de("fin"), SilentProgress())
    state = State(base.datos, None, HOY, "fin", json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


@pytest.fixture
def shell(office: Office, jobs: Jobs, theme: Theme) -> Shell:
    return make_shell(office, jobs, theme)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> PaymentsPage:
    assert shell.payments is not None
    page = PaymentsPage(shell.payments, shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 4, timeout=WAIT)
    return page


def focus(page: PaymentsPage, reference: str) -> None:
    rows = page.table.rows
    found = (n for n in range(rows.rowCount()) if rows.row(n).referencia == reference)
    page.table.selectRow(next(found))


def match(page: PaymentsPage, reference: str) -> MatchDialog:
    focus(page, reference)
    page.match.click()
    dialog = page.findChild(MatchDialog)
    assert isinstance(dialog, MatchDialog)
    return dialog


def test_the_tray_says_how_many_and_who_they_may_be(page: PaymentsPage) -> None:
    assert page.counts.text() == "4 pagos por $ 2.473.500"
    focus(page, "REF-4")
    assert "Misma persona, día y valor" in page.whole.text()


def test_a_payment_shows_both_imputations_and_goes_to_its_case(
    qtbot: QtBot, page: PaymentsPage, office: Office
) -> None:
    dialog = match(page, "REF-2")
    qtbot.waitUntil(lambda: "CC 1653" in dialog.preview_text, timeout=WAIT)
    assert "ET 804), se aplica" in dialog.preview_text
    number = expediente_de(office.workspace, "R-200").numero
    assert dialog.go.text() == f"&Entregar a {number}"

    with qtbot.waitSignal(dialog.matched, timeout=WAIT):
        dialog.go.click()

    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3, timeout=WAIT)
    assert number in page.message.text


def test_a_payment_is_parted_among_cases_that_a_person_finds(
    qtbot: QtBot, page: PaymentsPage, office: Office
) -> None:
    dialog = match(page, "REF-4")
    qtbot.waitUntil(lambda: bool(dialog.parts.cases), timeout=WAIT)
    dialog.search.setText("vigías")
    dialog.search.returnPressed.emit()
    rows = dialog.candidates.table.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 2, timeout=WAIT)
    dialog.also.click()
    assert not dialog.go.isEnabled()
    assert dialog.preview_text == "Cada expediente debe recibir algo."

    first, second = dialog.parts.amounts
    first.set_value(30_000_000)
    second.set_value(20_000_000)
    assert dialog.go.isEnabled()
    with qtbot.waitSignal(dialog.matched, timeout=WAIT):
        dialog.go.click()

    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3, timeout=WAIT)
    cases = [expediente_de(office.workspace, t).numero for t in ("R-100", "R-300")]
    assert all(number in page.message.text for number in cases)


def test_what_is_of_nobody_is_annulled_with_a_reason(
    qtbot: QtBot, page: PaymentsPage
) -> None:
    focus(page, "REF-3")
    page.annul_current(" ")
    qtbot.waitUntil(lambda: "por qué se anula" in page.message.text, timeout=WAIT)

    page.annul_current("Era de otra entidad")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3, timeout=WAIT)
    assert "Era de otra entidad" in page.message.text


def test_an_empty_tray_says_what_it_is_for(qtbot: QtBot, page: PaymentsPage) -> None:
    for reference in ("REF-2", "REF-3", "REF-4", "REF-5"):
        focus(page, reference)
        with qtbot.waitSignal(page.changed, timeout=WAIT):
            page.annul_current("Prueba")

    qtbot.waitUntil(lambda: not page.table.rows.rowCount(), timeout=WAIT)

    assert not page.table.isVisible()
    assert not page.match.isEnabled()


def test_a_tray_that_could_not_be_read_does_not_say_that_it_is_empty(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "No se pudo leer la base."

    def unreadable(*_args: object) -> list[object]:
        raise StorageError(told)

    assert shell.payments is not None
    monkeypatch.setattr(shell.payments, "pending", unreadable)
    page = PaymentsPage(shell.payments, shell)
    qtbot.addWidget(page)
    page.show()
    assert page.table.isVisible()
    page.reload()
    qtbot.waitUntil(page.message.isVisible, timeout=WAIT)
    assert page.message.text == told
    assert page.table.isVisible()


def test_what_was_given_by_mistake_comes_back(
    qtbot: QtBot, page: PaymentsPage, office: Office
) -> None:
    assert page.undo.isHidden()
    assert page.impute.isHidden()
    dialog = match(page, "REF-2")
    qtbot.waitUntil(lambda: bool(dialog.parts.cases), timeout=WAIT)
    with qtbot.waitSignal(dialog.matched, timeout=WAIT):
        dialog.go.click()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3, timeout=WAIT)

    page.undo.click()

    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 4, timeout=WAIT)
    case = expediente_de(office.workspace, "R-200")
    assert case.saldo == case.capital
    assert page.undo.isHidden()


def test_what_was_paid_over_pays_another_case_or_goes_back(
    qtbot: QtBot, page: PaymentsPage, office: Office
) -> None:
    case = expediente_de(office.workspace, "R-200").id
    for reference in ("D-1", "D-2"):
        order = RegistrarPago(case, date(2025, 8, 31), 150_961_200, reference)
        registrar_pago(order, office.workspace, en_nombre_de("fin"))
    page.overpaid.click()
    dialog = page.findChild(OverpaidDialog)
    assert isinstance(dialog, OverpaidDialog)
    qtbot.waitUntil(lambda: dialog.which.count() == 1, timeout=WAIT)
    assert dialog.amount.value() == 150_961_200
    assert not dialog.go.isEnabled(), "the debtor owes nothing else"

    dialog.way.setCurrentIndex(1)
    dialog.way.activated.emit(1)
    dialog.amount.set_value(60_000_000)
    dialog.act.setText("Resolución 16 de 2026")
    assert dialog.go.text() == "&Anotar la devolución de $ 600.000"
    with qtbot.waitSignal(dialog.recorded, timeout=WAIT):
        dialog.go.click()

    qtbot.waitUntil(lambda: "Se devolvió" in page.message.text, timeout=WAIT)
    [left] = saldos_a_favor(office.workspace)
    assert left.saldo == 90_961_200
