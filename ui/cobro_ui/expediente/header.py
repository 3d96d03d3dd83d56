"""The header card of a case: always in sight, with the button of the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_ui.icons import Icon
from cobro_ui.models.columns import ESTADOS, ETAPAS
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.date_link import DateLink
from cobro_ui.widgets.marks import SIN_FECHA, Mark, prescription_mark, term_mark
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_ui.reads_case import ExpedienteHead, LiquidacionLine
    from cobro_ui.theme.theme import Theme


LENT = Mark("En préstamo", Icon.FORWARD, Tone.WARN)


class ExpedienteHeader(QFrame):
    """Number, debtor, money, stage, dates, and *Continuar trámite*."""

    continue_asked = Signal()
    map_asked = Signal()
    join_asked = Signal()
    why_asked = Signal()
    """Somebody asks why the next term ends that day."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme = theme
        self._today = today
        set_part(self, "bar")
        self._number = data_label(part="title")
        self._state = Badge(SIN_FECHA, theme)
        self._debtor = data_label(wrap=True)
        self._money = data_label(part="figure")
        self._per_day = label(part="muted")
        self._stage = label(wrap=True)
        self._lent = Badge(SIN_FECHA, theme)
        self._lent_text = data_label(wrap=True)
        self._due = Badge(SIN_FECHA, theme)
        self._due_text = DateLink("Próximo término")
        self._due_text.asked.connect(self.why_asked)
        self._risk = Badge(SIN_FECHA, theme)
        self._risk_text = label()
        self._go = QPushButton("Co&ntinuar trámite")
        set_part(self._go, "main")
        self._go.clicked.connect(self.continue_asked)
        self._map = QPushButton("Ver &mapa")
        self._map.setToolTip("Por dónde ha ido, dónde está y qué puede seguir")
        self._map.clicked.connect(self.map_asked)
        self._map.hide()
        self.join = QPushButton()
        set_part(self.join, "link")
        self.join.clicked.connect(self.join_asked)
        self.join.hide()
        self._dress()
        theme.changed.connect(self._dress)
        self._build()

    def show_head(self, head: ExpedienteHead) -> None:
        """Show a case."""
        self._number.setText(head.numero)
        whole = head.identificacion.replace(" ", "\N{NO-BREAK SPACE}")
        self._debtor.setText(f"{head.deudor} · {whole}")
        open_ = head.estado == "ABIERTO"
        icon, tone = (Icon.CASE, Tone.ACCENT) if open_ else (Icon.INFO, Tone.NEUTRAL)
        state = ESTADOS.get(head.estado, head.estado)
        self._state.set_mark(Mark(state, icon, tone))
        self._money.setText(f"{pesos(head.saldo)} de capital")
        self._per_day.setText("")
        stage = ETAPAS.get(head.etapa, head.etapa)
        self._stage.setText(f"{head.actividad} · {stage}")
        self._lent.set_mark(LENT)
        self._lent.setVisible(bool(head.prestamo))
        self._lent_text.setText(head.prestamo)
        self._lent_text.setVisible(bool(head.prestamo))
        self._due.set_mark(term_mark(head.vence_proximo, self._today, head.nivel))
        self._due.setVisible(head.vence_proximo is not None)
        due = fecha_corta(head.vence_proximo)
        self._due_text.show_date(due or "no corre término", known=bool(due))
        dates = (head.fecha_segura, head.fecha_legal, head.entra_en_riesgo)
        self._risk.set_mark(prescription_mark(*dates, self._today))
        self._risk.setVisible(head.fecha_segura is not None)
        self._risk_text.setText(fecha_corta(head.fecha_segura) or "sin calcular")
        self._go.setVisible(not head.terminado)

    def suggest_join(self, many: int, whole: str) -> None:
        """Offer to join the other open cases of the debtor, if there are any."""
        count = cantidad(many, "expediente más", "expedientes más")
        self.join.setText(f"Este deudor tiene {count}: acumular…")
        self.join.setToolTip(whole)
        self.join.setAccessibleDescription(whole)
        self.join.setVisible(bool(many))

    def show_balance(self, lines: Sequence[LiquidacionLine]) -> None:
        """Show what is owed today, once it is computed."""
        if lines:
            self._money.setText(f"{pesos(sum(line.total for line in lines))} a hoy")
            per_day = pesos(sum(line.por_dia for line in lines))
            self._per_day.setText(f"{per_day} por cada día más")
            self._per_day.setToolTip("")

    def show_no_interest(self, error: BaseException) -> None:
        """Say that only the capital is known; the reason is in its tab."""
        self._per_day.setText("sin liquidar los intereses")
        reason = error.mensaje if isinstance(error, UserError) else ""
        self._per_day.setToolTip(reason or "Véalo en la pestaña Liquidación.")

    def offer_map(self, *, able: bool) -> None:
        """Show the button of the map, if there is a map."""
        self._map.setVisible(able)

    def _dress(self) -> None:
        self._go.setIcon(self._theme.icon(Icon.PLAY, Tone.ON_ACCENT))
        self._map.setIcon(self._theme.icon(Icon.PROCEDURE))

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._number)
        top.addWidget(self._state)
        top.addStretch()
        names.addLayout(top)
        names.addWidget(self._debtor)
        names.addWidget(self._stage)
        lent = QHBoxLayout()
        lent.setSpacing(10)
        lent.addWidget(self._lent)
        lent.addWidget(self._lent_text, 1)
        names.addLayout(lent)
        self._lent.hide()
        self._lent_text.hide()
        names.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        facts = QGridLayout()
        facts.setHorizontalSpacing(10)
        facts.setVerticalSpacing(3)
        rows: tuple[tuple[str, QWidget, Badge | QLabel], ...] = (
            ("Saldo", self._money, self._per_day),
            ("Próximo término", self._due_text, self._due),
            ("Prescripción", self._risk_text, self._risk),
        )
        for row, (name, value, more) in enumerate(rows):
            facts.addWidget(label(name, "muted"), row, 0)
            facts.addWidget(value, row, 1)
            facts.addWidget(more, row, 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(24)
        layout.addLayout(names, 1)
        layout.addLayout(facts)
        buttons = QVBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._go)
        buttons.addWidget(self._map)
        buttons.addStretch()
        layout.addLayout(buttons)
