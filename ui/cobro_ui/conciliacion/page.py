"""The conciliation: both sides at a cut, and the cause of each difference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.domain.conciliacion import CausaDiferencia
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import fecha_larga
from cobro_ui.conciliacion.rows import FIELDS, Line, work_out
from cobro_ui.conciliacion.strips import DIFFERENT, CauseStrip, TotalsStrip
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.entity_box import EntityBox
from cobro_ui.widgets.filter_box import FilterBox
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QAction

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.conciliacion.ports import ReconciliationSource
    from cobro_ui.conciliacion.rows import Read
    from cobro_ui.ports import Shell

    Options = tuple[Sequence[tuple[str, str]], Mapping[str, Sequence[date]]]

_NO_CASES = (
    "Todavía no hay cartera que conciliar",
    "Cuando haya expedientes, aquí se comparan sus saldos con los del área financiera.",
)
_NO_BALANCES = (
    "El área financiera no ha informado saldos",
    (
        "Impórtelos con Archivo › Importar, formato «Saldos contables»: aquí se "
        "comparan con los de cobro al mismo corte y se dice por qué difieren."
    ),
)


class ReconciliationPage(Page):
    """The totals of both sides, the causes, and the debts of the chosen cause."""

    open_asked = Signal(object)
    """The `CaseRef` to open."""

    def __init__(
        self,
        source: ReconciliationSource,
        shell: Shell,
        importing: QAction | None = None,
    ) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._read: Read | None = None
        self._asked = Latest(shell.jobs.reader, self)
        self._cause = DIFFERENT
        self._cuts: Mapping[str, Sequence[date]] = {}
        theme = shell.theme
        self.entity = EntityBox(theme)
        self.cut = QComboBox()
        self.cut.setAccessibleName("Corte de los saldos")
        self.cut.setFixedWidth(theme.scaled(210))
        self.totals = TotalsStrip()
        self.causes = CauseStrip(theme)
        self.search = FilterBox(theme)
        self.search.setPlaceholderText("Buscar: deudor, NIT, expediente, título, razón")
        self.search.setAccessibleName("Buscar en las obligaciones")
        self.table: RowsTable[Line] = RowsTable("Obligaciones", FIELDS, theme)
        self.message = MessagePanel(theme)
        self.why = data_label(wrap=True)
        self.note = QPushButton("A&notar causa…")
        self.excel = QPushButton("Exce&l…")
        self.draft = QPushButton("&Proyectar acta")
        self._empty = EmptyState(Icon.TITLE, theme, importing)
        self._body = Emptiness(self.table, self._empty)
        self._build()
        self._wire()

    @override
    def reload(self) -> None:
        """Read the cuts, and compare both sides anew."""
        self._shell.jobs.reader.start(
            lambda _progress: _options(self._source),
            on_done=self._show_options,
            on_error=self._fail,
            owner=self,
        )

    @override
    def look_again(self, changes: Changes, initiator: object) -> None:
        """Say that the figures are not of now: comparing takes a whole portfolio."""
        if self._read is None:
            super().look_again(changes, initiator)
        elif initiator is not self:
            self.message.tell(
                "Algo cambió después de esta comparación. Actualice con F5 para verla "
                "al día.",
                Tone.WARN,
            )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Conciliación con los libros", "title"), 1)
        head.addWidget(self.entity)
        head.addWidget(self.cut)
        tools = QHBoxLayout()
        tools.addWidget(self.search, 1)
        for button in (self.note, self.excel, self.draft):
            tools.addWidget(button)
        set_part(self.draft, "main")
        self.note.setToolTip("Escribe por qué difiere la obligación elegida")
        self.excel.setToolTip("Escribe un libro con el resumen y las obligaciones")
        self.draft.setToolTip(
            "Proyecta el acta de conciliación del corte: sigue en Documentos"
        )
        parts = (head, self.totals, self.causes, tools, self._body, self.why)
        self.lay_out(self.message, parts, self._body)
        self._say("Leyendo los saldos…", "")

    def _wire(self) -> None:
        self.entity.currentIndexChanged.connect(self._offer_cuts)
        self.cut.currentIndexChanged.connect(self._compare)
        self.causes.chosen.connect(self._choose)
        self.search.query_changed.connect(self._fill)
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._tell_why)
        self.note.clicked.connect(self._ask_note)
        self.excel.clicked.connect(self._export)
        self.draft.clicked.connect(self._draft)

    def _show_options(self, options: Options) -> None:
        entities, self._cuts = options
        self.message.hide()
        first = not self.entity.sigla
        self.entity.show_entities(entities)
        told = [sigla for sigla, _name in entities if self._cuts[sigla]]
        if first and told:
            with QSignalBlocker(self.entity):
                self.entity.setCurrentIndex(self.entity.findData(told[0]))
        if entities:
            self._offer_cuts()
        else:
            self._say(*_NO_CASES)

    @Slot()
    def _offer_cuts(self) -> None:
        cuts = self._cuts.get(self.entity.sigla, ())
        before = self.cut.currentData()
        with QSignalBlocker(self.cut):
            self.cut.clear()
            for day in cuts:
                self.cut.addItem(f"Al {fecha_larga(day)}", day)
            self.cut.setCurrentIndex(cuts.index(before) if before in cuts else 0)
        self.cut.setVisible(bool(cuts))
        self._compare()

    @Slot()
    def _compare(self) -> None:
        sigla, corte, source = self.entity.sigla, self.cut.currentData(), self._source
        if corte is None:
            self._asked.forget()
            self._say(*_NO_BALANCES, can_import=True)
            return
        self._say("Comparando los saldos…", "Se liquida toda la cartera al corte.")
        self._asked.start(
            lambda _progress: work_out(source, sigla, corte),
            on_done=self._show,
            on_error=self._fail,
            title=f"Conciliación de {sigla}",
        )

    def _show(self, read: Read) -> None:
        self._read = read
        self.totals.show_totals(read.found)
        self.causes.show_causes(read.found)
        for part in self._parts():
            part.show()
        self.causes.choose(self._cause)

    def _fail(self, error: BaseException) -> None:
        self._say(
            "No se pudo comparar",
            "Arriba está la causa. Corríjala y actualice con F5.",
        )
        self.message.show_error(error)

    def _say(self, title: str, text: str, *, can_import: bool = False) -> None:
        """Show no conciliation, and say why."""
        self._read = None
        self.table.rows.show_rows(())
        self._empty.say(title, text)
        self._empty.show_action(wanted=can_import)
        self._body.show_view(filled=False)
        self.why.setText("")
        for part in self._parts():
            part.hide()

    def _parts(self) -> tuple[QWidget, ...]:
        """Return what is of no use without a conciliation."""
        buttons = (self.note, self.excel, self.draft)
        return (self.totals, self.causes, self.search, *buttons)

    @Slot(str)
    def _choose(self, cause: str) -> None:
        self._cause = cause
        self._fill()

    @Slot()
    def _fill(self) -> None:
        if self._read is None:
            return
        every = [line for line in self._read.lines if self._belongs(line)]
        wanted = plegar(self.search.text()).split()
        shown = [row for row in every if all(word in row.buscable for word in wanted)]
        self.table.rows.show_rows(shown)
        self._body.show_view(filled=bool(shown))
        self.note.setEnabled(bool(shown))
        self.why.setText("")
        self._empty.show_action(wanted=False)
        if shown:
            self.table.selectRow(0)
        elif every:
            self._empty.say("Nada con esas palabras", "Cambie o borre la búsqueda.")
        else:
            self._empty.say(
                "Los dos lados coinciden",
                "Ninguna obligación tiene un saldo distinto en los libros.",
            )

    def _belongs(self, line: Line) -> bool:
        if self._cause == DIFFERENT:
            return line.partida.propuesta.causa is not CausaDiferencia.COINCIDE
        return line.causa == self._cause

    def _current(self) -> Line | None:
        return self.table.current()

    @Slot(QModelIndex)
    def _tell_why(self, index: QModelIndex) -> None:
        if index.isValid():
            debt = self.table.rows.row(index.row()).partida
            what = " · ".join(x for x in (debt.concepto, debt.titulo) if x)
            said = debt.explicacion.texto or "Los dos lados dicen lo mismo."
            self.why.setText(f"{debt.deudor} ({what}): {said}")

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        debt = self.table.rows.row(index.row()).partida
        if debt.expediente_id is not None:
            case = CaseRef(debt.expediente_id, debt.expediente, debt.deudor)
            self.open_asked.emit(case)
        else:
            self.message.tell(
                "Esa obligación solo está en los libros: no tiene expediente.",
                Tone.ACCENT,
            )

    @Slot()
    def _ask_note(self) -> None:
        from cobro_ui.conciliacion.note_dialog import NoteDialog

        line = self._current()
        if self._read is not None and line is not None:
            about = (self._read.found, line.partida)
            dialog = NoteDialog(self._source, about, self._shell, self)
            dialog.recorded.connect(self._written)
            dialog.open()

    @Slot()
    def _export(self) -> None:
        read, source = self._read, self._source
        if read is None:
            return
        found = read.found
        name = f"conciliacion-{found.sigla}-{found.corte.isoformat()}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Exportar la conciliación", name, "Libro de Excel (*.xlsx)"
        )
        if chosen:
            file = Path(chosen).with_suffix(".xlsx")
            self._write(
                lambda _progress: source.export(found, file),
                "Exportar la conciliación",
                lambda changes: self.message.tell(changes.resumen),
            )

    @Slot()
    def _draft(self) -> None:
        read, source = self._read, self._source
        if read is not None:
            found = read.found
            self.draft.setEnabled(False)
            self._write(
                lambda _progress: source.draft(found.sigla, found.corte),
                "Proyectar el acta de conciliación",
                self._drafted,
            )

    def _write(
        self,
        work: Callable[[Progress], Changes],
        title: str,
        done: Callable[[Changes], None],
    ) -> None:
        self._shell.jobs.writer.start(
            work, on_done=done, on_error=self._refused, title=title, owner=self
        )

    def _drafted(self, changes: Changes) -> None:
        self.draft.setEnabled(True)
        self.message.tell(f"{changes.resumen} Sigue en Documentos.")
        self.changed.emit(changes)

    def _refused(self, error: BaseException) -> None:
        self.draft.setEnabled(True)
        self.message.show_error(error)

    @Slot(object)
    def _written(self, changes: Changes) -> None:
        self._compare()
        self.message.tell(changes.resumen)
        self.changed.emit(changes)


def _options(source: ReconciliationSource) -> Options:
    entities = source.entities()
    return entities, {sigla: source.cuts(sigla) for sigla, _name in entities}
