"""P1: reads 200,000 rows of 20 cells with their types, errors and hidden rows.

The peer is openpyxl in its read-only mode; each reading is a fresh process.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

FILAS = 200_000
ERROR_CADA = 5_000
OCULTA_CADA = 1_000
VUELTAS = 2
_TITULOS = (
    "No.", "NIT", "Nombre", "Dirección", "Ciudad", "Correo", "Teléfono", "Concepto",
    "Resolución", "Fecha resolución", "Fecha notificación", "Fecha ejecutoria",
    "Vigencia", "Capital", "Abonos", "Saldo", "Observaciones", "Etapa", "Dependencia",
    "Cociente",
)  # fmt: skip


def p1() -> tuple[float, float]:
    """Return the median seconds of openpyxl and ours, read in turns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p1.xlsx"
        make_workbook(path)
        turns = [(_timed("peer", path), _timed("ours", path)) for _ in range(VUELTAS)]
    return median(peer for peer, _ in turns), median(ours for _, ours in turns)


def make_workbook(path: Path, rows: int = FILAS) -> None:
    """Write a portfolio of real-looking rows, with some errors and hidden rows."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Cartera")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, _TITULOS)
        for row in range(1, rows + 1):
            if row % OCULTA_CADA == 0:
                sheet.set_row(row, None, None, {"hidden": True})
            capital = 1_000_000 + row
            sheet.write_row(row, 0, _texts(row))
            start = date(2020, 1, 1) + timedelta(days=row % 1500)
            for place in range(3):
                when = start + timedelta(days=30 * place)
                sheet.write_datetime(row, 9 + place, when, day)
            sheet.write_row(row, 12, (2024, capital, "-"))
            sheet.write_formula(row, 15, f"=N{row + 1}", None, capital)
            sheet.write_row(row, 16, (f"Nota {row % 7}", "Persuasivo", "Cobro"))
            if row % ERROR_CADA == 0:
                sheet.write_formula(row, 19, "=NA()", None, "#N/A")
            else:
                sheet.write_number(row, 19, row * 1.5)


def read_ours(path: Path) -> tuple[int, int, int]:
    """Read as the import does: pre-flight, cells; count rows, errors, hidden rows."""
    from cobro_desktop.exchange.preflight import revisar
    from cobro_desktop.exchange.workbook import abrir

    book = abrir(path, revisar(path))
    sheet = book.hojas[0]
    rows = sum(1 for _ in book.filas(sheet))
    return rows, len(sheet.escaneo.errores), len(sheet.escaneo.filas_ocultas)


def read_peer(path: Path) -> tuple[int, int, int]:
    """Read with openpyxl, which does not tell hidden rows in this mode."""
    import openpyxl

    rows = errors = 0
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    for cells in sheet.iter_rows():
        rows += 1
        errors += sum(1 for cell in cells if cell.data_type == "e")
    return rows, errors, 0


def _texts(row: int) -> tuple[object, ...]:
    return (
        row,
        str(800_000_000 + row),
        f"EMPRESA {row} SAS",
        f"Calle {row % 100} # {row % 50} - 10",
        "Bogotá D.C.",
        f"correo{row}@ejemplo.test",
        "6015555555",
        "MULTA",
        f"2024{row:07d}",
    )


def _timed(who: str, path: Path) -> float:
    command = [sys.executable, __file__, who, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, *counts = done.stdout.split()
    expected = [str(FILAS + 1), str(FILAS // ERROR_CADA)]
    assert counts[:2] == expected, counts
    return float(seconds)


def _main(who: str, path: str) -> None:
    read = read_ours if who == "ours" else read_peer
    start = time.perf_counter()
    counts = read(Path(path))
    print(time.perf_counter() - start, *counts)


if __name__ == "__main__":
    _main(*sys.argv[1:])
