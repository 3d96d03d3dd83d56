"""One run: its activities as a rail, its items, its documents and its acts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.cartera.words import PAPERS, STEPS, headline, items, stands
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.reads import CaseRef
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import set_part
from cobro_ui.wizard.rail import SectionRail

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.cartera.lectura import Papel, Partida, Paso, Vista
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.dialog import ActDialog
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell


class RunView(QWidget):
    """Shows a run and offers what can be done with it now."""

    left = Signal()
    changed = Signal(object)
    """The `Changes` of something done here."""
    open_asked = Signal(object)
    """The `CaseRef` to open."""

    def __init__(self, source: PortfolioSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self.view: Vista | None = None
        theme = shell.theme
        self.message = MessagePanel(theme)
        self._title = data_label(part="title")
        self._about = data_label(part="muted", wrap=True)
        self._rail_box = QVBoxLayout()
        self.rail: SectionRail | None = None
        self.tabs = QTabWidget()
        self.items: RowsTable[Partida] = RowsTable("Partidas", (), theme)
        self.papers: RowsTable[Papel] = RowsTable("Documentos", PAPERS, theme)
        self.steps: RowsTable[Paso] = RowsTable("Actos de la corrida", STEPS, theme)
        self._no_items = EmptyState(Icon.CASES, theme)
        self._no_papers = EmptyState(Icon.DOCUMENT, theme)
        self._items = Emptiness(self.items, self._no_items)
        self._papers = Emptiness(self.papers, self._no_papers)
        self.back = QPushButton("&Todas las corridas")
        self.add = QPushButton("&Agregar…")
        self.propose = QPushButton("&Proponer…")
        self.ficha = QPushButton("&Ficha…")
        self.withdraw = QPushButton("&Retirar…")
        self.case = QPushButton("Abrir el e&xpediente")
        self.export = QPushButton("&Excel…")
        self.document = QPushButton("Elaborar un &documento…")
        self.attach = QPushButton("Ane&xar un archivo…")
        self.review = QPushButton("Re&visar y firmar…")
        self.comite = QPushButton("&Comité…")
        self.close_activity = QPushButton("C&errar la actividad…")
        self.apply = QPushButton("Aplicar a los e&xpedientes…")
        self._build()
        self._wire()

    def read(self, run: int) -> None:
        """Read a run and show it."""
        source = self._source
        self._asked.start(
            lambda _progress: source.run(run),
            on_done=self.show_view,
            on_error=self.message.show_error,
        )

    def show_view(self, view: Vista) -> None:
        """Show a run that was read."""
        kept = self.items.currentIndex().row()
        self.view = view
        self._title.setText(f"{view.numero} · {view.nombre}")
        self._about.setText(headline(view))
        self._show_rail(view)
        self.items.rows.beginResetModel()
        self.items.rows.fields = items(view)
        self.items.rows.endResetModel()
        self.items.rows.show_rows(view.partidas)
        for place, field in enumerate(self.items.rows.fields):
            self.items.setColumnWidth(place, self._shell.theme.scaled(field.width))
        self.papers.rows.show_rows(view.papeles)
        self.steps.rows.show_rows(list(reversed(view.pasos)))
        self._say_empty(view)
        self._items.show_view(filled=bool(view.partidas))
        self._papers.show_view(filled=bool(view.papeles))
        self.tabs.setTabText(0, f"Partidas  {len(view.partidas)}")
        self.tabs.setTabText(1, f"Documentos  {len(view.papeles)}")
        if view.partidas:
            self.items.selectRow(min(max(kept, 0), len(view.partidas) - 1))
        if view.papeles:
            self.papers.selectRow(0)
        self._offer(view)

    def item(self) -> Partida | None:
        """Return the item in focus."""
        return self.items.current()

    def _show_rail(self, view: Vista) -> None:
        if self.rail is not None:
            self._rail_box.removeWidget(self.rail)
            self.rail.deleteLater()
        names = [f"{a.id} · {a.nombre}" for a in view.camino]
        self.rail = SectionRail(names, self._shell.theme)
        self.rail.setAccessibleName("Actividades de la corrida")
        self.rail.setFixedWidth(self._shell.theme.scaled(230))
        here = [a.id for a in view.camino].index(view.actividad.id)
        self.rail.show_stands(stands(view), here)
        self._rail_box.addWidget(self.rail)

    def _say_empty(self, view: Vista) -> None:
        if view.campos:
            text = "Agregue expedientes, o vea lo que el programa propone y por qué."
        else:
            text = "Las actividades de esta corrida no llevan partidas."
        self._no_items.say("Sin partidas", text)
        self._no_papers.say(
            "Sin documentos",
            "Aquí quedan los que elabora el programa y los archivos que se anexan.",
        )

    def _offer(self, view: Vista) -> None:
        """Enable what can be done now."""
        open_ = not view.terminada
        preparing = open_ and any(a not in view.cerradas for a in view.campos)
        for button in (self.add, self.propose):
            button.setEnabled(preparing)
        has = bool(view.partidas)
        self.ficha.setEnabled(preparing and has)
        self.withdraw.setEnabled(open_ and has)
        self.case.setEnabled(has)
        self.export.setEnabled(has)
        self.review.setEnabled(bool(view.papeles))
        self.attach.setEnabled(open_)
        self.document.setEnabled(open_)
        self.comite.setVisible(view.sesiona)
        self.comite.setEnabled(has)
        self.close_activity.setVisible(open_)
        self.apply.setVisible(view.terminada and bool(view.por_aplicar))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for button in (self.comite, self.close_activity, self.apply, self.back):
            head.addWidget(button)
        set_part(self.close_activity, "main")
        set_part(self.apply, "main")
        self.tabs.addTab(
            _with_tools(
                self._items,
                self.add,
                self.propose,
                self.ficha,
                self.withdraw,
                self.case,
                self.export,
            ),
            "Partidas",
        )
        papers = _with_tools(self._papers, self.document, self.attach, self.review)
        self.tabs.addTab(papers, "Documentos")
        self.tabs.addTab(self.steps, "Actos")
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addLayout(self._rail_box)
        body.addWidget(self.tabs, 1)
        panel = QFrame()
        set_part(panel, "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addLayout(body, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(panel, 1)
        self._no_items.say("Leyendo la corrida…", "")

    def _wire(self) -> None:
        for button, slot in (
            (self.add, self._ask_add),
            (self.propose, self._ask_proposals),
            (self.ficha, self.ask_ficha),
            (self.withdraw, self._ask_withdraw),
            (self.case, self._open_case),
            (self.export, self._export),
            (self.document, self._ask_document),
            (self.attach, self._ask_attach),
            (self.review, self._review),
            (self.comite, self.ask_session),
            (self.close_activity, self.ask_close),
            (self.apply, self.ask_apply),
        ):
            button.clicked.connect(slot)
        self.back.clicked.connect(self.left)
        self.items.activated.connect(self._activated)
        self.papers.activated.connect(self._review_at)

    def _ask(self, dialog: ActDialog) -> None:
        dialog.recorded.connect(self.changed)
        dialog.open()

    @Slot()
    def _ask_add(self) -> None:
        from cobro_ui.cartera.item_dialogs import AddDialog

        if self.view is not None:
            self._ask(AddDialog(self.view, self._source, self._shell, self))

    @Slot()
    def _ask_proposals(self) -> None:
        from cobro_ui.cartera.proposals import ProposalsDialog

        if self.view is not None:
            self._ask(ProposalsDialog(self.view, self._source, self._shell, self))

    @Slot()
    def ask_ficha(self) -> None:
        """Ask what the procedure asks of the item in focus."""
        from cobro_ui.cartera.ficha import FichaDialog

        item = self.item()
        if self.view is not None and item is not None and self.ficha.isEnabled():
            self._ask(FichaDialog(self.view, item, self._source, self._shell, self))

    @Slot()
    def _ask_withdraw(self) -> None:
        from cobro_ui.cartera.item_dialogs import WithdrawDialog

        item = self.item()
        if item is not None:
            self._ask(WithdrawDialog(item, self._source, self._shell, self))

    @Slot()
    def _ask_document(self) -> None:
        from cobro_ui.cartera.paper_dialogs import DraftDialog

        if self.view is not None:
            item = self.item()
            self._ask(DraftDialog(self.view, item, self._source, self._shell, self))

    @Slot()
    def _ask_attach(self) -> None:
        from cobro_ui.cartera.paper_dialogs import AttachDialog

        if self.view is not None:
            self._ask(AttachDialog(self.view, self._source, self._shell, self))

    @Slot()
    def ask_session(self) -> None:
        """Ask what the comité said of each item."""
        from cobro_ui.cartera.session import SessionDialog

        if self.view is not None:
            self._ask(SessionDialog(self.view, self._source, self._shell, self))

    @Slot()
    def ask_close(self) -> None:
        """Ask with which outcome the activity closes."""
        from cobro_ui.cartera.close_dialog import CloseDialog

        if self.view is not None:
            self._ask(CloseDialog(self.view, self._source, self._shell, self))

    @Slot()
    def ask_apply(self) -> None:
        """Show what would be done in the cases, before doing it."""
        from cobro_ui.cartera.apply_dialog import ApplyDialog

        if self.view is not None:
            self._ask(ApplyDialog(self.view, self._source, self._shell, self))

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self.ask_ficha()

    @Slot()
    def _open_case(self) -> None:
        item = self.item()
        if item is not None:
            debtor = item.nombre.rsplit(", ", 1)[-1]
            self.open_asked.emit(CaseRef(item.expediente_id, item.expediente, debtor))

    @Slot(QModelIndex)
    def _review_at(self, _index: QModelIndex) -> None:
        self._review()

    @Slot()
    def _review(self) -> None:
        from cobro_ui.documentos.review_dialog import ReviewDialog

        index, flow = self.papers.currentIndex(), self._shell.documents
        if not index.isValid() or flow is None:
            return
        paper = self.papers.rows.row(index.row())
        if paper.estado == "anexo":
            self.message.tell("Ese archivo se anexó ya firmado: no se revisa aquí.")
            return
        dialog = ReviewDialog(paper.id, flow, self._shell, self)
        dialog.changed.connect(self.changed)
        dialog.open()

    @Slot()
    def _export(self) -> None:
        view, source = self.view, self._source
        if view is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Relación de cuentas por cobrar",
            f"{view.numero}.xlsx",
            "Libro de Excel (*.xlsx)",
        )
        if not chosen:
            return
        file = Path(chosen).with_suffix(".xlsx")

        def work(_progress: Progress) -> Changes:
            return source.export(view.id, file)

        self._write(work, "Exportar la relación de cuentas")

    def _write(self, work: Callable[[Progress], Changes], title: str) -> None:
        self._shell.jobs.writer.start(
            work,
            on_done=lambda changes: self.message.tell(changes.resumen),
            on_error=self.message.show_error,
            title=title,
            owner=self,
        )


def _with_tools(view: QWidget, *buttons: QPushButton) -> QWidget:
    box = QWidget()
    tools = QHBoxLayout()
    for button in buttons:
        tools.addWidget(button)
    tools.addStretch()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.addLayout(tools)
    layout.addWidget(view, 1)
    return box
