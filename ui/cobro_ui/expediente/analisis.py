"""Tab *Análisis*: what the law says of the case, and what is still not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.domain.cartera import Respuesta
from cobro_desktop.domain.hechos_marcables import ClaseHecho, HechoConocido
from cobro_desktop.domain.traza import Verificacion
from cobro_desktop.formats import fecha_corta, miles
from cobro_ui.calculadoras.trace import UNCHECKED
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard, clear_layout
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from cobro_desktop.services.analisis.caso import AnalisisCaso
    from cobro_desktop.services.analisis.pieza import Pieza
    from cobro_desktop.services.changes import Changes
    from cobro_ui.expediente.analisis_source import AnalysisSource
    from cobro_ui.ports import Shell

_MARKS = {
    "bien": Mark("En orden", Icon.OK, Tone.OK),
    "cuidado": Mark("Atención", Icon.WARNING, Tone.WARN),
    "grave": Mark("Revisar", Icon.ERROR, Tone.DANGER),
    "desconocido": Mark("No se sabe", Icon.HELP, Tone.NEUTRAL),
}
_UNKNOWN = "desconocido"
_FRAME = 3
"""Lines that the title and the edges of a card are as high as."""


class AnalisisTab(QWidget):
    """Cards of the parts, and the facts that a person can mark."""

    changed = Signal(object)
    """The `Changes` of a mark."""

    def __init__(
        self, expediente_id: int, source: AnalysisSource, shell: Shell
    ) -> None:
        super().__init__()
        self._id = expediente_id
        self._source = source
        self._shell = shell
        self._stale = True
        self._number = ""
        self.message = MessagePanel(shell.theme)
        self.summary = KeyValueCard("En resumen", shell.theme)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self.facts: RowsTable[HechoConocido] = RowsTable(
            "Hechos del expediente", _fact_fields(), shell.theme
        )
        self.facts.activated.connect(self._activated)
        self.mark_button = QPushButton("&Marcar un hecho…")
        self.mark_button.setEnabled(False)
        self.mark_button.clicked.connect(self.mark)
        self._build()

    def reload(self) -> None:
        """Read anew: now if it is in sight, else when it comes to be."""
        self._stale = True
        if self.isVisible():
            self._read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read when there is something new."""
        super().showEvent(event)
        if self._stale:
            self._read()

    @Slot()
    def mark(self) -> None:
        """Ask what somebody knows of the chosen fact."""
        from cobro_ui.expediente.marcar_hecho import MarkDialog

        row = max(0, self.facts.currentIndex().row())
        case, fact = (self._id, self._number), self.facts.rows.row(row)
        dialog = MarkDialog(self._source, case, fact, self._shell, self)
        dialog.recorded.connect(self._marked)
        dialog.open()

    def _read(self) -> None:
        self._stale = False
        source, case = self._source, self._id
        self._shell.jobs.reader.start(
            lambda _progress: source.analyse(case),
            on_done=self._show,
            on_error=self._fail,
            owner=self,
        )

    def _show(self, found: AnalisisCaso) -> None:
        self._number = found.numero
        self.message.hide()
        if found.hallazgos:
            self.message.tell("\n".join(found.hallazgos), Tone.WARN)
        self._show_cards(found)
        self.facts.rows.show_rows(found.hechos)
        self.facts.fit(len(found.hechos))
        self.mark_button.setEnabled(bool(found.hechos))

    def _show_cards(self, found: AnalisisCaso) -> None:
        self.summary.show_lines(
            [
                KeyValue(p.titulo, p.veredicto, _norm(p), _MARKS.get(p.tono))
                for p in found.piezas
            ]
        )
        heights = [0] * len(self._columns)
        for column in self._columns:
            clear_layout(column)
        for piece in found.piezas:
            card = KeyValueCard(piece.titulo, self._shell.theme)
            lines = list(_lines(piece))
            card.show_lines(lines)
            shortest = heights.index(min(heights))
            heights[shortest] += len(lines) + _FRAME
            self._columns[shortest].addWidget(card)
        for column in self._columns:
            column.addStretch()

    def _fail(self, error: BaseException) -> None:
        self._stale = True
        self.message.show_error(error)

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self.mark()

    @Slot(object)
    def _marked(self, changes: Changes) -> None:
        self.reload()
        self.message.tell(changes.resumen)
        self.changed.emit(changes)

    def _build(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for side in self._columns:
            side.setSpacing(12)
            cards.addLayout(side, 1)
        head = QHBoxLayout()
        head.addWidget(label("Lo que se sabe del caso", "heading"), 1)
        head.addWidget(self.mark_button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.message)
        column.addWidget(self.summary)
        column.addLayout(cards)
        column.addLayout(head)
        about = (
            "Lo que dicen las respuestas de los pasos y lo que consta en el expediente "
            "se llena solo; lo demás lo marca una persona. Lo que no se sabe no cuenta."
        )
        column.addWidget(label(about, "muted", wrap=True))
        column.addWidget(self.facts)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(body))


def _lines(piece: Pieza) -> Iterator[KeyValue]:
    norm = _norm(piece)
    yield KeyValue("Resultado", piece.veredicto, norm, _MARKS.get(piece.tono))
    for line in piece.renglones:
        told = line.tono in {"cuidado", "grave"}
        mark = _MARKS[str(line.tono)] if told else None
        yield KeyValue(line.nombre, line.valor, line.fuente, mark)
    doubtful = {
        p: None
        for step in piece.traza
        for p in step.parametros
        if p.verificacion is not Verificacion.VISTO
    }
    for p in doubtful:
        yield KeyValue(p.nombre, p.valor, p.fuente, UNCHECKED[p.verificacion])
    for note in piece.notas:
        yield KeyValue("Nota", note)
    if norm:
        yield KeyValue("Norma", norm)


def _norm(piece: Pieza) -> str:
    return "; ".join(dict.fromkeys(s.norma for s in piece.traza if s.norma))


def _fact_fields() -> tuple[Field[HechoConocido], ...]:
    return (
        Field("Hecho", lambda h: h.hecho.pregunta, 470),
        Field("Respuesta", _said, 120, mark=_known, tip=lambda h: h.origen),
        Field("De dónde sale", lambda h: h.origen or "Nadie lo ha dicho", 300),
        Field("Cuándo", lambda h: fecha_corta(h.fecha), 100),
        Field("Quién", lambda h: h.usuario, 140),
    )


def _said(fact: HechoConocido) -> str:
    if fact.valor == _UNKNOWN:
        return "No se sabe"
    if fact.hecho.clase is ClaseHecho.PESOS:
        return f"$ {miles(int(fact.valor))}"
    if fact.hecho.clase is ClaseHecho.PORCENTAJE:
        return f"{fact.valor.replace('.', ',')} %"
    return "Sí" if fact.respuesta is Respuesta.SI else "No"


def _known(fact: HechoConocido) -> Mark | None:
    if fact.valor == _UNKNOWN:
        return _MARKS[_UNKNOWN]
    if fact.marcado:
        return Mark(_said(fact), Icon.USER, Tone.ACCENT, "Lo marcó una persona.")
    return None
