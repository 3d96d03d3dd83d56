"""Tab *Prescripción* of a case: each title with its line, its dates and its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_ui.icons import Icon
from cobro_ui.prescripcion.event_line import EventLine
from cobro_ui.prescripcion.facts import (
    EVENTS,
    MILESTONES,
    date_lines,
    other_lines,
    step_lines,
)
from cobro_ui.widgets.empty_state import Emptiness, say
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard, clear_layout
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import card, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.ventana import Hito, Ventana
    from cobro_desktop.services.prescripcion_titulo import Evento, TituloVigilado
    from cobro_ui.ports import Shell
    from cobro_ui.prescripcion.ports import PrescriptionSource
    from cobro_ui.prescripcion.simulator import SimulatorDialog


PRESCRITA = (
    "La acción de cobro prescribió: ningún acto la revive. La declara el jefe de la "
    "entidad, de oficio o si alguien lo pide (ET 817; Ley 1066 de 2006, art. 17); lo "
    "que se pague después no se devuelve (ET 819)."
)


class PrescripcionTab(Emptiness):
    """Reads the titles when the case is read, and shows one under the other."""

    def __init__(
        self, expediente_id: int, source: PrescriptionSource, shell: Shell
    ) -> None:
        self._id = expediente_id
        self._source = source
        self._shell = shell
        self._titles: Sequence[TituloVigilado] = ()
        self._message = MessagePanel(shell.theme)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(18)
        self.body = QWidget()
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(self._message)
        layout.addLayout(self._cards)
        layout.addStretch()
        self._empty = say(Icon.RISK, shell.theme, "Leyendo la prescripción…", "")
        super().__init__(scrolled(self.body), self._empty)

    def reload(self) -> None:
        """Read the titles anew."""
        source, id_ = self._source, self._id
        self._shell.jobs.reader.start(
            lambda _progress: source.titles(id_),
            on_done=self._show,
            on_error=self._failed,
            owner=self,
        )

    def simulate(self, number: int) -> SimulatorDialog | None:
        """Open the what-if of a title; None if it cannot be computed."""
        from cobro_ui.prescripcion.simulator import SimulatorDialog

        titulo = self._titles[number]
        if titulo.resultado is None:
            return None
        dialog = SimulatorDialog(titulo, self._source, self._shell, self.window())
        dialog.open()
        return dialog

    def _show(self, titles: Sequence[TituloVigilado]) -> None:
        self._titles = titles
        self._message.hide()
        clear_layout(self._cards)
        for number, titulo in enumerate(titles):
            self._cards.addWidget(self._title(number, titulo))
        self._empty.say(
            "Este expediente no tiene títulos",
            "Aquí se ve cuándo prescribe cada título, qué lo interrumpió y hasta qué "
            "día se puede actuar.",
        )
        self.show_view(filled=bool(titles))

    def _failed(self, error: BaseException) -> None:
        clear_layout(self._cards)
        self._message.show_error(error)
        self.show_view(filled=True)

    def _title(self, number: int, titulo: TituloVigilado) -> QWidget:
        theme = self._shell.theme
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        head = QHBoxLayout()
        name = label(f"Título {titulo.numero} · {titulo.autoridad}", "heading")
        name.setWordWrap(True)
        button = QPushButton("¿Y &si…? Simular")
        button.setToolTip("Ver cómo cambiarían las fechas; no se guarda nada")
        button.setEnabled(titulo.resultado is not None)
        button.clicked.connect(lambda: self.simulate(number))
        head.addWidget(name, 1)
        head.addWidget(button)
        layout.addLayout(head)
        if titulo.resultado is None:
            layout.addWidget(label(titulo.motivo, wrap=True))
            return box
        line = EventLine(theme)
        line.show_title(titulo, self._shell.today)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.addWidget(line)
        layout.addWidget(frame)
        layout.addLayout(self._side_by_side(titulo))
        layout.addWidget(self._others(titulo))
        if titulo.eventos:
            layout.addWidget(label("Lo que la interrumpe", "heading"))
            events: RowsTable[Evento] = RowsTable("Eventos del título", EVENTS, theme)
            events.rows.show_rows(titulo.eventos)
            events.fit()
            layout.addWidget(events)
        steps = KeyValueCard("Cómo se contó, paso a paso", theme)
        steps.show_lines(list(step_lines(titulo)))
        layout.addWidget(steps)
        return box

    def _side_by_side(self, titulo: TituloVigilado) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        dates = KeyValueCard("Fechas", self._shell.theme)
        dates.show_lines(list(date_lines(titulo, self._shell.today)))
        if titulo.resultado and titulo.resultado.advertencias:
            dates.warn("\n".join(titulo.resultado.advertencias))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(dates, 1, top)
        row.addWidget(self._window(titulo), 1, top)
        return row

    def _window(self, titulo: TituloVigilado) -> QWidget:
        frame = card()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(label("Ventana para actuar", "heading"))
        found = titulo.ventana
        lost = titulo.resultado is not None and titulo.resultado.prescrita(
            self._shell.today
        )
        if found is None or lost:
            layout.addWidget(label(PRESCRITA if lost else titulo.motivo, wrap=True))
            layout.addStretch()
            return frame
        layout.addWidget(label(found.orden, "figure", wrap=True))
        late = self._late(found)
        if late:
            layout.addWidget(label(late, wrap=True))
        table: RowsTable[Hito] = RowsTable(
            "Actos hasta la fecha segura", MILESTONES, self._shell.theme
        )
        table.rows.show_rows(found.hitos)
        table.fit()
        layout.addWidget(table)
        for note in found.avisos:
            layout.addWidget(label(note, "muted", wrap=True))
        return frame

    def _late(self, found: Ventana) -> str:
        if self._shell.today <= found.siguiente.hasta:
            return ""
        return (
            "Con los tiempos del procedimiento ya no alcanza: haga lo que sigue antes "
            "de lo previsto, o deje constancia de por qué no se pudo."
        )

    def _others(self, titulo: TituloVigilado) -> KeyValueCard:
        found = KeyValueCard("Aparte de la prescripción", self._shell.theme)
        lines: list[KeyValue] = list(other_lines(titulo))
        found.show_lines(lines)
        if titulo.caducidad is not None and titulo.caducidad.caduco:
            found.warn(
                "La sanción se notificó después de caducar la facultad de sancionar: "
                "revise si debe devolver el título a quien lo expidió."
            )
        return found
