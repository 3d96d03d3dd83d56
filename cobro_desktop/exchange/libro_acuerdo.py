"""Writes the plan of an agreement as a workbook that squares by its own formulas.

One sheet tells what is owed, title by title, and the other the instalments. Whoever
changes what is owed, a day or the rate sees the plan change, and beside each amount
what was paid of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cobro_desktop.exchange.libro_acuerdo_plan import DEUDA, HojaPlan, titulo
from cobro_desktop.exchange.libro_liquidacion_formatos import (
    Formatos,
    en_decimal,
    fijar_pagina,
)

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.plan_pagos import Metodo

_PLAN: Final = "Plan"
_COLUMNAS_DEUDA: Final = (
    ("Título", 44),
    ("Concepto", 34),
    ("Capital", 18),
    ("Intereses", 18),
    ("Costas", 14),
    ("Total", 18),
)


class DeudaEnLibro(NamedTuple):
    """What one obligation owed the day of the signing."""

    titulo: str
    concepto: str
    capital: Centavos
    intereses: Centavos
    costas: Centavos


class CuotaEnLibro(NamedTuple):
    """An instalment and what was paid of it."""

    numero: int
    """0 is the initial one."""
    nominal: dt.date
    vence: dt.date
    capital: Centavos
    interes_causado: Centavos
    interes_plazo: Centavos
    costas: Centavos
    abonado: Centavos
    estado: str
    pagada: dt.date | None

    @property
    def total(self) -> Centavos:
        """What is paid that day."""
        return self.capital + self.interes_causado + self.interes_plazo + self.costas


@dataclass(frozen=True, slots=True, kw_only=True)
class LibroAcuerdo:
    """What the workbook holds."""

    encabezado: tuple[str, ...]
    """Up to four lines: entity, case and debtor, how it stands."""
    metodo: Metodo
    firma: dt.date
    deudas: tuple[DeudaEnLibro, ...]
    cuotas: tuple[CuotaEnLibro, ...]
    tasa: Fraction | None
    """Yearly, in percent, where it is the same for all the debt and does not change;
    without it the interest of the term is written as it was reckoned."""
    notas: tuple[str, ...]
    fecha: dt.date
    """Day that the file's properties give."""


def escribir_acuerdo(destino: Path, libro: LibroAcuerdo) -> None:
    """Write the workbook; the caller gives a temporary path and moves it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(destino), {"strings_to_formulas": False}) as book:
        created = dt.datetime.combine(libro.fecha, dt.time(), dt.UTC)
        book.set_properties({"title": "Plan de pagos", "created": created})
        formatos = Formatos(book)
        plan, debt = book.add_worksheet(_PLAN), book.add_worksheet(DEUDA)
        last = _escribir_deuda(debt, formatos, libro)
        HojaPlan(plan, formatos, libro).escribir(last)


def _escribir_deuda(sheet: Any, formatos: Formatos, libro: LibroAcuerdo) -> int:
    """Write what is owed by title; return the row, from 1, of its totals."""
    sheet.write_string(0, 0, "Deuda el día de la firma", titulo(formatos))
    for column, (title, width) in enumerate(_COLUMNAS_DEUDA):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, title, formatos.titulo)
    for row, deuda in enumerate(libro.deudas, start=3):
        sheet.write_string(row, 0, deuda.titulo, formatos.texto)
        sheet.write_string(row, 1, deuda.concepto, formatos.texto)
        parts = (deuda.capital, deuda.intereses, deuda.costas)
        for column, value in enumerate(parts, start=2):
            sheet.write_number(row, column, en_decimal(value), formatos.dato)
        formula = f"=SUM(C{row + 1}:E{row + 1})"
        sheet.write_formula(row, 5, formula, formatos.dinero, en_decimal(sum(parts)))
    total = 3 + len(libro.deudas)
    sheet.write_string(total, 0, "TOTAL", formatos.negrilla)
    sums = [
        sum(d.capital for d in libro.deudas),
        sum(d.intereses for d in libro.deudas),
        sum(d.costas for d in libro.deudas),
    ]
    for column, value in enumerate([*sums, sum(sums)], start=2):
        letter = "ABCDEF"[column]
        formula = f"=SUM({letter}4:{letter}{total})"
        sheet.write_formula(total, column, formula, formatos.total, en_decimal(value))
    fijar_pagina(sheet)
    return total + 1
