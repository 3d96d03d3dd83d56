"""Tab *Bienes y medidas*: what was asked, found, embargoed and received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.bienes.forms import (
    CLASES,
    RESPUESTAS,
    TIPOS,
    form_of,
)
from cobro_ui.bienes.ports import Act, Goods, GoodsRequest
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.marks import Mark, term_mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.storage.queries.bienes import Bien, Consulta, Deposito, Medida
    from cobro_ui.bienes.ports import GoodsSource
    from cobro_ui.ports import Shell
    from cobro_ui.reads_case import ExpedienteView

R = TypeVar("R")
_MEASURES = {
    "decretada": Mark("Decretada", Icon.INFO, Tone.WARN),
    "comunicada": Mark("Comunicada", Icon.MAIL, Tone.ACCENT),
    "registrada": Mark("Practicada", Icon.OK, Tone.OK),
    "no_acatada": Mark("No se acató", Icon.WARNING, Tone.DANGER),
    "levantada": Mark("Levantada", Icon.PRESCRIBED, Tone.MUTED),
}


class _Block(QWidget, Generic[R]):
    """A heading with its buttons, and a table; a sentence where it is empty."""

    def __init__(
        self, title: str, fields: Sequence[Field[R]], empty: str, shell: Shell
    ) -> None:
        super().__init__()
        self.table: RowsTable[R] = RowsTable(title, fields, shell.theme)
        self._empty = label(empty, "muted", wrap=True)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(8)
        self._bar.addWidget(label(title, "heading"))
        self._bar.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._bar)
        layout.addWidget(self._empty)
        layout.addWidget(self.table)
        self.show_rows(())

    def button(self, text: str, run: Callable[[], object]) -> QPushButton:
        """Add a button to the heading."""
        made = QPushButton(text)
        made.clicked.connect(run)
        self._bar.addWidget(made)
        return made

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show rows, or the sentence."""
        self.table.rows.show_rows(rows)
        self.table.fit()
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows:
            self.table.selectRow(0)

    def current(self) -> R | None:
        """Return the row in focus."""
        return self.table.current()


class BienesTab(QWidget):
    """Four blocks, one under the other, each with what can be recorded in it."""

    changed = Signal(object)
    """The `Changes` of what was recorded."""

    def __init__(self, expediente_id: int, source: GoodsSource, shell: Shell) -> None:
        super().__init__()
        self._id = expediente_id
        self._source = source
        self._shell = shell
        self._goods = Goods()
        self._subject = ""
        self._message = MessagePanel(shell.theme)
        self.measures: _Block[Medida] = _Block(
            "Medidas", _MEDIDAS, "No se ha decretado ninguna medida.", shell
        )
        self.assets: _Block[Bien] = _Block(
            "Bienes hallados", _BIENES, "No se ha anotado ningún bien.", shell
        )
        self.asked: _Block[Consulta] = _Block(
            "Solicitudes de información",
            _consultas(shell.today),
            "No se ha preguntado a nadie por bienes.",
            shell,
        )
        self.titles: _Block[Deposito] = _Block(
            "Títulos de depósito", _DEPOSITOS, "No hay títulos de depósito.", shell
        )
        self._buttons: list[QPushButton] = []
        self._build()

    def show_case(self, view: ExpedienteView) -> None:
        """Show the goods of a case."""
        self._subject = f"{view.head.numero} · {view.head.deudor}"
        source, id_ = self._source, self._id
        self._shell.jobs.reader.start(
            lambda _progress: source.read(id_),
            on_done=self._show,
            on_error=self._message.show_error,
            owner=self,
        )

    def ask(self, act: Act, objeto: int = 0) -> None:
        """Ask what an act needs."""
        from cobro_ui.bienes.dialog import GoodsDialog

        goods = [
            (str(b.id), b.descripcion)
            for b in self._goods.bienes
            if b.estado != "rematado"
        ]
        form = form_of(act, self._goods.deudores, goods, self._goods.destinatarios)
        today = {"fecha": self._shell.today.isoformat()}
        request = GoodsRequest(act, self._id, today, objeto)
        asked = (form, request, self._subject)
        dialog = GoodsDialog(self._source, asked, self._shell, self)
        dialog.recorded.connect(self._recorded)
        dialog.open()

    def _build(self) -> None:
        self.measures.button("Decre&tar medida…", lambda: self.ask(Act.MEDIDA))
        self._update = self.measures.button("Qué &pasó…", self._update_measure)
        self.assets.button("Anotar &bien…", lambda: self.ask(Act.BIEN))
        self.asked.button("Proyectar &oficios…", lambda: self.ask(Act.OFICIOS))
        self.asked.button("Anotar &solicitudes…", lambda: self.ask(Act.CONSULTAR))
        self._answer = self.asked.button("Respu&esta…", self._answer_request)
        self.titles.button("Anotar tít&ulo…", lambda: self.ask(Act.DEPOSITO))
        self._use = self.titles.button("Ap&licar o devolver…", self._use_title)
        self._split = self.titles.button("&Fraccionar…", self._split_title)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(16)
        for block in (self.measures, self.assets, self.asked, self.titles):
            column.addWidget(block)
            block.table.selectionModel().currentRowChanged.connect(self._moved)
        column.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._message)
        layout.addWidget(scrolled(body), 1)
        self._moved()

    def _show(self, goods: Goods) -> None:
        self._goods = goods
        self.measures.show_rows(goods.medidas)
        self.assets.show_rows(goods.bienes)
        self.asked.show_rows(goods.consultas)
        self.titles.show_rows(goods.depositos)
        self._moved()

    @Slot()
    def _moved(self) -> None:
        measure, request = self.measures.current(), self.asked.current()
        title = self.titles.current()
        live = measure is not None and measure.estado != "levantada"
        self._update.setEnabled(live)
        self._answer.setEnabled(
            request is not None and request.resultado in {"pendiente", "silencio"}
        )
        free = title is not None and title.estado == "constituido"
        self._use.setEnabled(free)
        self._split.setEnabled(free)

    def _update_measure(self) -> None:
        if (row := self.measures.current()) is not None:
            self.ask(Act.ACTUALIZAR, row.id)

    def _answer_request(self) -> None:
        if (row := self.asked.current()) is not None:
            self.ask(Act.RESPONDER, row.id)

    def _use_title(self) -> None:
        if (row := self.titles.current()) is not None:
            self.ask(Act.DISPONER, row.id)

    def _split_title(self) -> None:
        if (row := self.titles.current()) is not None:
            self.ask(Act.FRACCIONAR, row.id)

    @Slot(object)
    def _recorded(self, changes: Changes) -> None:
        from cobro_desktop.services.efectos import otros_efectos

        self._message.tell("\n".join([changes.resumen, *otros_efectos(changes)]))
        self.changed.emit(changes)


def _measure(row: Medida) -> Mark:
    return _MEASURES[row.estado]


_MEDIDAS: tuple[Field[Medida], ...] = (
    Field("Medida", lambda m: dict(TIPOS)[m.tipo], 240, tip=lambda m: m.observacion),
    Field("A cargo de", lambda m: m.destinatario, 200),
    Field("Bien", lambda m: m.bien, 160),
    Field("Límite", lambda m: pesos(m.limite), 120, figure=True),
    Field("Estado", lambda m: _measure(m).word, 120, mark=_measure),
    Field("Decretada", lambda m: fecha_corta(m.decretada), 95),
    Field("Comunicada", lambda m: fecha_corta(m.comunicada), 95),
    Field("Practicada", lambda m: fecha_corta(m.registrada), 95),
    Field("Levantada", lambda m: fecha_corta(m.levantada), 95),
)
_BIENES: tuple[Field[Bien], ...] = (
    Field("Clase", lambda b: dict(CLASES)[b.clase], 170),
    Field("Descripción", lambda b: b.descripcion, 240),
    Field("Identificación", lambda b: b.identificacion, 130),
    Field("Quién lo tiene", lambda b: b.entidad, 170),
    Field("Valor", lambda b: pesos(b.valor) if b.valor else "", 120, figure=True),
    Field("Estado", lambda b: b.estado.capitalize(), 100),
    Field("De quién", lambda b: b.deudor, 160),
    Field("Lo informó", lambda b: b.fuente, 140),
)
_DEPOSITOS: tuple[Field[Deposito], ...] = (
    Field("Número", lambda d: d.numero, 160),
    Field("Fecha", lambda d: fecha_corta(d.fecha), 100),
    Field("Valor", lambda d: pesos(d.valor), 130, figure=True),
    Field("Estado", lambda d: d.estado.capitalize(), 120),
    Field("Desde", lambda d: fecha_corta(d.fecha_estado), 100),
    Field("Banco", lambda d: d.banco, 200),
)


def _consultas(today: date) -> Sequence[Field[Consulta]]:
    words = {**dict(RESPUESTAS), "pendiente": "Sin responder"}

    def state(row: Consulta) -> Mark:
        if row.resultado == "pendiente" and row.vence and row.vence < today:
            return term_mark(row.vence, today)
        tone = Tone.OK if row.resultado == "con_bienes" else Tone.NEUTRAL
        return Mark(words[row.resultado], Icon.INFO, tone)

    return (
        Field("A quién", lambda c: c.destinatario, 240),
        Field("Enviada", lambda c: fecha_corta(c.enviada), 100),
        Field("Vence", lambda c: fecha_corta(c.vence), 100),
        Field("Estado", lambda c: state(c).word, 210, mark=state),
        Field("Respondió", lambda c: fecha_corta(c.respondida), 100),
        Field("Qué dijo", lambda c: c.respuesta, 280),
    )
