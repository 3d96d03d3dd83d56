"""The cases that LICO and the RNMC ended, moved from the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cobro_desktop.cli.state import State
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from cobro_ui.backend import make_shell
from cobro_ui.backend.office import Office, open_office
from cobro_ui.jobs.runner import Jobs
from cobro_ui.movimientos.page import MovementsPage
from cobro_ui.theme.theme import Theme
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_intercambio import RNMC, TITULOS

WAIT = 60_000


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[Office]:
    workspace = abrir_oficina(base, tmp_path)
    for formato, text in (("titulos", TITULOS), ("rnmc", RNMC)):
        path = tmp_path / f"{formato}.csv"
        path.write_text(text, encoding="utf-8")
        command = Importar(path, formato, "PD-GJ-07")
        importar(command, workspace, en_nombre_de("pro"), SilentProgress())
    with open_office(State(base.datos, None, HOY, "pro", json=False)) as office:
        yield office


@pytest.fixture
def page(qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme) -> MovementsPage:
    with office.workspace.base.write.begin() as session:
        row = session.scalars(
            select(ExpedienteRow).where(ExpedienteRow.titulo == "F-1")
        ).one()
        row.actividad = "5"
    shell = make_shell(office, jobs, theme)
    assert shell.movements is not None
    page = MovementsPage(shell.movements, shell)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 2, timeout=WAIT)
    return page


def test_only_what_can_move_is_moved(
    qtbot: QtBot, page: MovementsPage, office: Office
) -> None:
    assert page.move_.text() == "&Mover 1 expediente"

    with qtbot.waitSignal(page.changed, timeout=WAIT):
        page.move_.click()

    assert expediente_de(office.workspace, "F-1").actividad == "4"
    assert expediente_de(office.workspace, "F-3").actividad == "1"
    assert "Se movieron 1 de 1 expediente" in page.message.text
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1, timeout=WAIT)
    assert not page.move_.isEnabled()
