"""Step 3: counts and sums of a trial, rejected cells, re-entries, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from cobro_desktop.formats import miles
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_ui.dialogs.import_report import (
        Cell,
        ImportReport,
        Reentry,
    )
    from cobro_ui.theme.theme import Theme

R = TypeVar("R")


def _value(cell: Cell) -> str:
    return cell.valor or ("(vacía)" if cell.celda else "")


_CELLS: tuple[Field[Cell], ...] = (
    Field("Celda", lambda c: c.celda, 70),
    Field("Columna", lambda c: " ".join(c.columna.split()), 150),
    Field("Valor", _value, 130),
    Field("Motivo", lambda c: c.motivo, 300),
)
_REENTRIES: tuple[Field[Reentry], ...] = (
    Field("Fila", lambda r: miles(r.fila), 80, figure=True),
    Field("Expediente que vuelve", lambda r: r.expediente, 300),
)
_GUARDAR = {
    False: "&Guardar filas rechazadas…",
    True: "&Guardar rechazadas y diferencias…",
}
"""What the workbook takes, by whether something differs."""
_EMPTY = {
    "Filas rechazadas": (
        "No hay filas rechazadas",
        "Todas las filas con datos se entienden.",
    ),
    "Reingresos": (
        "No hay reingresos",
        "Aquí se ven los títulos que se habían devuelto y vuelven corregidos.",
    ),
    "Avisos": ("No hay avisos", "Nada del archivo llama la atención."),
}


class ImportReview(QWidget):
    """Shows an `ImportReport`."""

    save_asked = Signal()
    """Somebody wants the rejected rows in a workbook."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.card = KeyValueCard("Lo que se encontró", theme)
        self.rejected: CellsPage[Cell] = CellsPage(
            "Filas rechazadas", _CELLS, theme, _reason
        )
        self.reentries: CellsPage[Reentry] = CellsPage(
            "Reingresos", _REENTRIES, theme, _reentry
        )
        self.notices: CellsPage[Cell] = CellsPage("Avisos", _CELLS, theme, _reason)
        self.save = QPushButton(_GUARDAR[False])
        self.tabs = QTabWidget()
        self._build()

    def _build(self) -> None:
        self.save.setToolTip(
            "Un libro de Excel con esas filas y el motivo, para corregir e importar"
        )
        self.save.clicked.connect(self.save_asked)
        self.rejected.foot.addWidget(self.save)
        self.tabs.setDocumentMode(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.card)
        layout.addWidget(self.tabs, 1)
        for page in self._pages():
            self.tabs.addTab(page, "")

    def show_report(self, report: ImportReport) -> None:
        """Show what a trial answered."""
        self.card.show_lines(_lines(report))
        self.rejected.show_rows(report.errores)
        differ = bool(report.diferencias)
        self.save.setVisible(report.rechazadas > 0 or differ)
        self.save.setText(_GUARDAR[differ])
        self.reentries.show_rows(report.reingresos)
        self.notices.show_rows(report.avisos)
        titles = (
            ("Filas rec&hazadas", len(report.errores)),
            ("Re&ingresos", len(report.reingresos)),
            ("A&visos", len(report.avisos)),
        )
        for number, (title, count) in enumerate(titles):
            self.tabs.setTabText(number, f"{title} ({miles(count)})")
        first = next((n for n, (_, count) in enumerate(titles) if count), 0)
        self.tabs.setCurrentIndex(first)

    def _pages(self) -> tuple[QWidget, ...]:
        return (self.rejected, self.reentries, self.notices)


class CellsPage(QWidget, Generic[R]):
    """A table, and below it the whole sentence of the row in focus."""

    def __init__(
        self,
        name: str,
        fields: Sequence[Field[R]],
        theme: Theme,
        sentence: Callable[[R], str],
    ) -> None:
        super().__init__()
        self._sentence = sentence
        self.table = TableTab(name, fields, theme, say(Icon.OK, theme, *_EMPTY[name]))
        self._whole = data_label(wrap=True)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self._whole, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addLayout(self.foot)
        selection = self.table.table.selectionModel()
        selection.currentRowChanged.connect(self._current)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show rows, the first in focus."""
        self.table.show_rows(rows)
        self._whole.clear()
        if rows:
            self.table.table.selectRow(0)

    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._whole.setText(self._sentence(self.table.table.rows.row(now.row())))


def _lines(report: ImportReport) -> list[KeyValue]:
    lines = [
        KeyValue("Hoja", report.hoja),
        KeyValue("Filas con datos", report.cuentas()),
        KeyValue("Aparte, sin contar", report.aparte()),
        KeyValue("Pagos", report.pagos()),
        KeyValue("Desde que se exportó", report.regreso()),
    ]
    lines = [line for line in lines if line.value]
    if report.suma():
        mark = report.cuadra()
        lines.append(KeyValue("Suma de las aceptadas", report.suma(), mark=mark))
    if report.total():
        lines.append(KeyValue("Total que trae la hoja", report.total()))
    return lines


def _reason(cell: Cell) -> str:
    where = f"{cell.celda}: " if cell.celda else ""
    return where + cell.motivo


def _reentry(row: Reentry) -> str:
    return (
        f"El título de la fila {row.fila} se había devuelto: vuelve al expediente "
        f"{row.expediente} y no crea otro."
    )
