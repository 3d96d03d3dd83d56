"""*Paquetes y préstamos*: who has what, and the two ways a package goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton
from typing_extensions import override

from cobro_desktop.formats import fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.traslado.prestados import Prestado
    from cobro_ui.paquetes.ports import PackageSource
    from cobro_ui.ports import Shell

_OUT = Mark("Prestado", Icon.FORWARD, Tone.ACCENT)
_IN = Mark("Nos lo prestaron", Icon.BACK, Tone.ACCENT)
_LATE = Mark("Vencido", Icon.OVERDUE, Tone.DANGER)
_HOME = Mark("Volvió", Icon.OK, Tone.NEUTRAL)
_NOTHING: Final = (
    "No hay expedientes prestados",
    (
        "Elija expedientes en la lista y use Archivo › Enviar en un paquete para "
        "prestarlos o pasarlos. Lo que le envíen se recibe con el botón de arriba."
    ),
)


class PackagesPage(Page):
    """The loans, and the buttons that make and receive packages."""

    open_asked = Signal(object)

    def __init__(self, source: PackageSource, shell: Shell) -> None:
        super().__init__()
        self._source, self._shell = source, shell
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.everything = QCheckBox("También los que ya &volvieron")
        self.receive = QPushButton("&Recibir un paquete…")
        self.give_back = QPushButton("&Devolver…")
        self.end = QPushButton("Terminar &sin paquete…")
        self.table: RowsTable[Prestado] = RowsTable("Préstamos", _FIELDS, theme)
        self.whole = data_label(part="muted", wrap=True)
        self._empty = EmptyState(Icon.CASES, theme)
        self._body = Emptiness(self.table, self._empty)
        self._build()
        self._wire()

    @override
    def reload(self) -> None:
        """Read the loans anew."""
        source, every = self._source, self.everything.isChecked()
        self._shell.jobs.reader.start(
            lambda _progress: source.lent(todos=every),
            on_done=self._show,
            on_error=self._fail,
            owner=self,
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Paquetes y préstamos", "title"), 1)
        head.addWidget(self.everything)
        set_part(self.receive, "main")
        for button in (self.end, self.give_back, self.receive):
            head.addWidget(button)
        parts = (head, self._body, self.whole)
        self.lay_out(self.message, parts, self._body)
        self.end.setToolTip("El expediente no va a volver en un paquete")
        self._say("Leyendo los préstamos…", "")

    def _wire(self) -> None:
        self.everything.toggled.connect(self.reload)
        self.receive.clicked.connect(self._receive)
        self.give_back.clicked.connect(self._give_back)
        self.end.clicked.connect(self._end)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(self._open)

    def _show(self, found: Sequence[Prestado]) -> None:
        self.table.rows.show_rows(found)
        if not found:
            self._say(*_NOTHING)
            return
        self._body.show_view(filled=True)
        self.table.selectRow(0)

    def _say(self, title: str, text: str) -> None:
        self.table.rows.show_rows(())
        self._empty.say(title, text)
        self._body.show_view(filled=False)
        self.whole.setText("")
        self.end.setEnabled(False)
        self.give_back.setEnabled(False)

    def _fail(self, error: BaseException) -> None:
        self._say(
            "No se pudieron leer los préstamos",
            "Arriba está la causa. Corríjala y actualice con F5.",
        )
        self.message.show_error(error)

    def current(self) -> Prestado | None:
        """Return the loan in focus."""
        return self.table.current()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        loan = self.table.rows.row(index.row())
        away = loan.devuelto is None
        self.end.setEnabled(away and loan.sentido == "salida")
        self.give_back.setEnabled(away and loan.sentido == "entrada")
        why = f" Motivo: {loan.motivo}." if loan.motivo else ""
        self.whole.setText(f"{loan.aviso or loan.cierre}{why}")

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        loan = self.table.rows.row(index.row())
        self.open_asked.emit(CaseRef(loan.expediente_id, loan.numero, loan.deudor))

    @Slot()
    def _receive(self) -> None:
        from cobro_ui.paquetes.receive_dialog import ReceiveDialog

        dialog = ReceiveDialog(self._source, self._shell, self)
        dialog.recorded.connect(self._done)
        dialog.open()

    @Slot()
    def _give_back(self) -> None:
        from cobro_ui.paquetes.send_dialog import SendDialog

        loan = self.current()
        if loan is not None:
            ids = (loan.expediente_id,)
            dialog = SendDialog(self._source, ids, self._shell, self)
            dialog.recorded.connect(self._done)
            dialog.open()

    @Slot()
    def _end(self) -> None:
        from cobro_ui.paquetes.end_dialog import EndLoanDialog

        loan = self.current()
        if loan is not None:
            dialog = EndLoanDialog(self._source, loan, self._shell, self)
            dialog.recorded.connect(self._done)
            dialog.open()

    @Slot(object)
    def _done(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)
        self.reload()


def _mark(loan: Prestado) -> Mark:
    if loan.devuelto is not None:
        return _HOME
    if loan.vencido:
        return _LATE
    return _OUT if loan.sentido == "salida" else _IN


_FIELDS: Final[tuple[Field[Prestado], ...]] = (
    Field("Expediente", lambda p: p.numero, 160),
    Field("Deudor", lambda p: p.deudor, 240, tip=lambda p: p.deudor),
    Field("Estado", lambda p: _mark(p).word, 150, mark=_mark),
    Field("Quién lo tiene o lo prestó", lambda p: p.quien, 240, tip=lambda p: p.quien),
    Field("Desde", lambda p: fecha_corta(p.desde), 110),
    Field("Hasta", lambda p: fecha_corta(p.hasta) or "Sin día", 110),
    Field("Volvió", lambda p: fecha_corta(p.devuelto), 110),
)
