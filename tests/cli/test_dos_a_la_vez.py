"""Two people close the same activity at once, in two processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

HOY = "2026-09-30"


def closing(base: Base, numero: str, quien: str) -> subprocess.Popen[str]:
    """Start a program that closes the current activity of a case."""
    where = ["--datos", str(base.datos), "--hoy", HOY, "--usuario", quien, "--json"]
    if not base.es_sqlite:
        where += ["--base", base.engine.url.render_as_string(hide_password=False)]
    answers = ["--campo", "recursos_agotados=si", "--campo", "notificado=si"]
    order = ["avanzar", numero, "--resultado", "revisado", "--campo", "firme=si"]
    return subprocess.Popen(
        [sys.executable, "-m", "cobro_desktop", *where, *order, *answers],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_one_closes_it_and_the_other_is_told_who_what_and_when(
    any_base: Base, tmp_path: Path
) -> None:
    workspace = abrir_oficina(any_base, tmp_path)
    caso = expediente_de(workspace, "R-100")
    with workspace.base.write.begin() as session:
        row = session.get_one(ExpedienteRow, caso.id)
        row.actividad = "3"
    file = tmp_path / "titulo.pdf"
    file.write_bytes(b"%PDF-1.4")
    command = AnexarArchivo(caso.id, file, "titulo-ejecutivo")
    anexar(command, workspace, en_nombre_de("pro"))

    both = [closing(any_base, caso.numero, "pro") for _ in range(2)]
    told = [process.communicate(timeout=120) for process in both]

    codes = sorted(process.returncode for process in both)
    assert codes == [0, 3], told
    refusal = next(err for p, (_, err) in zip(both, told, strict=True) if p.returncode)
    message = json.dumps(json.loads(refusal), ensure_ascii=False)
    assert "ya cerró la actividad 3, «Recibir expediente para iniciación" in message
    assert "fecha del acto 30 de septiembre de 2026" in message
    assert "No se registró nada." in message
    with workspace.base.read() as session:
        closings = select(ActuacionRow.id).where(
            ActuacionRow.expediente_id == caso.id,
            ActuacionRow.tipo == "cierre_actividad",
        )
        assert len(session.scalars(closings).all()) == 1
        assert session.get_one(ExpedienteRow, caso.id).actividad == "4"
