"""Writes a liquidation as a workbook whose formulas give the same total again.

A sheet for each obligation and one of totals. Whoever changes a rate, a date or a
payment sees the new figures, and beside them those of the program.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.exchange.libro_liquidacion_formatos import (
    AZUL,
    TENUE,
    Formatos,
    en_decimal,
    fijar_pagina,
)
from cobro_desktop.exchange.libro_liquidacion_hoja import Resultado, escribir_hoja

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.opciones import Opciones

_RESUMEN: Final = "Resumen"
_COLUMNAS: Final = (
    ("Obligación", 46),
    ("Capital", 18),
    ("Intereses", 18),
    ("Costas", 14),
    ("Total", 18),
    ("Por día adicional", 16),
    ("Total del programa", 18),
    ("Diferencia", 12),
    ("Huella", 16),
)
_TITULOS_EN: Final = 5


@dataclass(frozen=True, slots=True)
class ObligacionEnLibro:
    """One obligation; its name heads its sheet."""

    nombre: str
    liquidacion: Liquidacion


@dataclass(frozen=True, slots=True, kw_only=True)
class LibroLiquidacion:
    """What the workbook holds."""

    encabezado: tuple[str, ...]
    """Up to three lines: entity, case and debtor, cut."""
    obligaciones: tuple[ObligacionEnLibro, ...]
    opciones: Opciones
    """Where the readings in force take their names and norms from."""
    fecha: dt.date
    """Day that the file's properties give."""


def escribir_liquidacion(destino: Path, libro: LibroLiquidacion) -> None:
    """Write the workbook; the caller gives a temporary path and moves it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(destino), {"strings_to_formulas": False}) as book:
        created = dt.datetime.combine(libro.fecha, dt.time(), dt.UTC)
        book.set_properties({"title": "Liquidación", "created": created})
        formatos = Formatos(book)
        resumen = book.add_worksheet(_RESUMEN)
        results = [
            escribir_hoja(book, f"Obligación {n}", formatos, o.nombre, o.liquidacion)
            for n, o in enumerate(libro.obligaciones, start=1)
        ]
        _Resumen(resumen, formatos, libro).escribir(results)


class _Resumen:
    """The sheet of totals, which only adds up the others."""

    def __init__(self, sheet: Any, formatos: Formatos, libro: LibroLiquidacion) -> None:
        self._sheet, self._formatos, self._libro = sheet, formatos, libro

    def escribir(self, resultados: list[Resultado]) -> None:
        """Write titles, a row per obligation, totals, readings and warnings."""
        sheet, formatos = self._sheet, self._formatos
        for row, line in enumerate(self._libro.encabezado[: _TITULOS_EN - 1]):
            style = formatos.de(font_color=TENUE)
            if not row:
                style = formatos.de(bold=True, font_size=14, font_color=AZUL)
            sheet.write_string(row, 0, line, style)
        for column, (title, width) in enumerate(_COLUMNAS):
            sheet.set_column(column, column, width)
            sheet.write_string(_TITULOS_EN, column, title, formatos.titulo)
        for number, resultado in enumerate(resultados):
            self._fila(_TITULOS_EN + 1 + number, number, resultado)
        total = _TITULOS_EN + 1 + len(resultados)
        self._total(total, resultados)
        self._notas(total + 2)
        sheet.freeze_panes(_TITULOS_EN + 1, 1)
        fijar_pagina(sheet)

    def _fila(self, row: int, number: int, resultado: Resultado) -> None:
        sheet, formatos = self._sheet, self._formatos
        obligacion = self._libro.obligaciones[number]
        found = obligacion.liquidacion
        sheet.write_string(row, 0, obligacion.nombre, formatos.texto)
        values = (
            found.saldo.capital,
            found.saldo.intereses,
            found.saldo.costas,
            found.total,
            found.por_dia_adicional,
        )
        for column, (cell, value) in enumerate(
            zip(resultado.celdas, values, strict=True), start=1
        ):
            formula = f"='{resultado.hoja}'!{cell}"
            shown = en_decimal(value)
            sheet.write_formula(row, column, formula, formatos.dinero, shown)
        sheet.write_number(row, 6, en_decimal(found.total), formatos.dinero)
        sheet.write_formula(row, 7, f"=E{row + 1}-G{row + 1}", formatos.dinero, 0)
        sheet.write_string(row, 8, found.huella, formatos.huella)

    def _total(self, row: int, resultados: list[Resultado]) -> None:
        formatos = self._formatos
        founds = [o.liquidacion for o in self._libro.obligaciones]
        totals = (
            sum(f.saldo.capital for f in founds),
            sum(f.saldo.intereses for f in founds),
            sum(f.saldo.costas for f in founds),
            sum(f.total for f in founds),
            sum(f.por_dia_adicional for f in founds),
            sum(f.total for f in founds),
            0,
        )
        self._sheet.write_string(row, 0, "TOTAL", formatos.negrilla)
        first, last = _TITULOS_EN + 2, _TITULOS_EN + 1 + len(resultados)
        for column, value in enumerate(totals, start=1):
            letter = chr(ord("A") + column)
            formula = f"=SUM({letter}{first}:{letter}{last})"
            shown = en_decimal(value)
            self._sheet.write_formula(row, column, formula, formatos.total, shown)

    def _notas(self, row: int) -> None:
        for line, bold in self._lineas():
            style = self._formatos.negrilla if bold else self._formatos.nota
            self._sheet.write_string(row, 0, line, style)
            row += 1

    def _lineas(self) -> list[tuple[str, bool]]:
        libro = self._libro
        founds = [o.liquidacion for o in libro.obligaciones]
        readings = {k: v for found in founds for k, v in found.opciones.items()}
        lines = [("Lecturas de la ley que rigieron", True)]
        for clave, valor in readings.items():
            opcion = libro.opciones.opcion(clave)
            told = f"{opcion.etiqueta}: {opcion.etiqueta_de(valor)} ({opcion.norma})"
            lines.append((told, False))
        warnings = dict.fromkeys(w for found in founds for w in found.advertencias)
        if warnings:
            lines += [("", False), ("Antes de usarla, tenga en cuenta", True)]
            lines += [(warning, False) for warning in warnings]
        return lines
