"""One kind of document for every selected case: choose, do, see what failed (F58)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import cantidad, instante
from cobro_ui.documentos.common_data import CommonData
from cobro_ui.documentos.desk import BatchRequest
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.opening import open_file
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.captura import DatoPedido
    from cobro_desktop.services.documentos.lotes import LoteVisto, Resultado
    from cobro_desktop.services.progress import Progress
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.ports import Shell

_SIZE = (940, 600)
_MARKS = {
    "hecho": Mark("Hecho", Icon.OK, Tone.OK),
    "fallo": Mark("No se hizo", Icon.ERROR, Tone.DANGER),
    "pendiente": Mark("Pendiente", Icon.PENDING, Tone.MUTED),
}


def _mark(one: Resultado) -> Mark:
    return _MARKS[one.estado]


_RESULTS: tuple[Field[Resultado], ...] = (
    Field("Expediente", lambda r: r.expediente, 150),
    Field("Deudor", lambda r: r.deudor, 230),
    Field("Resultado", lambda r: _mark(r).word, 110, mark=_mark),
    Field("Archivo o motivo", lambda r: r.motivo or r.archivo, 360),
)
_BATCHES: tuple[Field[LoteVisto], ...] = (
    Field("Lote", lambda b: str(b.id), 55, figure=True),
    Field("Documento", lambda b: b.nombre, 250),
    Field("Hechos", lambda b: str(b.hechos), 70, figure=True),
    Field("Fallidos", lambda b: str(b.fallos), 75, figure=True),
    Field("Por hacer", lambda b: str(b.pendientes), 85, figure=True),
    Field("Quién", lambda b: b.usuario, 90),
    Field("Cuándo", lambda b: instante(b.creado_en), 150),
)


class BatchDialog(QDialog):
    """Above, what to write and where; below, the batches and what became of each."""

    changed = Signal(object)
    """The `Changes` of a batch."""

    def __init__(
        self, cases: Sequence[int], desk: DocumentDesk, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._cases = tuple(cases)
        self._desk = desk
        self._shell = shell
        self._busy = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Documentos en lote")
        self.message = MessagePanel(shell.theme)
        self.kind = QComboBox()
        self.common = CommonData(shell.theme)
        self.folder = QLineEdit()
        self.issue = QCheckBox("Numerarlos y &firmarlos ahora")
        self.start = QPushButton("&Hacer los documentos")
        self.resume = QPushButton("&Seguir el lote")
        self.open_pdf = QPushButton("Abrir el &PDF para imprimir")
        theme = shell.theme
        self.batches: RowsTable[LoteVisto] = RowsTable("Lotes", _BATCHES, theme)
        self.results: RowsTable[Resultado] = RowsTable("Resultados", _RESULTS, theme)
        self.why = data_label(part="muted", wrap=True)
        self._empty = EmptyState(Icon.DOCUMENT, theme)
        self._body = Emptiness(self.batches, self._empty)
        self._build()
        self._read(self._shown)
        self._ask()

    def _read(self, then: Callable[[Sequence[LoteVisto]], None]) -> None:
        desk = self._desk
        self._shell.jobs.reader.start(
            lambda _progress: desk.batches(),
            on_done=then,
            on_error=self.message.show_error,
            owner=self,
        )

    def _shown(self, found: Sequence[LoteVisto]) -> None:
        self.batches.rows.show_rows(found)
        text = "Los que haga quedan aquí, con lo que pasó en cada expediente."
        self._empty.say("Todavía no hay lotes", text)
        self._body.show_view(filled=bool(found))
        if found:
            self.batches.selectRow(0)
        self._moved()

    @Slot()
    def _ask(self) -> None:
        """Ask once for what every case lacks; an answer that comes late is dropped."""
        desk, cases, kind = self._desk, self._cases, str(self.kind.currentData() or "")
        if not kind or not cases:
            return
        typed = self.common.choices()

        def show(data: Sequence[DatoPedido]) -> None:
            if kind == self.kind.currentData():
                self.common.ask(data)

        self._shell.jobs.reader.start(
            lambda _progress: desk.lacking(kind, cases, typed),
            on_done=show,
            on_error=self.message.show_error,
            owner=self,
        )

    @Slot()
    def _other_kind(self) -> None:
        self.common.clear()
        self._ask()

    def _current(self) -> LoteVisto | None:
        return self.batches.current()

    @Slot()
    def _moved(self) -> None:
        one, desk = self._current(), self._desk
        left = one is not None and bool(one.pendientes or one.fallos)
        self.resume.setEnabled(left and not self._busy)
        self.open_pdf.setEnabled(one is not None and bool(one.archivo_unido))
        if one is None:
            self.results.rows.show_rows(())
            return
        number = one.id
        self._shell.jobs.reader.start(
            lambda _progress: desk.results(number),
            on_done=self._show_results,
            on_error=self.message.show_error,
            owner=self,
        )

    def _show_results(self, found: Sequence[Resultado]) -> None:
        """Show what became of each, first the first that was not done."""
        self.results.rows.show_rows(found)
        wrong = [n for n, one in enumerate(found) if one.motivo]
        if found:
            self.results.selectRow(wrong[0] if wrong else 0)
        self._explain()

    @Slot()
    def _explain(self) -> None:
        one = self.results.current()
        self.why.setText(one.motivo if one is not None else "")
        self.why.setVisible(bool(self.why.text()))

    @Slot()
    def _ready(self) -> None:
        able = bool(self._cases and self.folder.text().strip() and self.kind.count())
        self.start.setEnabled(able and not self._busy)

    @Slot()
    def choose_folder(self) -> None:
        """Ask where the files go."""
        found = QFileDialog.getExistingDirectory(self, "Carpeta del lote")
        if found:
            self.folder.setText(found)

    @Slot()
    def run(self) -> None:
        """Do the documents of the selected cases."""
        desk = self._desk
        request = BatchRequest(
            str(self.kind.currentData()),
            self._cases,
            Path(self.folder.text().strip()),
            self.issue.isChecked(),
            tuple(self.common.values().items()),
        )
        self._work(lambda progress: desk.run_batch(request, progress))

    @Slot()
    def run_again(self) -> None:
        """Go on with the batch in focus: what is left, and what failed."""
        one, desk = self._current(), self._desk
        if one is not None:
            number = one.id
            self._work(lambda progress: desk.resume_batch(number, progress))

    def _work(self, work: Callable[[Progress], Changes]) -> None:
        self._busy = True
        self._ready()
        self._moved()
        self._shell.jobs.writer.start(
            work,
            on_done=self._done,
            on_error=self._failed,
            title="Hacer los documentos del lote",
            owner=self,
        )

    def _done(self, changes: Changes) -> None:
        self._busy = False
        failed = changes.datos.get("fallos") or changes.datos.get("nota")
        self.message.tell(changes.resumen, Tone.WARN if failed else Tone.OK)
        self.changed.emit(changes)
        self._ready()
        self._read(self._shown)

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.message.show_error(error)
        self._ready()
        self._read(self._shown)

    @Slot()
    def _open_pdf(self) -> None:
        one = self._current()
        if one is not None and one.archivo_unido:
            open_file(Path(one.archivo_unido))

    def _build(self) -> None:
        many = cantidad(len(self._cases), "expediente elegido", "expedientes elegidos")
        about = data_label(
            f"{many}. Se escribe un archivo por expediente y un PDF con todos; si uno "
            "falla, los demás siguen, y se puede cancelar y seguir después.",
            "muted",
            wrap=True,
        )
        for kind, name in self._desk.kinds():
            self.kind.addItem(name, kind)
        self.kind.setAccessibleName("Documento")
        self.folder.setAccessibleName("Carpeta del lote")
        self.folder.setPlaceholderText("Carpeta donde quedan los archivos")
        self.folder.textChanged.connect(self._ready)
        self.kind.currentIndexChanged.connect(self._other_kind)
        self.common.chosen.connect(self._ask)
        choose = QPushButton("&Elegir…")
        choose.clicked.connect(self.choose_folder)
        set_part(self.start, "main")
        self.start.clicked.connect(self.run)
        self.resume.clicked.connect(self.run_again)
        self.open_pdf.clicked.connect(self._open_pdf)
        self.batches.selectionModel().currentRowChanged.connect(self._moved)
        self.results.selectionModel().currentRowChanged.connect(self._explain)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.reject)
        what = QHBoxLayout()
        what.addWidget(label("Documento"))
        what.addWidget(self.kind, 2)
        what.addWidget(self.folder, 3)
        what.addWidget(choose)
        go = QHBoxLayout()
        go.addWidget(self.issue, 1)
        go.addWidget(self.start)
        for button in (choose, self.start, self.resume, self.open_pdf, close):
            button.setAutoDefault(False)
        self._lay(about, what, go, close)

    def _lay(
        self, about: QWidget, what: QHBoxLayout, go: QHBoxLayout, close: QPushButton
    ) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.resume)
        foot.addWidget(self.open_pdf)
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addWidget(about)
        layout.addLayout(what)
        layout.addWidget(self.common)
        layout.addLayout(go)
        layout.addWidget(self._body, 2)
        layout.addWidget(self.results, 3)
        layout.addWidget(self.why)
        layout.addLayout(foot)
        scaled = self._shell.theme.scaled
        self.resize(scaled(_SIZE[0]), scaled(_SIZE[1]))
        self._ready()
