"""Choosing on the command line whom a document speaks to."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.services.bienes.medidas import DecretarMedida, decretar_medida
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.storage.engine import Base
from tests.cli.test_ciclo_documentos import no_window
from tests.documents.comunes import DATOS
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de

Ask = Callable[[str], tuple[int, Any]]
OFICIO = (
    "documento SVSP-2026-000001 oficio-embargo --dato direccion=C1 "
    "--dato ciudad_destino=Cali --dato 'acto_medidas=el auto 1'"
)


@pytest.fixture
def ask(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    for bank in ("Banco del Norte", "Banco del Sur"):
        command = DecretarMedida(
            expediente_id=1,
            tipo="embargo_cuentas",
            destinatario=bank,
            fecha=HOY - dt.timedelta(days=1),
        )
        decretar_medida(command, workspace, en_nombre_de("pro"))

    def command_line(line: str) -> tuple[int, Any]:
        head = ["--datos", str(base.datos), "--hoy", HOY.isoformat(), "--json"]
        target = ["--salida", str(tmp_path / "oficio.pdf")]
        code = run([*head, "--usuario", "pro", *shlex.split(line), *target], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return command_line


def test_without_a_choice_the_choices_are_told(ask: Ask) -> None:
    code, refused = ask(OFICIO)

    assert code == 3
    assert refused["campos"] == [
        {
            "campo": "destinatario",
            "etiqueta": "A quién se dirige",
            "opciones": ["Banco del Norte", "Banco del Sur"],
        }
    ]
    assert "A quién se dirige" in refused["faltantes"]


def test_part_of_a_name_chooses(ask: Ask, tmp_path: Path) -> None:
    code, made = ask(f"{OFICIO} --dato destinatario=sur")

    assert code == 0
    assert made["faltantes"] == []
    assert (tmp_path / "oficio.pdf").read_bytes().startswith(b"%PDF")


def test_a_bank_without_measure_is_refused(ask: Ask) -> None:
    code, refused = ask(f"{OFICIO} --dato destinatario=este")

    assert code == 3
    assert "Banco del Norte; Banco del Sur" in json.dumps(refused, ensure_ascii=False)
