"""Both scans of a worksheet find the same things."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.direcciones import celda, columna, letras
from cobro_desktop.exchange.hojas import EscaneoHoja, escanear_hoja
from cobro_desktop.exchange.hojas_expat import escanear_con_expat
from cobro_desktop.exchange.hojas_xls import escanear_xls, pide_clave
from cobro_desktop.exchange.workbook import _memoria

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELDAS = {
    "number": '<c r="{ref}"><v>1</v></c>',
    "text": '<c r="{ref}" t="inlineStr"><is><t>a &lt; b</t></is></c>',
    "shared text": '<c r="{ref}" s="3" t="s"><v>0</v></c>',
    "styled": '<c r="{ref}" s="1"/>',
    "error": '<c r="{ref}" t="e"><v>#N/A</v></c>',
    "formula error": '<c r="{ref}" s="2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
    "formula": '<c r="{ref}"><f>A1+1</f><v>2</v></c>',
    "formula without value": '<c r="{ref}"><f>SUM(A1:A9)</f><v></v></c>',
    "formula without mark": '<c r="{ref}"><f aca="false">B2*2</f></c>',
    "formula empty mark": '<c r="{ref}"><f>B2*2</f><v/></c>',
    "shared formula": '<c r="{ref}"><f t="shared" si="0"/></c>',
    "formula with empty text": '<c r="{ref}" t="str"><f>""</f><v></v></c>',
}

MAESTRA = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">B1</f><v>1</v></c></row>'
)
"""The formula that the others share stands before them."""


def sheet(rows: list[tuple[int, bool, list[tuple[int, str]]]], hidden: int) -> bytes:
    body = MAESTRA
    for number, out_of_sight, cells in rows:
        mark = ' hidden="1"' if out_of_sight else ' hidden="0"'
        inside = "".join(
            CELDAS[kind].format(ref=celda(number, place)) for place, kind in cells
        )
        body += f'<row r="{number}"{mark}>{inside}</row>'
    cols = f'<cols><col min="{hidden}" max="{hidden + 1}" hidden="1"/></cols>'
    return (
        f'<worksheet xmlns="{MAIN}">{cols}<sheetData>{body}</sheetData></worksheet>'
    ).encode()


FILAS = st.lists(
    st.tuples(
        st.integers(2, 2000),
        st.booleans(),
        st.lists(
            st.tuples(st.integers(0, 40), st.sampled_from(sorted(CELDAS))),
            max_size=6,
            unique_by=lambda cell: cell[0],
        ),
    ),
    max_size=12,
    unique_by=lambda row: row[0],
)


def seen(scan: EscaneoHoja) -> tuple[object, ...]:
    return (
        scan.errores,
        scan.sin_valor,
        scan.filas_ocultas,
        scan.columnas_ocultas,
        bool(scan.valores),
        scan.ultima_fila,
    )


@given(FILAS, st.integers(1, 20), st.integers(1, 400))
def test_the_quick_scan_agrees_with_the_real_parser(
    rows: list[tuple[int, bool, list[tuple[int, str]]]], hidden: int, size: int
) -> None:
    xml = sheet(sorted(rows), hidden)
    chunks = [xml[at : at + size] for at in range(0, len(xml), size)]

    assert seen(escanear_hoja(iter(chunks))) == seen(escanear_con_expat(iter(chunks)))


def test_a_row_without_end_is_refused() -> None:
    start = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'.encode()
    endless = (b'<c r="A1" s="1"/>' * 60_000 for _ in range(40))

    with pytest.raises(UnreadableFileError, match="una fila tan larga"):
        escanear_hoja(iter([start, *endless]))


@given(st.integers(0, 16_383))
def test_letters_name_columns(index: int) -> None:
    assert columna(letras(index)) == index


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (26, "AA"), (16383, "XFD")])
def test_known_columns(index: int, name: str) -> None:
    assert letras(index) == name


def test_two_hundred_thousand_rows_of_twenty_fit() -> None:
    assert _memoria(200_000, 20, 4_000_000) < 400_000_000


def test_error_cells_and_formulas_reach_the_check(
    leer_aqui: Leer, hacer_libro: Callable[..., Path]
) -> None:
    rows = [
        ["Cédula", "Nombre", "Resolución", "Ejecutoria", "Valor", "Abonos"],
        [1023576232, "Ana", "R-1", "01/02/2024", "#N/A", 0],
        [1023576232, "Ana", "R-2", "=A1", 300_000, "#REF!"],
        [1023576232, "Ana", "#VALUE!", "01/02/2024", 300_000, 0],
    ]

    read = leer_aqui(hacer_libro(rows))

    assert read.codigos == {
        "E2": "not_an_amount",
        "D3": "formula_without_value",
        "C4": "cell_error",
        "F3": "not_an_amount",
    }


@given(st.binary(max_size=3000))
def test_any_bytes_after_the_mark_of_an_old_workbook_are_survived(noise: bytes) -> None:
    mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

    assert isinstance(escanear_xls(mark + noise), dict)
    assert pide_clave(mark + noise) in {True, False}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs soffice")
@pytest.mark.parametrize("extension", ["ods", "xls"])
def test_errors_and_hidden_rows_of_other_formats_are_seen(
    leer_aqui: Leer, hacer_libro: Callable[..., Path], tmp_path: Path, extension: str
) -> None:
    titles = ["Cédula", "Nombre", "Resolución", "Ejecutoria", "Valor", "Abonos"]
    rows = [[1023576232 + n, "Ana", f"R-{n}", "01/02/2024", 300_000] for n in range(90)]
    path = hacer_libro([titles, *rows])
    book = openpyxl.load_workbook(path)
    sheet = book["Hoja1"]
    sheet["E5"], sheet["F6"], sheet["E12"] = "=NA()", "=1/0", "#N/A"
    for row in (9, 20, 21):
        sheet.row_dimensions[row].hidden = True
    book.save(path)
    profile = f"-env:UserInstallation=file://{tmp_path}/perfil"
    command = ["soffice", "--headless", "--norestore", profile, "--convert-to"]
    subprocess.run(
        [*command, extension, "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )

    read = leer_aqui(path.with_suffix(f".{extension}"))

    assert read.codigos == {
        "E5": "not_an_amount",
        "F6": "not_an_amount",
        "E12": "not_an_amount",
    }
    assert read.resumen.filas_ocultas == 3
