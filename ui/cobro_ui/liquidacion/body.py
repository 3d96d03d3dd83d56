"""The figures of a case, from the whole to one obligation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta, miles, pesos
from cobro_ui.liquidacion.detail import ObligationDetail
from cobro_ui.liquidacion.summary import SummaryPanel
from cobro_ui.models.table import Field
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from cobro_desktop.services.liquidaciones import ObligacionLiquidada
    from cobro_ui.liquidacion.ports import CaseFigures
    from cobro_ui.theme.theme import Theme

_FIELDS: tuple[Field[ObligacionLiquidada], ...] = (
    Field("Obligación", lambda o: o.concepto, 170),
    Field("Título", lambda o: o.titulo, 190),
    Field("Exigible", lambda o: fecha_corta(o.liquidacion.cuenta.exigible), 96),
    Field("Días", lambda o: miles(o.liquidacion.dias), 60, figure=True),
    Field("Capital", lambda o: pesos(o.liquidacion.saldo.capital), 120, figure=True),
    Field(
        "Intereses", lambda o: pesos(o.liquidacion.saldo.intereses), 120, figure=True
    ),
    Field("Costas", lambda o: pesos(o.liquidacion.saldo.costas), 90, figure=True),
    Field("Total", lambda o: pesos(o.liquidacion.total), 120, figure=True),
    Field(
        "Por día", lambda o: pesos(o.liquidacion.por_dia_adicional), 100, figure=True
    ),
)


class FiguresBody(QWidget):
    """Summary, the obligations when they are several, and the one that is chosen."""

    chosen = Signal(object)
    """The `ObligacionLiquidada` that is shown whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.summary = SummaryPanel(theme)
        self._title = label("Obligaciones", "heading")
        self.table: RowsTable[ObligacionLiquidada] = RowsTable(
            "Obligaciones", _FIELDS, theme
        )
        self.table.horizontalHeader().setStretchLastSection(False)
        self.detail = ObligationDetail(theme)
        self._figures: CaseFigures | None = None
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.summary, self._title, self.table, self.detail):
            layout.addWidget(widget)

    def show_figures(self, figures: CaseFigures) -> None:
        """Show a case at its cut; the obligation in focus stays in focus."""
        before = self.table.currentIndex().row()
        self._figures = figures
        self.summary.show_figures(figures)
        debts = figures.caso.obligaciones
        self.table.rows.show_rows(debts)
        self.table.fit(8)
        for widget in (self._title, self.table):
            widget.setVisible(len(debts) > 1)
        self.table.selectRow(before if 0 <= before < len(debts) else 0)

    @Slot()
    def _choose(self) -> None:
        index = self.table.currentIndex()
        if self._figures is not None and index.isValid():
            obligacion = self.table.rows.row(index.row())
            self.detail.show_obligation(obligacion, self._figures)
            self.chosen.emit(obligacion)
