from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cobro_desktop.exchange.informe import Clase, Columna, Grafico, Informe
from cobro_desktop.exchange.libro import escribir_hojas

HOY = dt.date(2026, 9, 30)
BANDAS = Informe(
    "Edades",
    ("Registraduría Nacional del Estado Civil", "Cartera por edades"),
    (
        Columna("Edad", ancho=18),
        Columna("Obligaciones", Clase.ENTERO, 12),
        Columna("Saldo", Clase.DINERO, 18, suma=True),
    ),
    HOY,
    grafico=Grafico("Saldo por edad", 0, 2),
)
DETALLE = Informe(
    "Datos",
    ("Detalle",),
    (Columna("Expediente", Clase.CODIGO, 18), Columna("Día", Clase.FECHA, 12)),
    HOY,
    fijas=1,
)


def test_long_texts_and_titles_take_the_lines_that_they_need(tmp_path: Path) -> None:
    columns = (
        Columna("Una actividad de nombre muy largo, y su fecha", Clase.FECHA, 12),
        Columna("Cuáles", ancho=20, ajusta=True),
    )
    path = tmp_path / "alto.xlsx"

    escribir_hojas(
        path,
        [(Informe("Hoja", ("x",), columns, HOY), [(HOY, "corto"), (HOY, "a b " * 15)])],
    )

    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    heights = {n: sheet.row_dimensions[n].height for n in (3, 4, 5)}
    assert heights[3] is not None
    assert heights[3] >= 5 * 14  # five lines of a title of 12 characters
    assert heights[4] is None
    assert heights[5] == 4 * 14  # 60 characters, 18 of them in a line


def libro(path: Path) -> Path:
    rows = [("0 a 30 días", 2, 150_050), ("Más de 5 años", 1, 100_000_000)]
    written = escribir_hojas(path, [(BANDAS, rows), (DETALLE, [("=1", HOY)] * 3)])
    assert written == [2, 3]
    return path


def test_each_report_has_its_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(libro(tmp_path / "dos.xlsx"))

    assert book.sheetnames == ["Edades", "Datos"]
    assert [cell.value for cell in book["Edades"][5]] == ["0 a 30 días", 2, 1500.5]
    assert book["Edades"]["C7"].value == "=SUBTOTAL(109,C5:C6)"
    assert [row[0].value for row in book["Datos"].iter_rows(min_row=4)] == ["=1"] * 3
    assert book["Datos"]["A4"].data_type == "s"
    assert book["Datos"]["B4"].value == dt.datetime(2026, 9, 30)  # noqa: DTZ001 a day
    assert book["Edades"]["C5"].number_format == '"$ "#,##0_)'


def test_the_chart_covers_the_rows_that_were_written(tmp_path: Path) -> None:
    with zipfile.ZipFile(libro(tmp_path / "dos.xlsx")) as package:
        chart = package.read("xl/charts/chart1.xml").decode()

    assert "Edades!$C$5:$C$6" in chart
    assert "Edades!$A$5:$A$6" in chart


def test_the_same_reports_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = libro(tmp_path / "a.xlsx"), libro(tmp_path / "b.xlsx")

    assert first.read_bytes() == second.read_bytes()


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_keeps_the_sheets_and_the_chart(tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless",
         "--convert-to", "xlsx", "--outdir", tmp_path / "lo",
         libro(tmp_path / "dos.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    book = openpyxl.load_workbook(tmp_path / "lo" / "dos.xlsx", data_only=True)
    assert book.sheetnames == ["Edades", "Datos"]
    assert book["Edades"]["C7"].value == pytest.approx(1_001_500.5)
    with zipfile.ZipFile(tmp_path / "lo" / "dos.xlsx") as package:
        assert any("chart" in name for name in package.namelist())
