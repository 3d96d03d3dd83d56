"""`hoja-ruta`, `faltantes` and `mapa` on the command line, on three cases."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, expediente_de

Ask = Callable[..., tuple[int, Any]]


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture
def ask(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    abrir_oficina(base, tmp_path)

    def command(*arguments: str) -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run([*head, "--usuario", "pro", *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return command


NUMERO = "SVSP-2026-000001"


def test_the_numbers_of_the_cases(base: Base, tmp_path: Path) -> None:
    workspace = abrir_oficina(base, tmp_path)

    assert expediente_de(workspace, "R-100").numero == NUMERO


def test_a_page_per_case(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "hoja.pdf"

    code, found = ask("hoja-ruta", NUMERO, "--salida", str(file))

    told = {"expedientes": 1, "archivo": str(file)}
    assert (code, found) == (
        0,
        told | {"resumen": "Se escribió «hoja.pdf»: 1 hoja de ruta."},
    )
    assert file.read_bytes().startswith(b"%PDF-1.4")


def test_the_cases_of_a_query_in_one_file(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "hojas.pdf"

    code, found = ask("hoja-ruta", "--consulta", "saldo>1m", "--salida", str(file))

    # 1.000.000 no es más de un millón: quedan 1.423.500 y 2.000.000.
    assert (code, found["expedientes"]) == (0, 2)


def test_what_a_case_just_received_lacks(ask: Ask) -> None:
    code, found = ask("faltantes", NUMERO)

    assert code == 0
    (case,) = found["expedientes"]
    assert (case["exigidos"], case["cumplidos"], case["porcentaje"]) == (3, 0, 0)
    assert [lack["actividad"] for lack in case["faltan"]] == ["1", "1", "1"]
    assert found["total"] == 3
    assert found["archivo"] is None


@pytest.mark.parametrize("name", ["f.pdf", "f.xlsx"])
def test_what_a_query_lacks_goes_to_a_file(ask: Ask, tmp_path: Path, name: str) -> None:
    code, found = ask("faltantes", "--consulta", "", "--salida", str(tmp_path / name))

    assert code == 0
    assert len(found["expedientes"]) == 3
    assert found["total"] == 9
    assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("faltantes",), id="neither number nor query"),
        pytest.param(("faltantes", NUMERO, "--consulta", "saldo>1"), id="both"),
        pytest.param(("faltantes", "--consulta", "saldo>900m"), id="nothing found"),
        pytest.param(("faltantes", NUMERO, "--salida", "f.doc"), id="another ending"),
        pytest.param(("hoja-ruta", "NADA-1", "--salida", "h.pdf"), id="no such case"),
        pytest.param(("mapa", "NADA-1"), id="neither case nor procedure"),
    ],
)
def test_a_known_problem_exits_with_3(ask: Ask, arguments: tuple[str, ...]) -> None:
    code, found = ask(*arguments)

    assert code == 3
    assert found["error"]["mensaje"].endswith((".", "OAJ."))


def test_the_map_of_a_procedure(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mapa.pdf"

    code, found = ask("mapa", "RJPD06", "--salida", str(file))

    assert code == 0
    assert [node["id"] for node in found["nodos"]] == [str(n) for n in range(1, 12)]
    assert (found["expediente"], found["actual"], found["siguientes"]) == (
        None,
        None,
        [],
    )
    ways = {s["resultado"]: (s["rumbo"], s["a"]) for s in found["nodos"][0]["salidas"]}
    assert ways == {"cumple": ("sigue", "2"), "no_cumple": ("fin", "DEVUELTO")}
    assert file.exists()


def test_the_portfolio_of_a_procedure(ask: Ask) -> None:
    _, found = ask("mapa", "PRO-GJU-130-008", "--cartera")

    assert [node["id"] for node in found["nodos"]] == ["19", "20", "21"]


def test_the_map_of_a_case_says_why_it_is_there(ask: Ask) -> None:
    code, found = ask("mapa", NUMERO)

    assert code == 0
    assert (found["expediente"], found["actual"]) == (NUMERO, "1")
    assert found["llegada"].startswith("Está en la actividad 1")
    (own,) = [x for x in found["siguientes"] if not x["comun"]]
    assert own["lleva"] == "Pasa a 2 · Identificar la naturaleza del cobro."
    assert len(own["pide"]) == 3
