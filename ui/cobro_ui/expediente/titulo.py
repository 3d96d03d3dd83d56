"""Tab *Título y obligación*: where the debt comes from, and what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.models.table import Field
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard, clear_layout
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from cobro_ui.reads_case import ExpedienteView, ObligacionLine, TituloLine
    from cobro_ui.theme.theme import Theme

REGIMENES = {
    "ley68": "12 % anual (Ley 68 de 1923)",
    "et635": "Estatuto Tributario, art. 635",
    "ley80": "Ley 80 de 1993, art. 4-8",
    "cco884": "Código de Comercio, art. 884",
}
_FIELDS: tuple[Field[ObligacionLine], ...] = (
    Field("Concepto", lambda o: o.concepto, 240),
    Field("Vigencia", lambda o: str(o.vigencia or ""), 80, figure=True),
    Field("Capital", lambda o: pesos(o.capital), 120, figure=True),
    Field("Saldo de capital", lambda o: pesos(o.saldo), 130, figure=True),
    Field("Exigible desde", lambda o: fecha_corta(o.exigible), 110),
    Field("Interés", lambda o: REGIMENES.get(o.regimen, o.regimen), 220),
    Field("Estado", lambda o: o.estado.replace("_", " ").capitalize(), 110),
)


class TituloTab(QWidget):
    """A card per title, and the obligations in a table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.table: RowsTable[ObligacionLine] = RowsTable(
            "Obligaciones", _FIELDS, theme
        )
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(self._cards)
        layout.addWidget(label("Obligaciones", "heading"))
        layout.addWidget(self.table)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(body))

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        clear_layout(self._cards)
        for titulo in view.titulos:
            card = KeyValueCard(f"Título {titulo.numero}", self._theme)
            card.show_lines(_lines(titulo))
            self._cards.addWidget(card)
        self.table.rows.show_rows(view.obligaciones)
        self.table.fit()


def _lines(titulo: TituloLine) -> list[KeyValue]:
    return [
        KeyValue("Autoridad que lo expidió", titulo.autoridad),
        KeyValue("Fecha", fecha_corta(titulo.fecha)),
        KeyValue("Notificado", fecha_corta(titulo.notificado)),
        KeyValue("Ejecutoria", fecha_corta(titulo.ejecutoria)),
        *(KeyValue(name, value) for name, value in titulo.datos),
    ]
