"""The workbook of the bulletin: a sheet per section, in neutral columns (RULES 8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.direcciones import MAX_FILA
from cobro_desktop.exchange.informe import Clase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from cobro_desktop.exchange.informe import Celda

_AZUL: Final = "#1F3A5F"
_LETRA: Final = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
LINEA: Final = 13.5
"""Points of a line of text."""
MAX_LINEAS: Final = 30
_ANCHO_RESUMEN: Final = 78
"""Characters of a line of the first sheet."""
_CLASES: Final[Mapping[Clase, dict[str, Any]]] = {
    Clase.TEXTO: {"text_wrap": True},
    Clase.CODIGO: {"num_format": "@"},
    Clase.FECHA: {"num_format": "dd/mm/yyyy", "align": "center"},
    Clase.DINERO: {"num_format": '"$ "#,##0_)'},
    Clase.ENTERO: {"num_format": "0", "align": "center"},
}


@dataclass(frozen=True, slots=True)
class CampoBdme:
    """A column of the neutral format, which a form may also take."""

    clave: str
    titulo: str
    clase: Clase = Clase.TEXTO
    ancho: int = 14


CAMPOS: Final = (
    CampoBdme("tipo_doc", "Tipo de documento", Clase.CODIGO, 12),
    CampoBdme("numero_doc", "Número de documento", Clase.CODIGO, 17),
    CampoBdme("dv", "DV", Clase.CODIGO, 5),
    CampoBdme("nombre", "Nombre o razón social", ancho=36),
    CampoBdme("concepto", "Concepto", ancho=22),
    CampoBdme("acto", "Acto que genera la obligación", ancho=20),
    CampoBdme("numero_acto", "Número del acto", Clase.CODIGO, 20),
    CampoBdme("fecha_acto", "Fecha del acto", Clase.FECHA, 12),
    CampoBdme("valor", "Valor", Clase.DINERO, 18),
    CampoBdme("vencimiento", "Fecha de vencimiento", Clase.FECHA, 13),
    CampoBdme("extincion", "Fecha de extinción o prescripción", Clase.FECHA, 14),
    CampoBdme("novedad", "Tipo de novedad", ancho=16),
    CampoBdme("valor_anterior", "Valor reportado antes", Clase.DINERO, 18),
    CampoBdme("expediente", "Expediente", Clase.CODIGO, 20),
    CampoBdme("motivo", "Por qué", ancho=70),
)
"""One row per obligation; nothing here is a code of the CGN."""


@dataclass(frozen=True, slots=True)
class HojaBdme:
    """A section of the report."""

    nombre: str
    lineas: tuple[str, ...]
    filas: Iterable[Mapping[str, Celda]]
    """Values by `CampoBdme.clave`."""


def escribir_libro_bdme(
    destino: Path, resumen: Sequence[str], hojas: Sequence[HojaBdme], fecha: dt.date
) -> int:
    """Write the workbook and return how many rows of obligations it has.

    Texts are always texts, also those that begin with `= + - @`. The same report
    makes the same bytes: `fecha` is the day of the properties.

    Raises:
        InvalidDataError: a section with more rows than a sheet can hold.
    """
    options = {"constant_memory": False, "strings_to_formulas": False}
    count = 0
    with xlsxwriter.Workbook(str(destino), options) as book:
        created = dt.datetime.combine(fecha, dt.time(), dt.UTC)
        book.set_properties({"title": "Boletín de deudores", "created": created})
        pen = _Pluma(book)
        pen.write_summary(resumen)
        for hoja in hojas:
            count += pen.write_section(hoja)
    return count


class _Pluma:
    """Writes the sheets of one book."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._cells = {
            clase: book.add_format({**_LETRA, **options})
            for clase, options in _CLASES.items()
        }
        self._big = book.add_format(
            {**_LETRA, "bold": True, "font_size": 14, "font_color": _AZUL}
        )
        self._small = book.add_format({**_LETRA, "font_color": "#44505C"})
        self._head = book.add_format(
            {
                **_LETRA,
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": _AZUL,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
            }
        )

    def write_summary(self, lines: Sequence[str]) -> None:
        """Say on a first sheet what the report is and how it was made."""
        sheet = self._book.add_worksheet("Resumen")
        sheet.set_column(0, 0, _ANCHO_RESUMEN + 8)
        for row, line in enumerate(lines):
            cell = self._cells[Clase.TEXTO] if row else self._big
            sheet.write_string(row, 0, line, cell)
            if row:
                sheet.set_row(row, LINEA * -(-len(line) // _ANCHO_RESUMEN))
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)

    def write_section(self, hoja: HojaBdme) -> int:
        """Write a section; return how many rows it has."""
        sheet = self._book.add_worksheet(hoja.nombre)
        for row, line in enumerate(hoja.lineas):
            sheet.write_string(row, 0, line, self._small if row else self._big)
        titles = len(hoja.lineas) + 1
        sheet.set_row(titles, 3 * LINEA)
        for place, campo in enumerate(CAMPOS):
            sheet.set_column(place, place, campo.ancho)
            sheet.write_string(titles, place, campo.titulo, self._head)
        row = titles
        for fila in hoja.filas:
            row += 1
            if row >= MAX_FILA:
                message = (
                    f"La sección «{hoja.nombre}» tiene más filas de las que caben en "
                    "una hoja de Excel. No se escribió nada."
                )
                raise InvalidDataError(message)
            sheet.set_row(row, _height(fila))
            for place, campo in enumerate(CAMPOS):
                self._write(sheet, row, place, campo.clase, fila.get(campo.clave))
        self._set_page(sheet, titles, row)
        return row - titles

    def _write(
        self, sheet: Any, row: int, place: int, clase: Clase, value: Celda
    ) -> None:
        style = self._cells[clase]
        if value is None or value == "":
            return
        if isinstance(value, dt.date):
            sheet.write_datetime(
                row, place, dt.datetime.combine(value, dt.time()), style
            )
        elif isinstance(value, int):
            pesos = clase is Clase.DINERO
            sheet.write_number(row, place, en_celda(value) if pesos else value, style)
        else:
            sheet.write_string(row, place, value, style)

    def _set_page(self, sheet: Any, titles: int, last: int) -> None:
        sheet.freeze_panes(titles + 1, 4)
        sheet.autofilter(titles, 0, max(last, titles), len(CAMPOS) - 1)
        sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(2, 0)
        sheet.repeat_columns(0, 3)
        sheet.repeat_rows(titles)
        sheet.set_footer("&L&8&A&R&8Página &P de &N")
        numbers = {"number_stored_as_text": f"A{titles + 2}:N{max(last, titles) + 1}"}
        sheet.ignore_errors(numbers)


def _height(fila: Mapping[str, Celda]) -> float:
    """Return the points that the longest text of a row takes, wrapped in its column."""
    lines = max(
        -(-len(text) // (campo.ancho - 4))
        for campo in CAMPOS
        if campo.clase is Clase.TEXTO
        for text in [str(fila.get(campo.clave) or " ")]
    )
    return LINEA * min(lines, MAX_LINEAS)


def en_celda(centavos: int) -> Any:
    """Return an amount in pesos as a cell takes it: whole, or with its centavos."""
    pesos = en_pesos(centavos)
    if isinstance(pesos, int):
        return pesos
    from decimal import Decimal

    return Decimal(pesos)
