"""Notify from the command line: what was sent, what came back, what lacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DireccionRow, NotificacionRow
from tests.services.mandamiento import dia
from tests.services.oficina import abrir_oficina, expediente_de

Ask = Callable[..., tuple[int, Any]]
MAIL = ("--documento", "mandamiento-pago", "--medio", "correo")


@pytest.fixture
def workspace(base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(base, tmp_path)


@pytest.fixture
def ask(workspace: Workspace, base: Base, capsys: pytest.CaptureFixture[str]) -> Ask:
    numero = expediente_de(workspace, "R-100").numero

    def asked(*arguments: str) -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run(
            [*head, "--usuario", "pro", "notificar", numero, *arguments], no_window
        )
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return asked


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def rows(workspace: Workspace) -> list[NotificacionRow]:
    with workspace.base.read() as session:
        return list(session.scalars(select(NotificacionRow)))


def test_what_was_sent_gets_its_result_and_proof(
    workspace: Workspace, ask: Ask, tmp_path: Path
) -> None:
    """T-4.2: delivered on 2026-03-24, the fifteen days end on 04-16."""
    proof = tmp_path / "guia.pdf"
    proof.write_bytes(b"%PDF-1.4")
    sent = ("--resultado", "pendiente", "--enviada", "2026-03-19", "--guia", "RA-1")

    code, waits = ask(*MAIL, *sent, "--direccion", "Calle 9 # 8-7")
    assert (code, waits["terminos"]) == (0, [])
    code, refused = ask(*MAIL, "--entrega", "2026-03-24")
    assert code == 3
    assert "No consta la citación" in json.dumps(refused, ensure_ascii=False)
    code, done = ask(
        *MAIL,
        "--entrega",
        "2026-03-24",
        "--soporte",
        str(proof),
        "--motivo",
        "Compareció",
    )

    assert code == 0
    assert done["terminos"][0]["vence"] == "2026-04-16"
    (row,) = rows(workspace)
    assert (row.resultado, row.guia, row.enviada) == (
        "efectiva",
        "RA-1",
        dia("2026-03-19"),
    )


def test_what_came_back_closes_the_address_when_told(
    workspace: Workspace, ask: Ask
) -> None:
    code, _ = ask(*MAIL, "--causa", "no_reside", "--cierra-direccion")

    assert code == 0
    assert [r.causa for r in rows(workspace)] == ["no reside"]
    with workspace.base.read() as session:
        closed = select(DireccionRow.texto).where(DireccionRow.hasta.is_not(None))
        assert session.scalars(closed).all() == ["Calle 1 # 2-3"]
