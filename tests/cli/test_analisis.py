"""`analizar` and `marcar-hecho`, as scripts and people read them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.storage.upgrade import open_base
from tests.services.oficina import abrir_oficina, expediente_de


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture
def numero(tmp_path: Path, empty_base_file: Path) -> str:
    folder = tmp_path / "datos"
    folder.mkdir()
    shutil.copy(empty_base_file, folder / "cobro.db")
    base = open_base(folder)
    workspace = abrir_oficina(base, tmp_path)
    found = expediente_de(workspace, "R-100").numero
    base.close()
    return found


def execute(folder: Path, *line: str) -> int:
    options = ("--datos", str(folder / "datos"), "--hoy", "2026-09-30")
    return run([*options, "--usuario", "pro", *line], no_window)


def test_analizar_answers_each_part(
    tmp_path: Path, numero: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(tmp_path, "--json", "analizar", numero) == 0

    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["expediente"] == numero
    assert found["cuantia"]["clase"] == "menor"
    assert found["cobrabilidad"]["clase"] == "cobrable"
    assert found["embargo"]["limite"] == 2_409_644
    assert found["embargo"]["lecturas"]["CGP"] == 1_807_233
    assert found["costo_beneficio"]["estado"] == "desconocido"
    assert found["multas"] == []
    assert {h["valor"] for h in found["hechos"]} <= {"si", "no", "desconocido"}


def test_a_person_reads_each_part(
    tmp_path: Path, numero: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(tmp_path, "analizar", numero) == 0

    told = capsys.readouterr().out
    assert "Límite del embargo hoy: Hasta $ 2.409.644" in told
    assert "Norma: ET, art. 838" in told


def test_what_is_marked_counts(
    tmp_path: Path, numero: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = ("marcar-hecho", numero, "sin_bienes", "si", "--motivo", "registro")
    assert execute(tmp_path, "--json", *mark) == 0
    assert json.loads(capsys.readouterr().out)["valor"] == "si"

    assert execute(tmp_path, "--json", "analizar", numero) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["cobrabilidad"]["clase"] == "dificil_cobro"
    fact = next(h for h in found["hechos"] if h["hecho"] == "sin_bienes")
    assert (fact["usuario"], fact["fecha"], fact["marcado"]) == (
        "pro",
        "2026-09-30",
        True,
    )


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (("analizar", "NO-EXISTE"), "No existe el expediente"),
        (("marcar-hecho", "{}", "color", "si"), "No existe el hecho"),
        (("marcar-hecho", "{}", "sin_bienes", "quizás"), "no responde a"),
    ],
)
def test_a_known_problem_ends_with_3(
    tmp_path: Path,
    numero: str,
    line: tuple[str, ...],
    word: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert execute(tmp_path, *(part.format(numero) for part in line)) == 3

    assert word in capsys.readouterr().err
