"""Why a term ends when it ends: every day of it, with its number or its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.explicacion import DiaExplicado, dia_y_fecha
from cobro_desktop.formats import fecha_corta
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.layouts import column, scrolled
from cobro_ui.widgets.marks import SIN_FECHA, Mark
from cobro_ui.widgets.marks_of_terms import DAYS, SHORT, left_in_words, level_mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.month_grid import DayCell
from cobro_ui.widgets.month_strip import MonthStrip
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cobro_desktop.services.terminos_explicados import TerminoExplicado
    from cobro_ui.ports import Shell

_MONTHS = 2
_CLOSED = {"cumplido": "Se cumplió el {}.", "anulado": "Se anuló con su expediente."}


class ExplainDialog(QDialog):
    """Shows a term that `read` brings, off the GUI thread."""

    def __init__(
        self, shell: Shell, read: Callable[[], TerminoExplicado], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Por qué vence ese día")
        theme = shell.theme
        self.resize(theme.scaled(1180), theme.scaled(680))
        self.message = MessagePanel(theme)
        self._title = data_label("Leyendo el término…", "title", wrap=True)
        self._level = Badge(SIN_FECHA, theme)
        self._level.hide()
        self._case = data_label(part="muted", wrap=True)
        self.facts = KeyValueCard("", theme)
        self._why = data_label(wrap=True)
        self.strip = MonthStrip(theme, "Días del término", _MONTHS)
        self.days: RowsTable[DiaExplicado] = RowsTable(
            "Días del término, uno por uno", _fields(), theme
        )
        self._copy = QPushButton("Copiar la e&xplicación")
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._copy_all)
        self._build()
        shell.jobs.reader.start(
            lambda _progress: read(),
            on_done=self.show_term,
            on_error=self._failed,
            owner=self,
        )

    def show_term(self, found: TerminoExplicado) -> None:
        """Show an explained term."""
        told = found.explicacion
        self._title.setText(f"{found.nombre}: vence el {dia_y_fecha(found.vence)}")
        self._case.setText(f"{found.numero} · {found.deudor}")
        self._level.setVisible(found.estado == "abierto")
        self._level.set_mark(
            level_mark(
                found.nivel,
                found.vence,
                found.quedan,
                suspended=bool(found.suspendido),
            )
        )
        self.facts.show_lines(_facts(found))
        self._why.setText("\n".join(f"• {text}" for text in told.frases))
        if found.diferencia:
            self.message.tell(" ".join(found.diferencia), Tone.WARN)
        self.days.rows.show_rows(told.dias)
        self.strip.show_days(_first_month(found), _cells(told.dias, told.vence))
        self._text = _as_text(found)
        self._copy.setEnabled(True)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._level, 0, Qt.AlignmentFlag.AlignTop)
        left = scrolled(
            column(self.facts, label("Cómo se contó", "heading"), self._why)
        )
        left.setMinimumWidth(self._shell.theme.scaled(360))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.strip)
        right.addWidget(self.days, 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(left, 1)
        body.addLayout(right)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._case)
        layout.addWidget(self.message)
        layout.addLayout(body, 1)
        layout.addLayout(buttons)

    def _failed(self, error: BaseException) -> None:
        self._title.setText("No se pudo explicar el término")
        self.message.show_error(error)

    @Slot()
    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy.setText("E&xplicación copiada")


def explain_term(shell: Shell, termino_id: int, parent: QWidget) -> None:
    """Open the reason of a term's date."""
    source = shell.agenda
    if source is not None:
        ExplainDialog(shell, lambda: source.explain(termino_id), parent).open()


def explain_next(shell: Shell, expediente_id: int, parent: QWidget) -> None:
    """Open the reason of the date of the term of a case that ends first."""
    source = shell.agenda
    if source is not None:
        ExplainDialog(shell, lambda: source.explain_next(expediente_id), parent).open()


def _fields() -> Sequence[Field[DiaExplicado]]:
    def mark(day: DiaExplicado) -> Mark:
        return DAYS[day.clase]

    return (
        Field("Día", lambda d: dia_y_fecha(d.fecha), 214),
        Field("N.º", lambda d: str(d.numero or ""), 46, figure=True),
        Field("Cuenta o no", lambda d: mark(d).word, 128, mark=mark),
        Field("Por qué", lambda d: d.motivo, 240),
    )


def _facts(found: TerminoExplicado) -> list[KeyValue]:
    told = found.explicacion
    first, second = found.avisos
    if found.estado == "abierto":
        left = left_in_words(found.nivel, found.quedan, found.vence)
        if found.suspendido:
            left = f"Suspendido: {found.suspendido}"
    else:
        left = _CLOSED.get(found.estado, "").format(fecha_corta(found.cumplido))
    lines = [
        KeyValue("Lo inició", found.acto),
        KeyValue("Día del acto", dia_y_fecha(told.desde)),
        KeyValue("Plazo", found.plazo),
        KeyValue("Fuente", found.norma),
        KeyValue("Actividad", found.actividad),
        KeyValue("Vence", dia_y_fecha(found.vence)),
        KeyValue("Estado", left),
        KeyValue("Se avisa", f"{fecha_corta(first)} y {fecha_corta(second)}"),
    ]
    return [line for line in lines if line.value]


def _first_month(found: TerminoExplicado) -> date:
    """Return the month to show first, so that the end is in sight."""
    told = found.explicacion
    months = (told.vence.year - told.desde.year) * 12
    months += told.vence.month - told.desde.month
    return told.desde if months < _MONTHS else told.vence.replace(day=1)


def _cells(days: Sequence[DiaExplicado], end: date) -> dict[date, DayCell]:
    cells = {}
    for day in days:
        mark = DAYS[day.clase]
        word = str(day.numero) if day.numero else SHORT.get(day.clase, "")
        tip = day.motivo or (f"día {day.numero}" if day.numero else "corre")
        if day.fecha == end:
            word = f"{word} vence".strip() if not day.numero else f"{word} ▪"
            tip = f"{tip}, el último: vence"
        tone = Tone.ACCENT if day.fecha == end else mark.tone
        cells[day.fecha] = DayCell(word, tone, tip, framed=day.fecha == end)
    return cells


def _as_text(found: TerminoExplicado) -> str:
    """Return the whole explanation, to be pasted in a letter or a spreadsheet."""
    told = found.explicacion
    lines = [
        f"{found.nombre}, {found.plazo} ({found.norma})",
        f"Expediente {found.numero}, {found.deudor}",
        found.acto,
        *told.frases,
        *found.diferencia,
        "",
        "Día\tN.º\tCuenta o no\tPor qué",
    ]
    lines += [
        f"{dia_y_fecha(d.fecha)}\t{d.numero or ''}\t{DAYS[d.clase].word}\t{d.motivo}"
        for d in told.dias
    ]
    return "\n".join(lines)
