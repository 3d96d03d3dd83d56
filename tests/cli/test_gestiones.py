"""`gestion`, `campana`, `estado-cuenta` and the reports of the office."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """An office whose case R-100 owes 1.000.000, exigible since 15 January 2025."""
    workspace = abrir_oficina(base, tmp_path)
    datos = {"direccion_entidad": "Calle 1", "correo_entidad": "a@b.example"}
    fijar_datos(FijarDatos("SVSP", datos), workspace, en_nombre_de("adm"))
    numero = expediente_de(workspace, "R-100").numero

    def ask(command: str, *arguments: str) -> tuple[int, Any]:
        head = ["--datos", str(base.datos), "--hoy", "2025-03-16", "--json"]
        named = [numero] if command in {"gestion", "estado-cuenta"} else []
        whole = [*head, "--usuario", "pro", command, *named, *arguments]
        code = run(whole, no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return ask


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def test_the_account_says_what_pays_it_another_day(ask: Ask, tmp_path: Path) -> None:
    """12 % a year over 365: 60 days 19.726, 75 days 24.658; to the peso."""
    file = tmp_path / "estado.pdf"

    code, found = ask("estado-cuenta", "--si-paga", "2025-03-31", "--salida", str(file))

    assert code == 0
    assert (found["capital"], found["intereses"]) == (1_000_000, 19_726)
    assert found["si_paga"] == [{"fecha": "2025-03-31", "total": 1_024_658}]
    assert found["meses"] == 3
    assert file.read_bytes().startswith(b"%PDF")


def test_the_account_goes_to_excel(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "estado.xlsx"

    code, _ = ask("estado-cuenta", "--salida", str(file))

    assert code == 0
    assert file.read_bytes().startswith(b"PK")


def test_nothing_is_collected_of_a_title_under_study(ask: Ask) -> None:
    code, found = ask(
        "gestion", "llamada", "--a", "300 555 0101", "--resultado", "informado"
    )

    assert code == 3
    assert "todavía no se admite" in json.dumps(found, ensure_ascii=False)


def test_only_who_makes_campaigns_writes_their_registro(ask: Ask) -> None:
    code, found = ask(
        "campana",
        "SMS marzo",
        "--consulta",
        "estado:ABIERTO",
        "--clase",
        "cobro",
        "--canal",
        "sms",
        "--mensaje",
        "Pague",
    )

    assert code == 3
    assert "SVSP no elabora" in json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_a_report_of_another_institution_is_refused(
    ask: Ask, tmp_path: Path, suffix: str
) -> None:
    file = str(tmp_path / f"informe.{suffix}")

    code, found = ask(
        "informe-gestion", "SVSP", "informe-cobros-en-curso", "--salida", file
    )

    assert code == 3
    assert "IDPYBA" in json.dumps(found, ensure_ascii=False)


def test_a_report_goes_to_somebody_who_is_known(ask: Ask, tmp_path: Path) -> None:
    file = str(tmp_path / "informe.pdf")

    code, found = ask(
        "informe-gestion", "SDSCJ", "informe-seguimiento",
        "--salida", file, "--para", "nadie",
    )  # fmt: skip

    assert code == 3
    assert "financiera y lico" in json.dumps(found, ensure_ascii=False)
