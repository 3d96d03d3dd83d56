"""The sheet of the instalments of an agreement, in formulas."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.exchange.libro_liquidacion_formatos import (
    AZUL,
    TENUE,
    Formatos,
    en_decimal,
    fijar_pagina,
)

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.libro_acuerdo import CuotaEnLibro, LibroAcuerdo

DEUDA: Final = "Deuda"
"""Name of the sheet that tells what is owed."""
_COLUMNAS: Final = (
    ("N.º", 14),
    ("Nominal", 16),
    ("Vence", 12),
    ("Saldo de capital", 18),
    ("Días", 7),
    ("Capital", 16),
    ("Interés causado", 16),
    ("Interés del plazo", 16),
    ("Costas", 14),
    ("Total", 16),
    ("Abonado", 16),
    ("Falta", 16),
    ("Estado", 16),
    ("Pagada el", 12),
)
_ENTRADAS: Final = 6
"""Row, counted from 1, of the first of the figures that the plan starts from."""
_TITULOS: Final = 13
"""Row, from 1, of the titles of the instalments."""


class HojaPlan:
    """The sheet of the instalments; every amount comes from the figures above."""

    def __init__(self, sheet: Any, formatos: Formatos, libro: LibroAcuerdo) -> None:
        self._sheet, self._formatos, self._libro = sheet, formatos, libro
        self._estado = formatos.de(indent=1)
        self._inicial = next((c for c in libro.cuotas if not c.numero), None)
        self._mensuales = [c for c in libro.cuotas if c.numero]
        self._deuda = [
            sum(d.capital for d in libro.deudas),
            sum(d.intereses for d in libro.deudas),
            sum(d.costas for d in libro.deudas),
        ]
        self._fija = libro.metodo is Metodo.CUOTA_FIJA and libro.tasa is not None

    def escribir(self, fila_deuda: int) -> None:
        """Write titles, what it starts from, the instalments, totals and checks."""
        sheet, formatos = self._sheet, self._formatos
        for row, line in enumerate(self._libro.encabezado[: _ENTRADAS - 2]):
            style = formatos.de(font_color=TENUE) if row else titulo(formatos)
            sheet.write_string(row, 0, line, style)
        for column, (name, width) in enumerate(_COLUMNAS):
            sheet.set_column(column, column, width)
            sheet.write_string(_TITULOS - 1, column, name, formatos.titulo)
        sheet.set_row(_TITULOS - 1, 30)
        self._entradas(fila_deuda)
        balance = self._deuda[0] - (self._inicial.capital if self._inicial else 0)
        row = _TITULOS + 1
        if self._inicial is not None:
            self._fila_inicial(row, self._inicial)
            row += 1
        self._primera = row
        for cuota in self._mensuales:
            self._fila(row, cuota, balance)
            balance -= cuota.capital
            row += 1
        self._totales(row)
        self._notas(row + 2)
        sheet.freeze_panes(_TITULOS, 1)
        sheet.repeat_rows(_TITULOS - 1)
        fijar_pagina(sheet)

    def _entradas(self, fila_deuda: int) -> None:
        """Write what the plan starts from, in B6 to B11."""
        sheet, formatos = self._sheet, self._formatos
        names = ("Capital", "Intereses causados", "Costas")
        for offset, (name, value) in enumerate(zip(names, self._deuda, strict=True)):
            row = _ENTRADAS - 1 + offset
            sheet.write_string(row, 0, name, formatos.texto)
            formula = f"='{DEUDA}'!{'CDE'[offset]}{fila_deuda}"
            sheet.write_formula(row, 1, formula, formatos.dinero, en_decimal(value))
        row = _ENTRADAS + 2
        sheet.write_string(row, 0, "Firma", formatos.texto)
        sheet.write_datetime(row, 1, self._libro.firma, formatos.fecha)
        sheet.write_string(row + 1, 0, "Cuotas", formatos.texto)
        sheet.write_number(row + 1, 1, len(self._mensuales), formatos.entero)
        if self._libro.tasa is not None:
            sheet.write_string(row + 2, 0, "Tasa anual %", formatos.texto)
            sheet.write_number(row + 2, 1, float(self._libro.tasa), formatos.tasa)
        if self._fija:
            rest = self._queda(0, "B6")
            share = f"PMT($B$11/1200,$B$10,-({rest}))"
            sheet.write_string(row + 2, 3, "Cuota fija", formatos.texto)
            found = self._mensuales[0]
            shown = en_decimal(found.capital + found.interes_plazo)
            formula = f"=ROUND(ROUND({share},6),0)"
            sheet.write_formula(row + 2, 5, formula, formatos.dinero, shown)

    def _queda(self, concepto: int, celda: str) -> str:
        """Say what is left of a concept once the initial instalment is paid."""
        if self._inicial is None:
            return f"${celda[0]}${celda[1:]}"
        return f"${celda[0]}${celda[1:]}-${'FGI'[concepto]}${_TITULOS + 1}"

    def _fila_inicial(self, row: int, cuota: CuotaEnLibro) -> None:
        sheet, formatos = self._sheet, self._formatos
        self._dias(row, cuota, "Inicial")
        balance = en_decimal(self._deuda[0])
        sheet.write_formula(row - 1, 3, "=$B$6", formatos.dinero, balance)
        for column, value in ((5, cuota.capital), (6, cuota.interes_causado)):
            sheet.write_number(row - 1, column, en_decimal(value), formatos.dato)
        sheet.write_number(row - 1, 7, 0, formatos.dinero)
        sheet.write_number(row - 1, 8, en_decimal(cuota.costas), formatos.dato)
        self._cierre(row, cuota)

    def _fila(self, row: int, cuota: CuotaEnLibro, balance: Centavos) -> None:
        sheet, formatos = self._sheet, self._formatos
        first, last = row == self._primera, cuota is self._mensuales[-1]
        self._dias(row, cuota, str(cuota.numero))
        before = self._queda(0, "B6") if first else f"D{row - 1}-F{row - 1}"
        sheet.write_formula(
            row - 1, 3, f"={before}", formatos.dinero, en_decimal(balance)
        )
        previous = "$B$9" if first else f"B{row - 1}"
        days = self._transcurridos(cuota)
        sheet.write_formula(row - 1, 4, f"=B{row}-{previous}", formatos.entero, days)
        self._capital(row, cuota, last=last)
        for concepto, column, value in (
            (1, 6, cuota.interes_causado),
            (2, 8, cuota.costas),
        ):
            self._parte(row, (concepto, column, value), last=last)
        self._interes(row, cuota, balance)
        self._cierre(row, cuota)

    def _dias(self, row: int, cuota: CuotaEnLibro, nombre: str) -> None:
        sheet, formatos = self._sheet, self._formatos
        sheet.write_string(row - 1, 0, nombre, formatos.huella)
        sheet.write_datetime(row - 1, 1, cuota.nominal, formatos.fecha)
        sheet.write_datetime(row - 1, 2, cuota.vence, formatos.calculada)

    def _transcurridos(self, cuota: CuotaEnLibro) -> int:
        position = self._mensuales.index(cuota)
        since = self._libro.firma
        if position:
            since = self._mensuales[position - 1].nominal
        return (cuota.nominal - since).days

    def _capital(self, row: int, cuota: CuotaEnLibro, *, last: bool) -> None:
        if not self._fija and self._libro.metodo is Metodo.CUOTA_FIJA:
            shown = en_decimal(cuota.capital)
            self._sheet.write_number(row - 1, 5, shown, self._formatos.dato)
            return
        if not self._fija:
            self._parte(row, (0, 5, cuota.capital), last=last)
            return
        formula = f"=D{row}" if last else f"=MIN(MAX($F$11-H{row},0),D{row})"
        shown = en_decimal(cuota.capital)
        self._sheet.write_formula(row - 1, 5, formula, self._formatos.dinero, shown)

    def _parte(self, row: int, que: tuple[int, int, Centavos], *, last: bool) -> None:
        """Write an even part of a concept; the last one takes the difference."""
        concepto, column, value = que
        letter = "ABCDEFGHIJ"[column]
        rest = self._queda(concepto, ("B6", "B7", "B8")[concepto])
        share = f"ROUND(ROUND(({rest})/$B$10,6),0)"
        if row > self._primera:
            given = f"SUM({letter}${self._primera}:{letter}{row - 1})"
            left = f"{rest}-{given}"
            formula = f"={left}" if last else f"=MIN({share},{left})"
        else:
            formula = f"={rest}" if last else f"={share}"
        shown = en_decimal(value)
        self._sheet.write_formula(
            row - 1, column, formula, self._formatos.dinero, shown
        )

    def _interes(self, row: int, cuota: CuotaEnLibro, balance: Centavos) -> None:
        formula = self._formula_interes(row, cuota, balance)
        shown = en_decimal(cuota.interes_plazo)
        if formula:
            style = self._formatos.dinero
            self._sheet.write_formula(row - 1, 7, formula, style, shown)
        else:
            self._sheet.write_number(row - 1, 7, shown, self._formatos.dato)

    def _formula_interes(self, row: int, cuota: CuotaEnLibro, balance: Centavos) -> str:
        """Return the formula that gives the interest as it was reckoned, if any."""
        tasa = self._libro.tasa
        if tasa is None:
            return ""
        if self._fija:
            return f"=ROUND(ROUND(D{row}*$B$11/1200,6),0)"
        days = self._transcurridos(cuota)
        for divisor in (365, 366, 360):
            exact = Fraction(balance) * tasa / 100 * days / divisor
            if redondear_al_peso(exact) == cuota.interes_plazo:
                return f"=ROUND(ROUND(D{row}*$B$11/100*E{row}/{divisor},6),0)"
        return ""

    def _cierre(self, row: int, cuota: CuotaEnLibro) -> None:
        """Write the total, what was paid of it and what is missing."""
        sheet, formatos = self._sheet, self._formatos
        total = en_decimal(cuota.total)
        sheet.write_formula(row - 1, 9, f"=SUM(F{row}:I{row})", formatos.dinero, total)
        sheet.write_number(row - 1, 10, en_decimal(cuota.abonado), formatos.dato)
        missing = en_decimal(cuota.total - cuota.abonado)
        sheet.write_formula(row - 1, 11, f"=J{row}-K{row}", formatos.dinero, missing)
        sheet.write_string(row - 1, 12, cuota.estado, self._estado)
        if cuota.pagada is not None:
            sheet.write_datetime(row - 1, 13, cuota.pagada, formatos.calculada)

    def _totales(self, row: int) -> None:
        sheet, formatos = self._sheet, self._formatos
        sheet.write_string(row - 1, 0, "TOTAL", formatos.negrilla)
        cuotas = self._libro.cuotas
        sums = (
            sum(c.capital for c in cuotas),
            sum(c.interes_causado for c in cuotas),
            sum(c.interes_plazo for c in cuotas),
            sum(c.costas for c in cuotas),
            sum(c.total for c in cuotas),
            sum(c.abonado for c in cuotas),
            sum(c.total - c.abonado for c in cuotas),
        )
        for column, value in enumerate(sums, start=5):
            letter = "ABCDEFGHIJKL"[column]
            formula = f"=SUM({letter}{_TITULOS + 1}:{letter}{row - 1})"
            amount = en_decimal(value)
            sheet.write_formula(row - 1, column, formula, formatos.total, amount)
        paid = f"F{row}+G{row}+I{row}-$B$6-$B$7-$B$8"
        formula = f'=IF(ROUND({paid},2)=0,"Cuadra con la deuda","No cuadra")'
        sheet.write_formula(
            row - 1, 12, formula, formatos.negrilla, "Cuadra con la deuda"
        )

    def _notas(self, row: int) -> None:
        style = self._formatos.nota
        for offset, note in enumerate(self._libro.notas):
            self._sheet.write_string(row - 1 + offset, 0, note, style)


def titulo(formatos: Formatos) -> Any:
    """Return the format of the first line of a sheet."""
    return formatos.de(bold=True, font_size=14, font_color=AZUL)
