"""A document led from the command line by one person who has every role."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina
from tests.services.test_ciclo_documentos import DATOS

Ask = Callable[..., tuple[int, Any]]
CASE = "SVSP-2026-000001"
DRAFT = f"documento {CASE} auto-avoca --campo 'memorando_recibo=el memorando 1'"


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture
def ask(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    workspace = abrir_oficina(base, tmp_path)
    contexto = Contexto(dt.date(2026, 9, 30), "adm", "pruebas")
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, contexto)

    def command(line: str, quien: str = "pro") -> tuple[int, Any]:
        head = ["--datos", str(base.datos), "--hoy", "2026-09-30", "--json"]
        code = run([*head, "--usuario", quien, *shlex.split(line)], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return command


def test_a_document_is_led_step_by_step(ask: Ask, tmp_path: Path) -> None:
    code, made = ask(f"{DRAFT} --salida {tmp_path / 'auto.docx'}")
    assert code == 0
    one = made["documento"]

    assert ask(f"enviar-a-revision {one}")[1]["estado"] == "en_revision"
    _, tray = ask("documentos --bandeja revision", "coo")
    assert tray["bandejas"] == {
        "revision": 1,
        "firma": 0,
        "devueltos": 0,
        "sin-notificar": 0,
    }
    assert [d["id"] for d in tray["documentos"]] == [one]
    _, said = ask(f"revisar {one} --observar 'Cite la fecha'", "coo")
    assert (said["estado"], said["decision"]) == ("borrador", "observado")
    assert ask("documentos")[1]["documentos"][0]["nota"] == "COO: Cite la fecha"

    again = f"rehacer-documento {one} --campo 'memorando_recibo=el memorando 2'"
    assert ask(again)[1]["orden"] == 2
    ask(f"enviar-a-revision {one}")
    assert ask(f"revisar {one} --conforme", "coo")[1]["decision"] == "conforme"
    assert ask(f"aprobar {one}", "jef")[1]["numero"] == "000001 de 2026"
    assert ask(f"firmar {one}", "jef")[0] == 0
    _, sent = ask(f"radicar {one} --numero 2026-77 --fecha 2026-09-30")
    assert (sent["documento"], sent["radicado"]) == (one, "2026-77")
    assert "se radicó con el n.º 2026-77" in sent["resumen"]
    code, told = ask(f"comunicar {one} --fecha 2026-09-30")
    assert (code, told["documento"]) == (0, one)
    _, gone = ask(f"anular-documento {one} --motivo 'Otro título'", "jef")
    assert gone["estado"] == "anulado"


def test_who_may_not_is_refused_in_spanish(ask: Ask, tmp_path: Path) -> None:
    one = ask(f"{DRAFT} --salida {tmp_path / 'auto.docx'}")[1]["documento"]

    code, refused = ask(f"aprobar {one}", "pro")

    assert code == 3
    assert refused["error"]["codigo"] == "not_allowed"
    assert "PRO no puede aprobar" in refused["error"]["mensaje"]


def test_one_command_still_issues_it(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "auto.docx"
    code, made = ask(f"{DRAFT} --emitir --salida {out}", "jef")

    assert code == 0
    assert made["numero"] == "000001 de 2026"
    assert "Nadie ha revisado la versión 1: la revisa COO." in made["advertencias"]
    assert out.exists()


@pytest.mark.parametrize(
    "line", ["revisar 1", "revisar 1 --conforme --observar X", "documentos --bandeja X"]
)
def test_a_badly_written_order_is_usage(
    line: str, base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["--datos", str(base.datos), *shlex.split(line)], no_window)

    assert code == 2
    assert capsys.readouterr().out == ""
