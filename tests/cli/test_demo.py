"""The demonstration: one whole case per institution, its documents and workbooks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import pypdfium2
import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import open_workspace

WITHOUT_QT = """
import sys
from cobro_desktop.cli.app import run
code = run(sys.argv[1:], lambda state: 99)
assert not [name for name in sys.modules if name.startswith("PySide6")]
sys.exit(code)
"""

ENDS = {
    "SDSCJ-2026-000001": "REMITIDO_SDH",
    "SDSCJ-2026-000002": "DEVUELTO",
    "SVSP-2026-000001": "ARCHIVADO",
    "SVSP-2026-000002": "DEVUELTO",
    "RNEC-2026-000001": "ARCHIVADO",
    "IDPYBA-2026-000001": "ARCHIVADO",
}
COLLECTED = {
    # 24.000.000 × 12 % × 121 días ÷ 365 = 954.740 (16 de marzo a 15 de julio)
    "SVSP-2026-000001": 24_954_740,
    # 2.847.000 dan 936 pesos por día; 171 días (2 de marzo a 20 de agosto) = 160.056
    "RNEC-2026-000001": 3_007_056,
}


class Demo(NamedTuple):
    salida: Path
    datos: dict[str, Any]

    @property
    def casos(self) -> dict[str, dict[str, Any]]:
        return {caso["numero"]: caso for caso in self.datos["casos"]}

    def archivos(self, suffix: str) -> list[Path]:
        paths = (Path(name) for name in self.datos["archivos"])
        return [path for path in paths if path.suffix == suffix]


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    salida = tmp_path_factory.mktemp("demo") / "salida"
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, "--json", "demo", "--salida", str(salida)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return Demo(salida, json.loads(done.stdout))


def test_a_case_of_each_institution_reaches_its_end(demo: Demo) -> None:
    assert {numero: caso["fin"] for numero, caso in demo.casos.items()} == ENDS
    for numero, pesos in COLLECTED.items():
        assert demo.casos[numero]["recaudado"] == pesos


def test_every_kind_of_document_is_written_and_opens(demo: Demo) -> None:
    words = [path for path in demo.archivos(".docx") if docx.Document(str(path))]
    letters = []
    for path in demo.archivos(".pdf"):
        with pypdfium2.PdfDocument(path) as pdf:
            letters.append((path, pdf[0].get_textpage().get_text_range()))

    names = {"-".join(path.stem.split("-")[3:-1]) for path in (*words, *dict(letters))}
    assert names == {
        "oficio-persuasivo",
        "auto-avoca",
        "auto-archivo",
        "memorando-devolucion",
        "oficio-devolucion",
    }
    assert all(path.stem[:5].split("-")[0] in text for path, text in letters)
    listed = {name for caso in demo.casos.values() for name in caso["documentos"]}
    assert listed == {str(path) for path in (*words, *dict(letters))}


def test_the_workbooks_open_and_hold_every_case(demo: Demo) -> None:
    names: dict[str, set[object]] = {}
    for path in demo.archivos(".xlsx"):
        sheet = openpyxl.load_workbook(path).worksheets[0]
        names[path.name] = {cell for row in sheet.values for cell in row}

    for sigla in ("idpyba", "rnec", "sdscj", "svsp"):
        received, exported = (
            names.pop(f"titulos_{sigla}.xlsx"),
            names.pop(f"cartera_{sigla}.xlsx"),
        )
        led = {
            c["deudor"] for c in demo.casos.values() if c["entidad"] == sigla.upper()
        }
        assert led <= received
        assert led <= exported
    assert names == {}


def test_what_it_leaves_is_sound(demo: Demo) -> None:
    workspace = open_workspace(demo.salida / "datos", None)
    found = verificar(workspace)
    workspace.close()

    assert found.hallazgos == []


def test_the_people_of_the_demonstration_can_work(
    demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    head = ["--datos", str(demo.salida / "datos"), "--usuario", "coordinadora"]

    assert run([*head, "--json", "expediente", "SVSP-2026-000001"], no_window) == 0
    assert '"ARCHIVADO"' in capsys.readouterr().out


def test_a_folder_with_data_is_not_touched(
    demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(demo.salida.rglob("*"))

    assert run(["--json", "demo", "--salida", str(demo.salida)], no_window) == 3
    error = json.loads(capsys.readouterr().err)["error"]
    assert error["codigo"] == "invalid_data"
    assert "ya tiene datos y la demostración no los toca" in error["mensaje"]
    assert sorted(demo.salida.rglob("*")) == before


def test_a_day_without_a_rate_leaves_no_base(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["--hoy", "2027-05-03", "demo", "--salida", str(tmp_path / "d")]

    assert run(line, no_window) == 3
    assert "Falta la tasa de interés" in capsys.readouterr().err
    assert not (tmp_path / "d" / "datos").exists()
