"""The same rows as other programs and other hands would send them."""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import openpyxl
import pytest

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"
Hacer: TypeAlias = Callable[..., Path]

MUESTRAS = {
    "cartera_svsp_2026-10": ("cartera", "CUADRO DEUDORES"),
    "titulos_sdscj_2026-09": ("titulos", "Títulos"),
    "jurados_rnec_2026": ("titulos", "Hoja1"),
}
CABEZA = 4
OTROS_NOMBRES = {
    "NIT": ("Identificación deudor", "N.I.T.", "Nit o cédula"),
    "RAZÓN SOCIAL / NOMBRE DEL VIGILADO": ("Deudor", "NOMBRE", "Empresa"),
    "CONCEPTO": ("Concepto de la deuda", "TIPO DE OBLIGACIÓN"),
    "RESOLUCIÓN No.": ("No. Res.", "Título ejecutivo", "ACTO ADMINISTRATIVO"),
    "FECHA RESOLUCIÓN": ("F. Resolución", "Fecha del título"),
    "FECHA NOTIFICACIÓN": ("Notificación", "FECHA NOTIF."),
    "FECHA EJECUTORIA": ("Firmeza", "Ejecutoria", "F. EJEC."),
    "VR. CAPITAL": ("Cuantía", "VALOR OBLIGACIÓN", "Vlr capital"),
    "ABONOS": ("Pagos realizados", "Abono"),
    "SALDO CAPITAL": ("Saldo", "SALDO PENDIENTE"),
    "Documento infractor": ("CÉDULA", "No. identificación"),
    "Nombres y apellidos": ("INFRACTOR", "Nombre completo"),
    "Fecha decisión": ("Fecha fallo", "FECHA DE IMPOSICIÓN"),
    "Ejecutoria": ("Fecha ejecutoria", "FIRMEZA"),
    "Valor multa": ("VALOR", "Monto", "Vr. de la multa"),
    "CÉDULA": ("C.C.", "Documento"),
    "RESOLUCION SANCION": ("Resolución", "No. de resolución"),
    "VALOR SANCIÓN": ("Multa", "Valor"),
}


def rows_of(muestras: Path, nombre: str) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(muestras / f"{nombre}.xlsx")[MUESTRAS[nombre][1]]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def truth_of(muestras: Path, nombre: str) -> dict[str, Any]:
    path = muestras / f"{nombre}.truth.json"
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth


def assert_like_the_truth(
    read: Lectura, truth: dict[str, Any], *, down: int = 0
) -> None:
    found = read.resumen
    assert found.leidas == truth["rows"]
    assert found.aceptadas == truth["accepted"]
    ignored = (found.vacias, found.subtotales, found.repetidas)
    assert ignored == tuple(truth["ignored"].values())
    assert found.suma_capital == truth["sum_capital"] * 100
    rejected = {str(e.fila - down): e.codigo.replace("_", " ") for e in read.errores}
    assert rejected == {row: why.lower() for row, (_, why) in truth["rejected"].items()}


@pytest.mark.parametrize("nombre", MUESTRAS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_columns_shuffled_and_renamed_are_read_the_same(
    leer_aqui: Leer, hacer_libro: Hacer, muestras: Path, nombre: str, seed: int
) -> None:
    chance = random.Random(seed)
    rows = rows_of(muestras, nombre)
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    rows[CABEZA - 1] = [
        chance.choice((name, *OTROS_NOMBRES.get(name, ()))) for name in rows[CABEZA - 1]
    ]
    titles: list[list[Any]] = [["INFORME"], [None, "de otra mano"], []]
    moved = [[row[i] for i in order] for row in rows[CABEZA - 1 :]]

    read = leer_aqui(hacer_libro([*titles, *moved]), MUESTRAS[nombre][0])

    assert_like_the_truth(read, truth_of(muestras, nombre))


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs soffice")
@pytest.mark.parametrize("extension", ["ods", "xls", "xlsx"])
def test_what_libreoffice_saves_is_read_the_same(
    leer_aqui: Leer, muestras: Path, tmp_path: Path, extension: str
) -> None:
    files = [str(muestras / f"{nombre}.xlsx") for nombre in MUESTRAS]
    command = ["soffice", "--headless", "--norestore", "--convert-to", extension]
    profile = f"-env:UserInstallation=file://{tmp_path}/perfil"
    subprocess.run(
        [*command, profile, "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=180,
    )

    for nombre, (formato, _) in MUESTRAS.items():
        read = leer_aqui(tmp_path / f"{nombre}.{extension}", formato)

        assert read.resumen.tipo == extension
        assert_like_the_truth(read, truth_of(muestras, nombre))


def text_of(value: Any) -> str:
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime) else str(value)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom"]
)
def test_text_files_of_any_encoding_and_separator(
    leer_aqui: Leer, muestras: Path, tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "archivo.txt"
    rows = rows_of(muestras, "jurados_rnec_2026")
    real = "utf-16-le" if encoding.endswith("bom") else encoding
    with path.open("w", encoding=real, newline="") as file:
        if encoding.endswith("bom"):
            file.write("\ufeff")
        writer = csv.writer(file, delimiter=separator)
        writer.writerows([text_of(value) for value in row] for row in rows)

    read = leer_aqui(path)

    assert_like_the_truth(read, truth_of(muestras, "jurados_rnec_2026"))
    assert read.resumen.hoja is None
    assert read.errores[0].hoja is None
    assert "ZORAIDA ANDRÉS ECHEVERRY ORDÓÑEZ" in {r["nombre"] for r in read.aceptadas}


TITULOS = ("Cédula", "Nombre", "Resolución", "Ejecutoria", "Valor")
DATO = ("1023576232", "Ana Ñáñez", "R-1", "01/02/2024", 300_000)


def test_a_header_in_two_rows_with_groups(leer_aqui: Leer, hacer_libro: Hacer) -> None:
    upper = ("DEUDOR", None, "No.", "FECHA", None, None, "VALOR")
    lower = ("NIT", "Nombre", "Resolución", "Resolución", "Notificación", "Ejecutoria")
    row = (890361405, "UNA SAS", "R-1", "01/02/2024", "10/02/2024", "01/03/2024")

    read = leer_aqui(hacer_libro([["TÍTULO"], upper, lower, (*row, 300_000)]))

    assert read.resumen.fila_encabezado == 3
    assert read.aceptadas[0] | {"llave": ""} == {
        **read.aceptadas[0],
        "llave": "",
        "fila": 4,
        "numero_documento": "890361405",
        "titulo_numero": "R-1",
        "titulo_fecha": "2024-02-01",
        "notificacion": "2024-02-10",
        "ejecutoria": "2024-03-01",
        "capital": 30_000_000,
    }


def test_headings_broken_in_two_cells_are_read_whole(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    upper = ("Nombres y", "CÉDULA", "No.", "Fecha", "VALOR", "SALDO", "Tipo", "Abonos")
    lower = ("apellidos", None, "Res.", "Ejecutoria", "CAPITAL", "CAPITAL", "multa")
    row = ("Ana Ruiz", "1023576232", "R-1", 20240201, 500_000, "300.000.-", "2")

    read = leer_aqui(hacer_libro([upper, lower, (*row, 200_000)]))

    first = read.aceptadas[0]
    assert (first["capital"], first["saldo"]) == (50_000_000, 30_000_000)
    assert (first["nombre"], first["ejecutoria"]) == ("Ana Ruiz", "2024-02-01")
    assert first["datos"] == {"multa_tipo": "2"}


def test_the_sheet_that_has_the_table_is_found(leer_aqui: Leer, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover["B2"] = "Portada: nombre, cédula y valor de cada infractor"
    book.create_sheet("Datos")
    for row in (TITULOS, DATO):
        book["Datos"].append(row)
    hidden = book.create_sheet("Vieja")
    hidden.sheet_state = "hidden"
    for row in (TITULOS, DATO, DATO):
        hidden.append(row)
    book.save(tmp_path / "libro.xlsx")

    read = leer_aqui(tmp_path / "libro.xlsx").resumen

    assert read.hoja == "Datos"
    assert any("«Vieja»" in notice for notice in read.avisos_hoja)


def test_hidden_rows_and_columns_are_read_and_told(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (TITULOS, DATO, ("52123456", *DATO[1:])):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.save(tmp_path / "libro.xlsx")

    read = leer_aqui(tmp_path / "libro.xlsx").resumen

    assert (read.aceptadas, read.filas_ocultas) == (2, 1)
    assert read.columnas_ocultas == ("B",)


def test_a_table_that_begins_far_from_the_corner(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    rows = [[], [], [None, None, *TITULOS], [None, None, *DATO[:4], "N/A"]]

    read = leer_aqui(hacer_libro(rows))

    assert read.codigos == {"G4": "not_an_amount"}


def test_a_header_row_may_be_given(leer_aqui: Leer, hacer_libro: Hacer) -> None:
    path = hacer_libro([["x", "y"], ["C1", "C2", "C3", "C4", "C5"], DATO])
    fixed = {"documento": "A", "nombre": "B", "titulo_numero": "C"}

    read = leer_aqui(
        path,
        fila_encabezado=2,
        columnas={**fixed, "ejecutoria": "D", "capital": "E"},
    )

    assert read.resumen.aceptadas == 1


def test_a_header_row_that_is_empty_is_refused(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    with pytest.raises(InvalidDataError, match="La fila 9"):
        leer_aqui(hacer_libro([TITULOS, DATO]), fila_encabezado=9)


def test_a_workbook_of_1904_has_its_days(leer_aqui: Leer, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001  # as openpyxl has it
    sheet = book.active
    assert sheet is not None
    sheet.append(TITULOS)
    sheet.append((*DATO[:3], date(2024, 3, 15), 300_000))
    sheet.append(("52123456", *DATO[1:3], 43904, 300_000))
    book.save(tmp_path / "libro.xlsx")

    read = leer_aqui(tmp_path / "libro.xlsx")

    assert [row["ejecutoria"] for row in read.aceptadas] == ["2024-03-15"] * 2


def test_macros_never_run_and_their_workbook_is_read(
    leer_aqui: Leer, hacer_libro: Hacer, tmp_path: Path
) -> None:
    path = tmp_path / "con_macros.xlsm"
    shutil.copy(hacer_libro([TITULOS, DATO]), path)

    assert leer_aqui(path).resumen.aceptadas == 1


def test_names_and_dates_in_several_columns_are_joined(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    upper = ("C.C.", *("Primer nombre", "Segundo nombre", "Primer apellido"),
             "Segundo apellido", "Fallo", None, None, None, "Ejecutoria", None, None,
             "Multa", None)  # fmt: skip
    lower = (*(None,) * 5, "No.", *("Día", "Mes", "Año") * 2, "SMLMV", "Pesos")
    one = ("ANA", None, "ROA", "DE LA HOZ", "7-24", 1, 2, 2024, 15, 3, 2024, 2)
    two = ("LUIS", "IVÁN", "ÑÁÑEZ", None, "8-24", "01", "02", "2024", 31, 2, 2024, 2)

    rows = [upper, lower, (1023576232, *one, 2_600_000), (52123456, *two, 300_000)]
    read = leer_aqui(hacer_libro(rows))

    [first] = read.aceptadas
    assert first["nombre"] == "ANA ROA DE LA HOZ"
    assert (first["titulo_fecha"], first["ejecutoria"]) == ("2024-02-01", "2024-03-15")
    assert first["capital"] == 260_000_000
    assert read.codigos == {"J4": "invalid_date"}
    assert read.errores[0].valor == "31/2/2024"


@pytest.mark.parametrize(
    ("written", "number", "day"),
    [
        ("Res. 0123 de 15/03/2024", "0123", "2024-03-15"),
        ("Resolución No. 45 del 5 de enero de 2023", "45", "2023-01-05"),
        ("796 de 2024", "796 de 2024", None),
        ("308-2022 (12/05/2022)", "308-2022", "2022-05-12"),
        ("AUTO-7 de fecha 2024-02-01", "AUTO-7", "2024-02-01"),
        ("20241234567", "20241234567", None),
    ],
)
def test_a_title_with_its_date_in_one_cell(
    leer_aqui: Leer, hacer_libro: Hacer, written: str, number: str, day: str | None
) -> None:
    titles = ("Cédula", "Nombre", "Resolución y fecha", "Ejecutoria", "Valor")

    rows = [(n, DATO[1], written, *DATO[3:]) for n in range(52123456, 52123459)]

    read = leer_aqui(hacer_libro([titles, *rows]))

    found = {(row["titulo_numero"], row["titulo_fecha"]) for row in read.aceptadas}
    assert found == {(number, day)}


def test_the_heading_that_says_more_wins_and_a_number_may_count(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    titles = ("No.", "Valor", "NIT", "Sancionado", "Propietario", "Nro. acto",
              "Fecha ejecut.", "Valor total sanción")  # fmt: skip
    rows = [
        (n, 52_374, 890361400 + n, "UNA SAS", "Ana Ruiz", f"{n:03d}", "01/02/2024",
         f"$ {n}.500.000.oo")
        for n in range(1, 6)
    ]  # fmt: skip

    read = leer_aqui(hacer_libro([titles, *rows]))

    first = read.aceptadas[0]
    assert (first["titulo_numero"], first["nombre"]) == ("001", "UNA SAS")
    assert read.resumen.suma_capital == 17_500_000_00


def test_a_section_below_the_header_is_no_part_of_it(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    titles = ("No.", *TITULOS)
    rows = [(n, f"5212345{n}", *DATO[1:]) for n in range(1, 4)]

    read = leer_aqui(hacer_libro([titles, ("VIGENCIA 2023",), *rows]))

    assert read.resumen.fila_encabezado == 1
    assert (read.resumen.subtotales, read.resumen.aceptadas) == (1, 3)


def test_a_short_table_is_read_and_its_first_row_told(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    titles = ("Gestor", "Saldo a 31-oct-2026", "Fecha prescripción", "NIT")
    rows = [("Ana", 5_000_000, "10/10/2030", nit) for nit in ("S/I", 890361405)]

    read = leer_aqui(hacer_libro([titles, *rows]), "saldos")

    assert read.codigos == {"D2": "not_an_id"}
    assert read.resumen.suma_capital == 500_000_000


def test_a_word_makes_a_heading_that_of_something_else(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    titles = ("Fecha de notificación de la resolución", "Vr. intereses sanción",
              "Resolución que impone la sanción", "Total adeudado", "C.C. apoderado",
              "Cédula", "Nombre", "Fecha del acto", "En firme desde")  # fmt: skip
    rows = [
        ("10/01/2024", 900_000, 4_500 + n, 2_600_000, 79_000_000, 52_123_456 + n,
         "Ana Ruiz", "02/01/2024", "20/02/2024")
        for n in range(4)
    ]  # fmt: skip

    read = leer_aqui(hacer_libro([titles, *rows]))

    first = read.aceptadas[0]
    assert (first["titulo_fecha"], first["notificacion"]) == (
        "2024-01-02",
        "2024-01-10",
    )
    assert (first["capital"], first["titulo_numero"]) == (260_000_000, "4500")
    assert first["numero_documento"] == "52123456"


def test_a_dash_among_the_abonos_is_zero_and_a_blank_follows_from_the_balance(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    titles = (*TITULOS, "Abonos", "Saldo")
    rows = [titles, (*DATO, "-", 200_000), ("52123456", *DATO[1:], None, 200_000)]

    read = leer_aqui(hacer_libro(rows))

    assert [row["abonos"] for row in read.aceptadas] == [0, None]
