"""Suspend, resume, correct, charge and recount from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.parametros.ordenes import CargarValor, cargar_valor
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.mandamiento import evento, notifica, notificacion, termino
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def workspace(base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(base, tmp_path)


@pytest.fixture
def numero(workspace: Workspace) -> str:
    return expediente_de(workspace, "R-100").numero


@pytest.fixture
def ask(base: Base, capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(*arguments: str, usuario: str = "pro") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run([*head, "--usuario", usuario, *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return asked


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def test_suspend_and_resume(workspace: Workspace, numero: str, ask: Ask) -> None:
    notifica(workspace)
    order = (
        "suspender", numero, "--desde", "2026-03-24", "--causa", "Auto",
        "--norma", "CPACA 101", "--detiene", "terminos,prescripcion",
    )  # fmt: skip

    code, foreseen = ask(*order, "--simular")
    assert (code, foreseen["simulado"], foreseen["estado"]) == (0, True, "SUSPENDIDO")
    assert termino(workspace).vence.isoformat() == "2026-04-09"
    code, done = ask(*order)
    assert (code, done["simulado"]) == (0, False)
    assert done["terminos"] == foreseen["terminos"]

    code, found = ask("reanudar", numero, "--fecha", "2026-03-28")
    assert (code, found["estado"]) == (0, "ABIERTO")
    assert termino(workspace).vence.isoformat() == "2026-04-15"
    code, refused = ask("reanudar", numero, "--fecha", "2026-03-28")
    assert (code, refused["error"]["codigo"]) == (3, "not_found")


def test_what_stops_must_be_known(numero: str, ask: Ask) -> None:
    with pytest.raises(json.JSONDecodeError):
        ask(
            "suspender", numero, "--desde", "2026-03-24", "--causa", "Auto",
            "--detiene", "plazos",
        )  # fmt: skip


def test_correct_a_date_and_hold_a_notification_void(
    workspace: Workspace, numero: str, ask: Ask
) -> None:
    act = notifica(workspace)
    order = (
        "corregir-fecha", numero, "--actuacion", str(act), "--fecha", "2026-03-24",
        "--motivo", "Se leyó mal la guía",
    )  # fmt: skip

    code, foreseen = ask(*order, "--simular")
    assert (code, foreseen["terminos"][0]["despues"]) == (0, "2026-04-16")
    code, done = ask(*order)
    assert (code, done["corrige"], done["terminos"]) == (0, act, foreseen["terminos"])
    assert done["prescripcion"][0]["despues"]["fecha_legal"] == "2031-03-24"

    which = str(notificacion(workspace).id)
    code, void = ask(
        "anular-notificacion", numero, "--notificacion", which, "--motivo", "Nulidad"
    )
    assert (code, void["terminos"][0]["despues"]) == (0, None)


def test_expenses(numero: str, ask: Ask) -> None:
    order = (
        "gasto", numero, "--fecha", "2025-07-01", "--concepto", "Correo",
        "--valor", "50000", "--soporte", "Guía 0045",
    )  # fmt: skip

    code, foreseen = ask(*order, "--simular")
    assert (code, foreseen["deuda"][1]["costas"]) == (0, 50_000)
    code, done = ask(*order)
    assert (code, done["valor"]) == (0, 50_000)
    code, paid = ask(
        "pago", numero, "--fecha", "2025-07-15", "--valor", "500000",
        "--referencia", "P-1", usuario="fin",
    )  # fmt: skip
    assert (code, paid["saldo_capital"]) == (0, 1_000_000 - 450_651)
    code, annulled = ask(
        "anular-gasto", numero, "--gasto", str(done["gasto"]), "--motivo", "Error"
    )
    assert code == 0
    assert any("se imputa de nuevo" in text for text in annulled["efectos"])


def test_events_of_prescription(workspace: Workspace, numero: str, ask: Ask) -> None:
    base = ("evento-prescripcion", numero, "--soporte", "Auto de admisión")

    code, done = ask(*base, "--causa", "concordato", "--fecha", "2026-01-20")
    assert code == 0
    assert done["prescripcion"][0]["despues"]["fecha_legal"] == "2031-01-20"
    which = str(evento(workspace).id)
    code, ended = ask(*base, "--evento", which, "--hasta", "2026-06-30")
    assert ended["prescripcion"][0]["despues"]["fecha_legal"] == "2031-06-30"
    code, void = ask(*base, "--evento", which, "--anular", "--simular")
    assert void["prescripcion"][0]["despues"]["fecha_legal"] == "2030-01-15"
    code, refused = ask(*base)
    assert (code, "--causa" in refused["error"]["mensaje"]) == (3, True)


def test_recount_the_terms_of_an_entity(workspace: Workspace, ask: Ask) -> None:
    notifica(workspace)
    campos = {"desde": "2026-03-24", "hasta": "2026-03-27", "acto": "Res. 7"}
    command = CargarValor("cierres", {**campos, "fuente": "Res. 7"}, "", "SVSP")
    cargar_valor(command, workspace, en_nombre_de("coo"))

    code, foreseen = ask("recontar-terminos", "--entidad", "SVSP", "--simular")
    assert (code, foreseen["cambiados"], foreseen["simulado"]) == (0, 1, True)
    assert termino(workspace).vence.isoformat() == "2026-04-09"
    code, done = ask("recontar-terminos", "--entidad", "SVSP", usuario="coo")
    assert (code, done["terminos"]) == (0, foreseen["terminos"])
    assert termino(workspace).vence.isoformat() == "2026-04-15"
