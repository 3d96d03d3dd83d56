"""The work of the office on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina

Ask = Callable[..., tuple[int, Any]]
UNO, DOS, TRES = (f"SVSP-2026-{n:06}" for n in (1, 2, 3))


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture
def ask(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    abrir_oficina(base, tmp_path)

    def command(*arguments: str, usuario: str = "pro") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run([*head, "--usuario", usuario, *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return command


def test_cases_are_marked_ordered_and_compared(ask: Ask) -> None:
    code, done = ask("priorizar", TRES, "--causa", "cuantia", "--motivo", "Acta 3")
    assert (code, done["marcados"]) == (0, 1)
    _, listed = ask("lista", "--orden", "prioridad")
    assert [row["numero"] for row in listed["expedientes"]] == [TRES, UNO, DOS]
    _, why = ask("por-que-antes", UNO, TRES)
    assert why["primero"] == TRES
    assert [c["criterio"] for c in why["criterios"] if c["decide"]] == ["Marca"]

    marked = ("--consulta", "prioridad:si", "--quitar", "--motivo", "Pagó")
    code, done = ask("priorizar", *marked)
    assert (code, done["desmarcados"]) == (0, 1)
    code, told = ask("priorizar", UNO, "--causa", "prisa", "--motivo", "x")
    assert (code, "No existe la causa" in told["error"]["mensaje"]) == (3, True)


def test_the_situation_is_said_by_hand(ask: Ask) -> None:
    said = ("--es", "esperando_tercero", "--motivo", "Respuesta de la Cámara")
    assert ask("situacion", UNO, *said)[0] == 0
    assert ask("lista", "--consulta", "situacion:esperando_tercero")[1]["total"] == 1


def test_what_a_coordinator_looks_for(ask: Ask) -> None:
    _, study = ask("por-estudiar")
    assert study["total"] == 3
    assert {row["dias"] for row in study["expedientes"]} == {0}
    _, still = ask("sin-movimiento")
    assert (still["casos"], still["dias"]) == (0, 60)
    assert still["consulta"] == "estado:ABIERTO movimiento<=2026-08-01"


def test_the_returns_with_their_senders_and_their_workbook(
    ask: Ask, tmp_path: Path
) -> None:
    assert ask("devoluciones")[1] == {"total": 0, "devoluciones": []}
    assert ask("devoluciones", "--estadistica")[1]["emisores"] == []
    file = tmp_path / "devoluciones.xlsx"
    code, made = ask("devoluciones", "--salida", str(file))
    assert (code, made["filas"]) == (0, 0)
    assert openpyxl.load_workbook(file).active is not None


def test_a_debtor_whole_and_an_address(ask: Ask) -> None:
    _, found = ask("deudor", "890.903.938-8")
    assert (found["expedientes"], found["saldo"]) == (1, 1_000_000)
    assert ask("deudores-repetidos")[1] == {"deudores": []}

    new = ("direccion", "agregar", UNO, "Carrera 9 # 10-11", "--fuente", "RUES")
    code, _ = ask(*new, "--cambio")
    assert code == 0
    _, found = ask("deudor", "890903938")
    places = {p["texto"]: p["hasta"] for p in found["direcciones"]}
    assert places["Carrera 9 # 10-11"] is None
    assert places["Calle 1 # 2-3"] == "2026-12-30"
    close = ("direccion", "cerrar", UNO, "Carrera 9 # 10-11", "--causa", "No reside")
    assert ask(*close)[0] == 0


def test_what_cannot_be_joined_is_refused(ask: Ask) -> None:
    join = ("acumular", UNO, "--a", DOS, "--motivo", "Auto 1")
    code, told = ask(*join, usuario="jef")
    assert code == 3
    assert "no tienen el mismo deudor principal" in told["error"]["mensaje"]
