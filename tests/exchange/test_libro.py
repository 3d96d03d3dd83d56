from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.informe import Celda, Clase, Columna, Informe
from cobro_desktop.exchange.libro import escribir_libro
from cobro_desktop.exchange.libro_celdas import escapar

ADMITIDOS: frozenset[str] = frozenset()
"""What the Open XML audit may say of our workbooks, each with its reason: nothing."""
COLUMNAS = (
    Columna("No.", Clase.ENTERO, 6),
    Columna("NIT", Clase.CODIGO, 16),
    Columna("FECHA", Clase.FECHA, 12, editable=True),
    Columna("CAPITAL", Clase.DINERO, 18, editable=True, suma=True),
    Columna("ESTADO", Clase.TEXTO, 12, editable=True, lista=("Abierto", "Cerrado")),
    Columna("NOTA", Clase.TEXTO, 40, editable=True, ayuda="Lo que haga falta."),
    Columna("CLAVE", Clase.OCULTA),
)
INFORME = Informe(
    "Cuadro", ("Entidad & Cía", "Cuadro"), COLUMNAS, dt.date(2026, 9, 30), fijas=2
)
BISIESTO = dt.date(2024, 2, 29)
FILAS: list[tuple[Celda, ...]] = [
    (1, "0012345678", BISIESTO, 1_423_500_00, "Abierto", "uno", "1-1-a"),
    (2, "900123456-8", None, 99_50, None, None, "2-1-b"),
    (3, None, dt.date(1900, 3, 1), -35_000_00, "Cerrado", "tres\nlíneas", None),
]
PRIMERA = 5


@pytest.fixture
def hoja(tmp_path: Path) -> Worksheet:
    return libro(tmp_path, FILAS)


def libro(
    folder: Path, filas: list[tuple[Celda, ...]], informe: Informe = INFORME
) -> Worksheet:
    path = folder / "libro.xlsx"
    assert escribir_libro(path, informe, filas) == len(filas)
    sheet = openpyxl.load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def xml(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def test_values_keep_their_type(hoja: Worksheet) -> None:
    rows = list(hoja.iter_rows(min_row=PRIMERA, max_row=7, values_only=True))

    day = dt.datetime(2024, 2, 29)  # noqa: DTZ001 -- as openpyxl reads a date
    first = dt.datetime(1900, 3, 1)  # noqa: DTZ001
    assert rows == [
        (1, "0012345678", day, 1_423_500, "Abierto", "uno", "1-1-a"),
        (2, "900123456-8", None, 99.5, None, None, "2-1-b"),
        (3, None, first, -35_000, "Cerrado", "tres\nlíneas", None),
    ]


def test_amounts_and_dates_look_like_amounts_and_dates(hoja: Worksheet) -> None:
    assert hoja["D5"].number_format == '"$ "#,##0_)'
    assert hoja["C5"].number_format == "dd/mm/yyyy"
    assert hoja["B5"].number_format == "@"


def test_header_and_first_columns_stay_and_can_be_filtered(hoja: Worksheet) -> None:
    assert hoja.freeze_panes == "C5"
    assert hoja.auto_filter.ref == "A4:G7"
    assert hoja["A1"].value == "Entidad & Cía"


def test_only_what_may_be_filled_is_unlocked(hoja: Worksheet) -> None:
    assert hoja.protection.sheet
    assert hoja.protection.password is None
    assert not hoja.protection.autoFilter, "false means allowed"
    assert not hoja.protection.sort
    unlocked = {
        cell.coordinate[0]
        for row in hoja.iter_rows(min_row=PRIMERA, max_row=7)
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {"C", "D", "E", "F"}


def test_what_may_be_filled_is_validated_down_to_the_last_row(hoja: Worksheet) -> None:
    rules = {
        str(rule.sqref): (rule.type, rule.formula1)
        for rule in hoja.data_validations.dataValidation
    }

    assert rules["C5:C7"][0] == "date"
    assert rules["D5:D7"] == ("decimal", "0")
    assert rules["E5:E7"] == ("list", '"Abierto,Cerrado"')
    assert rules["F5:F7"][0] == "textLength"
    assert len(rules) == 4


def test_the_key_is_hidden_and_the_rest_has_its_width(hoja: Worksheet) -> None:
    assert hoja.column_dimensions["G"].hidden
    assert not hoja.column_dimensions["F"].hidden
    assert hoja.column_dimensions["F"].width == pytest.approx(40, abs=1)


def test_it_prints_on_letter_paper_with_its_titles_on_each_page(
    hoja: Worksheet,
) -> None:
    assert hoja.page_setup.paperSize == 1
    assert hoja.page_setup.orientation == "landscape"
    assert hoja.print_title_rows == "$4:$4"
    assert hoja.print_title_cols == "$A:$B"
    assert hoja.oddHeader
    assert hoja.oddFooter
    assert "Entidad" in str(hoja.oddHeader.left.text)
    assert "Página &P de &N" in str(hoja.oddFooter.right.text)


def test_the_total_is_a_formula_that_follows_the_filter(tmp_path: Path) -> None:
    sheet = libro(tmp_path, FILAS)
    kept = openpyxl.load_workbook(tmp_path / "libro.xlsx", data_only=True).active

    assert sheet["A8"].value == "TOTAL"
    assert sheet["D8"].value == "=SUBTOTAL(109,D5:D7)"
    assert isinstance(kept, Worksheet)
    assert kept["D8"].value == pytest.approx(1_423_500 + 99.5 - 35_000)


def test_a_total_of_whole_numbers_is_a_count_and_no_money(tmp_path: Path) -> None:
    columns = (Columna("Causa"), Columna("Obligaciones", Clase.ENTERO, suma=True))
    informe = Informe("Resumen", (), columns, dt.date(2026, 9, 30))
    sheet = libro(tmp_path, [("Una", 1_200), ("Otra", None), ("Más", 34)], informe)
    kept = openpyxl.load_workbook(tmp_path / "libro.xlsx", data_only=True).active

    last = sheet.max_row
    assert sheet.cell(last, 2).number_format == "#,##0"
    assert isinstance(kept, Worksheet)
    assert kept.cell(last, 2).value == 1_234


@pytest.mark.parametrize(
    "text", ["=1+41", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_a_text_never_becomes_a_formula(text: str, tmp_path: Path) -> None:
    sheet = libro(tmp_path, [(1, text, None, None, None, text, text)])

    assert [sheet[place].value for place in ("B5", "F5", "G5")] == [text] * 3
    assert {sheet[place].data_type for place in ("B5", "F5", "G5")} == {"s"}
    assert xml(tmp_path / "libro.xlsx").count("<f>") == 1, "the total alone"


def test_a_report_without_rows_opens(tmp_path: Path) -> None:
    sheet = libro(tmp_path, [])

    assert sheet.max_row >= 4
    assert OpenXmlValidator().validate(tmp_path / "libro.xlsx").errors == []


def test_many_rows_come_in_order(tmp_path: Path) -> None:
    rows: list[tuple[Celda, ...]] = [
        (n, str(n), None, n * 100, "Abierto", "", "k") for n in range(2_500)
    ]

    sheet = libro(tmp_path, rows)

    read = sheet.iter_rows(min_row=5, max_row=2_504, max_col=4, values_only=True)
    assert [row[0] for row in read] == list(range(2_500))
    assert sheet["D2505"].value == "=SUBTOTAL(109,D5:D2504)"


def test_what_a_cell_can_hold_is_checked_and_not_cut(tmp_path: Path) -> None:
    fits, too_long = "a" * 32_767, "a" * 32_768
    sheet = libro(tmp_path, [(1, None, None, None, None, fits, None)])

    assert sheet["F5"].value == fits
    with pytest.raises(InvalidDataError, match="caben 32767"):
        libro(tmp_path, [(1, None, None, None, None, too_long, None)])


def test_an_emoji_counts_twice_as_excel_counts_it(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError):
        libro(tmp_path, [(1, None, None, None, None, "🙂" * 16_384, None)])


def test_a_day_before_excel_counts_well_is_written_as_text(tmp_path: Path) -> None:
    sheet = libro(tmp_path, [(1, None, dt.date(1899, 5, 7), None, None, None, None)])

    assert sheet["C5"].value == "1899-05-07"


def test_the_same_report_makes_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        escribir_libro(path, INFORME, FILAS)

    assert first.read_bytes() == second.read_bytes()


def test_the_open_xml_audit_finds_nothing(tmp_path: Path) -> None:
    libro(tmp_path, FILAS)

    found = OpenXmlValidator().validate(tmp_path / "libro.xlsx").errors
    assert {error.description for error in found} <= ADMITIDOS


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_reads_and_writes_it_without_loss(tmp_path: Path) -> None:
    odd = "  & <b> _x0041_ =1 \n fin "
    libro(tmp_path, [*FILAS, (4, "=1+1", BISIESTO, 1, "", odd, "k")])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless",
         "--convert-to", "xlsx", "--outdir", tmp_path / "lo", tmp_path / "libro.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    sheet = openpyxl.load_workbook(tmp_path / "lo" / "libro.xlsx").active
    assert isinstance(sheet, Worksheet)
    assert sheet["B5"].value == "0012345678"
    assert sheet["B8"].value == "=1+1"
    assert sheet["B8"].data_type == "s"
    assert sheet["F8"].value == odd
    assert sheet["D8"].value == pytest.approx(0.01)
    assert sheet["D9"].value == "=SUBTOTAL(109,D5:D8)"
    assert sheet.column_dimensions["G"].hidden


@given(st.text())
def test_any_text_is_well_formed_and_reads_back(text: str) -> None:
    import xml.etree.ElementTree as ET

    element = ET.fromstring(f"<is>{escapar(text)}</is>")[0]
    read = re.sub(
        "_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), element.text or ""
    )
    illegal = "[\x00-\x08\x0b\x0c\x0e-\x1f\r\ud800-\udfff\ufffe\uffff]"
    assert read == re.sub(illegal, "", text.replace("\r\n", "\n"))
