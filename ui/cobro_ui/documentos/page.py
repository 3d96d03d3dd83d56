"""The place of documents: a tray at a time, and what may be done to what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.domain.ciclo_documento import Bandeja
from cobro_ui.documentos.words import PENDING
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.bandejas import Pendiente
    from cobro_desktop.services.documentos.copias import Copia
    from cobro_ui.documentos.ports import DocumentFlow
    from cobro_ui.ports import Shell

_EMPTY = {
    Bandeja.REVISION: "Aquí llegan los borradores que otros envían a su revisión.",
    Bandeja.FIRMA: "Aquí llega lo ya revisado que a usted le toca aprobar y firmar.",
    Bandeja.DEVUELTOS: "Aquí vuelven, con sus observaciones, los que usted proyectó.",
    Bandeja.SIN_NOTIFICAR: "Aquí quedan los firmados hasta que se notifican o "
    "comunican.",
}


class DocumentsPage(Page):
    """Trays on top with their counts, the documents below."""

    open_asked = Signal(object)
    """The `CaseRef` to open."""

    def __init__(self, flow: DocumentFlow, shell: Shell) -> None:
        super().__init__()
        self._flow = flow
        self._shell = shell
        self._all: Sequence[Pendiente] = ()
        self._asked = Latest(shell.jobs.reader, self)
        self._chosen = False
        self.message = MessagePanel(shell.theme)
        self.outside = data_label(part="muted", wrap=True)
        self.table = RowsTable("Documentos", PENDING, shell.theme)
        self._empty = EmptyState(Icon.DOCUMENT, shell.theme)
        self._body = Emptiness(self.table, self._empty)
        self.trays = {tray: QPushButton(tray.nombre) for tray in Bandeja}
        self.review = QPushButton("&Revisar…")
        self.sign = QPushButton("&Firmar los elegidos")
        self._case = QPushButton("Abrir el e&xpediente")
        self._build()

    @property
    def tray(self) -> Bandeja:
        """The tray in sight."""
        return next(t for t, button in self.trays.items() if button.isChecked())

    @override
    def reload(self) -> None:
        """Read the trays anew."""
        flow = self._flow
        self._asked.start(
            lambda _progress: flow.pending(),
            on_done=self._show,
            on_error=self.message.show_error,
        )
        desk = self._shell.desk
        if desk is not None:
            self._shell.jobs.reader.start(
                lambda _progress: desk.copies(),
                on_done=self._show_outside,
                on_error=self.message.show_error,
                owner=self,
            )

    def _show_outside(self, copies: Sequence[Copia]) -> None:
        """Say which drafts are out in Word, so that none is forgotten."""
        from cobro_ui.documentos.tools import described

        lines = [f"{c.expediente} · {c.nombre}. {described(c)}" for c in copies]
        self.outside.setText("\n".join(lines))
        self.outside.setVisible(bool(lines))

    def _show(self, found: Sequence[Pendiente]) -> None:
        self._all = found
        counts = {t: sum(p.bandeja is t for p in found) for t in Bandeja}
        for tray, button in self.trays.items():
            count = counts[tray]
            button.setText(f"{tray.nombre}  {count}" if count else tray.nombre)
            button.setAccessibleName(f"{tray.nombre}, {count}")
        if not self._chosen and found:
            self._chosen = True
            first = next(tray for tray in Bandeja if counts[tray])
            self.trays[first].setChecked(True)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        tray = self.tray
        kept = self._current()
        rows = [p for p in self._all if p.bandeja is tray]
        self.table.rows.show_rows(rows)
        self._empty.say(f"{tray.nombre}: nada espera", _EMPTY[tray])
        self._body.show_view(filled=bool(rows))
        if rows:
            ids = [p.id for p in rows]
            row = ids.index(kept.id) if kept and kept.id in ids else 0
            self.table.selectRow(row)
        self.sign.setVisible(tray is Bandeja.FIRMA)
        self._moved()

    @Slot()
    def _moved(self) -> None:
        chosen = self.selected()
        self.review.setEnabled(len(chosen) == 1)
        self._case.setEnabled(len(chosen) == 1)
        ready = [p for p in chosen if p.estado == "aprobado"]
        self.sign.setEnabled(bool(ready))
        many = f" ({len(chosen)})" if len(chosen) > 1 else ""
        self.sign.setText(f"&Firmar los elegidos{many}")

    def selected(self) -> list[Pendiente]:
        """Return the documents that are selected."""
        indexes = self.table.selectionModel().selectedRows()
        return [self.table.rows.row(i.row()) for i in indexes]

    def _current(self) -> Pendiente | None:
        chosen = self.selected()
        return chosen[0] if chosen else None

    @Slot()
    def open_review(self) -> None:
        """Show the document in focus with its checks and its steps."""
        from cobro_ui.documentos.review_dialog import ReviewDialog

        found = self._current()
        if found is not None:
            dialog = ReviewDialog(found.id, self._flow, self._shell, self)
            dialog.changed.connect(self._changed)
            dialog.open()

    @Slot()
    def sign_selected(self) -> None:
        """Sign what is selected, one after the other."""
        ids, flow = [p.id for p in self.selected()], self._flow
        if not ids:
            return
        self.sign.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda progress: flow.sign_many(ids, progress),
            on_done=self._signed,
            on_error=self._failed,
            title="Firmar los documentos",
            owner=self,
        )

    def _signed(self, changes: Changes) -> None:
        from cobro_ui.documentos.results_dialog import ResultsDialog

        names = {p.id: f"{p.nombre} · {p.expediente}" for p in self._all}
        self._changed(changes)
        results = changes.datos.get("resultados")
        if isinstance(results, list) and not all(r["hecho"] for r in results):
            ResultsDialog(results, names, self._shell, self).open()

    def _failed(self, error: BaseException) -> None:
        self.message.show_error(error)
        self._moved()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)
        self.reload()

    @Slot()
    def _open_case(self) -> None:
        found = self._current()
        if found is not None and found.expediente_id is not None:
            case = CaseRef(found.expediente_id, found.expediente, found.deudor)
            self.open_asked.emit(case)

    def _build(self) -> None:
        bar = QFrame()
        set_part(bar, "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(6)
        group = QButtonGroup(self)
        for tray, button in self.trays.items():
            button.setCheckable(True)
            set_part(button, "band")
            group.addButton(button)
            button.setChecked(tray is Bandeja.REVISION)
            button.clicked.connect(self._pick)
            top.addWidget(button)
        top.addStretch()
        for button in (self._case, self.sign, self.review):
            top.addWidget(button)
        set_part(self.review, "main")
        many = QAbstractItemView.SelectionMode.ExtendedSelection
        self.table.setSelectionMode(many)
        self.table.activated.connect(self.open_review)
        self.table.selectionModel().selectionChanged.connect(self._moved)
        self.review.clicked.connect(self.open_review)
        self.sign.clicked.connect(self.sign_selected)
        self._case.clicked.connect(self._open_case)
        self.setFocusProxy(self.table)
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.outside.setContentsMargins(12, 6, 12, 6)
        self.outside.hide()
        for widget in (bar, self.message, self.outside, self._body):
            layout.addWidget(widget)
        layout.setStretch(3, 1)
        self._empty.say("Leyendo los documentos…", "")

    @Slot()
    def _pick(self) -> None:
        self._chosen = True
        self._fill()
