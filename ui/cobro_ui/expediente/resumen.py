"""Tab *Resumen*: the case on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_ui.expediente.actuaciones import event_of
from cobro_ui.models.columns import ESTADOS, ETAPAS, SITUACIONES
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.marks import prescription_mark, term_mark
from cobro_ui.widgets.text import card, label
from cobro_ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from datetime import date

    from cobro_ui.reads_case import ExpedienteHead, ExpedienteView
    from cobro_ui.theme.theme import Theme

_FILL = QSizePolicy.Policy.Preferred
_LAST = 5
"""Acts that the page shows."""


class ResumenTab(QWidget):
    """Where it stands, its dates, what it is about, and the last acts."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._today = today
        self._stage = KeyValueCard("Dónde va", theme)
        self._dates = KeyValueCard("Fechas que importan", theme)
        self._debt = KeyValueCard("Qué se cobra", theme)
        self._missing = KeyValueCard("Qué falta en este paso", theme)
        self._last = Timeline(theme)
        for piece in (self._stage, self._dates, self._debt, self._missing):
            # The two of a row are equally high.
            piece.setSizePolicy(piece.sizePolicy().horizontalPolicy(), _FILL)
        recent = card()
        inside = QVBoxLayout(recent)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(label("Últimas actuaciones", "heading"))
        inside.addWidget(self._last, 1)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setSpacing(12)
        grid.addWidget(self._stage, 0, 0)
        grid.addWidget(self._dates, 0, 1)
        grid.addWidget(self._debt, 1, 0)
        grid.addWidget(self._missing, 1, 1)
        grid.addWidget(recent, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(body))

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        head = view.head
        self._stage.show_lines(_stage(head))
        self._dates.show_lines(_dates(head, self._today))
        self._debt.show_lines(_debt(view))
        falta = head.falta or ("Nada: puede registrarse el resultado.",)
        if head.terminado:
            falta = ("El expediente terminó.",)
        self._missing.show_lines([KeyValue("•", text) for text in falta])
        self._last.events.show_events([event_of(a) for a in view.actuaciones[:_LAST]])
        self._last.fit()


def _stage(head: ExpedienteHead) -> list[KeyValue]:
    return [
        KeyValue("Procedimiento", head.procedimiento),
        KeyValue("Etapa", ETAPAS.get(head.etapa, head.etapa)),
        KeyValue("Actividad", head.actividad),
        KeyValue("Estado", ESTADOS.get(head.estado, head.estado)),
        KeyValue("Situación", SITUACIONES.get(head.situacion, head.situacion)),
        KeyValue("Responsable", head.responsable or "Sin repartir"),
        KeyValue("Dependencia", head.dependencia),
    ]


def _dates(head: ExpedienteHead, today: date) -> list[KeyValue]:
    due = term_mark(head.vence_proximo, today, head.nivel)
    dates = (head.fecha_segura, head.fecha_legal, head.entra_en_riesgo)
    risk = prescription_mark(*dates, today)
    return [
        KeyValue("Recibido", fecha_corta(head.recibido)),
        KeyValue(
            "Próximo término",
            fecha_corta(head.vence_proximo) or "No corre ninguno",
            due.detail,
            due if head.vence_proximo else None,
        ),
        KeyValue(
            "Prescribe (fecha segura)",
            fecha_corta(head.fecha_segura),
            risk.detail,
            risk,
        ),
        KeyValue("Prescribe (fecha legal)", fecha_corta(head.fecha_legal)),
        KeyValue("Entra en riesgo", fecha_corta(head.entra_en_riesgo)),
    ]


def _debt(view: ExpedienteView) -> list[KeyValue]:
    capital = sum(o.capital for o in view.obligaciones)
    debtors = cantidad(len(view.deudores), "persona")
    return [
        KeyValue("Título", ", ".join(t.numero for t in view.titulos)),
        KeyValue("Autoridad", ", ".join({t.autoridad: None for t in view.titulos})),
        KeyValue("Concepto", ", ".join({o.concepto: None for o in view.obligaciones})),
        KeyValue("Capital inicial", pesos(capital)),
        KeyValue("Saldo de capital", pesos(view.head.saldo)),
        KeyValue("Deudores", debtors),
        *(KeyValue(where, said) for where, said in view.head.estados),
        *(KeyValue(kind, number) for kind, number in view.head.referencias),
    ]
