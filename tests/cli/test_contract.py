"""What scripts may rely on: exit codes, one JSON object, errors in Spanish."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.upgrade import open_base

CASE = "RNEC-2026-000001"
TODOS = (
    "resolucion,notificada,recursos,ejecutoria,clara,deudor,liquida,no_prescrita,"
    "con_fuerza"
)
"""Every requirement of the title that RNEC asks."""
TITLES = """\
Delegación;Municipio;Cédula;Nombre jurado;Resolución sanción;Fecha resolución;\
Fecha ejecutoria;Valor sanción;Dirección
Huila;Neiva;1001218574;GERMÁN FORERO CAÑÓN;258 de 2026;2026-01-20;2026-02-10;\
1.423.500;CL 51 # 45-86
Huila;Neiva;sin cédula;NUBIA GÓMEZ;259 de 2026;2026-01-20;2026-02-10;1.423.500;CL 1
"""


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        problem: dict[str, Any] = json.loads(self.err)["error"]
        assert set(problem) == {"codigo", "mensaje", "detalle"}
        return problem


Ask = Callable[..., Answer]


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture
def datos(tmp_path: Path, empty_base_file: Path) -> Path:
    folder = tmp_path / "datos"
    folder.mkdir()
    (folder / "cobro.db").write_bytes(empty_base_file.read_bytes())
    return folder


@pytest.fixture
def ask(datos: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def command(line: str, *options: str) -> Answer:
        head = ["--datos", str(datos), "--hoy", "2026-09-30", "--json", *options]
        code = run([*head, *shlex.split(line)], no_window)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return command


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    path = tmp_path / "jurados.csv"
    path.write_text(TITLES, encoding="utf-8")
    return path


@pytest.fixture
def imported(ask: Ask, titles: Path) -> Answer:
    return ask(f"importar {titles} --formato titulos --procedimiento RJPD06")


def test_an_import_with_rejected_rows_is_done(imported: Answer) -> None:
    assert (imported.code, imported.err) == (0, "")
    found = imported.json
    assert (found["leidas"], found["nuevas"], found["rechazadas"]) == (2, 1, 1)
    assert found["suma_capital"] == 1_423_500
    [error] = found["errores"]
    assert error["fila"] == 3
    assert set(error) >= {"hoja", "celda", "fila", "columna", "valor", "motivo"}


def test_a_refused_step_gives_its_list_and_its_error_apart(
    ask: Ask, imported: Answer
) -> None:
    assert imported.code == 0
    refused = ask(
        f"avanzar {CASE} --resultado cumple --campo fecha_recepcion=2026-09-30 "
        f"--campo acreedor=rnec --campo requisitos={TODOS}"
    )

    assert refused.code == 3
    assert refused.error["codigo"] == "unmet_requirements"
    assert refused.json["a"] is None
    assert [f["ids"][0] for f in refused.json["faltan"]] == [
        "registro-aplicativo",
        "lista-verificacion",
    ]


def test_a_step_a_file_and_a_payment_from_outside(
    ask: Ask, imported: Answer, tmp_path: Path
) -> None:
    assert imported.code == 0
    paper = tmp_path / "soporte.pdf"
    paper.write_bytes(b"%PDF-1.4 prueba")
    for evidencia in ("oficio-recepcion", "lista-verificacion"):
        attached = ask(f"anexar {CASE} {paper} --evidencia {evidencia}")
        assert (attached.code, len(attached.json["huella"])) == (0, 64)

    moved = ask(
        f"avanzar {CASE} --resultado cumple --campo fecha_recepcion=2026-09-30 "
        f"--campo acreedor=rnec --campo requisitos={TODOS}"
    ).json
    paid = ask(f"pago {CASE} --valor 100000 --referencia R1").json

    assert (moved["de"], moved["a"]) == ("1", "2")
    assert moved["terminos"] == [
        {"nombre": "Avocar conocimiento", "vence": "2026-10-30"}
    ]
    assert isinstance(paid["saldo_capital"], int)


def test_a_document_that_lacks_data_lists_them(
    ask: Ask, imported: Answer, tmp_path: Path
) -> None:
    assert imported.code == 0
    refused = ask(f"documento {CASE} auto-avoca --salida {tmp_path / 'a.docx'}")

    assert refused.code == 3
    assert refused.error["codigo"] == "missing_fields"
    assert refused.json["archivo"] is None
    assert "Dirección de la entidad" in refused.json["faltantes"]
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(
    ("line", "codigo", "says"),
    [
        ("procedimientos ver PD-GJ-99", "not_found", "PD-GJ-99"),
        ("avanzar SVSP-2026-000404 --resultado x", "not_found", "No existe el exped"),
        ("expediente 404", "not_found", "No existe el expediente «404»"),
        ("documento 404 auto-avoca --salida x.docx", "not_found", "expediente «404»"),
        ("entidad ZZZ", "not_found", "No hay una entidad «ZZZ»"),
        ("lista --consulta 'sueldo>3'", None, "sueldo"),
        ("deshacer-lote 404", "not_found", "404"),
        ("exportar cartas --salida x.xlsx", "invalid_data", "No existe el formato"),
        ("exportar cartera --salida x.pdf", "invalid_data", "terminar en .xlsx"),
    ],
)
def test_a_known_problem_is_one_spanish_sentence(
    line: str, codigo: str | None, says: str, ask: Ask
) -> None:
    answer = ask(line)

    assert (answer.code, answer.out) == (3, "")
    assert says in answer.error["mensaje"]
    assert codigo is None or answer.error["codigo"] == codigo
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--formato titulos --procedimiento RJPD99", "RJPD99"),
        ("--formato recibos --procedimiento RJPD06", "No existe el formato «recibos»"),
        ("--formato titulos --procedimiento RJPD06 --hoja Otra", "Otra"),
    ],
)
def test_an_import_that_cannot_be_writes_nothing(
    options: str, says: str, ask: Ask, titles: Path
) -> None:
    if "--hoja" in options:
        titles = make_workbook(titles)
    answer = ask(f"importar {titles} {options}")

    assert (answer.code, answer.out) == (3, "")
    assert says in answer.error["mensaje"]
    assert ask("lista").json["total"] == 0


def test_a_file_that_is_not_there_or_is_no_workbook(ask: Ask, tmp_path: Path) -> None:
    broken = tmp_path / "roto.xlsx"
    broken.write_bytes(b"PK\x03\x04 nada")
    for path in (tmp_path / "no_existe.xlsx", broken):
        answer = ask(f"importar {path} --formato titulos --procedimiento RJPD06")

        assert (answer.code, answer.out) == (3, "")
        assert "archivo" in answer.error["mensaje"]


def test_an_unknown_user_is_told_who_exists(ask: Ask) -> None:
    answer = ask("entidad SVSP --dato telefono_entidad=1", "--usuario", "nadie")

    assert answer.code == 3
    assert (
        "No existe el usuario «nadie». En esta base están:" in answer.error["mensaje"]
    )


def test_who_may_not_is_refused(
    ask: Ask, imported: Answer, crea: Callable[[str, str], None]
) -> None:
    assert imported.code == 0
    crea("tesoro", "TES")
    answer = ask(f"asignar {CASE} tesoro", "--usuario", "tesoro")

    assert (answer.code, answer.error["codigo"]) == (3, "not_allowed")


@pytest.fixture
def crea(datos: Path) -> Callable[[str, str], None]:
    from cobro_desktop.domain.procedimiento import Rol
    from cobro_desktop.services.usuarios import (
        CrearUsuario,
        contexto_de,
        crear_usuario,
    )
    from cobro_desktop.services.workspace import open_workspace

    def user(login: str, rol: str) -> None:
        import datetime as dt

        workspace = open_workspace(datos, None)
        admin = contexto_de(workspace, usuario=None, hoy=dt.date(2026, 9, 30))
        crear_usuario(CrearUsuario(login, login, (Rol(rol),)), workspace, admin)
        workspace.close()

    return user


@pytest.mark.parametrize(
    "line",
    [
        "no-existe",
        "avanzar",
        f"avanzar {CASE}",
        "--hoy ayer lista",
        f"pago {CASE} --valor mucho --referencia R",
        f"notificar {CASE} --documento mandamiento-pago --medio paloma",
        f"avanzar {CASE} --resultado x --campo sin_igual",
    ],
)
def test_a_badly_written_command_is_usage(
    line: str, ask: Ask, imported: Answer
) -> None:
    assert imported.code == 0
    answer = ask(line)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    assert "Error:" not in answer.err
    assert "Missing" not in answer.err


@pytest.mark.parametrize(
    "line",
    ["lista", "procedimientos listar", "procedimientos ver RJPD06", "entidad SVSP",
     "verificar", "letras 1000", "nit 899999061"],
)  # fmt: skip
def test_json_is_one_object_and_nothing_else(line: str, ask: Ask) -> None:
    answer = ask(line)

    assert (answer.code, answer.err) == (0, "")
    assert isinstance(answer.json, dict)
    assert answer.out.count("\n") == 1


def test_without_json_a_person_reads_spanish(
    datos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["--datos", str(datos), "expediente", "404"], no_window)
    out, err = capsys.readouterr()

    assert (code, out) == (3, "")
    assert err.startswith("No existe el expediente «404».")


def test_a_base_of_a_newer_version_is_left_alone(
    ask: Ask, datos: Path, base_tool: Callable[[str], None]
) -> None:
    base_tool("UPDATE alembic_version SET version_num = '9999'")
    before = (datos / "cobro.db").read_bytes()
    answer = ask("lista")

    assert (answer.code, answer.error["codigo"]) == (3, "storage")
    assert "versión" in answer.error["mensaje"]
    assert (datos / "cobro.db").read_bytes() == before


def test_a_folder_without_permission() -> None:
    """Run as nobody where the tests run as root, who may write anywhere."""
    drop = "" if os.getuid() else "import os; os.setgid(65534); os.setuid(65534)"
    script = (
        "import sys\n"
        "from cobro_desktop.cli.app import run\n"
        "from cobro_desktop.services import consultas, workspace\n"
        "import cobro_desktop.storage.upgrade, cobro_desktop.storage.contenido\n"
        f"{drop}\n"
        "sys.exit(run(sys.argv[1:], lambda state: 99))"
    )
    with tempfile.TemporaryDirectory() as closed:
        Path(closed).chmod(0o555)
        line = ["--datos", f"{closed}/datos", "--json"]
        done = subprocess.run(
            [sys.executable, "-c", script, *line, "lista"],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
        )
    if drop and "ModuleNotFoundError" in done.stderr:
        pytest.skip("nobody may not read the program here")

    answer = Answer(done.returncode, done.stdout, done.stderr)
    assert (answer.code, answer.out) == (3, "")
    assert answer.error["codigo"] == "storage"
    assert "Traceback" not in answer.err


def make_workbook(csv: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in csv.read_text("utf-8").splitlines():
        sheet.append(line.split(";"))
    path = csv.with_suffix(".xlsx")
    book.save(path)
    return path


@pytest.fixture
def base_tool(datos: Path) -> Callable[[str], None]:
    import sqlalchemy as sa

    def execute(sql: str) -> None:
        opened: Base = open_base(datos)
        with opened.write.begin() as session:
            session.execute(sa.text(sql))
        opened.close()

    return execute
