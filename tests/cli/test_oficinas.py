"""`oficinas` on the command line, and what `--usuario` may see and touch."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from tests.services.oficinas_rnec import HUILA, TOLIMA, abrir_registraduria

Ask = Callable[..., tuple[int, Any]]


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture
def ask(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    abrir_registraduria(base, tmp_path)

    def command(usuario: str, *arguments: str) -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run([*head, "--usuario", usuario, *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return command


def test_the_offices_with_their_people(ask: Ask) -> None:
    code, found = ask("adm", "oficinas", "listar")

    assert code == 0
    tolima = next(o for o in found["oficinas"] if o["nombre"] == TOLIMA)
    assert (tolima["expedientes"], tolima["clase"]) == (2, "delegacion")
    assert tolima["personas"] == ["pro.tolima", "jef.tolima"]
    assert tolima["encargadas"] == ["coo.dos"]


def test_a_list_holds_only_the_cases_of_the_user(ask: Ask, tmp_path: Path) -> None:
    assert ask("pro.huila", "lista")[1]["total"] == 1
    assert ask("coo.dos", "lista")[1]["total"] == 3
    file = tmp_path / "cartera.xlsx"
    _, made = ask("pro.huila", "exportar", "cartera", "--salida", str(file))
    assert made["filas"] == 1


def test_a_number_of_another_office_is_refused_with_its_name(ask: Ask) -> None:
    (case,) = ask("pro.huila", "lista")[1]["expedientes"]
    for arguments in (
        ("expediente", case["numero"]),
        ("avanzar", case["numero"], "--resultado", "cumple"),
        ("asignar", case["numero"], "pro.tolima"),
    ):
        code, told = ask("pro.tolima", *arguments)
        assert code == 3
        assert told["error"]["detalle"]["oficina"] == HUILA
        assert "Pida a quien administra" in told["error"]["mensaje"]


def test_a_case_moves_and_a_person_gets_an_office(ask: Ask) -> None:
    (case,) = ask("pro.huila", "lista")[1]["expedientes"]
    move = ("oficinas", "trasladar", case["numero"], "--a", "tolima")
    code, done = ask("jef.huila", *move, "--causa", "Domicilio del deudor")
    assert (code, done["trasladados"]) == (0, 1)
    assert ask("pro.huila", "lista")[1]["total"] == 0

    code, _ = ask("adm", "oficinas", "asignar", "pro.huila", "--propia", "tolima")
    assert code == 0
    assert ask("pro.huila", "lista")[1]["total"] == 3
    code, told = ask("jef.huila", "oficinas", "asignar", "pro.huila")
    assert (code, told["error"]["codigo"]) == (3, "not_allowed")
