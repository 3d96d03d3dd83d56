"""The parts of a workbook that do not depend on its rows, made with XlsxWriter."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import xlsxwriter

from cobro_desktop.exchange.direcciones import letras
from cobro_desktop.exchange.informe import Clase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.exchange.informe import Columna, Grafico, Informe

CARTA: Final = 1
HOJAS: Final = "xl/worksheets/sheet{}.xml"
ANCHO_DE_PAGINA: Final = 190
"""Characters that a landscape letter page takes at the smallest legible size."""
PAGINAS: Final = 4
ANCHO_DE_TOTAL: Final = 21
"""Characters of a total of millions of millions, in bold."""
MAX_AYUDA: Final = 255
LINEA, ALTO_DE_TITULOS, MAX_ALTO = 14, 36, 150
"""Points of a line of bold text, of the usual titles and of the highest ones."""

_LETRA = {"font_name": "Calibri", "font_size": 10}
_AZUL, _VERDE, _CLARO = "#1F3A5F", "#2B6A4D", "#F1F8F4"
_PESOS = '"$ "#,##0_)'
_FORMATOS = {
    Clase.FECHA: {"num_format": "dd/mm/yyyy", "align": "center"},
    Clase.DINERO: {"num_format": _PESOS},
    Clase.ENTERO: {"num_format": "0", "align": "center"},
    Clase.CODIGO: {"num_format": "@"},
    Clase.TEXTO: {"num_format": "@"},
    Clase.OCULTA: {"num_format": "@"},
}
_PERMITIDO = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


@dataclass(frozen=True, slots=True)
class HojaCortada:
    """A sheet cut where its rows go."""

    nombre: str
    """Part of the package."""
    antes: bytes
    """The sheet up to the first row of data."""
    despues: bytes
    """The sheet from the row of totals on."""
    estilos: tuple[int, ...]
    """Style of the cells of each column."""


@dataclass(frozen=True, slots=True)
class Esqueleto:
    """A workbook without its rows."""

    hojas: tuple[HojaCortada, ...]
    partes: Mapping[str, bytes]
    """The parts of the package that are no sheets."""


class Medida(NamedTuple):
    """What is known of a sheet once its rows are written."""

    filas: int
    sumas: Sequence[int] = ()
    """Totals by column, in centavos."""


def hacer_esqueleto(
    informes: Sequence[Informe], medidas: Sequence[Medida]
) -> Esqueleto:
    """Make the workbook of some reports, a sheet each."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(content, options) as book:
        first = informes[0]
        created = dt.datetime.combine(first.fecha, dt.time(), dt.UTC)
        book.set_properties({"title": first.hoja, "created": created})
        for informe, medida in zip(informes, medidas, strict=True):
            _Hoja(book, informe, max(medida.filas, 1)).escribir(medida.sumas)
    with zipfile.ZipFile(content) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = tuple(
        _cut(HOJAS.format(number), parts, informe)
        for number, informe in enumerate(informes, start=1)
    )
    return Esqueleto(sheets, parts)


def _cut(name: str, parts: dict[str, bytes], informe: Informe) -> HojaCortada:
    sheet = parts.pop(name)
    sheet = re.sub(rb"<dimension [^>]*/>", b"", sheet)
    start = sheet.index(b'<row r="%d"' % informe.primera)
    end = sheet.index(b"</row>", start) + len(b"</row>")
    styles = re.findall(rb'<c r="[A-Z]+\d+" s="(\d+)"', sheet[start:end])
    return HojaCortada(
        name, sheet[:start], sheet[end:], tuple(int(style) for style in styles)
    )


class _Hoja:
    """A sheet of the workbook, with one blank row in place of its data."""

    def __init__(self, book: Any, informe: Informe, filas: int) -> None:
        self._book = book
        self._informe = informe
        self._sheet = book.add_worksheet(informe.hoja)
        self._titulos = informe.primera - 2
        self._ultima = informe.primera + filas - 2
        """Last row of data, from 0 as XlsxWriter counts; so is `_titulos`."""

    def escribir(self, sumas: Sequence[int]) -> None:
        """Write everything but the rows."""
        self._write_top()
        for index, column in enumerate(self._informe.columnas):
            self._write_column(index, column)
        self._write_totals(sumas)
        self._set_page()
        self._sheet.freeze_panes(self._titulos + 1, self._informe.fijas)
        last = len(self._informe.columnas) - 1
        self._sheet.autofilter(self._titulos, 0, self._ultima, last)
        self._sheet.protect("", _PERMITIDO)
        if self._informe.grafico is not None:
            self._draw(self._informe.grafico)

    def _write_top(self) -> None:
        big = self._format(bold=True, font_size=14, font_color=_AZUL)
        small = self._format(font_color="#44505C")
        for row, line in enumerate(self._informe.encabezado):
            self._sheet.write_string(row, 0, line, small if row else big)
        self._sheet.set_row(0, 22)
        self._sheet.set_row(self._titulos, _alto(self._informe.columnas))

    def _write_column(self, index: int, column: Columna) -> None:
        hidden = column.clase is Clase.OCULTA
        self._sheet.set_column(
            index, index, _ancho(column), None, {"hidden": True} if hidden else {}
        )
        self._sheet.write_string(
            self._titulos, index, column.titulo, self._title_format(column)
        )
        first = self._titulos + 1
        self._sheet.write_blank(first, index, None, self._cell_format(column))
        if column.editable:
            self._sheet.data_validation(
                first, index, self._ultima, index, _validation(column)
            )
        if column.clase in {Clase.CODIGO, Clase.TEXTO, Clase.OCULTA}:
            place = letras(index)
            self._numeric_text(f"{place}{first + 1}:{place}{self._ultima + 1}")

    def _numeric_text(self, place: str) -> None:
        """Silence the green corners of texts that look like numbers."""
        known = self._sheet.ignored_errors or {}
        ranges = f"{known.get('number_stored_as_text', '')} {place}".strip()
        self._sheet.ignore_errors({"number_stored_as_text": ranges})

    def _write_totals(self, sumas: Sequence[int]) -> None:
        added = [i for i, c in enumerate(self._informe.columnas) if c.suma]
        if not added or not sumas:
            return
        row = self._ultima + 1
        bold = self._format(bold=True, top=1, num_format=_PESOS)
        count = self._format(bold=True, top=1, num_format="#,##0", align="center")
        self._sheet.write_string(row, 0, "TOTAL", bold)
        for index in added:
            place = letras(index)
            first = self._titulos + 2
            formula = f"=SUBTOTAL(109,{place}{first}:{place}{self._ultima + 1})"
            money = self._informe.columnas[index].clase is Clase.DINERO
            total = Decimal(sumas[index]) / 100 if money else sumas[index]
            look = bold if money else count
            self._sheet.write_formula(row, index, formula, look, total)

    def _draw(self, grafico: Grafico) -> None:
        """Put a chart under the table, so that it never covers it."""
        name, first = self._informe.hoja, self._titulos + 1

        def column(index: int) -> list[object]:
            return [name, first, index, self._ultima, index]

        chart = self._book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": self._informe.columnas[grafico.valores].titulo,
                "categories": column(grafico.categorias),
                "values": column(grafico.valores),
                "fill": {"color": _AZUL},
            }
        )
        chart.set_title({"name": grafico.titulo, "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True}})
        chart.set_size({"width": 760, "height": 320})
        self._sheet.insert_chart(self._ultima + 4, 0, chart)

    def _set_page(self) -> None:
        sheet, columns = self._sheet, self._informe.columnas
        shown = sum(_ancho(c) for c in columns if c.clase is not Clase.OCULTA)
        sheet.set_landscape()
        sheet.set_paper(CARTA)
        wide = min(-(-shown // ANCHO_DE_PAGINA), PAGINAS)
        # A page cut would split the chart, and its table is short.
        sheet.fit_to_pages(wide, 1 if self._informe.grafico else 0)
        sheet.repeat_rows(self._titulos)
        if self._informe.fijas:
            sheet.repeat_columns(0, self._informe.fijas - 1)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        top = [line.replace("&", "&&") for line in self._informe.encabezado]
        sheet.set_header("&L&9{}&R&9{}".format(*[*top, "", ""][:2])[:MAX_AYUDA])
        sheet.set_footer("&L&8&A&R&8Página &P de &N")

    def _title_format(self, column: Columna) -> Any:
        return self._format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=_VERDE if column.editable else _AZUL,
            text_wrap=True,
            align="center",
            valign="vcenter",
            border=1,
            border_color="#FFFFFF",
        )

    def _cell_format(self, column: Columna) -> Any:
        options: dict[str, Any] = {
            "valign": "top",
            "bottom": 4,
            "bottom_color": "#B9C3CE",
            **_FORMATOS[column.clase],
        }
        if column.ajusta:
            options["text_wrap"] = True
        if column.editable:
            options |= {"locked": False, "bg_color": _CLARO}
        return self._format(**options)

    def _format(self, **options: Any) -> Any:
        return self._book.add_format({**_LETRA, **options})


def _ancho(column: Columna) -> int:
    """Return the width of a column: one of amounts has room for its total."""
    total = column.suma and column.clase is Clase.DINERO
    return max(column.ancho, ANCHO_DE_TOTAL) if total else column.ancho


def _alto(columns: Sequence[Columna]) -> int:
    """Return the height of the titles, in points, by the one that needs most lines."""
    lines = max(
        len(wrap(column.titulo, max(column.ancho - 1, 1)))
        for column in columns
        if column.clase is not Clase.OCULTA
    )
    return min(max(lines * LINEA + 6, ALTO_DE_TITULOS), MAX_ALTO)


def _validation(column: Columna) -> dict[str, Any]:
    rule: dict[str, Any]
    what = "un texto de hasta 500 caracteres"
    if column.lista:
        rule = {"validate": "list", "source": list(column.lista)}
        what = "uno de los valores de la lista"
    elif column.clase is Clase.DINERO:
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        what = "un valor en pesos, sin puntos ni signos"
    elif column.clase is Clase.FECHA:
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": dt.date(1990, 1, 1),
            "maximum": dt.date(2100, 12, 31),
        }
        what = "una fecha: día/mes/año"
    elif column.clase is Clase.ENTERO:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
        what = "un número entero"
    else:
        rule = {"validate": "length", "criteria": "<=", "value": 500}
    return rule | {
        "input_title": column.titulo[:32],
        "input_message": (column.ayuda or f"Escriba {what}.")[:MAX_AYUDA],
        "error_title": "Dato que no corresponde",
        "error_message": f"Aquí va {what}.",
    }
