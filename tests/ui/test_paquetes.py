"""The dialogs of packages over a fake, and a merge over the services."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import UnreadableFileError, UserError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import Progress
from cobro_desktop.services.traslado.prestados import Prestado
from cobro_desktop.services.traslado.vista import PaqueteVisto
from cobro_desktop.storage.upgrade import open_base
from cobro_ui.backend.cases import Cases
from cobro_ui.backend.office import open_office
from cobro_ui.backend.paquetes import OfficePackages
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.paquetes.end_dialog import EndLoanDialog
from cobro_ui.paquetes.page import PackagesPage
from cobro_ui.paquetes.ports import PackedCases, ReceiveRequest, SendRequest
from cobro_ui.paquetes.receive_dialog import ReceiveDialog
from cobro_ui.paquetes.send_dialog import SendDialog
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina
from tests.services.test_traslado import Oficina
from tests.ui.fakes import HOY, make_shell

WAIT = 20_000


def prestado(sentido: str, hasta: dt.date | None) -> Prestado:
    late = hasta is not None and hasta < HOY
    return Prestado(
        1, 7, "SVSP-2026-000007", "ÑÁÑEZ SEGURIDAD S.A.S.", sentido, "Oficina Norte",
        dt.date(2026, 9, 1), hasta, "Notificar", late, None, "",
    )  # fmt: skip


class FakePackages:
    """Keeps what it is asked; refuses what it is told to refuse."""

    def __init__(
        self, loans: Sequence[Prestado] = (), problem: UserError | None = None
    ) -> None:
        self.loans, self.problem = loans, problem
        self.sent: list[SendRequest] = []
        self.ended: list[tuple[int, str]] = []

    def cases(self, ids: Sequence[int]) -> PackedCases:
        return PackedCases(tuple(f"SVSP-2026-{n:06d}" for n in ids), "", 0)

    def send(self, request: SendRequest, progress: Progress) -> Changes:
        progress.report(0, 1, "Empacando")
        self.sent.append(request)
        return Changes(resumen="Se hizo.")

    def look(self, request: ReceiveRequest, progress: Progress) -> PaqueteVisto:
        del request, progress
        raise self.problem or AssertionError

    def receive(self, request: ReceiveRequest, progress: Progress) -> Changes:
        raise NotImplementedError

    def lent(self, *, todos: bool) -> Sequence[Prestado]:
        del todos
        if self.problem:
            raise self.problem
        return self.loans

    def end_loan(self, expediente_id: int, motivo: str) -> Changes:
        self.ended.append((expediente_id, motivo))
        return Changes(resumen="Se terminó.")


@pytest.fixture
def shell(jobs: Jobs, theme: Theme) -> Shell:
    return make_shell(jobs, theme)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_loan_asks_to_whom_and_a_passphrase_twice(
    qtbot: QtBot, shell: Shell, parent: QWidget, tmp_path: Path
) -> None:
    source = FakePackages()
    dialog = SendDialog(source, [1, 2], shell, parent)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.blocked, timeout=WAIT)
    assert not dialog.go.isEnabled()
    dialog.target.edit.setText(str(tmp_path / "préstamo"))
    assert dialog.go.isEnabled()
    assert not dialog.whom.isVisible()

    dialog.purpose.setCurrentIndex(dialog.purpose.findData("prestamo"))
    assert not dialog.go.isEnabled()
    dialog.whom.setText("Oficina Norte")
    dialog.secret.setText("cuatro sombreros")
    assert not dialog.go.isEnabled()
    dialog.again.setText("cuatro sombrero")
    assert not dialog.go.isEnabled()
    dialog.again.setText("cuatro sombreros")
    with qtbot.waitSignal(dialog.recorded, timeout=WAIT):
        dialog.go.click()

    [sent] = source.sent
    assert sent.salida == tmp_path / "préstamo.zip"
    assert (sent.proposito, sent.quien) == ("prestamo", "Oficina Norte")
    assert (sent.contrasena, sent.expedientes) == ("cuatro sombreros", (1, 2))


def test_the_page_says_who_has_what_and_ends_a_loan_with_its_reason(
    qtbot: QtBot, shell: Shell
) -> None:
    source = FakePackages([prestado("salida", dt.date(2026, 9, 20))])
    page = PackagesPage(source, shell)
    qtbot.addWidget(page)
    page.reload()
    qtbot.waitUntil(lambda: page.current() is not None, timeout=WAIT)

    assert "y ese día ya pasó" in page.whole.text()
    assert page.end.isEnabled()
    assert not page.give_back.isEnabled()
    page.end.click()
    dialog = page.findChild(EndLoanDialog)
    assert dialog is not None
    assert not dialog.go.isEnabled()
    dialog.reason.setPlainText("Se perdió el correo")
    with qtbot.waitSignal(dialog.recorded, timeout=WAIT):
        dialog.go.click()
    assert source.ended == [(7, "Se perdió el correo")]
    qtbot.waitUntil(lambda: page.current() is not None, timeout=WAIT)

    source.loans = [prestado("entrada", None)]
    page.reload()
    qtbot.waitUntil(page.give_back.isEnabled, timeout=WAIT)
    source.loans = []
    page.reload()
    qtbot.waitUntil(lambda: not page.give_back.isEnabled(), timeout=WAIT)


def test_a_package_that_cannot_be_read_says_why_and_may_be_changed(
    qtbot: QtBot, shell: Shell, parent: QWidget, tmp_path: Path
) -> None:
    problem = UnreadableFileError("El paquete fue alterado. No se leyó nada de él.")
    source = FakePackages(problem=problem)
    path = tmp_path / "malo.zip"
    path.write_bytes(b"x")
    dialog = ReceiveDialog(source, shell, parent)
    dialog.show()
    dialog.file.set_value(str(path))
    qtbot.waitUntil(lambda: "alterado" in dialog.message.text, timeout=WAIT)

    assert not dialog.go.isEnabled()
    dialog.close()


@pytest.fixture
def two(empty_base_file: Path, tmp_path: Path) -> Iterator[tuple[Oficina, Oficina]]:
    """Two offices that had the same titles before they met."""
    found = []
    for name in ("centro", "norte"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(empty_base_file, folder / "cobro.db")
        found.append(Oficina(abrir_oficina(open_base(folder), folder), folder))
    yield found[0], found[1]
    for office in found:
        office.workspace.close()


def test_a_package_is_received_once_every_conflict_is_chosen(
    qtbot: QtBot, jobs: Jobs, theme: Theme, two: tuple[Oficina, Oficina]
) -> None:
    centro, norte = two
    centro.cambia(telefono="111", correo="c@ejemplo.test")
    norte.cambia(telefono="222")
    norte.cambia(correo="n@ejemplo.test")
    sent = centro.envia("p.zip")
    state = State(norte.workspace.datos, None, HOY, "pro", json=False)
    with open_office(state) as office:
        source = OfficePackages(office)
        shell = replace(make_shell(jobs, theme), packages=source, cases=Cases(office))
        settings = QSettings(str(norte.folder / "v.ini"), QSettings.Format.IniFormat)
        window = MainWindow(shell, settings)
        qtbot.addWidget(window)
        window.commands["paquete_recibir"].trigger()
        dialog = window.findChild(ReceiveDialog)
        assert dialog is not None
        dialog.file.set_value(str(sent))
        qtbot.waitUntil(lambda: dialog.seen is not None, timeout=WAIT)
        assert dialog.go.text() == "&Unir 1 expediente"
        assert not dialog.go.isEnabled()

        rows = dialog.table.table.rows
        fields = [rows.row(n).diferencia for n in range(rows.rowCount())]
        assert [one.campo for one in fields if one] == ["correo", "teléfono"]
        dialog.table.table.selectRow(1)
        dialog.keep.click()
        assert not dialog.go.isEnabled()
        dialog.table.table.selectRow(2)
        dialog.take.click()
        assert dialog.go.isEnabled()
        with qtbot.waitSignal(dialog.recorded, timeout=WAIT):
            dialog.go.click()
        qtbot.waitUntil(lambda: "Se recibió" in window.message.text, timeout=WAIT)

    [person] = norte.filas()["persona"].values()
    assert (person["correo"], person["telefono"]) == ("n@ejemplo.test", "111")
