"""*¿Y si…?*: the dates of a title with other events, side by side; keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_ui.jobs.latest import Latest
from cobro_ui.prescripcion.ports import Supposed
from cobro_ui.prescripcion.supposed import Adder, OnRecord
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.domain.interrupcion import Interrupcion
    from cobro_desktop.services.prescripcion_titulo import TituloVigilado
    from cobro_desktop.services.simulacion import Simulacion
    from cobro_ui.ports import Shell
    from cobro_ui.prescripcion.ports import PrescriptionSource, Simulated

KEPT = "Es una simulación: no se guarda nada y el expediente sigue igual."


class SimulatorDialog(QDialog):
    """What is supposed at the left, what follows from it at the right."""

    def __init__(
        self,
        titulo: TituloVigilado,
        source: PrescriptionSource,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._titulo = titulo
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"¿Y si…? · Título {titulo.numero}")
        self.on_record = OnRecord(titulo.eventos, shell)
        self.adder = Adder(shell)
        self.message = MessagePanel(shell.theme)
        self.before = KeyValueCard("Como está registrado", shell.theme)
        self.after = KeyValueCard("Como quedaría", shell.theme)
        self.verdict = label(part="figure", wrap=True)
        self.text = QPlainTextEdit()
        self.copy = QPushButton("&Copiar")
        self.print = QPushButton("&Imprimir…")
        self.reset = QPushButton("Como está &registrado")
        self._close = QPushButton("Ce&rrar")
        self._build()
        self._wire()
        self.look()

    @Slot()
    def look(self) -> None:
        """Work out what is supposed now."""
        source, titulo, supposed = self._source, self._titulo, self._supposed()
        self._asked.start(
            lambda _progress: source.simulate(titulo, supposed),
            on_done=self._show,
            on_error=self.message.show_error,
        )

    def _supposed(self) -> Supposed:
        events: list[Interrupcion] = []
        stops: list[Suspension] = []
        for each in self.adder.added:
            if isinstance(each.what, Suspension):
                stops.append(each.what)
            else:
                events.append(each.what)
        record = self.on_record
        return Supposed(
            tuple(events), record.void, record.revived, record.ended, tuple(stops)
        )

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(label("Lo registrado", "heading"))
        left.addWidget(self.on_record)
        left.addWidget(label("Lo que se agrega", "heading"))
        left.addWidget(self.adder)
        left.addStretch()
        side = QWidget()
        side.setLayout(left)
        area = scrolled(side)
        area.setFixedWidth(self._shell.theme.scaled(420))
        cards = QHBoxLayout()
        cards.addWidget(self.before, 1)
        cards.addWidget(self.after, 1)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("La simulación, paso a paso")
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.verdict)
        right.addLayout(cards)
        right.addWidget(self.text, 1)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addWidget(area)
        middle.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset)
        buttons.addStretch()
        for button in (self.copy, self.print, self._close):
            buttons.addWidget(button)
        notice = label(KEPT, "heading", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(notice)
        layout.addWidget(self.message)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)
        scaled = self._shell.theme.scaled
        self.resize(scaled(1080), scaled(660))
        self._close.setDefault(True)
        for button in (self.adder.add, self.adder.drop, self.copy, self.print):
            button.setAutoDefault(False)

    def _wire(self) -> None:
        self.on_record.changed.connect(self.look)
        self.adder.changed.connect(self.look)
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)
        self.reset.clicked.connect(self._reset)
        self._close.clicked.connect(self.accept)

    def _show(self, found: Simulated) -> None:
        result = found.result
        self.message.hide()
        self.before.show_lines(list(_lines(result, self._shell.today, after=False)))
        self.after.show_lines(list(_lines(result, self._shell.today, after=True)))
        self.verdict.setText(_verdict(result))
        self.text.setPlainText("\n".join(found.lines))

    @Slot()
    def _reset(self) -> None:
        self.on_record.reset()
        self.adder.reset()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.message.tell("Se copió la simulación.")

    @Slot()
    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            document = QTextDocument(self.text.toPlainText())
            document.print_(printer)


def _lines(result: Simulacion, today: date, *, after: bool) -> Iterator[KeyValue]:
    found = result.despues if after else result.antes
    yield KeyValue("Fecha legal", fecha_larga(found.fecha_legal))
    yield KeyValue("Fecha segura", fecha_larga(found.fecha_segura))
    yield KeyValue("En riesgo desde", fecha_larga(found.entra_en_riesgo))
    left = found.dias_restantes(today)
    words = cantidad(abs(left), "día")
    yield KeyValue("Para actuar", f"{words}" if left >= 0 else f"pasó hace {words}")


def _verdict(result: Simulacion) -> str:
    legal, safe = result.dias_legal, result.dias_segura
    if not legal and not safe:
        return "Las fechas no cambian."
    return f"Fecha legal: {_won(legal)}. Fecha segura: {_won(safe)}."


def _won(days: int) -> str:
    if not days:
        return "no cambia"
    verb = "se ganan" if days > 0 else "se pierden"
    return f"{verb} {cantidad(abs(days), 'día')}"
