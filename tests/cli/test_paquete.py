"""Packages between two data folders, as two strangers would type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina
from tests.services.test_electronico import pdf
from tests.services.test_traslado import Oficina

CASE = "SVSP-2026-000001"


def no_window(_: State) -> int:
    pytest.fail("a command opened the window")


class Consola:
    """What two people type, each on their base."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self.capfd = capfd

    def __call__(self, datos: Path, *typed: str) -> tuple[int, dict[str, object], str]:
        head = ["--datos", str(datos), "--hoy", "2026-09-30", "--json"]
        code = run([*head, "paquete", *typed], no_window)
        said = self.capfd.readouterr()
        return code, json.loads(said.out or "{}"), said.err


def test_a_case_goes_is_merged_lent_and_comes_back(
    base: Base,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    consola = Consola(capfd)
    centro = Oficina(abrir_oficina(base, tmp_path), tmp_path)
    here, there, sent = base.datos, tmp_path / "norte", str(tmp_path / "p.zip")
    monkeypatch.setenv("COBRO_CONTRASENA_PAQUETE", "cuatro sombreros")
    lend = ("prestar", CASE, "--a", "Oficina Norte", "--salida", sent)
    code, made, _ = consola(here, *lend, "--hasta", "2026-10-15", "--cifrar")
    assert (code, made["cifrado"], made["firmado"]) == (0, True, False)

    code, seen, _ = consola(there, "importar", sent, "--simular")
    assert (code, [c["estado"] for c in cases(seen)]) == (0, ["nuevo"])
    code, done, _ = consola(there, "importar", sent)
    assert (code, done["nuevos"]) == (0, [CASE])
    code, done, _ = consola(there, "importar", sent)
    assert (code, done["recibido"]) == (0, False)
    _, lent, _ = consola(there, "prestados")
    assert "2026-10-15" in str(lent)
    code, _, problem = consola(there, "importar", sent, "--exigir-firma")
    assert (code, "no está firmado" in problem) == (3, True)

    paper = tmp_path / "poder.pdf"
    paper.write_bytes(pdf(1))
    typed = ["--datos", str(here), "--hoy", "2026-09-30", "anexar", CASE, str(paper)]
    assert run(typed, no_window) == 0
    assert "Prestado a Oficina Norte" in capfd.readouterr().err

    back = str(tmp_path / "vuelve.zip")
    centro.cambia(telefono="111")
    code, _, _ = consola(there, "devolver", CASE, "--salida", back)
    assert code == 0
    centro.cambia(telefono="111")
    code, done, _ = consola(here, "devolver", back)
    assert (code, done["recibido"]) == (0, True)
    assert consola(here, "prestados")[1] == {"prestamos": []}
    code, _, problem = consola(here, "devolver", CASE, "--salida", back)
    assert (code, "no está aquí en préstamo" in problem) == (3, True)
    code, _, problem = consola(here, "crear", "--salida", back)
    assert (code, "Escriba los números" in problem) == (3, True)
    code, _, problem = consola(here, "importar", str(tmp_path / "nada.zip"))
    assert (code, "No existe el archivo" in problem) == (3, True)


def cases(seen: dict[str, object]) -> list[dict[str, object]]:
    found = seen["expedientes"]
    assert isinstance(found, list)
    return found
