"""The case at a glance: most questions need no opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.expediente.actuaciones import event_of
from cobro_ui.icons import Icon
from cobro_ui.models.columns import ESTADOS, ETAPAS, SITUACIONES
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import EmptyState
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.marks import prescription_mark, term_mark
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.timeline import Timeline
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from datetime import date

    from cobro_ui.ports import Shell
    from cobro_ui.reads import ExpedienteLine
    from cobro_ui.reads_case import ExpedienteHead, ExpedienteView

_PAUSE_MS = 120
"""Rows passed over faster than this are not read."""
_LAST = 3
_WIDTH = 352
"""Enough for a date and the word of its state, at 100 %."""


class GlancePanel(QFrame):
    """Shows the case in focus; reads it after a short rest on it."""

    continue_asked = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._today: date = shell.today
        self._wanted: int | None = None
        self._priority = ("", "")
        set_part(self, "panel")
        self.setAccessibleName("El expediente de un vistazo")
        self._number = data_label(part="title", wrap=True)
        self._debtor = data_label(wrap=True)
        self._facts = KeyValueCard("", shell.theme)
        self._missing_title = label("Falta en este paso", "heading")
        self._missing = data_label(wrap=True)
        self._last_title = label("Últimas actuaciones", "heading")
        self._last = Timeline(shell.theme)
        self._go = QPushButton("Continuar trámite")
        set_part(self._go, "main")
        self._go.clicked.connect(self._ask_continue)
        self._facts.asked.connect(self._explain)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._empty = EmptyState(Icon.CASE, shell.theme).say(
            "Elija un expediente", "Aquí verá su saldo, sus fechas y lo que le falta."
        )
        self._case = QScrollArea()
        self._build()
        shell.theme.changed.connect(self._dress)
        self._dress()
        self.show_line(None)

    @Slot(object)
    def show_line(self, line: ExpedienteLine | None) -> None:
        """Show a line of the list now, and the rest of the case soon."""
        self._empty.setVisible(line is None)
        self._case.setVisible(line is not None)
        if line is None:
            self._wanted = None
            self._pause.stop()
            return
        self._priority = (line.prioridad, line.prioridad_detalle)
        if line.id != self._wanted:
            self._wanted = line.id
            self._number.setText(line.numero)
            self._debtor.setText(f"{line.deudor} · {line.identificacion}")
        self._pause.start()

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case that was read."""
        head = view.head
        if head.id != self._wanted:
            return
        self._debtor.setText(f"{head.deudor} · {head.identificacion}")
        self._facts.show_lines(self._lines(head))
        missing = "\n".join(f"• {text}" for text in head.falta)
        self._missing.setText(missing)
        self._missing_title.setVisible(bool(missing))
        self._missing.setVisible(bool(missing))
        self._last.events.show_events([event_of(a) for a in view.actuaciones[:_LAST]])
        self._last.fit()
        can = self._shell.open_step is not None and not head.terminado
        self._go.setVisible(can)

    def _lines(self, head: ExpedienteHead) -> list[KeyValue]:
        due = term_mark(head.vence_proximo, self._today, head.nivel)
        dates = (head.fecha_segura, head.fecha_legal, head.entra_en_riesgo)
        risk = prescription_mark(*dates, self._today)
        where = ", ".join(head.salidas)
        stage = ETAPAS.get(head.etapa, head.etapa)
        first, why = self._priority
        pressing = [KeyValue("Prioridad", first, why)] if first else []
        return [
            *pressing,
            KeyValue("Saldo de capital", pesos(head.saldo)),
            KeyValue("Actividad", head.actividad),
            KeyValue("Etapa", f"{stage} · sigue a {where}" if where else stage),
            KeyValue("Estado", ESTADOS.get(head.estado, head.estado)),
            KeyValue("Situación", SITUACIONES.get(head.situacion, head.situacion)),
            KeyValue(
                "Vence",
                fecha_corta(head.vence_proximo) or "No corre término",
                due.detail,
                due if head.vence_proximo else None,
                asks=bool(head.vence_proximo and self._shell.agenda),
            ),
            KeyValue(
                "Prescribe",
                fecha_corta(head.fecha_segura) or "Sin calcular",
                risk.detail,
                risk if head.fecha_segura else None,
            ),
            KeyValue("Responsable", head.responsable or "Sin repartir"),
        ]

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        for widget in (
            self._number,
            self._debtor,
            self._go,
            self._facts,
            self._missing_title,
            self._missing,
            self._last_title,
            self._last,
        ):
            column.addWidget(widget)
        column.addStretch()
        self._case.setWidgetResizable(True)
        self._case.setFrameShape(QFrame.Shape.NoFrame)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._case.setHorizontalScrollBarPolicy(off)
        self._case.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._case)

    @Slot()
    def _dress(self) -> None:
        self.setMinimumWidth(self._shell.theme.scaled(_WIDTH))
        self._go.setIcon(self._shell.theme.icon(Icon.PLAY, Tone.ON_ACCENT))

    @Slot()
    def _read(self) -> None:
        if self._wanted is None:
            return
        cases, wanted = self._shell.cases, self._wanted
        self._shell.jobs.reader.start(
            lambda _progress: cases.load(wanted),
            on_done=self.show_case,
            on_error=self._not_read,
        )

    def _not_read(self, error: BaseException) -> None:
        self._facts.show_lines([KeyValue("No se pudo leer", str(error))])

    @Slot()
    def _explain(self) -> None:
        # The reason of a date is read from disk when it is first asked (P8).
        from cobro_ui.agenda.explain import explain_next

        if self._wanted is not None:
            explain_next(self._shell, self._wanted, self.window())

    @Slot()
    def _ask_continue(self) -> None:
        if self._wanted is not None:
            self.continue_asked.emit(self._wanted)
