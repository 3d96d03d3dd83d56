"""A result: the answer, its sentences, its table, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.domain.traza import Verificacion
from cobro_ui.calculadoras.trace import UNCHECKED
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from cobro_desktop.domain.traza import Traza
    from cobro_desktop.services.calculadoras.calculo import Tabla
    from cobro_ui.calculadoras.ports import Told
    from cobro_ui.theme.theme import Theme

_SHOWN = 14
"""Lines of a card; the table and the copied text have them all."""


class ResultPanel(QWidget):
    """Shows a result, or what is still missing for one."""

    copied = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self.message = MessagePanel(theme)
        self.headline = data_label(part="title", wrap=True)
        self.sentences = data_label(wrap=True)
        self.copy = QPushButton("&Copiar resultado")
        self.copy.setToolTip("Copiar el resultado con su fuente, para un documento")
        self.copy.clicked.connect(self._copy)
        self._table: RowsTable[tuple[str, ...]] | None = None
        self._place = QVBoxLayout()
        self.values = KeyValueCard("Valores que se usaron", theme)
        self.steps = KeyValueCard("De dónde sale", theme)
        self.readings = KeyValueCard("Lecturas de la ley en vigor", theme)
        self._build()
        theme.changed.connect(self._dress)
        self._dress()
        self.ask_for([])

    def show_result(self, told: Told) -> None:
        """Show a result."""
        result = told.result
        self._text = told.text
        self.message.hide()
        self.headline.setText(result.titular)
        self.sentences.setText("\n".join(result.frases))
        if result.advertencias:
            self.message.tell("\n".join(result.advertencias), Tone.WARN)
        self._show_table(result.tabla)
        self.values.show_lines(_used(result.traza))
        self.steps.show_lines(_steps(result.traza))
        self.readings.show_lines([KeyValue("•", text) for text in result.lecturas])
        self.values.setVisible(bool(_used(result.traza)))
        self.steps.setVisible(bool(result.traza))
        self.readings.setVisible(bool(result.lecturas))
        self.sentences.show()
        self.copy.setEnabled(True)

    def show_error(self, error: BaseException) -> None:
        """Say in place why there is no result."""
        self._empty("Sin resultado")
        self.message.show_error(error)

    def ask_for(self, missing: list[str]) -> None:
        """Say what has still to be typed."""
        self._empty("Escriba los datos y aquí aparece el resultado")
        self.message.hide()
        if missing:
            self.sentences.setText(f"Falta: {', '.join(missing)}.")
            self.sentences.show()

    def wait(self) -> None:
        """Say that the result is on its way."""
        self._empty("Calculando…")
        self.message.hide()

    def tell_wrong(self) -> None:
        """Say that something typed has to be mended."""
        self._empty("Sin resultado")
        self.message.hide()
        self.sentences.setText("Corrija lo que está marcado en el formulario.")
        self.sentences.show()

    def _empty(self, title: str) -> None:
        self._text = ""
        self.headline.setText(title)
        self.sentences.hide()
        self._show_table(None)
        for piece in (self.values, self.steps, self.readings):
            piece.hide()
        self.copy.setEnabled(False)

    def _show_table(self, table: Tabla | None) -> None:
        if self._table is not None:
            self._place.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        if table is None or not table.filas:
            return
        self._table = RowsTable("Detalle", _fields(table), self._theme)
        self._table.rows.show_rows(table.filas)
        self._table.resizeColumnsToContents()
        self._table.fit()
        self._place.addWidget(self._table)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copied.emit()

    @Slot()
    def _dress(self) -> None:
        self.copy.setIcon(self._theme.icon(Icon.COPY))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.headline, 1)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.message)
        column.addWidget(self.sentences)
        column.addLayout(self._place)
        for piece in (self.steps, self.values, self.readings):
            column.addWidget(piece)
        column.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(scrolled(body), 1)
        note = "El cálculo no se guarda en ningún expediente."
        layout.addWidget(label(note, "muted"))


def _fields(table: Tabla) -> tuple[Field[tuple[str, ...]], ...]:
    def cell(number: int) -> Field[tuple[str, ...]]:
        title, figure = table.titulos[number], number in table.cifras
        return Field(title, lambda row: row[number], 110, figure=figure)

    return tuple(cell(number) for number in range(len(table.titulos)))


def _steps(trace: Traza) -> list[KeyValue]:
    told = [
        KeyValue(f"{number}.", f"{p.detalle} ({p.norma})" if p.norma else p.detalle)
        for number, p in enumerate(trace, 1)
    ]
    return _cut(told, "pasos")


def _used(trace: Traza) -> list[KeyValue]:
    found = {p: None for step in trace for p in step.parametros if p.fuente}
    told = [
        KeyValue(
            p.nombre,
            f"{p.valor} · {p.fuente}",
            p.fuente,
            UNCHECKED.get(p.verificacion),
        )
        for p in found
    ]
    doubtful = sum(p.verificacion is not Verificacion.VISTO for p in found)
    return _cut(told, f"valores ({doubtful} sin comprobar)" if doubtful else "valores")


def _cut(lines: list[KeyValue], what: str) -> list[KeyValue]:
    if len(lines) <= _SHOWN:
        return lines
    more = f"y {len(lines) - _SHOWN} más, de {len(lines)} {what}; se copian todos."
    return [*lines[:_SHOWN], KeyValue("…", more)]
