"""How the agreement of a case stands: two cards, and its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.acuerdo import Garantia
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.acuerdos.marks import GARANTIAS, METODOS, agreement_mark
from cobro_ui.acuerdos.plan_table import followed_lines, plan_fields
from cobro_ui.icons import Icon
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from cobro_desktop.services.acuerdos.lectura import AcuerdosDelCaso
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_ui.acuerdos.plan_table import InstalmentLine
    from cobro_ui.theme.theme import Theme

_FOR = (
    "Cuando el deudor pide pagar por cuotas, aquí se registra la solicitud, se hace el "
    "plan con la deuda del día de la firma y se sigue cada cuota con los pagos que "
    "entran."
)
_NOT_HERE = (
    "Esta entidad no concede acuerdos de pago: registre la solicitud; la gestión se "
    "suspende y se remite a {} ({})."
)


class AgreementPanel(QWidget):
    """The latest agreement; others of the same case can be chosen.

    Its plan and the payments share the place below, one behind the other, so that a
    whole year of instalments is seen at once.
    """

    def __init__(self, pagos: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: AcuerdosDelCaso | None = None
        self.which = QComboBox()
        self.which.setAccessibleName("Acuerdo que se muestra")
        self.terms = KeyValueCard("Acuerdo de pago", theme)
        self.money = KeyValueCard("Deuda y avance", theme)
        self._plans = QStackedWidget()
        self.plan = _table(theme, costas=False)
        self.plan_with_costs = _table(theme, costas=True)
        self.totals = data_label(part="muted")
        self._cards = QWidget()
        self._stack = QStackedWidget()
        self.empty = say(Icon.AGREEMENT, theme, "No hay acuerdos de pago", _FOR)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self._build(pagos)

    def show_agreements(self, found: AcuerdosDelCaso) -> None:
        """Show the agreements of a case, the latest one first."""
        self._found = found
        names = [(n, _name(one)) for n, one in enumerate(found.acuerdos)]
        fill_options(self.which, [(str(n), name) for n, name in names])
        self.which.setCurrentIndex(0)
        self.which.setVisible(len(names) > 1)
        text = _FOR
        if not found.reglas.competente:
            text = _NOT_HERE.format(
                found.reglas.remite_a, found.reglas.norma_competencia
            )
        self.empty.say("No hay acuerdos de pago", text)
        self._stack.setCurrentIndex(int(bool(names)))
        self._cards.setVisible(bool(names))
        self._choose()

    def _build(self, pagos: QWidget) -> None:
        cards = QHBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        cards.addWidget(self.terms, 1)
        cards.addWidget(self.money, 1)
        self._plans.addWidget(self.plan)
        self._plans.addWidget(self.plan_with_costs)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._plans, 1)
        column.addWidget(self.totals)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)
        self.pages.addTab(self._stack, "Plan de pagos")
        self.pages.addTab(pagos, "Pagos recibidos")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.which)
        layout.addWidget(self._cards)
        layout.addWidget(self.pages, 1)
        self.which.hide()
        self._cards.hide()
        self.which.currentIndexChanged.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        found = self._found
        index = self.which.currentIndex()
        if found is None or not 0 <= index < len(found.acuerdos):
            return
        followed = found.acuerdos[index]
        self.terms.show_lines(_terms(followed))
        self.terms.warn(_warning(found, followed))
        self.money.show_lines(_money(followed))
        lines = followed_lines(followed, found.hoy)
        costs = any(line.costas for line in lines)
        table = self.plan_with_costs if costs else self.plan
        table.rows.show_rows(lines)
        self._plans.setCurrentWidget(table)
        self._plans.setVisible(bool(lines))
        self.totals.setText(_totals(lines))
        self.totals.setVisible(bool(lines))


def _table(theme: Theme, *, costas: bool) -> RowsTable[InstalmentLine]:
    fields = plan_fields(costas=costas, seguido=True)
    table: RowsTable[InstalmentLine] = RowsTable("Plan de pagos", fields, theme)
    return table


def _name(followed: AcuerdoSeguido) -> str:
    acuerdo = followed.acuerdo
    day = acuerdo.firma or acuerdo.solicitado
    verb = "firmado" if acuerdo.firma else "pedido"
    return f"{agreement_mark(followed).word}, {verb} el {fecha_corta(day)}"


def _terms(followed: AcuerdoSeguido) -> list[KeyValue]:
    acuerdo = followed.acuerdo
    mark = agreement_mark(followed)
    asked = KeyValue("Solicitado", fecha_corta(acuerdo.solicitado), mark=mark)
    signed = KeyValue("Firmado", fecha_corta(acuerdo.firma), mark=mark)
    method = METODOS[Metodo(acuerdo.metodo)].split(" · ")[1].lower()
    plan = f"{cantidad(acuerdo.cuotas, 'cuota')}, {method}"
    if acuerdo.cuota_inicial:
        plan += f"; inicial de {pesos(acuerdo.cuota_inicial)}"
    guarantee = GARANTIAS[Garantia(acuerdo.garantia)]
    if acuerdo.garantia_detalle:
        guarantee += f": {acuerdo.garantia_detalle} ({pesos(acuerdo.garantia_valor)})"
    lines = [
        signed if acuerdo.firma else asked,
        KeyValue("Plan", plan),
        KeyValue("Garantía", guarantee, "ET, art. 814; Decreto 4473 de 2006, art. 4"),
    ]
    if acuerdo.cerrado:
        why = f": {acuerdo.motivo}" if acuerdo.motivo else ""
        lines.append(KeyValue("Cerrado", f"{fecha_corta(acuerdo.cerrado)}{why}"))
    return lines


def _money(followed: AcuerdoSeguido) -> list[KeyValue]:
    acuerdo, stands = followed.acuerdo, followed.situacion
    if not acuerdo.filas:
        return [KeyValue("Deuda", "Se liquida el día de la firma")]
    owed = acuerdo.capital + acuerdo.intereses + acuerdo.costas
    costs = f" + costas {pesos(acuerdo.costas)}" if acuerdo.costas else ""
    parts = f"Capital {pesos(acuerdo.capital)} + intereses {pesos(acuerdo.intereses)}"
    total = sum(row.total for row in acuerdo.filas)
    lines = [
        KeyValue("Deuda a la firma", pesos(owed), parts + costs),
        KeyValue("Pagado", f"{pesos(followed.pagado)} de {pesos(total)}"),
    ]
    following = followed.siguiente
    if following is not None:
        missing = following.total - following.abonado
        name = f"cuota {following.numero}" if following.numero else "cuota inicial"
        lines.append(
            KeyValue(
                "Sigue",
                f"{name}, {pesos(missing)} el {fecha_corta(following.vence)}",
                strong=True,
            )
        )
    if stands.en_mora:
        since = stands.incumplido_desde
        text = f"{cantidad(stands.en_mora, 'cuota')} desde el {fecha_corta(since)}"
        norm = "Desde ese día se cuenta la prescripción (ET, art. 818)"
        lines.append(KeyValue("En mora", text, norm))
    return lines


def _warning(found: AcuerdosDelCaso, followed: AcuerdoSeguido) -> str:
    reglas = found.reglas
    if not followed.en_curso:
        return ""
    if not reglas.competente:
        return _NOT_HERE.format(reglas.remite_a, reglas.norma_competencia)
    if followed.situacion.permite_declarar:
        rule = reglas.norma_incumplimiento
        if reglas.automatico:
            return f"Perdió su efecto por cuotas seguidas sin pagar ({rule})."
        return f"Se puede declarar incumplido ({rule})."
    return ""


def _totals(lines: list[InstalmentLine]) -> str:
    earned = sum(line.interes_causado for line in lines)
    term = sum(line.interes_plazo for line in lines)
    costs = sum(line.costas for line in lines)
    told = (
        f"Total {pesos(sum(line.total for line in lines))}: capital "
        f"{pesos(sum(line.capital for line in lines))}, interés causado "
        f"{pesos(earned)}, interés del plazo {pesos(term)}"
    )
    if costs:
        told += f", costas {pesos(costs)}"
    if any(line.proyectado for line in lines):
        told += ". Hay cuotas con la última tasa certificada: se recalculan al pagar"
    return f"{told}."
