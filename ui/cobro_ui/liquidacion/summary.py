"""The whole case at a cut: what it owes, and a drawing of how it came to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import fecha_corta, fecha_larga, pesos
from cobro_ui.liquidacion.words import (
    all_readings,
    cut_words,
    figures_of,
    warnings_of,
)
from cobro_ui.models.table import Field
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.stacked_chart import StackedChart
from cobro_ui.widgets.stacked_drawing import (
    ChartData,
    Layer,
    Moment,
    Note,
)
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cobro_desktop.domain.imputacion import Conceptos
    from cobro_ui.liquidacion.growth import Growth, GrowthLine
    from cobro_ui.liquidacion.ports import CaseFigures
    from cobro_ui.liquidacion.words import Reading
    from cobro_ui.theme.theme import Theme

TITLE = "Cómo creció la deuda"
_LAYERS = (
    Layer("Capital", "accent", Qt.BrushStyle.NoBrush),
    Layer("Intereses", "warn", Qt.BrushStyle.BDiagPattern),
    Layer("Costas", "neutral", Qt.BrushStyle.DiagCrossPattern),
)
_FIELDS: tuple[Field[GrowthLine], ...] = (
    Field("Día", lambda g: fecha_corta(g.day), 90),
    Field("Qué pasó", lambda g: g.what, 130),
    Field("Capital", lambda g: pesos(g.owed.capital), 100, figure=True),
    Field("Intereses", lambda g: pesos(g.owed.intereses), 100, figure=True),
    Field("Costas", lambda g: pesos(g.owed.costas), 90, figure=True),
    Field("Total", lambda g: pesos(g.owed.total), 100, figure=True),
)
_CARD = 330
_TOGETHER = 800
"""Width from which card and drawing stand side by side."""
_TOTAL = "Total"
_YES, _NO = "Sí", "No"


class SummaryPanel(QWidget):
    """A card of figures beside a drawing that is also a table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.card = KeyValueCard("Lo que se debe", theme)
        self.card.setMinimumWidth(theme.scaled(_CARD))
        # Its text wraps: it may be as high as that needs.
        self.card.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
        )
        self.chart = StackedChart(TITLE, theme)
        self.table: RowsTable[GrowthLine] = RowsTable(TITLE, _FIELDS, theme)
        self._switch = QPushButton()
        set_part(self._switch, "link")
        self._switch.clicked.connect(self._turn)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        self.table.horizontalHeader().setStretchLastSection(False)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._growth = QFrame()
        set_part(self._growth, "card")
        self._build()
        self._turn_to(0)

    def show_figures(self, figures: CaseFigures) -> None:
        """Show a case at its cut."""
        self.card.setAccessibleName(f"Lo que se debe el {_cut(figures)}")
        self.card.show_lines(_lines(figures))
        founds = [o.liquidacion for o in figures.caso.obligaciones]
        self.card.warn("\n".join(warnings_of(founds)))
        self.chart.show_data(chart_data(figures.growth), summary_of(figures.growth))
        self.table.rows.show_rows(figures.growth.lines())
        self._growth.setVisible(len(figures.growth.knots) > 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the drawing under the card where both do not fit in a line."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.scaled(_TOGETHER)
        down = QBoxLayout.Direction.TopToBottom
        wanted = down if narrow else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(TITLE, "heading"), 1)
        head.addWidget(self._switch)
        column = QVBoxLayout(self._growth)
        column.setContentsMargins(14, 8, 10, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.card, 2)
        self._layout.addWidget(self._growth, 3)

    @Slot()
    def _turn(self) -> None:
        self._turn_to(1 - self._stack.currentIndex())

    def _turn_to(self, view: int) -> None:
        self._stack.setCurrentIndex(view)
        self._switch.setText("Ver como gráfico" if view else "Ver como &tabla")


def chart_data(growth: Growth) -> ChartData:
    """Return what the drawing shows; a step has the amounts of both its sides."""
    moments: list[Moment] = []
    for knot in growth.knots:
        if knot.before != knot.after and moments:
            moments.append(Moment(knot.day, _amounts(knot.before)))
        moments.append(Moment(knot.day, _amounts(knot.after)))
    return ChartData(
        _LAYERS,
        moments,
        [Note(day, f"Abono {pesos(paid)}") for day, paid in growth.payments],
        [Moment(line.day, _amounts(line.owed)) for line in growth.lines()],
    )


def summary_of(growth: Growth) -> str:
    """Tell the drawing in words, for who cannot see it."""
    if not growth.knots:
        return ""
    first, last = growth.knots[0], growth.knots[-1]
    paid = sum(amount for _, amount in growth.payments)
    payments = f" Se abonaron {pesos(paid)}." if paid else " No hubo abonos."
    return (
        f"Del {fecha_corta(first.day)} al {fecha_corta(last.day)} la deuda pasó de "
        f"{pesos(first.after.total)} a {pesos(last.after.total)}: capital "
        f"{pesos(last.after.capital)}, intereses {pesos(last.after.intereses)}, costas "
        f"{pesos(last.after.costas)}.{payments} Las flechas recorren sus momentos."
    )


def _amounts(owed: Conceptos) -> tuple[int, int, int]:
    return owed.capital, owed.intereses, owed.costas


def _cut(figures: CaseFigures) -> str:
    return fecha_larga(figures.caso.corte)


def _lines(figures: CaseFigures) -> list[KeyValue]:
    caso = figures.caso
    founds = [o.liquidacion for o in caso.obligaciones]
    lines = [KeyValue("Corte", _cut(figures))]
    if len(founds) == 1:
        lines += [
            KeyValue(*figure, strong=figure.name == _TOTAL)
            for figure in figures_of(founds[0])
        ]
    else:
        lines += _totals(figures)
    lines.append(
        KeyValue(
            "Mora", cut_words(founds), "Días calendario después de la exigibilidad"
        )
    )
    readings = all_readings(founds, figures.opciones)
    told = [_short(reading) for reading in readings if reading.answer != _NO]
    if told:
        norms = "\n".join(f"{r.question}: {r.answer} ({r.norm})" for r in readings)
        lines.append(KeyValue("Lecturas", "\n".join(told), norms))
    return [*lines, KeyValue("Guardada", _kept(figures))]


def _short(reading: Reading) -> str:
    answer = reading.question if reading.answer == _YES else reading.answer
    return f"{answer} ({reading.norm})"


def _totals(figures: CaseFigures) -> list[KeyValue]:
    caso, saldo = figures.caso, figures.caso.saldo
    many = f"La suma de las {len(caso.obligaciones)} obligaciones."
    lines = [
        KeyValue("Capital", pesos(saldo.capital), many),
        KeyValue("Intereses", pesos(saldo.intereses), many),
    ]
    if any(o.liquidacion.cuenta.costas_al_corte for o in caso.obligaciones):
        lines.append(KeyValue("Costas", pesos(saldo.costas), many))
    over = sum(o.liquidacion.saldo_a_favor for o in caso.obligaciones)
    lines.append(KeyValue(_TOTAL, pesos(saldo.total), many, strong=True))
    if over:
        lines.append(KeyValue("Saldo a favor del deudor", pesos(over), many))
    lines.append(KeyValue("Por cada día más", pesos(caso.por_dia_adicional), many))
    return lines


def _kept(figures: CaseFigures) -> str:
    kept = list(figures.guardadas.values())
    whole = len(kept) == len(figures.caso.obligaciones)
    return f"Por {kept[0]}" if whole else "No; sin guardarla no se podrá verificar"
