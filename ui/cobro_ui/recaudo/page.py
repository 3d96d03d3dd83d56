"""The place of the payments of nobody: each with its likeliest case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QPushButton, QVBoxLayout
from typing_extensions import override

from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.models.table import Field
from cobro_ui.pages import Page
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, say
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.recaudo.bandeja import Pendiente
    from cobro_desktop.services.recaudo.espera import EnEspera
    from cobro_ui.ports import Shell
    from cobro_ui.recaudo.ports import Payments

_LIKELY = 60


def score_mark(points: int) -> Mark:
    """Say how likely a number of points is."""
    if points >= _LIKELY:
        return Mark(f"{points} puntos", Icon.OK, Tone.OK, "Muy probable.")
    if points:
        return Mark(f"{points} puntos", Icon.INFO, Tone.NEUTRAL, "Posible.")
    return Mark("Sin candidatos", Icon.WARNING, Tone.WARN, "Búsquelo por su deudor.")


_FIELDS: tuple[Field[Pendiente], ...] = (
    Field("Fecha", lambda p: fecha_corta(p.fecha), 95),
    Field("Valor", lambda p: pesos(p.valor), 115, figure=True),
    Field("Quién pagó", lambda p: p.nombre or p.identificacion or "(no dice)", 210),
    Field("Podría ser de", lambda p: p.mejor or "nadie conocido", 145),
    Field(
        "Qué tan seguro",
        lambda p: score_mark(p.puntos).word,
        130,
        mark=lambda p: score_mark(p.puntos),
    ),
    Field("Nombra el título", lambda p: p.titulo, 115),
    Field("Referencia", lambda p: p.referencia, 105),
    Field("Aviso", lambda p: p.duplicado, 230),
    Field("Identificación", lambda p: p.identificacion, 110),
    Field("Banco", lambda p: p.banco, 110),
)


class PaymentsPage(Page):
    """A list, and what may be done with the payment in focus."""

    def __init__(self, payments: Payments, shell: Shell) -> None:
        super().__init__()
        self._payments = payments
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self.message = MessagePanel(shell.theme)
        self.counts = label(part="muted")
        self.table: RowsTable[Pendiente] = RowsTable(
            "Pagos por identificar", _FIELDS, shell.theme
        )
        empty = say(
            Icon.MONEY,
            shell.theme,
            "No hay pagos por identificar",
            "Aquí quedan los pagos que se importan y no son, con seguridad, de ningún "
            "expediente. Cada uno trae sus candidatos y por qué lo son.",
        )
        self._body = Emptiness(self.table, empty)
        self._body.show_view(filled=True)  # that there is none is not known yet
        self.whole = data_label(wrap=True)
        self.match = QPushButton("&Identificar…")
        self.annul = QPushButton("&Anular…")
        self.undo = QPushButton("&Deshacer la última")
        self.impute = QPushButton()
        self.overpaid = QPushButton("Saldos a &favor…")
        self._last: tuple[int, ...] = ()
        """The payments that were given to their cases last."""
        self._build()

    def _build(self) -> None:
        set_part(self.match, "main")
        self.match.setToolTip("Ver de quién puede ser, y entregarlo")
        self.annul.setToolTip("Sacarlo de aquí con un motivo: queda registrado")
        self.match.clicked.connect(self.open_match)
        self.annul.clicked.connect(self._ask_reason)
        self.table.activated.connect(self.open_match)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.undo.setToolTip("Devolver a esta lista lo que acaba de entregar")
        self.impute.setToolTip("Ya tienen expediente; les faltaba una tasa")
        self.overpaid.setToolTip("Lo que se pagó de más: aplicarlo o devolverlo")
        self.undo.clicked.connect(self._take_back)
        self.impute.clicked.connect(self._impute)
        self.overpaid.clicked.connect(self.open_overpaid)
        self.undo.hide()
        self.impute.hide()
        top = QHBoxLayout()
        top.addWidget(self.counts, 1)
        top.addWidget(self.impute)
        top.addWidget(self.overpaid)
        top.addWidget(self.undo)
        top.addWidget(self.annul)
        top.addWidget(self.match)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.message)
        layout.addLayout(top)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.whole)
        self._moved()

    @override
    def reload(self) -> None:
        """Read the payments anew."""
        payments = self._payments
        self._asked.start(
            lambda _progress: (payments.pending(), payments.waiting()),
            on_done=lambda found: self._show(*found),
            on_error=self.message.show_error,
        )

    def current(self) -> Pendiente | None:
        """Return the payment in focus."""
        return self.table.current()

    def _show(self, found: Sequence[Pendiente], waiting: EnEspera) -> None:
        self.impute.setVisible(bool(waiting.pagos))
        self.impute.setText(f"&Imputar {cantidad(waiting.pagos, 'pago')} que espera")
        if waiting.pagos > 1:
            self.impute.setText(f"&Imputar {waiting.pagos} pagos que esperan")
        kept = self.current()
        self.table.rows.show_rows(found)
        self._body.show_view(filled=bool(found))
        total = pesos(sum(p.valor for p in found))
        self.counts.setText(f"{cantidad(len(found), 'pago')} por {total}")
        if found:
            ids = [p.id for p in found]
            self.table.selectRow(ids.index(kept.id) if kept and kept.id in ids else 0)
        self._moved()

    @Slot()
    def _moved(self) -> None:
        found = self.current()
        self.match.setEnabled(found is not None)
        self.annul.setEnabled(found is not None)
        self.whole.setVisible(found is not None)
        if found is not None:
            parts = [
                f"{found.nombre or 'Sin nombre'} pagó {pesos(found.valor)}",
                f"Concepto: {found.concepto}" if found.concepto else "",
                f"Vino en «{found.archivo}»" if found.archivo else "",
                found.duplicado,
            ]
            self.whole.setText(". ".join(part for part in parts if part) + ".")

    @Slot()
    def open_match(self) -> None:
        """Show of whom the payment in focus may be."""
        from cobro_ui.recaudo.dialog import MatchDialog

        found = self.current()
        if found is not None:
            dialog = MatchDialog(found, self._payments, self._shell, self)
            dialog.matched.connect(self._matched)
            dialog.open()

    @Slot()
    def open_overpaid(self) -> None:
        """Show what was paid over the debts."""
        from cobro_ui.recaudo.overpaid import OverpaidDialog

        dialog = OverpaidDialog(self._payments, self._shell, self)
        dialog.recorded.connect(self._changed)
        dialog.open()

    @Slot(object)
    def _matched(self, changes: Changes) -> None:
        parts = changes.datos["partes"]
        assert isinstance(parts, list), "the service lists them"
        self._last = tuple(int(part["pago"]) for part in parts)
        self._changed(changes)

    @Slot()
    def _take_back(self) -> None:
        last, payments = self._last, self._payments
        self._last = ()
        self._write(
            lambda _progress: payments.take_back(last, "Se deshizo la identificación"),
            "Deshacer la identificación",
        )

    @Slot()
    def _impute(self) -> None:
        self._write(self._payments.impute_waiting, "Imputar los que esperan")

    def _write(self, work: Callable[[Progress], Changes], title: str) -> None:
        self._shell.jobs.writer.start(
            work,
            on_done=self._changed,
            on_error=self.message.show_error,
            title=title,
            owner=self,
        )

    @Slot()
    def _ask_reason(self) -> None:
        found = self.current()
        if found is None:
            return
        reason, given = QInputDialog.getText(
            self,
            "Anular un pago por identificar",
            f"¿Por qué se anula el pago de {pesos(found.valor)}? Queda registrado.",
        )
        if given:
            self.annul_current(reason)

    def annul_current(self, reason: str) -> None:
        """Annul the payment in focus."""
        found, payments = self.current(), self._payments
        if found is None:
            return
        self._write(
            lambda _progress: payments.annul(found.id, reason), "Anular un pago"
        )

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.undo.setVisible(bool(self._last))
        self.reload()
        self.changed.emit(changes)
