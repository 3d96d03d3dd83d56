"""One obligation at the cut: its card, its periods and the payments it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cobro_desktop.domain.imputacion import Imputacion
from cobro_desktop.domain.intereses.regimen import FICHAS
from cobro_desktop.formats import fecha_corta, fecha_larga, miles, pesos
from cobro_ui.liquidacion.words import (
    LECTURAS,
    figures_of,
    other_reading,
    rate,
    rate_mark,
    steps_of_payments,
    steps_of_periods,
    to_cents,
    told,
    with_cents,
)
from cobro_ui.models.table import Field
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from cobro_desktop.domain.cuenta import AbonoImputado
    from cobro_desktop.domain.intereses.periodo import Periodo
    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.traza import Paso
    from cobro_desktop.services.liquidaciones import ObligacionLiquidada
    from cobro_ui.liquidacion.ports import CaseFigures
    from cobro_ui.theme.theme import Theme


class PeriodRow(NamedTuple):
    """A period and the step that reckoned it."""

    periodo: Periodo
    step: Paso


class PaymentRow(NamedTuple):
    """A payment under one of the two readings."""

    imputado: AbonoImputado
    reading: str
    step: Paso


_PERIODS: tuple[Field[PeriodRow], ...] = (
    Field("Desde", lambda r: fecha_corta(r.periodo.desde), 96),
    Field("Hasta", lambda r: fecha_corta(r.periodo.hasta), 96),
    Field("Días", lambda r: miles(r.periodo.dias), 56, figure=True),
    Field("Base", lambda r: pesos(to_cents(r.periodo.base)), 120, figure=True),
    Field("Tasa", lambda r: rate(r.periodo), 92, figure=True),
    Field("Divisor", lambda r: str(r.periodo.divisor), 64, figure=True),
    Field(
        "Interés",
        lambda r: with_cents(r.periodo.interes),
        130,
        figure=True,
        tip=lambda r: told(r.step),
    ),
    Field(
        "Resolución o norma",
        lambda r: r.periodo.fuente,
        320,
        mark=lambda r: rate_mark(r.periodo),
        tip=lambda r: told(r.step),
    ),
)
_PAYMENTS: tuple[Field[PaymentRow], ...] = (
    Field("Abono del", lambda r: fecha_corta(r.imputado.abono.fecha), 96),
    Field("Valor", lambda r: pesos(r.imputado.abono.valor), 110, figure=True),
    Field("Imputación", lambda r: r.reading, 180, tip=lambda r: told(r.step)),
    Field("A capital", lambda r: pesos(r.imputado.pagado.capital), 110, figure=True),
    Field(
        "A intereses", lambda r: pesos(r.imputado.pagado.intereses), 110, figure=True
    ),
    Field("A costas", lambda r: pesos(r.imputado.pagado.costas), 90, figure=True),
    Field("A favor", lambda r: pesos(r.imputado.saldo_a_favor), 90, figure=True),
    Field("Queda capital", lambda r: pesos(r.imputado.saldo.capital), 120, figure=True),
    Field(
        "Quedan intereses",
        lambda r: pesos(r.imputado.saldo.intereses),
        140,
        figure=True,
    ),
)


class ObligationDetail(QWidget):
    """Card, period table and payments of one obligation."""

    explained = Signal(str, str)
    """(what, where it comes from) of the row in focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = label(part="heading", wrap=True)
        self.owed = KeyValueCard("Lo que se debe", theme)
        self.card = KeyValueCard("De qué se parte", theme)
        self.periods: RowsTable[PeriodRow] = RowsTable(
            "Períodos de interés", _PERIODS, theme
        )
        self._sum = label(part="muted", wrap=True)
        self._paid = label("Abonos", "heading")
        self.payments: RowsTable[PaymentRow] = RowsTable("Abonos", _PAYMENTS, theme)
        self._other = label(part="muted", wrap=True)
        self.payments.horizontalHeader().setStretchLastSection(False)
        for card in (self.owed, self.card):
            # Their text wraps: they may be as high as that needs.
            card.setSizePolicy(
                QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
            )
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self.owed, 2)
        cards.addWidget(self.card, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addLayout(cards)
        for widget in (
            self.periods,
            self._sum,
            self._paid,
            self.payments,
            self._other,
        ):
            layout.addWidget(widget)
        for table in (self.periods, self.payments):
            table.selectionModel().currentRowChanged.connect(self._explain)

    def show_obligation(
        self, obligacion: ObligacionLiquidada, figures: CaseFigures
    ) -> None:
        """Show one of the obligations of the case."""
        found = obligacion.liquidacion
        name = f"{obligacion.concepto} · {obligacion.titulo}"
        self._title.setText(name)
        self.card.setAccessibleName(name)
        alone = len(figures.caso.obligaciones) == 1
        self.owed.setVisible(not alone)
        self.owed.show_lines([KeyValue(*figure) for figure in figures_of(found)])
        self.card.show_lines(_lines(found))
        self.card.warn("" if alone else "\n".join(found.advertencias))
        steps = steps_of_periods(found)
        rows = [PeriodRow(*pair) for pair in zip(found.periodos, steps, strict=True)]
        self.periods.rows.show_rows(rows)
        self.periods.setVisible(bool(rows))
        self.periods.fit()
        self._sum.setText(_sum(found))
        otra = figures.otra_lectura.get(obligacion.obligacion_id)
        paid = payment_rows(found, otra)
        for widget in (self._paid, self.payments, self._other):
            widget.setVisible(bool(paid))
        self.payments.rows.show_rows(paid)
        self.payments.fit()
        self._other.setText(other_reading(found, otra) if otra else "")

    def explanation(self) -> tuple[str, str]:
        """Return what the row in focus is and where it comes from, if one is."""
        if self.payments.hasFocus():
            return _of_payment(self.payments)
        return _of_period(self.periods)

    @Slot()
    def _explain(self) -> None:
        table = self.sender()
        paid = table is self.payments.selectionModel()
        what = _of_payment(self.payments) if paid else _of_period(self.periods)
        self.explained.emit(*what)


def payment_rows(found: Liquidacion, otra: Liquidacion | None) -> list[PaymentRow]:
    """Return each payment; also under the other reading where that differs."""
    mine = _rows(found, " · rige")
    if otra is None or otra.abonos == found.abonos:
        return mine
    both = zip(mine, _rows(otra, ""), strict=True)
    return [row for pair in both for row in pair]


def _rows(found: Liquidacion, more: str) -> list[PaymentRow]:
    reading = LECTURAS[Imputacion(found.opciones["imputacion"])] + more
    pairs = zip(found.abonos, steps_of_payments(found), strict=True)
    return [PaymentRow(abono, reading, step) for abono, step in pairs]


def _lines(found: Liquidacion) -> list[KeyValue]:
    cuenta, ficha = found.cuenta, FICHAS[found.cuenta.regimen]
    lines = [
        KeyValue("Capital de la obligación", pesos(cuenta.capital)),
        KeyValue("Exigible", fecha_larga(cuenta.exigible), "Último día sin mora"),
        KeyValue("Régimen", f"{ficha.nombre} ({ficha.norma})"),
        KeyValue(
            "Interés causado",
            pesos(found.interes),
            "Todo el que corrió hasta el corte, pagado o no",
        ),
    ]
    for pausa in cuenta.suspensiones:
        days = f"del {fecha_corta(pausa.desde)} al {fecha_corta(pausa.hasta)}"
        lines.append(KeyValue("Sin intereses", days, pausa.motivo))
    return [*lines, KeyValue("Huella", found.huella, "Sobre datos, tasas y lecturas")]


def _sum(found: Liquidacion) -> str:
    if not found.periodos:
        return "No hay días de mora: no se causaron intereses."
    exact = with_cents(sum(p.interes for p in found.periodos))
    return (
        f"Los períodos suman {exact}. En cada abono y en el corte, el interés causado "
        f"desde el anterior se redondea una sola vez al peso: {pesos(found.interes)}."
    )


def _of_period(table: RowsTable[PeriodRow]) -> tuple[str, str]:
    index = table.currentIndex()
    if not index.isValid():
        return "", ""
    row = table.rows.row(index.row())
    periodo = row.periodo
    days = f"{fecha_corta(periodo.desde)} – {fecha_corta(periodo.hasta)}"
    return f"Interés {with_cents(periodo.interes)}, {days}", told(row.step)


def _of_payment(table: RowsTable[PaymentRow]) -> tuple[str, str]:
    index = table.currentIndex()
    if not index.isValid():
        return "", ""
    row = table.rows.row(index.row())
    abono = row.imputado.abono
    return f"Abono {pesos(abono.valor)}, {fecha_corta(abono.fecha)}", told(row.step)
