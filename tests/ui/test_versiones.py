"""Versions and packs in the window, over the services of a small office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.services.procedimientos import load_catalogo
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.mapa import CaseFlows
from cobro_ui.backend.office import open_office
from cobro_ui.backend.versiones import Versions
from cobro_ui.jobs.runner import Jobs
from cobro_ui.mapa.page import ProceduresPage
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from cobro_ui.versiones.install import InstallDialog
from cobro_ui.versiones.move import MoveDialog
from cobro_ui.versiones.packs import ExportPackDialog, PackDialog
from tests.scenarios.test_quinta import CONTRASENA, paquete
from tests.services.oficina import abrir_oficina
from tests.ui.fakes import make_shell

CODIGO = "PRO-GJU-130-008"


@pytest.fixture
def shell(base: Base, tmp_path: Path, theme: Theme, jobs: Jobs) -> Iterator[Shell]:
    abrir_oficina(base, tmp_path)
    state = State(base.datos, None, date(2026, 9, 30), "coo", json=False)
    with open_office(state) as office:
        plain = make_shell(jobs, theme)
        yield replace(plain, flow=CaseFlows(office), versions=Versions(office))
    state.close()


@pytest.fixture
def version_18(tmp_path: Path) -> Path:
    texto = load_catalogo().texto(load_catalogo().buscar(CODIGO, 17))
    changed = texto.replace("version = 17", "version = 18", 1).replace(
        'nombre = "Recepción de títulos ejecutivos"',
        'nombre = "Recepción y radicación de títulos ejecutivos"',
    )
    file = tmp_path / "v18.toml"
    file.write_text(changed, encoding="utf-8")
    return file


def install(shell: Shell, qtbot: QtBot, file: Path) -> None:
    assert shell.versions is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = InstallDialog(shell.versions, shell, parent)
    dialog.file.set_value(str(file))
    qtbot.waitUntil(dialog.act.isEnabled)
    assert dialog.act.text() == "&Instalar la versión 18"
    rows = dialog.table.table.rows
    seen = [rows.data(rows.index(n, 2)) for n in range(rows.rowCount())]
    assert seen == ["Nombre"]
    with qtbot.waitSignal(dialog.done_with):
        dialog.act.click()


def test_the_differences_are_seen_before_installing(
    shell: Shell, qtbot: QtBot, version_18: Path
) -> None:
    install(shell, qtbot, version_18)
    assert shell.flow is not None
    listed = [p.procedimiento.version for p in shell.flow.procedures()
              if p.procedimiento.codigo == CODIGO]  # fmt: skip
    assert listed == [18, 17]


def test_a_file_with_faults_says_each_with_its_line(
    shell: Shell, qtbot: QtBot, version_18: Path
) -> None:
    text = version_18.read_text(encoding="utf-8")
    version_18.write_text(text.replace('inicio = "1"', 'inicio = "99"'), "utf-8")
    assert shell.versions is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = InstallDialog(shell.versions, shell, parent)
    dialog.file.set_value(str(version_18))
    qtbot.waitUntil(lambda: "línea 9" in dialog.message.text)
    assert not dialog.act.isVisible() or dialog.table.table.rows.rowCount() == 0


def test_cases_move_once_the_reason_is_written(
    shell: Shell, qtbot: QtBot, version_18: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(shell, qtbot, version_18)
    monkeypatch.setattr("cobro_ui.versiones.move.ask_target", lambda *_: None)
    assert shell.versions is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = MoveDialog(shell.versions, shell, parent, (CODIGO, 17, 18))
    qtbot.waitUntil(lambda: dialog.table.table.rows.rowCount() == 3)
    assert not dialog.act.isEnabled()
    dialog.why.setText("Manual nuevo")
    assert dialog.act.text() == "&Pasar 3"

    dialog.who.setCurrentIndex(1)
    assert not dialog.act.isEnabled()
    dialog.table.table.selectRow(1)
    assert dialog.act.text() == "&Pasar 1"
    with qtbot.waitSignal(dialog.done_with) as one:
        dialog.act.click()
    assert "1 expediente pasó de la versión 17 a la 18" in one.args[0].resumen

    dialog = MoveDialog(shell.versions, shell, parent, (CODIGO, 17, 18))
    qtbot.waitUntil(lambda: dialog.table.table.rows.rowCount() == 2)
    dialog.why.setText("Manual nuevo")
    assert dialog.act.text() == "&Pasar 2"
    with qtbot.waitSignal(dialog.done_with):
        dialog.act.click()


def test_an_activity_that_nothing_continues_keeps_its_cases(
    shell: Shell, qtbot: QtBot, version_18: Path
) -> None:
    install(shell, qtbot, version_18)
    assert shell.versions is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = MoveDialog(shell.versions, shell, parent, (CODIGO, 17, 18))
    qtbot.waitUntil(lambda: dialog.activity.count() == 21)
    dialog.why.setText("Manual nuevo")
    dialog.goes_on.setCurrentIndex(0)
    dialog.goes_on.activated.emit(0)
    qtbot.waitUntil(lambda: "3 no pueden" in dialog.told.text())
    assert not dialog.act.isEnabled()


def test_a_pack_is_trusted_by_its_fingerprint_then_installed_and_withdrawn(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    assert shell.versions is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PackDialog(shell.versions, shell, parent)
    dialog.file.set_value(str(paquete(tmp_path)))
    qtbot.waitUntil(lambda: "Su huella es" in dialog.message.text)
    mark = dialog.message.text.partition("Su huella es ")[2].partition(".")[0]
    dialog.fingerprint.setText(mark)
    dialog.fingerprint.editingFinished.emit()
    qtbot.waitUntil(lambda: dialog.act.text() == "&Instalar QTA")
    with qtbot.waitSignal(dialog.done_with):
        dialog.act.click()
    again = PackDialog(shell.versions, shell, parent)
    qtbot.waitUntil(lambda: again.packs.itemText(0).startswith("QTA"))
    with qtbot.waitSignal(again.done_with):
        again.withdraw.click()
    qtbot.waitUntil(lambda: again.packs.itemText(0).startswith("Ninguno"))


def test_an_institution_is_written_to_a_signed_file(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paquete(tmp_path)  # leaves a key beside it
    target = tmp_path / "SVSP.zip"
    monkeypatch.setattr(
        "cobro_ui.versiones.packs.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    assert shell.versions is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportPackDialog(shell.versions, shell, parent)
    qtbot.waitUntil(lambda: dialog.which.count() == 4)
    dialog.which.setCurrentIndex(3)
    dialog.key.set_value(str(tmp_path / "clave.pem"))
    dialog.password.setText(CONTRASENA)
    assert not dialog.act.isEnabled()
    dialog.issuer.setText("Sede central")
    dialog.act.click()
    qtbot.waitUntil(lambda: "dígasela por otro medio" in dialog.message.text)
    assert target.is_file()


def test_the_page_of_procedures_offers_both(shell: Shell, qtbot: QtBot) -> None:
    assert shell.flow is not None
    page = ProceduresPage(shell.flow, shell)
    qtbot.addWidget(page)
    page.reload()
    page.show()
    assert page.install.isVisible()
    assert page.migrate.isVisible()
