"""A large load leaves the same base as one that kept its order row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from cobro_desktop.services.workspace import Workspace, open_workspace
from cobro_desktop.storage import indices
from cobro_desktop.storage.queries.integridad import fallas_de_la_base
from tests.services.conftest import MUESTRAS, traer_archivo

CARTERA = MUESTRAS / "cartera_svsp_2026-10.xlsx"
"""1,178 cases."""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(indices, "MUCHOS", 500)
    workspace = open_workspace(tmp_path / "datos", None)
    yield workspace
    workspace.close()


def esquema(workspace: Workspace) -> set[tuple[Any, ...]]:
    with workspace.base.read() as session:
        rows = session.execute(sa.text("SELECT type, name, sql FROM sqlite_master"))
        return {tuple(row) for row in rows}


def encontrados(workspace: Workspace, texto: str) -> int:
    query = "SELECT count(*) FROM expediente_fts WHERE expediente_fts MATCH :texto"
    with workspace.base.read() as session:
        return int(session.execute(sa.text(query), {"texto": texto}).scalar_one())


def test_the_order_comes_back_whole(workspace: Workspace) -> None:
    before = esquema(workspace)
    found = traer_archivo(workspace, CARTERA)
    assert found["nuevas"] == 1178
    assert esquema(workspace) == before
    assert encontrados(workspace, "SVSP") == 1178
    with workspace.base.read() as session:
        assert fallas_de_la_base(session) == []


def test_a_load_that_fails_leaves_the_base_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = esquema(workspace)
    seen = []

    def fail(self: indices.Indices) -> None:
        names = self._session.execute(
            sa.text("SELECT name FROM sqlite_master WHERE name LIKE 'ix_lista_%'")
        )
        seen.append(names.all())
        raise RuntimeError

    monkeypatch.setattr(indices.Indices, "poner", fail)
    with pytest.raises(RuntimeError):
        traer_archivo(workspace, CARTERA)
    assert seen == [[]]
    assert esquema(workspace) == before
    assert encontrados(workspace, "SVSP") == 0
    with workspace.base.read() as session:
        assert fallas_de_la_base(session) == []


def test_few_rows_over_many_keep_the_order_as_they_come(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    traer_archivo(workspace, CARTERA)

    def never(_: sa.Connection) -> None:
        raise AssertionError

    monkeypatch.setattr(indices, "_contar", never)
    assert traer_archivo(workspace, CARTERA)["iguales"] == 1178
