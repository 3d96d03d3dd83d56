"""*Informes de cartera*: choose a report, its cases and its days; save the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad
from cobro_ui.actuaciones.choices import tame
from cobro_ui.icons import Icon
from cobro_ui.informes.ports import ReportRequest
from cobro_ui.jobs.latest import Latest
from cobro_ui.opening import open_file
from cobro_ui.pages import Page
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.filter_box import FilterBox
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_ui.informes.ports import ReportKind, ReportSource
    from cobro_ui.ports import Shell

_PAUSE_MS = 300
_WIDTHS = (290, 760)
_EVERY = "Todos los procedimientos"
Options = tuple["Sequence[ReportKind]", "Sequence[tuple[str, str]]"]


class ReportsPage(Page):
    """A list of reports at the left, and what the chosen one is asked with."""

    def __init__(self, source: ReportSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._kinds: Sequence[ReportKind] = ()
        self._asked = Latest(shell.jobs.reader, self)
        self._written: Path | None = None
        self.message = MessagePanel(shell.theme)
        self.list = QListWidget()
        self.list.setAccessibleName("Informes")
        self.procedure = QComboBox()
        self.procedure.setAccessibleName("Procedimiento")
        tame(self.procedure)
        self.query = FilterBox(shell.theme)
        self.query.setPlaceholderText("Todos; o como etapa:coactivo saldo>5smlmv")
        self.query.setAccessibleName("Qué expedientes")
        self.since = DateField(shell.days, shell.theme)
        self.until = DateField(shell.days, shell.theme)
        self.since.edit.setAccessibleName("Desde")
        self.until.edit.setAccessibleName("Corte")
        self.save = QPushButton("&Guardar en Excel…")
        self.open = QPushButton("&Abrir")
        self.addressee = QComboBox()
        self.addressee.setAccessibleName("A quién va el documento")
        tame(self.addressee)
        self.draft = QPushButton("Proyectar docu&mento")
        self.draft.setToolTip("El mismo informe como documento, para revisar y firmar")
        self._title = label(part="title")
        self._about = label(part="muted", wrap=True)
        self.count = label(part="muted")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._wire()
        self._dress()
        for field in (self.since, self.addressee):
            self._fields.setRowVisible(field, False)  # noqa: FBT003 Qt takes it so
        self.draft.hide()
        self.until.set_value(shell.today)
        self.since.set_value(shell.today.replace(day=1))

    @property
    def kind(self) -> ReportKind | None:
        """The report that is chosen."""
        row = self.list.currentRow()
        return self._kinds[row] if 0 <= row < len(self._kinds) else None

    @override
    def reload(self) -> None:
        """Read what there is to report on."""
        source = self._source
        self._shell.jobs.reader.start(
            lambda _progress: (source.kinds(), source.procedures()),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _build(self) -> None:
        side = QFrame()
        set_part(side, "places")
        column = QVBoxLayout(side)
        column.setContentsMargins(6, 8, 6, 8)
        column.addWidget(self.list)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(self._form())
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setSizes([self._shell.theme.scaled(width) for width in _WIDTHS])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)

    def _form(self) -> QWidget:
        self._fields = QFormLayout()
        self._fields.setHorizontalSpacing(16)
        self._fields.setVerticalSpacing(10)
        self._fields.addRow("&Procedimiento", self.procedure)
        self._fields.addRow("&Expedientes", self.query)
        self._fields.addRow("&Desde", self.since)
        self._fields.addRow("&Corte", self.until)
        self._fields.addRow("Documento pa&ra", self.addressee)
        self._fields.addRow("", self.count)
        set_part(self.save, "main")
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.draft)
        buttons.addWidget(self.open)
        buttons.addStretch()
        self.open.hide()
        panel = QFrame()
        set_part(panel, "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(self._fields)
        column.addLayout(buttons)
        column.addStretch()
        return panel

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.procedure.currentIndexChanged.connect(self._pause.start)
        self.query.query_changed.connect(self._pause.start)
        self._pause.timeout.connect(self._tell_count)
        self.save.clicked.connect(self._save)
        self.open.clicked.connect(self._open)
        self.draft.clicked.connect(self._draft)
        self._shell.theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        theme = self._shell.theme
        self.list.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setIcon(theme.icon(Icon.EXPORT, Tone.MUTED))
            item.setSizeHint(QSize(0, theme.row_height + theme.scaled(2)))

    def _show(self, options: Options) -> None:
        self._kinds, procedures = options
        before = self.kind.id if self.kind else ""
        self.list.clear()
        for kind in self._kinds:
            self.list.addItem(QListWidgetItem(kind.nombre))
        code = self.procedure.currentData()
        self.procedure.blockSignals(True)  # noqa: FBT003 Qt takes it by place
        self.procedure.clear()
        self.procedure.addItem(_EVERY, "")
        for value, text in procedures:
            self.procedure.addItem(text, value)
        self.procedure.setCurrentIndex(max(self.procedure.findData(code), 0))
        self.procedure.blockSignals(False)  # noqa: FBT003
        self._dress()
        names = [kind.id for kind in self._kinds]
        self.list.setCurrentRow(names.index(before) if before in names else 0)
        self._tell_count()

    @Slot()
    def _choose(self) -> None:
        kind = self.kind
        if kind is None:
            return
        self._title.setText(kind.nombre)
        self._about.setText(kind.que_dice)
        self._fields.setRowVisible(self.since, kind.de_periodo)
        self._fields.setRowVisible(self.addressee, bool(kind.destinatarios))
        self.addressee.clear()
        for value, name in kind.destinatarios:
            self.addressee.addItem(name, value)
        self.draft.setVisible(kind.documento)
        self.open.hide()
        self.message.hide()
        self._pause.start()

    def _request(self) -> ReportRequest | None:
        kind, until, since = self.kind, self.until.value(), self.since.value()
        if kind is None:
            return None
        if until is None or (kind.de_periodo and since is None):
            self.message.tell("Escriba una fecha válida para el informe.", Tone.WARN)
            return None
        return ReportRequest(
            kind.id,
            str(self.procedure.currentData() or ""),
            self.query.text().strip(),
            until,
            since if kind.de_periodo else None,
            str(self.addressee.currentData() or ""),
        )

    @Slot()
    def _tell_count(self) -> None:
        request = self._request()
        if request is None:
            return
        source = self._source

        def show(count: int) -> None:
            self.message.hide()
            self.count.setText(
                f"Toma {cantidad(count, 'expediente')}."
                if count
                else "Ningún expediente cumple la consulta."
            )

        def refuse(error: BaseException) -> None:
            self.count.setText("")
            self.message.show_error(error)

        self._asked.start(
            lambda _progress: source.count(request), on_done=show, on_error=refuse
        )

    @Slot()
    def _save(self) -> None:
        request, source = self._request(), self._source
        if request is None or self.kind is None:
            return
        name = f"{request.id}-{request.corte.isoformat()}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, f"Guardar «{self.kind.nombre}»", name, "Libro de Excel (*.xlsx)"
        )
        if not chosen:
            return
        file = Path(chosen).with_suffix(".xlsx")
        self._written = file
        self.open.hide()
        self.save.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda progress: source.write(request, file, progress),
            on_done=self._saved,
            on_error=self._not_saved,
            title=f"Informe: {self.kind.nombre}",
            owner=self,
        )

    def _saved(self, changes: Changes) -> None:
        self.save.setEnabled(True)
        self.open.show()
        self.message.tell(changes.resumen)

    def _not_saved(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        self.draft.setEnabled(True)
        self.message.show_error(error)

    @Slot()
    def _draft(self) -> None:
        request, source = self._request(), self._source
        if request is None or self.kind is None:
            return
        self.draft.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: source.draft(request),
            on_done=self._drafted,
            on_error=self._not_saved,
            title=f"Proyectar «{self.kind.nombre}»",
            owner=self,
        )

    def _drafted(self, changes: Changes) -> None:
        self.draft.setEnabled(True)
        self.message.tell(f"{changes.resumen} Sigue en Documentos.")
        self.changed.emit(changes)

    @Slot()
    def _open(self) -> None:
        if self._written is not None:
            open_file(self._written)
