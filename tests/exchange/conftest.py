"""Readers and makers of small files for the tests of exchange."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest

from cobro_desktop.exchange.analisis import Pedido, analizar
from cobro_desktop.exchange.lectura import avisos, errores
from cobro_desktop.exchange.resultado import (
    ErrorDeCelda,
    OpcionesLectura,
    ResumenLectura,
)
from cobro_desktop.exchange.salida import _open

HOY = date(2026, 11, 20)
CLAVE = "5a" * 32

Fila: TypeAlias = Sequence[Any]


@dataclass(frozen=True)
class Lectura:
    """What a reading found, ready to be asserted."""

    resumen: ResumenLectura
    errores: list[ErrorDeCelda]
    avisos: list[ErrorDeCelda]
    aceptadas: list[dict[str, Any]]

    @property
    def codigos(self) -> dict[str, str]:
        return {error.celda: error.codigo for error in self.errores}


def recoger(resumen: ResumenLectura) -> Lectura:
    with _open(resumen) as db:
        cursor = db.execute("SELECT * FROM aceptada ORDER BY fila")
        names = [item[0] for item in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
    for row in rows:
        for name in ("datos", "referencias"):
            row[name] = json.loads(row[name]) if row[name] else None
    return Lectura(resumen, list(errores(resumen)), list(avisos(resumen)), rows)


@pytest.fixture
def leer_aqui(tmp_path: Path) -> Callable[..., Lectura]:
    """Read in this process: quicker, and a fault shows its traceback."""
    numbers = iter(range(1000))

    def read(archivo: Path, formato: str = "titulos", **opciones: Any) -> Lectura:
        pedido = Pedido(
            archivo=archivo,
            formato=formato,
            opciones=OpcionesLectura(hoy=HOY, **opciones),
            base=tmp_path / f"lectura-{next(numbers)}.db",
            clave=CLAVE,
        )
        return recoger(analizar(pedido, lambda *_: None))

    return read


@pytest.fixture
def muestras() -> Path:
    return Path(__file__).parents[1] / "data" / "muestras"


@pytest.fixture
def hacer_libro(tmp_path: Path) -> Callable[..., Path]:
    """Write rows, `None` for an empty cell, into one sheet of a workbook."""
    numbers = iter(range(1000))

    def make(filas: Sequence[Fila], *, hoja: str = "Hoja1") -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = hoja
        for row, cells in enumerate(filas, start=1):
            for column, value in enumerate(cells, start=1):
                if value is not None:
                    sheet.cell(row, column, value)
        path = tmp_path / f"libro-{next(numbers)}.xlsx"
        book.save(path)
        return path

    return make
