"""Writes the rejected rows as a workbook that is corrected and imported again.

A second sheet lists what the file says otherwise than the base, and what is done.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cobro_desktop.exchange.direcciones import letras
from cobro_desktop.exchange.salida import leer_celdas, leer_rechazadas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.exchange.resultado import ResumenLectura

MOTIVO = "Motivo"
HOJA = "Rechazos"
MAX_TEXTO = 32_767
"""What a cell of a workbook can hold."""
ANCHO = 20
ANCHO_MOTIVO = 70
DIFERENCIAS: Final = "Diferencias"


class Diferencia(NamedTuple):
    """What a cell says otherwise than the base; all as it is shown."""

    celda: str
    expediente: str
    dato: str
    esta: str
    dice: str
    que_se_hace: str


_TITULOS: Final = (
    ("Celda", 10),
    ("Expediente", 20),
    ("Qué dato", 24),
    ("Está en el programa", 34),
    ("Dice el archivo", 34),
    ("Qué se hace", 60),
)


def escribir_rechazos(
    resumen: ResumenLectura, destino: Path, diferencias: Sequence[Diferencia] = ()
) -> int:
    """Write the rejected rows with their columns and why; return how many.

    Values go as they came: a text that begins with `= + - @` stays text. The caller
    gives a temporary path and moves it when it is whole.
    """
    import xlsxwriter  # heavy, and only here

    options = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(str(destino), options) as book:
        sheet = book.add_worksheet(HOJA)
        styles = _styles(book)
        titles = [column.titulo or column.letra for column in resumen.columnas]
        said = resumen.dichas
        titles += [title for title, _ in said]
        sheet.write_row(0, 0, [*titles, MOTIVO], styles["titulo"])
        count = 0
        reasons, wrong = _reasons(resumen)
        for fila, cells in leer_rechazadas(resumen):
            count += 1
            days = [date.fromisoformat(day) for _, day in said]
            for index, value in enumerate([*cells, *days]):
                bad = (fila, letras(index)) in wrong
                _write(sheet, (count, index), value, styles, bad=bad)
            sheet.write_string(
                count, len(titles), reasons.get(fila, ""), styles["motivo"]
            )
        _finish(sheet, count, len(titles))
        if diferencias:
            _differences(book.add_worksheet(DIFERENCIAS), diferencias, styles)
    return count


def _differences(
    sheet: Any, diferencias: Sequence[Diferencia], styles: dict[str, Any]
) -> None:
    for index, (title, width) in enumerate(_TITULOS):
        sheet.write_string(0, index, title, styles["titulo"])
        sheet.set_column(index, index, width)
    for number, row in enumerate(diferencias, start=1):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text[:MAX_TEXTO], styles["texto"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(diferencias), len(_TITULOS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _styles(book: Any) -> dict[str, Any]:
    base = {"valign": "top"}
    red = {**base, "bg_color": "#FCE4E4"}
    day = {"num_format": "dd/mm/yyyy"}
    return {
        "titulo": book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF",
             "text_wrap": True, "valign": "vcenter"}
        ),
        "motivo": book.add_format({**base, "text_wrap": True, "font_color": "#9C1C1C"}),
        "normal": book.add_format(base),
        "texto": book.add_format({**base, "text_wrap": True}),
        "mal": book.add_format(red),
        "fecha": book.add_format({**base, **day}),
        "fecha mal": book.add_format({**red, **day}),
    }  # fmt: skip


def _write(
    sheet: Any,
    place: tuple[int, int],
    value: object,
    styles: dict[str, Any],
    *,
    bad: bool,
) -> None:
    style = styles["mal" if bad else "normal"]
    if isinstance(value, date):
        sheet.write_datetime(*place, value, styles["fecha mal" if bad else "fecha"])
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(*place, value, style)
    elif value:
        sheet.write_string(*place, str(value)[:MAX_TEXTO], style)
    elif bad:
        sheet.write_blank(*place, None, style)


def _reasons(
    resumen: ResumenLectura,
) -> tuple[dict[int, str], set[tuple[int, str]]]:
    """Collect the sentences of each row, and the cells to mark."""
    by_row: dict[int, list[str]] = {}
    wrong = set()
    for error in leer_celdas(resumen, "error"):
        by_row.setdefault(error.fila, []).append(f"{error.columna}: {error.motivo}")
        wrong.add((error.fila, error.celda.rstrip("0123456789")))
    return {fila: " ".join(parts) for fila, parts in by_row.items()}, wrong


def _finish(sheet: Any, rows: int, width: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), width)
    sheet.set_column(0, width - 1, ANCHO)
    sheet.set_column(width, width, ANCHO_MOTIVO)
    sheet.set_row(0, 30)
