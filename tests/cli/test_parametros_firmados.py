"""The commands that send values of the law from one office to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run as run_line
from cobro_desktop.cli.state import State


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def run(
    capsys: pytest.CaptureFixture[str], datos: Path, *words: str
) -> tuple[int, dict[str, Any]]:
    arguments = ["--datos", str(datos), "--hoy", "2026-11-05", "--json", *words]
    code = run_line(arguments, no_window)
    out = capsys.readouterr()
    return code, json.loads(out.out or out.err)


def test_values_travel_signed_between_two_data_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    central, other = tmp_path / "central", tmp_path / "otra"
    key, file = str(tmp_path / "clave.pem"), str(tmp_path / "v.cobroley")
    secret = ("--contrasena", "ocho letras")
    rate = (
        "mes=2026-10",
        "resolucion=1401",
        "ibc_consumo_ordinario=19,20",
        "usura_consumo_ordinario=28,80",
        "fuente=Superintendencia Financiera",
    )
    run(capsys, central, "parametros", "agregar", "tasas_interes", *rate)
    run(capsys, central, "parametros", "crear-clave", "--salida", key, *secret)
    publish = ("parametros", "publicar", "--clave", key, "--emisor", "Central")
    _, done = run(capsys, central, *publish, "--salida", file, *secret)
    assert done["valores"] == 1

    code, refused = run(capsys, other, "parametros", "recibir", file)
    assert code == 3
    assert refused["error"]["detalle"]["huella"] == done["huella"]
    trust = ("--confiar", done["huella"])
    _, found = run(capsys, other, "parametros", "recibir", file, *trust)

    assert (found["emisor"], found["nuevas"]) == ("Central", 1)
    _, table = run(capsys, other, "parametros", "listar", "tasas_interes")
    assert table["valores"][0]["tasa_mora_et635"] == "26.80"


def test_a_key_is_never_written_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "clave.pem"
    create = ("parametros", "crear-clave", "--salida", str(key), "--contrasena")
    run(capsys, tmp_path / "d", *create, "ocho letras")
    first = key.read_bytes()

    code, refused = run(capsys, tmp_path / "d", *create, "otras letras")

    assert code == 3
    assert "Ya existe" in refused["error"]["mensaje"]
    assert key.read_bytes() == first
