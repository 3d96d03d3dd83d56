"""The page of the closes of the month, over a fake and over the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import StorageError, UserError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.cierres.registro import CerrarMes, Cierre
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.cierres import OfficeClosings
from cobro_ui.backend.office import Office, open_office
from cobro_ui.cierres.close_dialog import CloseMonthDialog
from cobro_ui.cierres.page import ClosingsPage
from cobro_ui.cierres.ports import ClosingsSource, Figures
from cobro_ui.jobs.runner import Jobs
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de
from tests.ui.fakes import HOY, make_shell

WAIT = 20_000
OCTUBRE = dt.date(2026, 10, 5)
AGOSTO, JULIO = dt.date(2026, 8, 31), dt.date(2026, 7, 31)


def cierre(number: int, mes: dt.date, motivo: str = "") -> Cierre:
    made = dt.datetime(2026, 9, 2, 15, 4, tzinfo=dt.UTC)
    return Cierre(
        number, "SVSP", mes, 2 if motivo else 1, {}, "ab" * 32, "", "", motivo, "coo",
        made,
    )  # fmt: skip


class FakeClosings:
    """Answers with two months; keeps what it was asked."""

    def __init__(
        self, *, empty: bool = False, problem: UserError | None = None
    ) -> None:
        self.problem = problem
        self.found = [] if empty else [cierre(2, AGOSTO, "Faltó un pago."),
                                       cierre(1, JULIO)]  # fmt: skip
        self.asked: list[object] = []

    def entities(self) -> Sequence[tuple[str, str]]:
        return [("SVSP", "Superintendencia")]

    def closings(self, sigla: str) -> Sequence[Cierre]:
        self.asked.append(sigla)
        if self.problem:
            raise self.problem
        return list(self.found)

    def figures(self, closing: Cierre) -> Figures:
        changed = [("Total: se pagó", "$ 0", "$ 50.000")] if closing.id == 1 else []
        row = ("Multa", "$ 10", "$ 1", "$ 2", "$ 3", "$ 6")
        return Figures([row, ("Total", *row[1:])], [("Recaudo total", "$ 2")], changed)

    def close(self, command: CerrarMes) -> Changes:
        self.asked.append(command)
        return Changes(resumen="Se cerró el mes.")

    def certificate(self, closing: Cierre, file: Path) -> Path:
        self.asked.append(("certificate", closing.id, file.name))
        return file

    def file_name(self, closing: Cierre) -> str:
        return f"cierre {closing.mes:%Y-%m}.pdf"


def open_page(
    qtbot: QtBot, jobs: Jobs, theme: Theme, source: ClosingsSource
) -> ClosingsPage:
    page = ClosingsPage(source, replace(make_shell(jobs, theme), closings=source))
    qtbot.addWidget(page)
    page.resize(1140, 660)
    page.show()
    page.reload()
    return page


@pytest.fixture
def source() -> FakeClosings:
    return FakeClosings()


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, theme: Theme, source: FakeClosings) -> ClosingsPage:
    page = open_page(qtbot, jobs, theme, source)
    qtbot.waitUntil(lambda: page.figures.heading.text() == "Agosto de 2026")
    return page


def asked_to_close(page: ClosingsPage) -> CloseMonthDialog:
    page.close_month.click()
    dialog = page.findChild(CloseMonthDialog)
    assert dialog is not None
    return dialog


def test_the_last_month_is_shown_and_another_says_what_changed(
    qtbot: QtBot, page: ClosingsPage
) -> None:
    assert page.figures.concepts.rows.rowCount() == 2
    assert page.figures.told.text() == "Nada ha cambiado después del cierre"
    assert page.figures.changes.isHidden()

    page.table.selectRow(1)

    qtbot.waitUntil(lambda: page.figures.heading.text() == "Julio de 2026")
    assert page.figures.told.text() == "Después del cierre cambió una cifra"
    assert page.figures.changes.rows.row(0)[2] == "$ 50.000"


def test_it_offers_the_last_month_that_ended_and_is_open(
    qtbot: QtBot, page: ClosingsPage, source: FakeClosings
) -> None:
    # On 30 September the last month that ended is August, and both are closed.
    dialog = asked_to_close(page)
    assert dialog.month.currentText() == "Junio de 2026"
    assert dialog.month.itemText(0) == "Agosto de 2026 (ya cerrado)"

    with qtbot.waitSignal(page.changed, timeout=WAIT):
        dialog.go.click()

    assert CerrarMes("2026-06", "SVSP") in source.asked
    assert page.message.text == "Se cerró el mes."


def test_a_closed_month_takes_a_reason(
    qtbot: QtBot, page: ClosingsPage, source: FakeClosings
) -> None:
    dialog = asked_to_close(page)
    dialog.month.setCurrentIndex(0)
    assert not dialog.go.isEnabled()
    dialog.reason.setPlainText("Llegó un pago tarde.")
    assert dialog.go.text() == "Cerrar &otra vez"

    with qtbot.waitSignal(page.changed, timeout=WAIT):
        dialog.go.click()

    assert CerrarMes("2026-08", "SVSP", "Llegó un pago tarde.") in source.asked


def test_the_certificate_is_written_and_opened(
    qtbot: QtBot,
    page: ClosingsPage,
    source: FakeClosings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.fileName())
    )
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/x/c", ""))
    assert page.open.isHidden()

    page.certificate.click()

    qtbot.waitUntil(page.open.isVisible)
    assert ("certificate", 2, "c.pdf") in source.asked
    page.open.click()
    assert opened == ["c.pdf"]


def test_without_closes_and_with_a_problem_it_says_so(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    problem = StorageError("No se pudo leer la base.")
    broken = open_page(qtbot, jobs, theme, FakeClosings(problem=problem))
    qtbot.waitUntil(lambda: broken.message.text == problem.mensaje)
    empty = open_page(qtbot, jobs, theme, FakeClosings(empty=True))
    qtbot.waitUntil(empty.close_month.isEnabled)
    assert not empty.certificate.isEnabled()
    assert not broken.certificate.isEnabled()


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[Office]:
    abrir_oficina(base, tmp_path)
    with open_office(State(base.datos, None, OCTUBRE, "coo", json=False)) as office:
        yield office


def test_over_the_services(
    qtbot: QtBot,
    jobs: Jobs,
    theme: Theme,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = OfficeClosings(office)
    source.close(CerrarMes("2026-09", "SVSP"))
    case = expediente_de(office.workspace, "R-200")
    paid = RegistrarPago(case.id, HOY, 50_000_00, "PSE-1")
    registrar_pago(paid, office.workspace, en_nombre_de("fin", OCTUBRE))

    page = open_page(qtbot, jobs, theme, source)
    qtbot.waitUntil(lambda: page.figures.heading.text() != "", timeout=WAIT)

    # 1.000.000 + 1.423.500 + 2.000.000, received on 30 September.
    last = page.figures.concepts.rows.rowCount() - 1
    assert page.figures.concepts.rows.row(last)[5] == "$ 4.423.500"
    assert page.figures.changes.isVisible()

    target = tmp_path / "cierre.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.certificate.click()
    qtbot.waitUntil(page.open.isVisible, timeout=WAIT)
    assert target.read_bytes().startswith(b"%PDF")
