"""Reads what a table of the screen shows: its columns as they stand, every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from cobro_desktop.exchange.informe import Clase, Columna
from cobro_ui.models.columns import COLUMNS
from cobro_ui.models.expedientes import ExpedienteTableModel
from cobro_ui.models.paged import PagedTexts
from cobro_ui.models.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QTableView

    from cobro_desktop.services.listas import Lista
    from cobro_desktop.services.progress import Progress
    from cobro_ui.listas.ports import ReadList
    from cobro_ui.models.columns import Column
    from cobro_ui.ports import Shell
    from cobro_ui.reads import ExpedienteLine

_PIXELS: Final = 7
"""Width of a character of a table, at 100 %."""
_READ: Final = 10 * PAGE
"""Lines of the case list read at a time."""
_AMOUNTS: Final = {"saldo"}
_DAYS: Final = {"vence": "vence_proximo", "prescribe": "fecha_segura"}


def reader_of(table: QTableView, shell: Shell) -> ReadList:
    """Return how to read the list of a table, off the GUI thread.

    What only the GUI thread may touch, the columns and the texts, is read now.
    """
    model = table.model()
    if isinstance(model, ExpedienteTableModel):
        return _cases(table, model, shell)
    return shown_reader_of(table)


def shown_reader_of(table: QTableView) -> ReadList:
    """Return how to read the list of a table word for word, as the clipboard wants it.

    In a file, a day of the case list is a day; on the screen it says how it stands too.
    """
    model = table.model()
    return _paged(table, model) if isinstance(model, PagedTexts) else _texts(table)


def _order(table: QTableView) -> list[int]:
    header, model = table.horizontalHeader(), table.model()
    columns = sorted(range(model.columnCount()), key=header.visualIndex)
    return [c for c in columns if not table.isColumnHidden(c)]


def _titles(table: QTableView, columns: Sequence[int]) -> list[tuple[str, int]]:
    model, across = table.model(), Qt.Orientation.Horizontal
    return [
        (str(model.headerData(c, across) or ""), table.columnWidth(c) // _PIXELS)
        for c in columns
    ]


def _paged(table: QTableView, model: PagedTexts) -> ReadList:
    """Read a list that holds only the rows in sight from its source."""
    columns = _order(table)
    titles, name = _titles(table, columns), table.accessibleName() or "Lista"
    lines = model.texts_later([range(table.model().rowCount())])

    def read(progress: Progress) -> Lista:
        from cobro_desktop.services.listas import de_textos

        rows = [[line[c] for c in columns] for line in lines(progress)]
        return de_textos(name, "", titles, rows)

    return read


def _texts(table: QTableView) -> ReadList:
    model, columns = table.model(), _order(table)
    titles = _titles(table, columns)
    rows = [
        [str(model.index(row, c).data() or "") for c in columns]
        for row in range(model.rowCount())
    ]
    name = table.accessibleName() or "Lista"

    def read(_progress: Progress) -> Lista:
        from cobro_desktop.services.listas import de_textos

        return de_textos(name, "", titles, rows)

    return read


def _cases(table: QTableView, model: ExpedienteTableModel, shell: Shell) -> ReadList:
    """Read the case list from its source: it shows only the rows at hand."""
    columns = [COLUMNS[c] for c in _order(table)]
    query, order, source = model.query, model.order, shell.expedientes
    scope = f"Consulta: {query}" if query else ""

    def lines(total: int) -> Iterator[tuple[Any, ...]]:
        for start in range(0, total, _READ):
            wanted = range(start, min(start + _READ, total))
            for line in source.rows(query, order, wanted, total):
                yield tuple(_cell(column, line) for column in columns)

    def read(_progress: Progress) -> Lista:
        from cobro_desktop.services.listas import Lista

        total = source.count(query).filas
        return Lista("Expedientes", scope, _columns(columns), lines(total), total)

    return read


def _columns(columns: Sequence[Column]) -> tuple[Columna, ...]:
    return tuple(
        Columna(
            column.title,
            _clase(column),
            max(column.width // _PIXELS, 14),
            suma=column.key in _AMOUNTS,
        )
        for column in columns
    )


def _clase(column: Column) -> Clase:
    if column.key in _AMOUNTS:
        return Clase.DINERO
    if column.key in _DAYS:
        return Clase.FECHA
    return Clase.CODIGO if column.figure else Clase.TEXTO


def _cell(column: Column, line: ExpedienteLine) -> Any:
    if column.key in _AMOUNTS:
        return line.saldo
    if column.key in _DAYS:
        return getattr(line, _DAYS[column.key])
    return column.text(line)
