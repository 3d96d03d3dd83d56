from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.assets import assets
from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State

BROKEN = """\
codigo = "P-1"
sigla = "X"
nombre = "Roto"
version = 1
inicio = "1"

[[actividad]]
id = "1"
etapa = "persuasivo"
nombre = "Uno"
responsable = "Profesional"
rol = ["PRO"]

  [[actividad.salida]]
  resultado = "sigue"
  etiqueta = "Sigue"
  siguiente = "9"
"""


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def ask(*arguments: str) -> int:
    return run(["--json", "procedimientos", *arguments], no_window)


def out(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_listar_gives_the_five_procedures(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("listar") == 0

    found = out(capsys)["procedimientos"]
    assert [p["codigo"] for p in found] == [
        "PA02-PR19",
        "PD-GJ-07",
        "PD-GJ-08",
        "PRO-GJU-130-008",
        "RJPD06",
    ]
    assert found[3]["actividades"] == 21


@pytest.mark.parametrize("codigo", ["PRO-GJU-130-008", "pro-gju-130-008"])
def test_ver_gives_the_activities_with_their_outcomes(
    capsys: pytest.CaptureFixture[str], codigo: str
) -> None:
    assert ask("ver", codigo) == 0

    found = out(capsys)
    seis = found["actividades"][5]
    assert {"id", "nombre", "responsable", "plazo", "salidas"} <= seis.keys()
    assert seis["responsable"] == "Profesional Grupo de Cobro Coactivo"
    assert seis["plazo"]["cantidad"] == 45
    assert [(s["resultado"], s["siguiente"]) for s in seis["salidas"]] == [
        ("paga", "17"),
        ("solicita_acuerdo", "7"),
        ("no_paga", "11"),
    ]


def test_an_end_a_stay_and_a_return_are_told_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask("ver", "PRO-GJU-130-008")

    salidas = {
        (a["id"], s["resultado"]): (
            s["siguiente"],
            s["fin"],
            s["permanece"],
            s["regresa"],
        )
        for a in out(capsys)["actividades"]
        for s in a["salidas"]
    }
    assert salidas["18", "archivado"] == (None, "ARCHIVADO", False, False)
    assert salidas["16", "desierto"] == ("16", None, True, False)
    assert salidas["17", "parcial"] == (None, None, False, True)


def test_ver_accepts_the_alias(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("ver", "PD-GJ-06") == 0
    assert out(capsys)["codigo"] == "PD-GJ-08"


def test_an_unknown_code_is_a_known_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("ver", "NADA") == 3

    captured = capsys.readouterr()
    assert captured.out == ""
    assert json.loads(captured.err)["error"]["codigo"] == "not_found"


def test_validar_of_a_sound_file_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    path = assets("resources") / "procedimientos" / "rnec_rjpd06_v2.toml"

    assert ask("validar", str(path)) == 0
    assert out(capsys)["fallas"] == []


def test_validar_with_findings_exits_3_and_still_prints_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "roto.toml"
    path.write_text(BROKEN, encoding="utf-8")

    assert ask("validar", str(path)) == 3

    captured = capsys.readouterr()
    assert json.loads(captured.out)["fallas"] == [
        {
            "linea": 17,
            "ruta": "actividad 1 › salida sigue › siguiente",
            "mensaje": "no existe la actividad «9»",
        }
    ]
    assert json.loads(captured.err)["error"]["codigo"] == "invalid_data"


def test_validar_of_a_missing_file_is_a_known_problem(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert ask("validar", str(tmp_path / "nada.toml")) == 3
    assert capsys.readouterr().out == ""


def test_a_person_reads_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["procedimientos", "ver", "RJPD06"], no_window) == 0

    found = capsys.readouterr().out
    assert "Avocar" in found
    assert "1 mes" in found
    assert "termina" in found


def test_without_an_order_it_is_a_usage_error() -> None:
    assert run(["procedimientos"], no_window) == 2
