"""Large sheets are looked at by their first rows, and read whole only for a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import openpyxl
import pytest

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange import workbook
from cobro_desktop.exchange.cabezas import primeras_filas
from cobro_desktop.exchange.preflight import revisar

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"

TITULOS = ["Cédula", "Nombre", "Resolución", "Ejecutoria", "Capital"]
MUCHAS = 1_100
LEJOS = 30_000


def rows_with_a_far_cell(titles: list[str]) -> list[list[Any]]:
    rows: list[list[Any]] = [["INFORME DEL MES"], [], titles]
    rows += [
        [1023576230 + n, f"Ana {n}", f"R-{n}", "01/02/2024", 100_000 + n]
        for n in range(MUCHAS)
    ]
    rows[9][4], rows[1_000][4] = "#N/A", "sin dato"
    return [*rows, *([[]] * (LEJOS - len(rows) - 1)), [None, None, "x"]]


def test_a_table_longer_than_what_is_looked_at_is_read_row_by_row(
    leer_aqui: Leer, hacer_libro: Callable[..., Path]
) -> None:
    path = hacer_libro(rows_with_a_far_cell(TITULOS))
    book = openpyxl.load_workbook(path)
    for merged in ("D6:D8", "D900:D902"):  # the cells below the first are emptied
        book.worksheets[0].merge_cells(merged)
    book.save(path)

    read = leer_aqui(path)

    assert read.resumen.aceptadas == MUCHAS - 2
    assert set(read.codigos) == {"E10", "E1001"}
    assert [row["fila"] for row in read.aceptadas[-2:]] == [MUCHAS + 2, MUCHAS + 3]
    numbers = {row["fila"]: row["titulo_numero"] for row in read.aceptadas}
    assert all(number == f"R-{fila - 4}" for fila, number in numbers.items())


def test_a_large_sheet_without_a_table_is_refused_by_its_first_rows(
    leer_aqui: Leer,
    hacer_libro: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = hacer_libro(rows_with_a_far_cell(["Perro", "Gato", "Pez", "Ave", "Oso"]))
    monkeypatch.delattr(workbook, "_parse")  # what unfolds it whole

    with pytest.raises(InvalidDataError, match="ninguna fila parece su encabezado"):
        leer_aqui(path)


def test_a_small_workbook_is_opened_once(hacer_libro: Callable[..., Path]) -> None:
    path = hacer_libro([TITULOS])

    assert primeras_filas(path, revisar(path).hojas, 520) is None
