"""The figures of a closed month, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad, instante, mes_y_anio
from cobro_ui.models.table import Field
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from cobro_desktop.services.cierres.registro import Cierre
    from cobro_ui.cierres.ports import Figures
    from cobro_ui.theme.theme import Theme

_CONCEPTS: tuple[Field[tuple[str, ...]], ...] = (
    Field("Concepto", lambda r: r[0], 182),
    Field("Saldo inicial", lambda r: r[1], 122, figure=True),
    Field("Entró", lambda r: r[2], 112, figure=True),
    Field("Se pagó", lambda r: r[3], 112, figure=True),
    Field("Salió sin pago", lambda r: r[4], 114, figure=True),
    Field("Saldo final", lambda r: r[5], 122, figure=True),
)
_CHANGES: tuple[Field[tuple[str, str, str]], ...] = (
    Field("Cifra", lambda r: r[0], 330),
    Field("Cuando se cerró", lambda r: r[1], 150, figure=True),
    Field("Ahora", lambda r: r[2], 150, figure=True),
)
_MOST = 9


class FiguresView(QWidget):
    """A heading, the movements by concept, the other figures, and the changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.heading = data_label(part="heading", wrap=True)
        self._made = data_label(part="muted", wrap=True)
        self.concepts: RowsTable[tuple[str, ...]] = RowsTable(
            "Movimiento por concepto", _CONCEPTS, theme
        )
        self.card = KeyValueCard("Otras cifras del mes", theme)
        self.told = label(part="heading", wrap=True)
        self.changes: RowsTable[tuple[str, str, str]] = RowsTable(
            "Lo que cambió después del cierre", _CHANGES, theme
        )
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 2, 4, 0)
        column.setSpacing(10)
        for widget in (
            self.heading,
            self._made,
            self.concepts,
            self.told,
            self.changes,
            self.card,
        ):
            column.addWidget(widget)
        column.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body))

    def show_closing(self, closing: Cierre, found: Figures) -> None:
        """Show a close."""
        self.heading.setText(mes_y_anio(closing.mes).capitalize())
        made = (
            f"Cierre n.º {closing.orden} del mes, hecho el "
            f"{instante(closing.creado_en)} por {closing.usuario}. "
            f"Huella {closing.huella[:16]}…"
        )
        again = f" Se cerró otra vez: {closing.motivo}" if closing.motivo else ""
        self._made.setText(made + again)
        self._made.setToolTip(f"Huella SHA-256: {closing.huella}")
        self.concepts.rows.show_rows(found.conceptos)
        self.concepts.fit(_MOST)
        self.card.show_lines([KeyValue(name, value) for name, value in found.otras])
        count = len(found.cambios)
        self.told.setText(
            f"Después del cierre cambiaron {cantidad(count, 'cifra')}"
            if count > 1
            else "Después del cierre cambió una cifra"
            if count
            else "Nada ha cambiado después del cierre"
        )
        self.changes.rows.show_rows(found.cambios)
        self.changes.fit(_MOST)
        self.changes.setVisible(bool(count))
