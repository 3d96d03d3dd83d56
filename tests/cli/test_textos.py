"""Clauses, templates, Word copies, batches and codes from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.documents import libreoffice
from cobro_desktop.storage.upgrade import open_base
from tests.documents.test_doctor import P, cuerpo
from tests.services.oficina import abrir_oficina, en_nombre_de
from tests.services.test_clausulas import DATOS


@pytest.fixture
def datos(tmp_path: Path, empty_base_file: Path) -> Path:
    from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos

    folder = tmp_path / "datos"
    folder.mkdir()
    shutil.copy(empty_base_file, folder / "cobro.db")
    workspace = abrir_oficina(open_base(folder), tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("coo"))
    workspace.close()
    return folder


def pide(
    capsys: pytest.CaptureFixture[str], datos: Path, usuario: str, *orden: str
) -> tuple[int, dict[str, Any]]:
    start = ["--datos", str(datos), "--hoy", "2026-09-30", "--usuario", usuario]
    code = run([*start, "--json", *orden], lambda _state: 0)
    said = capsys.readouterr()
    return code, json.loads(said.out or said.err)


def test_a_clause_is_listed_changed_and_told(
    capsys: pytest.CaptureFixture[str], datos: Path
) -> None:
    own = ("--entidad", "SVSP")
    code, listed = pide(capsys, datos, "coo", "clausulas", "listar", *own)
    assert code == 0
    assert "investigacion_bienes" in {c["clave"] for c in listed["clausulas"]}

    change = ("clausulas", "cambiar", "investigacion_bienes", *own)
    text = ("--texto", "Buscar los bienes.", "--desde", "2026-10-01", "--motivo", "Sí")
    code, changed = pide(capsys, datos, "coo", *change, *text)
    assert (code, changed["plantillas"]) == (0, ["auto-avoca"])

    one = ("clausulas", "ver", "investigacion_bienes", *own)
    code, seen = pide(capsys, datos, "coo", *one)
    assert [t["origen"] for t in seen["textos"]] == ["Oficina", "Programa"]
    code, error = pide(capsys, datos, "pro", *change, *text)
    assert (code, error["error"]["codigo"]) == (3, "not_allowed")


def test_a_template_is_examined_imported_and_put_in_force(
    capsys: pytest.CaptureFixture[str], datos: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mia.docx"
    path.write_bytes(cuerpo(P.format("{{ deudoor }}")))
    kind = ("--tipo", "auto-avoca", "--entidad", "SVSP")

    code, found = pide(capsys, datos, "coo", "plantillas", "doctor", str(path), *kind)
    assert (code, found["sirve"]) == (3, False)
    assert "¿Quiso escribir «deudor»?" in found["hallazgos"][0]["texto"]

    path.write_bytes(cuerpo(P.format("Para {{ deudor }}.")))
    code, made = pide(capsys, datos, "coo", "plantillas", "importar", str(path), *kind)
    number = str(made["plantilla"])
    for step in ("validar", "activar"):
        code, answer = pide(capsys, datos, "coo", "plantillas", step, number)
        assert code == 0
    assert answer["estado"] == "vigente"
    code, fields = pide(capsys, datos, "coo", "plantillas", "campos", "auto-avoca")
    assert "{{ deudor }}" in {c["marca"] for c in fields["campos"]}


def test_a_draft_goes_to_word_and_comes_back(
    capsys: pytest.CaptureFixture[str], datos: Path, tmp_path: Path
) -> None:
    out = str(tmp_path / "a.docx")
    draft = ("documento", "SVSP-2026-000001", "auto-avoca", "--salida", out)
    field = ("--campo", "memorando_recibo=el memorando 12 de 2026")
    _code, made = pide(capsys, datos, "pro", *draft, *field)
    one, path = str(made["documento"]), tmp_path / "editar.docx"

    code, _answer = pide(
        capsys, datos, "pro", "documento-editar", one, "--sacar", str(path)
    )
    assert (code, path.is_file()) == (0, True)
    _code, out_there = pide(capsys, datos, "pro", "copias-trabajo")
    assert out_there["copias"][0]["estado"] == "igual"
    code, back = pide(
        capsys, datos, "pro", "documento-editar", one, "--traer", str(path)
    )
    assert (code, back["cambio"]) == (0, False)


def test_a_batch_writes_a_file_for_each_case_and_a_code_is_checked(
    capsys: pytest.CaptureFixture[str], datos: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "lote"
    batch = ("lote-documentos", "auto-avoca", "--salida", str(folder), "--emitir")
    field = ("--campo", "memorando_recibo=el memorando 12 de 2026")

    code, done = pide(capsys, datos, "jef", *batch, *field)
    assert (code, done["hechos"], done["fallos"]) == (0, 3, 0)
    made = next(folder.glob("*auto-avoca-0*.docx"))
    code, found = pide(capsys, datos, "pro", "verificar-documento", str(made))
    assert (code, found["archivo_coincide"]) == (0, True)
    code, found = pide(capsys, datos, "pro", "verificar-documento", found["codigo"])
    assert (code, found["contenido_coincide"]) == (0, True)


def test_a_word_document_comes_in_pdf_where_libreoffice_is(
    capsys: pytest.CaptureFixture[str],
    datos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = str(tmp_path / "a.docx")
    draft = ("documento", "SVSP-2026-000001", "auto-avoca", "--salida", out, "--pdf")
    field = ("--campo", "memorando_recibo=el memorando 12 de 2026")
    monkeypatch.setattr(libreoffice, "ejecutable", lambda: None)

    code, made = pide(capsys, datos, "pro", *draft, *field)

    assert (code, made["pdf"]) == (0, None)
    assert "hace falta LibreOffice" in made["nota"]
    assert Path(out).is_file()
