"""The sheet of one obligation: its account, row after row, in formulas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.dinero import PESO, redondear_al_peso
from cobro_desktop.domain.imputacion import NORMAS, Conceptos, Imputacion
from cobro_desktop.domain.intereses.dias import DIA
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.exchange import libro_liquidacion_formulas as formulas
from cobro_desktop.exchange.direcciones import letras
from cobro_desktop.exchange.libro_liquidacion_formatos import (
    AZUL,
    COLUMNAS,
    Formatos,
    columnas_de,
    en_decimal,
    fijar_pagina,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.domain.cuenta import AbonoImputado
    from cobro_desktop.domain.intereses.periodo import Monto, Periodo
    from cobro_desktop.domain.liquidacion import Liquidacion

_TITULOS: Final = 8
_DIA_CERO: Final = 693_594
"""What `toordinal` says of the day that a spreadsheet counts as 0."""
_CONCEPTOS: Final = ("capital", "intereses", "costas")
_DE_PERIODO: Final = ("desde", "hasta", "dias", "base", "tasa", "divisor")


@dataclass(frozen=True, slots=True)
class Resultado:
    """Where a sheet leaves its figures."""

    hoja: str
    celdas: tuple[str, ...]
    """Capital, interest, costs, total and one more day."""


def escribir_hoja(
    book: Any, nombre: str, formatos: Formatos, titulo: str, found: Liquidacion
) -> Resultado:
    """Add the sheet of an obligation and tell where its figures are."""
    sheet = _Hoja(book.add_worksheet(nombre), formatos, found)
    return Resultado(nombre, sheet.escribir(titulo))


class _Hoja:
    """Writes rows from the top; each knows where the balances before it stand."""

    def __init__(self, sheet: Any, formatos: Formatos, found: Liquidacion) -> None:
        self._sheet, self._formatos, self._found = sheet, formatos, found
        self._columnas = columnas_de(found)
        cuenta = found.cuenta
        self._debido = Conceptos(
            cuenta.capital - cuenta.abono_historico, 0, cuenta.costas
        )
        self._row = 0
        """The row being written, from 0."""
        self._saldo = 0
        """Row of the last balances, from 1 as formulas count; so is the next."""
        self._ultimo_periodo = 0
        self._gastos = sorted(cuenta.gastos, key=lambda g: g.fecha, reverse=True)
        """Those that no row has yet, the next one last."""

    def escribir(self, titulo: str) -> tuple[str, ...]:
        """Write the whole account; return the cells of its figures."""
        self._cabeza(titulo)
        pending = list(self._found.periodos)
        for abono in self._found.abonos:
            inside = [p for p in pending if p.hasta <= abono.abono.fecha]
            del pending[: len(inside)]
            self._tramo(inside)
            self._gastos_hasta(abono.abono.fecha)
            self._abono(abono)
        self._tramo(pending)
        self._gastos_hasta(self._found.cuenta.corte)
        cells = self._cierre()
        self._sheet.freeze_panes(_TITULOS + 1, 1)
        self._sheet.repeat_rows(_TITULOS)
        self._sheet.print_area(0, 0, self._row, self._columnas["costas"])
        fijar_pagina(self._sheet)
        return cells

    def _celda(self, key: str, row: int) -> str:
        return f"{letras(self._columnas[key])}{row}"

    def _formula(self, key: str, formula: str, valor: Monto, formato: Any) -> None:
        """Write a formula in the current row; `valor` is its result, in centavos."""
        column, shown = self._columnas[key], en_decimal(valor)
        self._sheet.write_formula(self._row, column, f"={formula}", formato, shown)

    def _cabeza(self, titulo: str) -> None:
        sheet, formatos, cuenta = self._sheet, self._formatos, self._found.cuenta
        ficha = FICHAS[cuenta.regimen]
        head = formatos.de(bold=True, font_size=13, font_color=AZUL)
        sheet.write_string(0, 0, titulo, head)
        norma = f"{ficha.nombre} ({ficha.norma})"
        if self._found.abonos:
            norma += f". Abonos según {NORMAS[self._imputacion]}"
        sheet.write_string(1, 0, norma, formatos.nota)
        money = (
            ("Capital", cuenta.capital),
            ("Abonos sin fecha", cuenta.abono_historico),
            ("Costas", cuenta.costas),
        )
        for row, (name, value) in enumerate(money, start=2):
            sheet.write_string(row, 0, name, formatos.texto)
            sheet.write_number(row, 1, en_decimal(value), formatos.dato)
        days = (("Exigible", cuenta.exigible), ("Corte", cuenta.corte))
        for row, (name, day) in enumerate(days, start=5):
            sheet.write_string(row, 0, name, formatos.texto)
            sheet.write_datetime(row, 1, day, formatos.fecha)
        for key, title, width in COLUMNAS:
            if key in self._columnas:
                column = self._columnas[key]
                sheet.set_column(column, column, width)
                sheet.write_string(_TITULOS, column, title, formatos.titulo)
        sheet.set_row(_TITULOS, 30)
        self._row = _TITULOS + 1
        self._nombre("Saldo inicial")
        self._debe("B3-B4", "0", "B5")

    @property
    def _imputacion(self) -> Imputacion:
        return Imputacion(self._found.opciones["imputacion"])

    def _nombre(self, texto: str, *, bold: bool = False) -> None:
        style = self._formatos.negrilla if bold else self._formatos.texto
        self._sheet.write_string(self._row, 0, texto, style)

    def _debe(self, *por_concepto: str) -> None:
        """Close the row with what is owed after it."""
        debido = self._debido
        amounts = (debido.capital, debido.intereses, debido.costas)
        for key, formula, amount in zip(_CONCEPTOS, por_concepto, amounts, strict=True):
            self._formula(key, formula, amount, self._formatos.dinero)
        self._row += 1
        self._saldo = self._row

    def _tramo(self, periodos: Sequence[Periodo]) -> None:
        """Write the periods since the last event and their rounding."""
        if not periodos:
            return
        first = self._row + 1
        for periodo in periodos:
            self._periodo(periodo, primero=self._row + 1 == first)
        self._ultimo_periodo = self._row
        self._nombre("Interés causado", bold=True)
        earned = self._redondeo("interes", [p.interes for p in periodos])
        grown = self._redondeo("subida", [p.valorizacion for p in periodos])
        before = self._debido
        self._debido = Conceptos(
            before.capital + grown, before.intereses + earned, before.costas
        )
        own = {k: self._celda(k, self._saldo) for k in _CONCEPTOS}
        row, capital = self._row + 1, own["capital"]
        if "subida" in self._columnas:
            capital += f"+{self._celda('subida', row)}"
        interes = f"{own['intereses']}+{self._celda('interes', row)}"
        self._debe(capital, interes, own["costas"])

    def _gastos_hasta(self, fecha: date) -> None:
        """Write a row for each expense that is owed by a day."""
        while self._gastos and self._gastos[-1].fecha <= fecha:
            gasto = self._gastos.pop()
            self._nombre("Gasto del cobro", bold=True)
            desde = self._columnas["desde"]
            self._sheet.write_datetime(
                self._row, desde, gasto.fecha, self._formatos.fecha
            )
            self._debido = self._debido.menos(Conceptos(costas=-gasto.valor))
            own = [self._celda(key, self._saldo) for key in _CONCEPTOS]
            own[2] += f"+{en_decimal(gasto.valor)}"
            self._debe(*own)

    def _redondeo(self, key: str, exactos: Sequence[Fraction]) -> int:
        """Round the column of the rows just written; return the centavos."""
        value = redondear_al_peso(sum(exactos, Fraction(0)))
        if key in self._columnas:
            first = self._row - len(exactos) + 1
            place = f"{self._celda(key, first)}:{self._celda(key, self._row)}"
            total = formulas.suma_al_peso(place)
            self._formula(key, total, value, self._formatos.total)
        return value

    def _periodo(self, periodo: Periodo, *, primero: bool) -> None:
        sheet, formatos, columns = self._sheet, self._formatos, self._columnas
        cell = {key: self._celda(key, self._row + 1) for key in _DE_PERIODO}
        self._nombre("Período")
        self._extremos(periodo)
        days = formulas.dias(periodo, cell["desde"], cell["hasta"])
        self._formula("dias", days, periodo.dias * PESO, formatos.entero)
        sheet.write_number(self._row, columns["tasa"], periodo.tasa, formatos.tasa)
        divisor = columns["divisor"]
        sheet.write_number(self._row, divisor, periodo.divisor, formatos.divisor)
        fuente = periodo.fuente.removeprefix("Superfinanciera, ")
        sheet.write_string(self._row, columns["fuente"], fuente, formatos.nota)
        base = self._celda("capital", self._saldo)
        if self._found.cuenta.regimen is Regimen.LEY80:
            before = base if primero else self._celda("base", self._row)
            base = self._actualizada(periodo, before)
        self._formula("base", base, periodo.base, formatos.dinero)
        mensual = self._found.opciones.get("cco884.conv") == "NOM_MONTHLY"
        interes = formulas.interes(periodo, cell, mensual=mensual)
        self._formula("interes", interes, periodo.interes, formatos.dinero)
        self._row += 1

    def _extremos(self, periodo: Periodo) -> None:
        """Write the days of a period; its ends follow the dates of the account."""
        cuenta = self._found.cuenta
        follow = {
            "desde": (periodo.desde, cuenta.exigible + DIA, "B6+1"),
            "hasta": (periodo.hasta, cuenta.corte, "B7"),
        }
        for key, (day, known, formula) in follow.items():
            if day == known:
                serial = (day.toordinal() - _DIA_CERO) * PESO
                self._formula(key, formula, serial, self._formatos.calculada)
            else:
                column = self._columnas[key]
                self._sheet.write_datetime(self._row, column, day, self._formatos.fecha)

    def _actualizada(self, periodo: Periodo, before: str) -> str:
        """Write the index and the growth of a Ley 80 period; return its base."""
        row = self._row + 1
        value = Fraction(periodo.base) - periodo.valorizacion
        ipc = periodo.valorizacion * 100 * periodo.divisor / (value * periodo.dias)
        column = self._columnas["ipc"]
        self._sheet.write_number(self._row, column, ipc, self._formatos.tasa)
        index, dias, divisor = (self._celda(k, row) for k in ("ipc", "dias", "divisor"))
        growth = f"{before}*{index}/100*{dias}/{divisor}"
        self._formula("subida", growth, periodo.valorizacion, self._formatos.dinero)
        return f"{before}+{self._celda('subida', row)}"

    def _abono(self, imputado: AbonoImputado) -> None:
        sheet, formatos, columns = self._sheet, self._formatos, self._columnas
        day, row = imputado.abono.fecha, self._row + 1
        self._nombre("Abono", bold=True)
        sheet.write_datetime(self._row, columns["desde"], day, formatos.fecha)
        amount = en_decimal(imputado.abono.valor)
        sheet.write_number(self._row, columns["abono"], amount, formatos.dato)
        owed = [self._celda(key, self._saldo) for key in _CONCEPTOS]
        abono = self._celda("abono", row)
        applied = f"MIN({abono},{'+'.join(owed)})"
        if self._imputacion is Imputacion.ET_804:
            self._proporcional(imputado, owed, applied)
        else:
            self._intereses_primero(imputado.pagado, owed, applied)
        excess = f"{abono}-{applied}"
        self._formula("a_favor", excess, imputado.saldo_a_favor, formatos.dinero)
        self._debido = imputado.saldo
        paid = [self._celda(f"a_{key}", row) for key in _CONCEPTOS]
        self._debe(*(f"{o}-{p}" for o, p in zip(owed, paid, strict=True)))

    def _intereses_primero(
        self, pagado: Conceptos, owed: Sequence[str], applied: str
    ) -> None:
        row, money = self._row + 1, self._formatos.dinero
        interes, costas = self._celda("a_intereses", row), self._celda("a_costas", row)
        first = f"MIN({applied},{owed[1]})"
        self._formula("a_intereses", first, pagado.intereses, money)
        then = f"MIN({applied}-{interes},{owed[2]})"
        self._formula("a_costas", then, pagado.costas, money)
        rest = f"{applied}-{interes}-{costas}"
        self._formula("a_capital", rest, pagado.capital, money)

    def _proporcional(
        self, imputado: AbonoImputado, owed: Sequence[str], applied: str
    ) -> None:
        """Share by largest remainder, in pesos, or in centavos where some has them."""
        row, pagado, debido = self._row + 1, imputado.pagado, self._debido
        due = (debido.capital, debido.intereses, debido.costas)
        coin = PESO
        if any(amount % PESO for amount in (imputado.abono.valor, *due)):
            coin = 1
        unit = "1" if coin == PESO else "0.01"
        cuotas = [self._celda(f"cuota_{key}", row) for key in _CONCEPTOS]
        exact = [
            Fraction(pagado.total * part, (debido.total or 1) * coin) for part in due
        ]
        for key, part, share in zip(_CONCEPTOS, owed, exact, strict=True):
            formula = formulas.cuota(applied, part, owed, unit)
            self._formula(f"cuota_{key}", formula, share * PESO, self._formatos.cuota)
        left = pagado.total // coin - sum(int(share) for share in exact)
        formula = formulas.sin_repartir(applied, cuotas, unit)
        self._formula("resto", formula, left * PESO, self._formatos.entero)
        rest = self._celda("resto", row)
        amounts = (pagado.capital, pagado.intereses, pagado.costas)
        for position, amount in enumerate(amounts):
            formula = formulas.repartido(cuotas, position, rest, unit)
            key = f"a_{_CONCEPTOS[position]}"
            self._formula(key, formula, amount, self._formatos.dinero)

    def _cierre(self) -> tuple[str, ...]:
        """Write the totals under the account; return where they are."""
        found, formatos, saldo = self._found, self._formatos, self._found.saldo
        self._row += 1
        amounts = (saldo.capital, saldo.intereses, saldo.costas)
        cells = [
            self._linea(f"Se debe de {key}", self._celda(key, self._saldo), amount)
            for key, amount in zip(_CONCEPTOS, amounts, strict=True)
        ]
        total = self._linea(
            "Total al corte", "+".join(cells), found.total, formatos.total
        )
        day = self._linea(
            "Por cada día adicional",
            self._por_dia(cells[0]),
            found.por_dia_adicional,
        )
        return (*cells, total, day)

    def _por_dia(self, capital: str) -> str:
        """Return the formula of one more day at the last rate; empty for others."""
        last = self._found.periodos[-1] if self._found.periodos else None
        if last is None or last.hasta != self._found.cuenta.corte or last.efectivo:
            return ""
        exact = Fraction(self._found.saldo.capital) * last.tasa / (100 * last.divisor)
        if abs(exact - self._found.por_dia_adicional) > Fraction(1, 2):
            return ""
        row = self._ultimo_periodo
        tasa, divisor = self._celda("tasa", row), self._celda("divisor", row)
        return f"ROUND({capital}*{tasa}/100/{divisor},2)"

    def _linea(self, name: str, formula: str, valor: int, formato: Any = None) -> str:
        """Write a figure under the account; a number where no formula gives it."""
        shown = en_decimal(valor)
        self._nombre(name)
        money = formato or self._formatos.dinero
        if formula:
            self._sheet.write_formula(self._row, 1, f"={formula}", money, shown)
        else:
            self._sheet.write_number(self._row, 1, shown, money)
        self._row += 1
        return f"B{self._row}"
