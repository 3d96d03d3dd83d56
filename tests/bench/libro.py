"""P3: a styled workbook of 200,000 rows of 20 cells, against XlsxWriter alone.

The peer writes the same rows, styles, validation and protection with its
`constant_memory`, row by row. Each run is a process of its own; medians.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from cobro_desktop.exchange.informe import Celda, Clase, Columna, Informe

FILAS = 200_000
ROOT = Path(__file__).parents[2]
_CLASES = (
    *(Clase.ENTERO, Clase.CODIGO, Clase.TEXTO, Clase.TEXTO, Clase.TEXTO, Clase.TEXTO),
    *(Clase.CODIGO, Clase.TEXTO, Clase.CODIGO, Clase.FECHA, Clase.FECHA, Clase.FECHA),
    *(Clase.FECHA, Clase.ENTERO, Clase.DINERO, Clase.DINERO, Clase.DINERO),
    *(Clase.TEXTO, Clase.TEXTO, Clase.OCULTA),
)
_EDITABLES = {4, 5, 14, 15, 17}


def p3(runs: int = 3) -> tuple[float, float]:
    """Return the median seconds of XlsxWriter and of ours."""
    taken: dict[str, list[float]] = {"peer": [], "ours": []}
    for _ in range(runs):
        for variant, seconds in taken.items():
            seconds.append(measure(variant)[0])
    return median(taken["peer"]), median(taken["ours"])


def measure(variant: str) -> tuple[float, float]:
    """Return seconds and growth of memory, in MB, of a fresh process."""
    command = [sys.executable, "-m", "tests.bench.libro", variant]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def filas(count: int = FILAS) -> Iterator[tuple[Celda, ...]]:
    """Return the same portfolio always."""
    start = date(2022, 1, 3)
    for n in range(count):
        day = start + timedelta(days=n % 900)
        yield (
            *(n + 1, f"{800_000_000 + n}-{n % 10}", f"GUARDIANES DEL VALLE {n} S.A.S."),
            *(f"Av. {n % 170} A # 15 - {n % 99}", "Bogotá D.C.", f"c{n}@ejemplo.test"),
            *(f"601{n:07d}", "Sanción", f"{2024_000_000 + n}", day, day, day),
            *(None if n % 5 else day, 2023, n * 100_000 + 100, 0, n * 100_000 + 100),
            *("", "Cobro persuasivo", f"{n}-1-ab12cd34"),
        )


def informe() -> Informe:
    """Return a report of 20 columns like the cuadro de deudores."""
    columns = tuple(
        Columna(f"Columna {n}", clase, 16, editable=n in _EDITABLES)
        for n, clase in enumerate(_CLASES)
    )
    lines = ("Entidad", "Cuadro de deudores")
    return Informe("Cuadro", lines, columns, date(2026, 9, 30), fijas=3)


def ours(path: Path) -> None:
    """Write the rows as the program does."""
    from cobro_desktop.exchange.libro import escribir_libro

    escribir_libro(path, informe(), filas())


def peer(path: Path) -> None:
    """Write the rows as the XlsxWriter manual does."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Cuadro")
        bold = book.add_format({"bold": True, "bg_color": "#1F3A5F"})
        styles = [_style(book, n, clase) for n, clase in enumerate(_CLASES)]
        sheet.freeze_panes(4, 3)
        sheet.autofilter(3, 0, FILAS + 3, 19)
        sheet.protect("", {"autofilter": True})
        for n in _EDITABLES:
            rule = {"validate": "length", "criteria": "<=", "value": 500}
            sheet.data_validation(4, n, FILAS + 3, n, rule)
        sheet.set_column(0, 18, 16)
        sheet.set_column(19, 19, 16, None, {"hidden": True})
        sheet.write_row(3, 0, [c.titulo for c in informe().columnas], bold)
        for number, row in enumerate(filas(), start=4):
            for column, value in enumerate(row):
                _write(sheet, (number, column), value, styles[column])


def _style(book: Any, column: int, clase: Clase) -> Any:
    formats = {Clase.FECHA: "dd/mm/yyyy", Clase.DINERO: '"$" #,##0', Clase.ENTERO: "0"}
    options = {"num_format": formats.get(clase, "@"), "bottom": 4, "font_size": 10}
    return book.add_format(options | ({"locked": 0} if column in _EDITABLES else {}))


def _write(sheet: Any, place: tuple[int, int], value: Celda, style: Any) -> None:
    if not value:
        sheet.write_blank(*place, None, style)
    elif isinstance(value, str):
        sheet.write_string(*place, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, style)
    elif _CLASES[place[1]] is Clase.DINERO:
        sheet.write_number(*place, value / 100, style)
    else:
        sheet.write_number(*place, value, style)


def _time(variant: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        {"peer": peer, "ours": ours}[variant](Path(folder) / "libro.xlsx")
        seconds = time.perf_counter() - start
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


if __name__ == "__main__":
    print(*_time(sys.argv[1]) if sys.argv[1:] else p3())
