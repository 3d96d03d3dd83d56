"""Writes the workbook with which an area sends its titles, as a real one comes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.exchange.libro import escribir_libro
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.demo.libreto import load_titulos

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.demo.libreto import Remesa

DINERO = ("valor", "capital")
"""First words of the headings of money."""


def escribir_titulos(
    remesa: Remesa, desfase: dt.timedelta, entidad: str, destino: Path
) -> None:
    """Write the titles of a consignment, dated the day it arrives."""
    header, rows = load_titulos(remesa, desfase)
    informe = Informe(
        hoja="Títulos",
        encabezado=(
            f"{entidad} (datos ficticios)",
            f"Títulos para cobro remitidos el {fecha_larga(remesa.llega)}",
        ),
        columnas=tuple(
            Columna(
                title, _clase(title, rows[0][i]), _ancho(title, [r[i] for r in rows])
            )
            for i, title in enumerate(header)
        ),
        fecha=remesa.llega,
    )
    escribir_libro(destino, informe, [_fila(informe.columnas, row) for row in rows])


def _clase(title: str, sample: str | dt.date) -> Clase:
    if isinstance(sample, dt.date):
        return Clase.FECHA
    if title.lower().startswith(DINERO):
        return Clase.DINERO
    return Clase.CODIGO if sample.isdigit() else Clase.TEXTO


def _ancho(title: str, cells: Sequence[str | dt.date]) -> int:
    return min(max(len(str(text)) for text in (title, *cells)) + 2, 40)


def _fila(
    columnas: Sequence[Columna], row: Sequence[str | dt.date]
) -> tuple[Celda, ...]:
    return tuple(
        desde_pesos(int(str(value))) if columna.clase is Clase.DINERO else value
        for columna, value in zip(columnas, row, strict=True)
    )
