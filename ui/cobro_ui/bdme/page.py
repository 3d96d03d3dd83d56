"""The bulletin: choose a cut; who is in, who is out and why; keep it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
)
from typing_extensions import override

from cobro_desktop.domain.bdme_novedades import SeccionBdme
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import cantidad
from cobro_ui.bdme.choice import CutChoice
from cobro_ui.bdme.reading import nobody, summary, work_out
from cobro_ui.bdme.rows import FIELDS, Line
from cobro_ui.bdme.sections import ALERT, SectionStrip
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.filter_box import FilterBox
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.bdme.ports import BulletinSource
    from cobro_ui.bdme.reading import Read
    from cobro_ui.ports import Shell


class BulletinPage(Page):
    """The sections of a report, with the reason of each row."""

    open_asked = Signal(object)
    """The `Line` whose case to open."""

    def __init__(self, source: BulletinSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._read: Read | None = None
        self._asked = Latest(shell.jobs.reader, self)
        self._section = str(SeccionBdme.SEMESTRAL)
        theme = shell.theme
        self.choice = CutChoice(shell)
        self.sections = SectionStrip(theme)
        self.search = FilterBox(theme)
        self.search.setPlaceholderText("Buscar: deudor, NIT, expediente o razón")
        self.search.setAccessibleName("Buscar en la sección")
        self.table: RowsTable[Line] = RowsTable("Deudores del boletín", FIELDS, theme)
        self.message = MessagePanel(theme)
        self.why = data_label(wrap=True)
        self.excel = QPushButton("&Excel…")
        self.form = QPushButton("&Formulario CGN…")
        self.keep = QPushButton("&Conservar informe")
        self.withdraw = QPushButton("&Registrar retiros")
        self._summary = label(part="muted", wrap=True)
        self._empty = EmptyState(Icon.DEBTORS, theme)
        self._body = Emptiness(self.table, self._empty)
        self._build()
        self._wire()

    @override
    def reload(self) -> None:
        """Work the report out anew."""
        self._shell.jobs.reader.start(
            lambda _progress: self._source.entities(),
            on_done=self._show_entities,
            on_error=self._fail,
            owner=self,
        )

    @override
    def look_again(self, changes: Changes, initiator: object) -> None:
        """Say that the report is not of now: working it out takes a whole portfolio."""
        del changes
        if initiator is not self and self._read is not None:
            self.message.tell(
                "Algo cambió después de calcular este informe. Actualice con F5 para "
                "verlo al día.",
                Tone.WARN,
            )

    def _show_entities(self, entities: Sequence[tuple[str, str]]) -> None:
        self.choice.show_entities(entities)
        if not entities:
            self._say(
                "Todavía no hay a quién reportar",
                "Cuando haya expedientes con saldo, aquí se ve quién va al boletín, "
                "quién no y por qué.",
            )
            return
        self._compute()

    @Slot()
    def _compute(self) -> None:
        sigla, corte, source = self.choice.sigla, self.choice.corte, self._source
        if not sigla or corte is None:
            self._asked.forget()
            self._say("Elija el corte", "Escriba el día del corte, arriba.")
            return
        self._say("Calculando el boletín…", "Se liquida toda la cartera al corte.")
        self._asked.start(
            lambda progress: work_out(source, sigla, corte, progress),
            on_done=self._show,
            on_error=self._fail,
            title=f"Boletín de deudores de {sigla}",
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Boletín de deudores morosos del Estado", "title"), 1)
        head.addWidget(self.choice)
        tools = QHBoxLayout()
        tools.addWidget(self.search, 1)
        set_part(self.keep, "main")
        for button in (self.withdraw, self.excel, self.form, self.keep):
            tools.addWidget(button)
        self.excel.setToolTip("Escribe un libro con una hoja por sección")
        self.form.setToolTip(
            "Llena una copia del formulario que la entidad descargó de la CGN"
        )
        self.keep.setToolTip(
            "Guarda el informe como está, con su libro y su huella: el siguiente se "
            "compara con él"
        )
        self.withdraw.setToolTip(
            "Deja constancia de que ya se pidió a la CGN el retiro de los deudores "
            "elegidos: marque varios con Ctrl o Mayús, o todos con Ctrl+A"
        )
        parts = (head, self._summary, self.sections, tools, self._body, self.why)
        self.lay_out(self.message, parts, self._body)
        self.withdraw.hide()

    def _wire(self) -> None:
        self.choice.changed.connect(self._compute)
        self.sections.chosen.connect(self._choose)
        self.search.query_changed.connect(self._fill)
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._tell_why)
        self.table.selectionModel().selectionChanged.connect(self._count_chosen)
        self.excel.clicked.connect(self._export)
        self.form.clicked.connect(self._ask_form)
        self.keep.clicked.connect(self._keep)
        self.withdraw.clicked.connect(self._withdraw)

    def _show(self, read: Read) -> None:
        self._read = read
        self.message.hide()
        self.sections.show_totals(read.rows)
        self._summary.setText(summary(read))
        for button in (self.excel, self.form, self.keep):
            button.setEnabled(True)
        self.sections.choose(self._section)

    def _fail(self, error: BaseException) -> None:
        self._say(
            "No se pudo calcular el boletín",
            "Arriba está la causa. Corríjala y actualice con F5.",
        )
        self.message.show_error(error)

    def _say(self, title: str, text: str) -> None:
        """Show no report, and say why."""
        self._read = None
        self._empty.say(title, text)
        self._body.show_view(filled=False)
        self.sections.show_totals({})
        self._summary.setText("")
        self.why.setText("")
        for button in (self.excel, self.form, self.keep):
            button.setEnabled(False)
        self.withdraw.hide()

    @Slot(str)
    def _choose(self, section: str) -> None:
        self._section = section
        self._fill()

    @Slot()
    def _fill(self) -> None:
        if self._read is None:
            return
        every = self._read.rows[self._section]
        wanted = plegar(self.search.text()).split()
        shown = [row for row in every if all(word in row.buscable for word in wanted)]
        self.table.rows.show_rows(shown)
        self._body.show_view(filled=bool(shown))
        self.withdraw.setVisible(self._section == ALERT and bool(every))
        self.why.setText("")
        if shown:
            self.table.selectRow(0)
        elif every:
            self._empty.say("Nadie con esas palabras", "Cambie o borre la búsqueda.")
        else:
            self._empty.say(*nobody(self._section, self._read.informe))
        self._count_chosen()

    @Slot(QModelIndex)
    def _tell_why(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self.table.rows.row(index.row())
            cases = ", ".join(row.numeros[:4])
            more = f" Expediente {cases}." if cases else ""
            self.why.setText(f"{row.nombre}: {row.motivo}{more}")

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.open_asked.emit(self.table.rows.row(index.row()))

    @Slot()
    def _export(self) -> None:
        read, source = self._read, self._source
        if read is None:
            return
        name = f"bdme-{read.informe.sigla}-{read.informe.corte.isoformat()}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Exportar el boletín", name, "Libro de Excel (*.xlsx)"
        )
        if not chosen:
            return
        file, informe = Path(chosen).with_suffix(".xlsx"), read.informe
        self._shell.jobs.writer.start(
            lambda _progress: source.export(informe, file),
            on_done=lambda changes: self.message.tell(changes.resumen),
            on_error=self.message.show_error,
            title="Exportar el boletín de deudores",
            owner=self,
        )

    @Slot()
    def _ask_form(self) -> None:
        from cobro_ui.bdme.form_dialog import FormDialog

        if self._read is not None:
            section = self._section
            if section == ALERT:
                section = str(SeccionBdme.RETIROS)
            dialog = FormDialog(
                self._source, self._shell, self._read.informe, section, self
            )
            dialog.filled.connect(lambda changes: self.message.tell(changes.resumen))
            dialog.open()

    @Slot()
    def _keep(self) -> None:
        read, source = self._read, self._source
        if read is not None:
            informe = read.informe
            self.keep.setEnabled(False)
            self._write(lambda _progress: source.keep(informe), "Conservar el boletín")

    def chosen(self) -> list[Line]:
        """Return the debtors that are selected."""
        picked = self.table.selectionModel().selectedRows()
        return [self.table.rows.row(index.row()) for index in picked]

    @Slot()
    def _count_chosen(self) -> None:
        """Say whose withdrawal the button registers."""
        many = len(self.chosen())
        self.withdraw.setEnabled(bool(many))
        told = cantidad(many, "retiro", "retiros") if many > 1 else "este retiro"
        self.withdraw.setText(f"&Registrar {told}" if many else "&Registrar retiros")

    @Slot()
    def _withdraw(self) -> None:
        sigla, source = self.choice.sigla, self._source
        people = frozenset(line.persona for line in self.chosen())
        self._write(
            lambda _progress: source.withdraw(sigla, people), "Registrar los retiros"
        )

    def _write(self, work: Callable[[Progress], Changes], title: str) -> None:
        self._shell.jobs.writer.start(
            work,
            on_done=self._written,
            on_error=self._not_written,
            title=title,
            owner=self,
        )

    def _written(self, changes: Changes) -> None:
        self._compute()
        self.message.tell(changes.resumen)
        self.changed.emit(changes)

    def _not_written(self, error: BaseException) -> None:
        self.keep.setEnabled(self._read is not None)
        self.message.show_error(error)
