"""*Identificar*: candidates with their points, parts, and both imputations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.imputacion import LECTURAS
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.recaudo.identificar import IdentificarPago
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.models.table import Field
from cobro_ui.recaudo.page import score_mark
from cobro_ui.recaudo.parts import PartsField
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.recaudo.bandeja import Pendiente, Propuesta
    from cobro_desktop.services.recaudo.identificar import PartePrevista
    from cobro_desktop.services.reparto_pago import PagoPrevisto
    from cobro_ui.ports import Shell
    from cobro_ui.recaudo.ports import Payments

_SIZE = (900, 640)
_PAUSE_MS = 300


def _why(found: Propuesta) -> str:
    met = " · ".join(f"{text} +{points}" for text, points in found.cumple)
    return met or "Usted lo buscó"


_FIELDS: tuple[Field[Propuesta], ...] = (
    Field("Expediente", lambda p: p.numero, 150),
    Field("Deudor", lambda p: p.deudor, 220),
    Field("Título", lambda p: p.titulo, 90),
    Field("Saldo de capital", lambda p: pesos(p.saldo), 120, figure=True),
    Field(
        "Puntos",
        lambda p: score_mark(p.puntos).word if p.puntos else "—",
        100,
        mark=lambda p: score_mark(p.puntos) if p.puntos else None,
    ),
    Field("Por qué", _why, 320),
)


class MatchDialog(QDialog):
    """One payment, given to one case or parted among several."""

    matched = Signal(object)
    """The `Changes` of what was written."""

    def __init__(
        self, pago: Pendiente, payments: Payments, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._pago = pago
        self._payments = payments
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self._busy = False
        self.preview_text = ""
        """What the preview says, for whoever cannot see it."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Identificar un pago")
        self.message = MessagePanel(shell.theme)
        self.search = QLineEdit()
        self.candidates: TableTab[Propuesta] = TableTab(
            "Expedientes que pueden ser",
            _FIELDS,
            shell.theme,
            say(
                Icon.SEARCH,
                shell.theme,
                "Ningún expediente se parece",
                "Escriba arriba el deudor, su identificación o el número.",
            ),
        )
        self.reasons = data_label(part="muted", wrap=True)
        self.only = QPushButton("&Es de este")
        self.also = QPushButton("&También de este")
        self.parts = PartsField(pago.valor)
        self.preview = KeyValueCard("Cómo se imputaría", shell.theme)
        self.motive = QLineEdit()
        self.go = QPushButton()
        self._cancel = QPushButton("&Cancelar")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._wire()
        self._figures()
        self._read("")

    def _build(self) -> None:
        pago = self._pago
        title = f"{pesos(pago.valor)} · {fecha_larga(pago.fecha)}"
        who = " · ".join(
            part
            for part in (
                pago.nombre,
                pago.identificacion,
                pago.concepto,
                f"título {pago.titulo}" if pago.titulo else "",
                f"referencia {pago.referencia}",
                pago.banco,
            )
            if part
        )
        self.search.setPlaceholderText("Buscar otro: deudor, identificación o número")
        self.search.setAccessibleName("Buscar otro expediente")
        self.motive.setPlaceholderText("Cómo se supo de quién es (opcional)")
        self.motive.setAccessibleName("Cómo se supo de quién es")
        set_part(self.go, "main")
        choose = QHBoxLayout()
        choose.addWidget(self.reasons, 1)
        choose.addWidget(self.only)
        choose.addWidget(self.also)
        buttons = QHBoxLayout()
        buttons.addWidget(self.motive, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label(title, "heading"))
        layout.addWidget(data_label(who, wrap=True))
        layout.addWidget(self.message)
        layout.addWidget(self.search)
        layout.addWidget(self.candidates, 1)
        layout.addLayout(choose)
        layout.addWidget(self.parts)
        layout.addWidget(self.preview)
        layout.addLayout(buttons)
        width, height = (self._shell.theme.scaled(length) for length in _SIZE)
        screen = self.screen().availableSize()
        self.resize(min(width, screen.width()), min(height, screen.height()))

    def _wire(self) -> None:
        self.search.returnPressed.connect(lambda: self._read(self.search.text()))
        view = self.candidates.table
        view.selectionModel().currentRowChanged.connect(self._moved)
        view.activated.connect(self._choose_only)
        self.only.clicked.connect(self._choose_only)
        self.also.clicked.connect(self._choose_also)
        self.parts.changed.connect(self._figures)
        self._pause.timeout.connect(self._foresee)
        self._cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._match)

    def _read(self, query: str) -> None:
        payments, pago = self._payments, self._pago
        self._shell.jobs.reader.start(
            lambda _progress: payments.candidates(pago.id, query),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _show(self, found: Sequence[Propuesta]) -> None:
        self.candidates.show_rows(found)
        if found:
            self.candidates.table.selectRow(0)
        if found and not self.parts.cases:
            self.parts.only(found[0])
        self._moved()

    def current(self) -> Propuesta | None:
        """Return the candidate in focus."""
        index = self.candidates.table.currentIndex()
        table = self.candidates.table
        return table.rows.row(index.row()) if index.isValid() else None

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, *_: QModelIndex) -> None:
        found = self.current()
        self.only.setEnabled(found is not None)
        self.also.setEnabled(found is not None and bool(self.parts.cases))
        self.reasons.setText(_why(found) if found else "")

    @Slot()
    def _choose_only(self) -> None:
        found = self.current()
        if found is not None:
            self.parts.only(found)

    @Slot()
    def _choose_also(self) -> None:
        found = self.current()
        if found is not None:
            self.parts.also(found)

    def _command(self) -> IdentificarPago:
        parts = self.parts.value()
        return IdentificarPago(self._pago.id, parts, self.motive.text().strip())

    @Slot()
    def _figures(self) -> None:
        """Put away what was said of other parts, and ask again in a moment."""
        problem = self.parts.problem()
        names = " y ".join(case.numero for case in self.parts.cases)
        self.go.setText(f"&Entregar a {names}" if names else "&Entregar")
        self.go.setEnabled(not problem and not self._busy)
        self.preview_text = problem
        self.preview.show_lines([KeyValue("", problem or "Calculando…")])
        self._asked.forget()
        if not problem:
            self._pause.start()

    @Slot()
    def _foresee(self) -> None:
        command, payments = self._command(), self._payments
        self._asked.start(
            lambda _progress: payments.foresee(command),
            on_done=self._show_preview,
            on_error=self.message.show_error,
        )

    def _show_preview(self, seen: Sequence[PartePrevista]) -> None:
        lines = []
        for part in seen:
            many = f"{part.numero} · " if len(seen) > 1 else ""
            order = sorted(part.lecturas, key=lambda rule: rule is not part.vigente)
            for rule in order:
                used = rule is part.vigente
                name = f"{many}{LECTURAS[rule]}{', se aplica' if used else ''}"
                text = reading_words(part.lecturas[rule])
                lines.append(KeyValue(name, text, strong=used))
        self.preview.show_lines(lines)
        self.preview_text = "\n".join(f"{line.key}: {line.value}" for line in lines)

    @Slot()
    def _match(self) -> None:
        command, payments = self._command(), self._payments
        self._set_busy(busy=True)
        self._shell.jobs.writer.start(
            lambda _progress: payments.match(command),
            on_done=self._done,
            on_error=self._failed,
            title="Identificar un pago",
            owner=self,
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy and not self.parts.problem())

    def _done(self, changes: Changes) -> None:
        self.matched.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        self.message.show_error(error)


def reading_words(seen: PagoPrevisto) -> str:
    """Say in a line how a payment would be imputed in a reading."""
    if seen.espera:
        return seen.espera
    paid = seen.paga
    words = [f"capital {pesos(paid.capital)}", f"intereses {pesos(paid.intereses)}"]
    if paid.costas:
        words.append(f"costas {pesos(paid.costas)}")
    if seen.saldo_a_favor:
        words.append(f"queda a favor {pesos(seen.saldo_a_favor)}")
    words.append(f"quedaría debiendo {pesos(seen.queda.total)}")
    return ", ".join(words).replace("$ ", "$\N{NO-BREAK SPACE}")
