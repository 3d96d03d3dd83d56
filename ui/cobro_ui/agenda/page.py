"""The place of the agenda: what runs, in stretches, beside the month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.bandas import Banda
from cobro_desktop.formats import cantidad, miles
from cobro_ui.agenda.explain import explain_term
from cobro_ui.agenda.filters import AgendaFilters
from cobro_ui.agenda.model import AgendaModel
from cobro_ui.agenda.table import AgendaTable
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.models.pages import PAGE
from cobro_ui.opening import open_file
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.marks import LEVELS, SUSPENDIDO
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.month_grid import DayCell
from cobro_ui.widgets.month_strip import MonthStrip
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cobro_desktop.services.agenda import LineaAgenda
    from cobro_desktop.services.changes import Changes
    from cobro_ui.agenda.ports import AgendaLook, AgendaQuery, AgendaSource
    from cobro_ui.ports import Shell

_FILES = {
    "xlsx": ("Exportar la agenda a Excel", "Libro de Excel (*.xlsx)"),
    "pdf": ("Guardar la agenda para imprimir", "Documento PDF (*.pdf)"),
    "ics": ("Exportar recordatorios", "Calendario (*.ics)"),
}


class AgendaPage(Page):
    """Filters on top, the terms at the left, the month at the right."""

    open_asked = Signal(object)
    """The `CaseRef` to open."""

    def __init__(self, source: AgendaSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.filters = AgendaFilters(theme)
        self.model = AgendaModel(source, shell.jobs.reader, theme, self)
        self.table = AgendaTable(self.model, theme)
        self._all = QAction("Ver &todos los términos", self)
        self._empty = EmptyState(Icon.CALENDAR, theme, self._all)
        self._empty.show_action(wanted=False)
        self._empty.say("Leyendo los términos…", "")
        self._body = Emptiness(self.table, self._empty)
        self.month = MonthStrip(theme, "Vencimientos del mes")
        self.month.show_days(shell.today, {})
        self._count = label(part="muted")
        self._levels = label(part="muted", wrap=True)
        self.buttons = {
            kind: QPushButton(text)
            for kind, text in (
                ("xlsx", "Exce&l…"),
                ("pdf", "I&mprimir…"),
                ("ics", "&Recordatorios…"),
                ("libro", "Li&bro…"),
            )
        }
        self._build()
        self._wire()

    @override
    def reload(self) -> None:
        """Read the people and the terms anew."""
        source = self._source
        self._shell.jobs.reader.start(
            lambda _progress: source.people(),
            on_done=self.filters.show_people,
            on_error=self.message.show_error,
            owner=self,
        )
        self._read()

    @Slot()
    def _read(self) -> None:
        source = self._source
        query = self.filters.query()
        whole = self.filters.without_day

        def done(found: tuple[AgendaLook, Mapping[date, int]]) -> None:
            self._show(query, *found)

        def work(_progress: object) -> tuple[AgendaLook, Mapping[date, int]]:
            look = source.look(query, PAGE)
            if query.dia is None:
                return look, look.resumen.dias
            return look, source.look(whole, 0).resumen.dias

        self._asked.start(work, on_done=done, on_error=self.message.show_error)

    def _show(
        self, query: AgendaQuery, look: AgendaLook, days: Mapping[date, int]
    ) -> None:
        found = look.resumen
        self.model.show_look(query, look)
        self.filters.show_escalated(look.escalados)
        self._count.setText(cantidad(found.total, "término"))
        levels = (
            f"{LEVELS[level].word}: {miles(found.niveles.get(level, 0))}"
            for level in (Nivel.VENCIDO, Nivel.URGENTE, Nivel.POR_VENCER, Nivel.AL_DIA)
        )
        stopped = found.bandas.get(Banda.SUSPENDIDOS, 0)
        more = [f"{SUSPENDIDO.word}: {miles(stopped)}"] if stopped else []
        self._levels.setText(" · ".join([*levels, *more]))
        self.month.set_cells(self._cells(days))
        self._say_why_empty(query)
        self._body.show_view(filled=found.total > 0)
        for kind in ("xlsx", "pdf", "ics"):
            self.buttons[kind].setEnabled(found.total > 0)
        if found.total and self.table.currentIndex().row() <= 0:
            self.table.setCurrentIndex(self.model.index(1, 0))

    def _say_why_empty(self, query: AgendaQuery) -> None:
        if query.bare:
            self._empty.say(
                "No corre ningún término",
                "Aquí se ven, por su vencimiento, los términos abiertos de todos los "
                "expedientes. Cada actuación que abre uno lo pone solo, contado en "
                "días hábiles o de fecha a fecha.",
            )
        else:
            self._empty.say(
                "Ningún término cumple lo que se pide",
                "Cambie el responsable, la clase, el estado o el día.",
            )
        self._empty.show_action(wanted=not query.bare)

    def _cells(self, days: Mapping[date, int]) -> dict[date, DayCell]:
        """Return what each day of the month says: how many end, late ones apart."""
        today = self._shell.today
        cells = {}
        for day, count in days.items():
            tone = Tone.DANGER if day < today else Tone.ACCENT
            when = "vencieron" if day < today else "vencen"
            said = f"{when} {cantidad(count, 'término')}"
            cells[day] = DayCell(miles(count), tone, said, framed=day == today)
        if today not in cells:
            cells[today] = DayCell("hoy", Tone.ACCENT, "hoy", framed=True)
        return cells

    def _build(self) -> None:
        bar = QFrame()
        set_part(bar, "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(12)
        top.addWidget(self.filters, 1)
        top.addWidget(self._count)
        side = QFrame()
        set_part(side, "panel")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.month)
        column.addWidget(self._levels)
        hint = "Un clic en un día, o Enter, deja solo los términos que vencen ese día."
        column.addWidget(label(hint, "muted", wrap=True))
        column.addStretch()
        places = QGridLayout()
        places.setSpacing(6)
        for number, button in enumerate(self.buttons.values()):
            places.addWidget(button, number // 2, number % 2)
        column.addLayout(places)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._body)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        scaled = self._shell.theme.scaled
        split.setSizes([scaled(900), scaled(376)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (bar, self.message, split):
            layout.addWidget(widget)
        layout.setStretch(2, 1)
        self._dress()

    def _wire(self) -> None:
        self.filters.changed.connect(self._read)
        self._all.triggered.connect(self.filters.reset)
        self.month.picked.connect(self.filters.show_day)
        self.model.failed.connect(self.message.show_error)
        self.table.why_asked.connect(self._explain)
        self.table.open_asked.connect(self._open)
        for kind in _FILES:
            self.buttons[kind].clicked.connect(
                lambda _checked=False, kind=kind: self._ask_file(kind)
            )
        self.buttons["libro"].clicked.connect(self._ask_book)
        self._shell.theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        icons = {
            "xlsx": Icon.EXPORT,
            "pdf": Icon.DOCUMENT,
            "ics": Icon.CALENDAR,
            "libro": Icon.TITLE,
        }
        for kind, icon in icons.items():
            self.buttons[kind].setIcon(self._shell.theme.icon(icon))

    @Slot(object)
    def _explain(self, line: LineaAgenda) -> None:
        explain_term(self._shell, line.id, self)

    @Slot(object)
    def _open(self, line: LineaAgenda) -> None:
        self.open_asked.emit(CaseRef(line.expediente_id, line.numero, line.deudor))

    def _ask_file(self, kind: str) -> None:
        title, kinds = _FILES[kind]
        name = f"agenda-{self._shell.today.isoformat()}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, kinds)
        if chosen:
            self.export(Path(chosen).with_suffix(f".{kind}"))

    def export(self, path: Path) -> None:
        """Write what is shown to a file, as its extension says."""
        source, query, said = self._source, self.filters.query(), self.filters.said()

        def done(changes: Changes) -> None:
            self.message.tell(changes.resumen)
            if path.suffix == ".pdf":
                open_file(path)

        self._shell.jobs.writer.start(
            lambda _progress: source.export(path, query, said),
            on_done=done,
            on_error=self.message.show_error,
            title="Exportar la agenda",
            owner=self,
        )

    @Slot()
    def _ask_book(self) -> None:
        from cobro_ui.agenda.book import BookDialog

        dialog = BookDialog(self._source, self._shell, self)
        dialog.written.connect(lambda changes: self.message.tell(changes.resumen))
        dialog.open()
