"""Many cases given to a person from the window: one batch, and its way back."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import LoteRow
from cobro_ui.actuaciones.ports import AssignRequest
from cobro_ui.backend.actos import CaseActs
from cobro_ui.backend.importing import ImportBatches
from cobro_ui.backend.office import Office
from cobro_ui.dialogs.batches import BatchesDialog
from cobro_ui.jobs.runner import Jobs
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de
from tests.ui.clerk import words
from tests.ui.fakes import make_shell


@pytest.fixture
def shell(jobs: Jobs, theme: Theme) -> Shell:
    return make_shell(jobs, theme)


@pytest.fixture
def workspace(base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(base, tmp_path)


def test_many_cases_are_given_as_one_batch_that_goes_back_as_one(
    workspace: Workspace, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    def of(login: str) -> Office:
        state = SimpleNamespace(workspace=workspace, contexto=en_nombre_de(login))
        return Office(cast("State", state), tmp_path)

    titles = ("R-100", "R-200")
    ids = tuple(expediente_de(workspace, title).id for title in titles)
    acts = CaseActs(of("pro"))
    acts.assign(AssignRequest(ids, "pro"), SilentProgress())
    cause = acts.reasons()[0]
    acts.assign(AssignRequest(ids, "jef", cause), SilentProgress())
    with pytest.raises(NotAllowedError):
        CaseActs(of("aux")).assign(AssignRequest(ids, "pro", cause), SilentProgress())
    with workspace.base.read() as session:
        kinds = session.scalars(select(LoteRow.tipo).order_by(LoteRow.id)).all()
    assert kinds[1:] == ["reparto", "reparto"]

    batches = ImportBatches(of("coo"))
    dialog = BatchesDialog(batches, shell, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.undo.isVisible)
    assert dialog.undo.text() == "&Deshacer reparto de 2 expedientes…"
    dialog.undo.click()
    assert "2 expedientes vuelven a quien los tenía" in words(dialog)
    assert dialog.confirm.text() == "&Devolver 2 expedientes"
    with qtbot.waitSignal(dialog.undone):
        dialog.confirm.click()

    assert acts.assigned(ids) == dict.fromkeys(ids, "pro")
    batches.undo(kinds.index("reparto") + 1, SilentProgress())
    assert acts.assigned(ids) == {}
    assert expediente_de(workspace, "R-100").situacion == "por_repartir"
