"""Tab *Liquidación*: what is owed today, stretch by stretch, with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta, miles, pesos
from cobro_ui.expediente.tab import Emptiness, RowsTable, say, scrolled
from cobro_ui.expediente.titulo import REGIMENES
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard, clear_layout
from cobro_ui.widgets.message_panel import MessagePanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.reads_case import LiquidacionLine, TramoLine
    from cobro_ui.theme.theme import Theme

_FIELDS: tuple[Field[TramoLine], ...] = (
    Field("Desde", lambda t: fecha_corta(t.desde), 100),
    Field("Hasta", lambda t: fecha_corta(t.hasta), 100),
    Field("Días", lambda t: miles(t.dias), 60, figure=True),
    Field("Base", lambda t: pesos(t.base), 120, figure=True),
    Field("Tasa", lambda t: t.tasa, 100, figure=True),
    Field("Interés", lambda t: f"$ {t.interes}", 130, figure=True),
    Field("Fuente", lambda t: t.fuente, 260),
)


class LiquidacionTab(Emptiness):
    """A card and a table per obligation; a missing rate is told instead."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._message = MessagePanel(theme)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(self._message)
        layout.addLayout(self._cards)
        layout.addStretch()
        empty = say(
            Icon.INTEREST,
            theme,
            "No hay nada que liquidar",
            "Cuando una obligación tiene saldo, aquí se ven los intereses a hoy por "
            "tramos, cada uno con su tasa y la norma de donde sale.",
        )
        super().__init__(scrolled(body), empty)

    def show_lines(self, lines: Sequence[LiquidacionLine]) -> None:
        """Show what is owed today."""
        self._message.hide()
        clear_layout(self._cards)
        for line in lines:
            self._cards.addWidget(_card(line, self._theme))
            if line.tramos:
                self._cards.addWidget(_table(line, self._theme))
        self.show_view(filled=bool(lines))

    def show_problem(self, error: BaseException) -> None:
        """Say why nothing can be computed."""
        clear_layout(self._cards)
        self._message.show_error(error)
        self.show_view(filled=True)


def _card(line: LiquidacionLine, theme: Theme) -> KeyValueCard:
    regimen = REGIMENES.get(line.regimen, line.regimen)
    card = KeyValueCard(f"{line.concepto} · a {fecha_corta(line.corte)}", theme)
    card.show_lines(
        [
            KeyValue("Capital", pesos(line.capital)),
            KeyValue(
                "Intereses",
                f"{pesos(line.interes)} por {miles(line.dias)} días, desde el "
                f"{fecha_corta(line.exigible)}",
                regimen,
            ),
            KeyValue("Total a hoy", pesos(line.total)),
            KeyValue("Por cada día más", pesos(line.por_dia)),
            KeyValue("Régimen", regimen),
        ]
    )
    if line.advertencias:
        card.warn(" ".join(line.advertencias))
    return card


def _table(line: LiquidacionLine, theme: Theme) -> QWidget:
    table: RowsTable[TramoLine] = RowsTable("Tramos de interés", _FIELDS, theme)
    table.rows.show_rows(line.tramos)
    table.fit()
    return table
