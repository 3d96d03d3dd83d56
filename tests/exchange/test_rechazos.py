"""The workbook of rejected rows is corrected and imported again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import openpyxl

from cobro_desktop.exchange.rechazos import escribir_rechazos

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"

TITULOS = ("NIT", "Nombre", "Resolución", "Ejecutoria", "Valor", "Observaciones")


def test_rejected_rows_keep_their_columns_and_say_why(
    leer_aqui: Leer, hacer_libro: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [
        TITULOS,
        (890361405, "UNA SAS", "R-1", date(2024, 2, 1), "N/A", "=1+1"),
        (890361405, "DOS SAS", "R-2", date(2024, 2, 1), 300_000, "@x"),
        ("EN TRÁMITE", "TRES SAS", "0012", "31/02/2024", 1234.5, "+57 1"),
    ]
    for row in rows[1:]:
        assert len(row) == len(TITULOS)
    path = hacer_libro(rows)
    book = openpyxl.load_workbook(path)
    book["Hoja1"]["F2"].data_type = "s"
    book.save(path)
    read = leer_aqui(path)

    count = escribir_rechazos(read.resumen, tmp_path / "rechazos.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "rechazos.xlsx")["Rechazos"]
    assert count == 2
    assert [cell.value for cell in sheet[1]] == [*TITULOS, "Motivo"]
    assert [cell.value for cell in sheet[2]][:6] == [
        890361405,
        "UNA SAS",
        "R-1",
        datetime(2024, 2, 1),  # noqa: DTZ001  # as openpyxl reads it
        "N/A",
        "=1+1",
    ]
    assert sheet["F2"].data_type == "s"
    assert [cell.value for cell in sheet[3]][2:6] == [
        "0012",
        "31/02/2024",
        1234.5,
        "+57 1",
    ]
    assert "Valor: «N/A» no es un valor en pesos." in str(sheet["G2"].value)
    assert "NIT:" in str(sheet["G3"].value)
    assert "Ejecutoria:" in str(sheet["G3"].value)


def test_corrected_rejects_are_imported(
    leer_aqui: Leer, muestras: Path, tmp_path: Path
) -> None:
    read = leer_aqui(muestras / "titulos_sdscj_2026-09.xlsx")
    path = tmp_path / "rechazos.xlsx"
    escribir_rechazos(read.resumen, path)
    again = leer_aqui(path)
    assert (again.resumen.aceptadas, again.resumen.rechazadas) == (0, 12)
    book = openpyxl.load_workbook(path)
    sheet = book["Rechazos"]
    names = [cell.value for cell in sheet[1]]
    good: dict[str, str | int] = {
        "Documento infractor": "1.020.304.050",
        "Ejecutoria": "01/02/2025",
        "Valor multa": 300_000,
    }
    for error in again.errores:
        column = names.index(error.columna) + 1
        sheet.cell(error.fila, column).value = good[error.columna]
    book.save(path)

    corrected = leer_aqui(path).resumen

    assert (corrected.aceptadas, corrected.rechazadas) == (12, 0)
