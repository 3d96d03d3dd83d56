"""Tab *Liquidación*: what a case owes on any day, proved and kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from cobro_desktop.domain.errors import MissingParameterError, NotFoundError
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.liquidacion.bar import LiquidationBar
from cobro_ui.liquidacion.body import FiguresBody
from cobro_ui.liquidacion.kept import KeptPanel
from cobro_ui.liquidacion.notice import Notice
from cobro_ui.liquidacion.output import Output
from cobro_ui.liquidacion.trace_panel import TracePanel
from cobro_ui.opening import open_file
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.text import rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.liquidaciones import ObligacionLiquidada
    from cobro_desktop.services.liquidaciones_verificadas import InformeHuella
    from cobro_ui.liquidacion.ports import CaseFigures, KeptLine
    from cobro_ui.ports import Shell
    from cobro_ui.reads_case import ExpedienteView

_PAUSE_MS = 250
_AHEAD = "A futuro: si nadie abona antes."
_FOR = (
    "Cuando una obligación tiene saldo, aquí se ven el capital, los intereses y las "
    "costas a la fecha que escoja, y de dónde sale cada cifra."
)


class LiquidacionTab(QWidget):
    """Reads when it is first seen, and again when the case or the day changes."""

    changed = Signal(object)
    """The `Changes` of something done here."""
    legal_asked = Signal()
    """The person goes to load a legal value."""

    def __init__(self, expediente_id: int, shell: Shell) -> None:
        super().__init__()
        self._id = expediente_id
        self._shell = shell
        self._source = shell.liquidations
        self._known = False
        """Whether the case was read."""
        self._ended = False
        self._asked = Latest(shell.jobs.reader, self)
        self._failed = False
        """Whether the message says why there are no figures."""
        self._figures: CaseFigures | None = None
        self.bar = LiquidationBar(shell.days, shell.theme)
        self.message = Notice(shell.theme)
        self._output = Output(self._source, shell.jobs, self)
        self._empty = say(Icon.INTEREST, shell.theme, "No hay nada que liquidar", _FOR)
        self.body = FiguresBody(shell.theme)
        self.kept = KeptPanel(shell.theme)
        self.trace = TracePanel(shell.theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._wire()
        self.bar.allow(figures=False, keep=False)

    def show_case(self, view: ExpedienteView) -> None:
        """Take a case that was read anew; its figures are read when they are seen."""
        self._known = True
        self._ended = view.head.terminado
        if self.isVisible():
            self._read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read anew: a rate may have been loaded while this was out of sight."""
        super().showEvent(event)
        if self._known:
            self._read()

    def _build(self) -> None:
        self.body.hide()
        self._empty.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 10, 16, 14)
        column.setSpacing(12)
        for widget in (self.message, self.body, self._empty, rule(), self.kept):
            column.addWidget(widget)
        column.addStretch()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(scrolled(inside))
        split.addWidget(self.trace)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self.trace.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(rule())
        layout.addWidget(split, 1)

    def _wire(self) -> None:
        bar = self.bar
        bar.day.changed.connect(self._day_changed)
        bar.keep_asked.connect(self._keep)
        bar.print_asked.connect(self._print)
        bar.export_asked.connect(self._export)
        bar.compare_asked.connect(self._compare)
        bar.trace_asked.connect(self._turn_trace)
        self._pause.timeout.connect(self._read)
        self._output.began.connect(partial(bar.note.setText, "Escribiendo…"))
        self._output.written.connect(self._written)
        self._output.failed.connect(self._not_written)
        self.body.chosen.connect(self._chosen)
        self.body.detail.explained.connect(self.trace.explain)
        self.kept.verify_asked.connect(self._verify)
        self.trace.closed.connect(self.trace.hide)
        help_key = QShortcut(QKeySequence(Qt.Key.Key_F1), self)
        help_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        help_key.activated.connect(self._turn_trace)

    # What is owed.

    @Slot()
    def _day_changed(self) -> None:
        day = self.bar.day.value()
        self._asked.forget()
        self.bar.allow(figures=False, keep=False)
        if day is None:
            self._pause.stop()
            self.bar.note.setText("Escriba la fecha del corte.")
            return
        self.bar.note.setText("Calculando…")
        self._pause.start()

    @Slot()
    def _read(self) -> None:
        day = self.bar.day.value()
        if day is None:
            return
        source, id_ = self._source, self._id
        self._asked.start(
            lambda _progress: source.load(id_, day),
            on_done=self._show,
            on_error=self._fail,
        )
        self._shell.jobs.reader.start(
            lambda _progress: source.kept(id_),
            on_done=self._show_kept,
            on_error=self.message.show_error,
            owner=self,
        )

    def _show(self, figures: CaseFigures) -> None:
        ahead = figures.caso.corte > self._shell.today
        self.bar.note.setText(_AHEAD if ahead else "")
        kept = len(figures.guardadas) == len(figures.caso.obligaciones)
        self.bar.allow(figures=True, keep=not self._ended and not kept)
        if figures == self._figures:
            return
        self._figures = figures
        self._forget_failure()
        self.body.show_figures(figures)
        self._empty.hide()
        self.body.show()

    def _fail(self, error: BaseException) -> None:
        self._figures = None
        self.trace.hide()
        self.bar.note.setText("")
        self.bar.allow(figures=False, keep=False)
        self.body.hide()
        self._empty.setVisible(isinstance(error, NotFoundError))
        if isinstance(error, NotFoundError):
            self._forget_failure()
            self._empty.say("No hay nada que liquidar", f"{error.mensaje} {_FOR}")
            return
        self._failed = True
        self.message.show_error(error)
        if isinstance(error, MissingParameterError):
            self.message.offer("Ir a Parámetros legales", self.legal_asked.emit)

    def _forget_failure(self) -> None:
        if self._failed:
            self._failed = False
            self.message.hide()

    def _show_kept(self, lines: Sequence[KeptLine]) -> None:
        self.kept.show_lines(lines)

    # What can be done with it.

    @Slot()
    def _keep(self) -> None:
        figures, source, id_ = self._figures, self._source, self._id
        if figures is None:
            return
        self.bar.keep.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: source.keep(id_, figures.caso.corte),
            on_done=self._was_kept,
            on_error=self._refused,
            title="Guardar la liquidación",
            owner=self,
        )

    def _was_kept(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)

    def _refused(self, error: BaseException) -> None:
        self.bar.keep.setEnabled(self._figures is not None and not self._ended)
        self.message.show_error(error)

    @Slot()
    def _print(self) -> None:
        if self._figures is not None:
            self._output.print_page(self._figures.caso)

    @Slot()
    def _export(self) -> None:
        if self._figures is not None:
            self._output.export(self._figures.caso)

    @Slot(object)
    def _written(self, path: Path) -> None:
        self.bar.note.setText("")
        self.message.tell(f"Se escribió «{path.name}» en {path.parent}.")
        self.message.offer("Abrir el archivo", partial(open_file, path))

    @Slot(object)
    def _not_written(self, error: BaseException) -> None:
        self.bar.note.setText("")
        self.message.show_error(error)

    @Slot()
    def _compare(self) -> None:
        from cobro_ui.liquidacion.compare_dialog import CompareDialog

        if self._figures is not None:
            caso = self._figures.caso
            CompareDialog(self._source, caso, self._shell, self.window()).open()

    @Slot(list)
    def _verify(self, prints: list[str]) -> None:
        source = self._source

        def work() -> list[InformeHuella]:
            return [source.verify(one) for one in prints]

        self._shell.jobs.reader.start(
            lambda _progress: work(),
            on_done=self.kept.show_reports,
            on_error=self.kept.result.show_error,
            owner=self,
        )

    # Where it comes from.

    @Slot()
    def _turn_trace(self) -> None:
        if self._figures is None or not self.trace.isHidden():
            self.trace.hide()
            return
        self.trace.explain(*self.body.detail.explanation())
        self.trace.show()

    @Slot(object)
    def _chosen(self, obligacion: ObligacionLiquidada) -> None:
        figures = self._figures
        if figures is not None:
            title = f"{obligacion.concepto} · {obligacion.titulo}"
            self.trace.explain("", "")
            self.trace.show_trace(title, obligacion.liquidacion, figures.opciones)
