"""The plan that would be signed, while its terms are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import pesos
from cobro_ui.acuerdos.effects import EffectsLabel
from cobro_ui.acuerdos.plan_table import plan_fields, planned_lines
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.key_values import clear_layout
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from cobro_desktop.domain.acuerdo import Reparo
    from cobro_ui.acuerdos.plan_table import InstalmentLine
    from cobro_ui.acuerdos.ports import PlanPreview
    from cobro_ui.theme.theme import Theme

_WAITING = "Complete los datos para ver el plan."
_ABSOLUTE = Mark("No se puede", Icon.ERROR, Tone.DANGER)
_STOPS = Mark("Pide un motivo", Icon.WARNING, Tone.WARN)
_NOTICE = Mark("Revise", Icon.INFO, Tone.ACCENT)


class PlanPanel(QWidget):
    """Total, instalments, what is against it and what it would do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.head = data_label(_WAITING, "heading", wrap=True)
        self.other = data_label(part="muted", wrap=True)
        self.table: RowsTable[InstalmentLine] = RowsTable(
            "Plan previsto", plan_fields(costas=True, seguido=False), theme
        )
        self.effects = EffectsLabel()
        self._objections = QVBoxLayout()
        self._objections.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.table)
        layout.addWidget(self.other)
        layout.addLayout(self._objections)
        layout.addWidget(self.effects)
        layout.addStretch()
        self.table.fit(8)

    def wait(self) -> None:
        """Say that something is missing."""
        self._empty(_WAITING)

    def show_preview(self, found: PlanPreview) -> None:
        """Show a plan."""
        planned = found.previsto.plan
        debt = planned.deuda
        costs = f" y costas {pesos(debt.costas)}" if debt.costas else ""
        self.head.setText(
            f"Se debe {pesos(debt.total)}: capital {pesos(debt.capital)}, intereses "
            f"{pesos(debt.intereses)}{costs}. Con el plan se pagan "
            f"{pesos(planned.total)}."
        )
        self.table.rows.show_rows(planned_lines(planned.cuotas))
        self.table.setColumnHidden(5, not debt.costas)
        self.table.fit(8)
        self.table.show()
        self.other.setText(found.otro)
        clear_layout(self._objections)
        for reparo in found.previsto.reparos:
            self._objections.addWidget(self._objection(reparo))
        self.effects.show_sentences(found.previsto.efectos)

    def show_refusal(self, error: BaseException) -> None:
        """Say why there is no plan."""
        self._empty("No hay plan")
        self.effects.show_refusal(error)

    def _empty(self, text: str) -> None:
        self.head.setText(text)
        self.table.rows.show_rows([])
        self.other.setText("")
        clear_layout(self._objections)
        self.effects.clear()

    def _objection(self, reparo: Reparo) -> QWidget:
        mark = _NOTICE
        if reparo.impide:
            mark = _ABSOLUTE if reparo.absoluto else _STOPS
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Badge(mark, self._theme))
        text = f"{reparo.texto.rstrip('.')} ({reparo.norma})."
        column.addWidget(label(text, wrap=True))
        return box
