"""The closes of the month: the list, the figures of one, its certificate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
)
from typing_extensions import override

from cobro_desktop.formats import COLOMBIA, fecha_corta, mes_y_anio
from cobro_ui.cierres.figures import FiguresView
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.models.table import Field
from cobro_ui.opening import open_file
from cobro_ui.pages import PatientPage
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.entity_box import EntityBox
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.cierres.registro import Cierre
    from cobro_ui.cierres.ports import ClosingsSource, Figures
    from cobro_ui.ports import Shell

_WIDTHS = (336, 804)
_NO_CASES = (
    "Todavía no hay cartera que cerrar",
    "Cuando haya expedientes, aquí se congelan las cifras de cada mes.",
)
_NO_CLOSINGS = (
    "Todavía no se ha cerrado un mes",
    (
        "Use «Cerrar el mes…»: las cifras quedan congeladas con su huella y su "
        "certificado, y después se ve qué cambió."
    ),
)
_FIELDS: tuple[Field[Cierre], ...] = (
    Field("Mes", lambda c: mes_y_anio(c.mes).capitalize(), 130),
    Field("N.º", lambda c: str(c.orden), 40, figure=True),
    Field(
        "Cerrado",
        lambda c: fecha_corta(c.creado_en.astimezone(COLOMBIA).date()),
        90,
        tip=lambda c: c.motivo,
    ),
    Field("Por", lambda c: c.usuario, 74),
)


class ClosingsPage(PatientPage):
    """The closes of an institution, and the figures of the chosen one."""

    def __init__(self, source: ClosingsSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._found: Sequence[Cierre] = ()
        self._asked = Latest(shell.jobs.reader, self)
        self._written: Path | None = None
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.entity = EntityBox(theme)
        self.close_month = QPushButton("Ce&rrar el mes…")
        self.certificate = QPushButton("Certi&ficado…")
        self.open = QPushButton("A&brir el certificado")
        self.table: RowsTable[Cierre] = RowsTable("Cierres de mes", _FIELDS, theme)
        self.figures = FiguresView(theme)
        self._empty = EmptyState(Icon.SAVE, theme)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._body = Emptiness(self._split, self._empty)
        self._build()
        self._wire()

    @override
    def reload(self) -> None:
        """Read the closes anew."""
        source = self._source
        self._shell.jobs.reader.start(
            lambda _progress: source.entities(),
            on_done=self._show_entities,
            on_error=self._fail,
            owner=self,
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Cierres de mes", "title"), 1)
        head.addWidget(self.entity)
        set_part(self.close_month, "main")
        for button in (self.open, self.certificate, self.close_month):
            head.addWidget(button)
        self.certificate.setToolTip("Escribe en PDF las cifras con su huella")
        self._split.addWidget(self.table)
        self._split.addWidget(self.figures)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setSizes([self._shell.theme.scaled(width) for width in _WIDTHS])
        parts = (head, self._body)
        self.lay_out(self.message, parts, self._body)
        self.open.hide()
        self._say("Leyendo los cierres…", "")
        self.close_month.setEnabled(False)

    def _wire(self) -> None:
        self.entity.currentIndexChanged.connect(self._read)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.close_month.clicked.connect(self._ask_close)
        self.certificate.clicked.connect(self._write)
        self.open.clicked.connect(self._open)

    def _show_entities(self, entities: Sequence[tuple[str, str]]) -> None:
        self.entity.show_entities(entities)
        self.close_month.setEnabled(bool(entities))
        if entities:
            self._read()
        else:
            self._say(*_NO_CASES)

    @Slot()
    def _read(self) -> None:
        sigla, source = self.entity.sigla, self._source
        self._asked.start(
            lambda _progress: source.closings(sigla),
            on_done=self._show,
            on_error=self._fail,
        )

    def _show(self, found: Sequence[Cierre]) -> None:
        kept = self._current()
        self._found = found
        self.table.rows.show_rows(found)
        if not found:
            self._say(*_NO_CLOSINGS)
            return
        self._body.show_view(filled=True)
        self.certificate.setEnabled(True)
        ids = [closing.id for closing in found]
        again = kept is not None and kept.id in ids
        self.table.selectRow(ids.index(kept.id) if kept and again else 0)

    def _say(self, title: str, text: str) -> None:
        self._found = ()
        self.table.rows.show_rows(())
        self._empty.say(title, text)
        self._body.show_view(filled=False)
        self.certificate.setEnabled(False)

    def _fail(self, error: BaseException) -> None:
        self._say(
            "No se pudieron leer los cierres",
            "Arriba está la causa. Corríjala y actualice con F5.",
        )
        self.message.show_error(error)

    def _current(self) -> Cierre | None:
        return self.table.current()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        closing, source = self.table.rows.row(index.row()), self._source

        def show(found: Figures) -> None:
            current = self._current()
            if current is not None and current.id == closing.id:
                self.figures.show_closing(closing, found)

        self._shell.jobs.reader.start(
            lambda _progress: source.figures(closing),
            on_done=show,
            on_error=self.message.show_error,
            owner=self,
        )

    @Slot()
    def _ask_close(self) -> None:
        from cobro_ui.cierres.close_dialog import CloseMonthDialog

        about = (self.entity.sigla, {closing.mes for closing in self._found})
        dialog = CloseMonthDialog(self._source, about, self._shell, self)
        dialog.recorded.connect(self._closed)
        dialog.open()

    @Slot(object)
    def _closed(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)
        self.reload()

    @Slot()
    def _write(self) -> None:
        closing, source = self._current(), self._source
        if closing is None:
            return
        name = source.file_name(closing)
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Guardar el certificado", name, "Documento PDF (*.pdf)"
        )
        if not chosen:
            return
        file = Path(chosen).with_suffix(".pdf")
        self.certificate.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: source.certificate(closing, file),
            on_done=self._saved,
            on_error=self._not_saved,
            title="Certificado de cierre",
            owner=self,
        )

    def _saved(self, file: Path) -> None:
        self._written = file
        self.certificate.setEnabled(bool(self._found))
        self.open.show()
        self.message.tell(f"Se escribió «{file.name}».")

    def _not_saved(self, error: BaseException) -> None:
        self.certificate.setEnabled(bool(self._found))
        self.message.show_error(error)

    @Slot()
    def _open(self) -> None:
        if self._written is not None:
            open_file(self._written)
