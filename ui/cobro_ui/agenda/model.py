"""Qt model of the agenda: titled stretches over a window of the terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont
from typing_extensions import override

from cobro_desktop.domain.bandas import Banda
from cobro_desktop.formats import fecha_corta, miles
from cobro_ui.agenda.ports import AgendaLook, AgendaQuery
from cobro_ui.icons import Icon
from cobro_ui.models.marked import paint_mark
from cobro_ui.models.paged import BATCH
from cobro_ui.models.pages import PAGE, PageCache
from cobro_ui.models.table import Field
from cobro_ui.widgets.marks_of_terms import left_in_words, level_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from cobro_desktop.services.agenda import LineaAgenda
    from cobro_desktop.services.progress import Progress
    from cobro_ui.agenda.ports import AgendaSource
    from cobro_ui.jobs.runner import JobRunner
    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.marks import Mark

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
BANDS = {
    Banda.VENCIDOS: "Vencidos",
    Banda.HOY: "Hoy",
    Banda.ESTA_SEMANA: "Esta semana",
    Banda.ESTE_MES: "Este mes",
    Banda.DESPUES: "Después",
    Banda.SUSPENDIDOS: "Suspendidos: hoy no corren",
}


class Stretch(NamedTuple):
    """A stretch of the agenda on the screen."""

    banda: Banda
    title_row: int
    first: int
    """Place of its first term among all, from 0."""
    terms: int
    folded: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one read of the database gave."""

    generation: int
    page: int
    rows: Sequence[LineaAgenda]


def _mark(line: LineaAgenda) -> Mark:
    return level_mark(line.nivel, line.vence, line.quedan, suspended=line.suspendido)


def _left(line: LineaAgenda) -> str:
    return "" if line.suspendido else str(line.quedan)


def _left_tip(line: LineaAgenda) -> str:
    if line.suspendido:
        return "No corre: los términos del expediente están suspendidos."
    return f"{left_in_words(line.nivel, line.quedan, line.vence)}."


FIELDS: Sequence[Field[LineaAgenda]] = (
    Field(
        "Vence",
        lambda t: fecha_corta(t.vence),
        92,
        tip=lambda _: "F1 o un clic: por qué vence ese día",
    ),
    Field("Estado", lambda t: _mark(t).word, 108, mark=_mark),
    Field("Días hábiles", _left, 98, figure=True, tip=_left_tip),
    Field("Expediente", lambda t: t.numero, 136),
    Field("Deudor", lambda t: t.deudor, 164),
    Field("Qué corre", lambda t: t.termino, 202),
    Field("Norma o procedimiento", lambda t: t.fuente, 170),
    Field("Plazo", lambda t: t.plazo, 110),
    Field("Responsable", lambda t: t.responsable or "Sin repartir", 150),
)
DUE = 0
"""Column of the date that explains itself."""


class AgendaModel(QAbstractTableModel):
    """Shows pages fetched off the GUI thread, each stretch under its title."""

    failed = Signal(object)

    def __init__(
        self,
        source: AgendaSource,
        reader: JobRunner,
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._reader = reader
        self._theme = theme
        self._cache: PageCache[LineaAgenda] = PageCache()
        self._query = AgendaQuery()
        self._generation = 0
        self._folded: set[Banda] = set()
        self._counts: dict[Banda, int] = {}
        self._stretches: list[Stretch] = []
        self._rows = 0

    @property
    def stretches(self) -> Sequence[Stretch]:
        """The stretches, in order."""
        return self._stretches

    def show_look(self, query: AgendaQuery, look: AgendaLook) -> None:
        """Show the answer to a query."""
        self.beginResetModel()
        self._generation += 1
        self._query = query
        self._cache.clear()
        self._cache.put(0, look.lineas)
        self._counts = dict(look.resumen.bandas)
        self._lay_out()
        self.endResetModel()

    def line(self, row: int) -> LineaAgenda | None:
        """Return the term of a row; None for a title, or while it is being read."""
        place = _place(self._stretches, row)
        return None if place is None else self._cache.peek(place)

    @property
    def reader(self) -> JobRunner:
        """Where its rows are read."""
        return self._reader

    def texts_later(
        self, stretches: Sequence[range]
    ) -> Callable[[Progress], list[list[str]]]:
        """Return what reads, off the GUI thread, some rows as they are shown."""
        titles = {s.title_row: _title(s) for s in self._stretches}
        laid_out, source, query = self._stretches, self._source, self._query
        wanted = sum(map(len, stretches))

        def read(progress: Progress) -> list[list[str]]:
            found: list[list[str]] = []
            first = 0
            lines: Sequence[LineaAgenda] = ()
            for row in (n for stretch in stretches for n in stretch):
                place = _place(laid_out, row)
                if place is None:
                    found.append([titles[row], *("" for _ in FIELDS[1:])])
                    continue
                if not first <= place < first + len(lines):
                    progress.report(len(found), wanted, "Leyendo las filas")
                    first = place
                    lines = source.rows(query, range(first, first + BATCH))
                if lines:
                    line = lines[place - first]
                    found.append([field.text(line) for field in FIELDS])
            return found

        return read

    def title(self, row: int) -> Stretch | None:
        """Return the stretch whose title stands in a row."""
        return next((s for s in self._stretches if s.title_row == row), None)

    def toggle(self, row: int) -> None:
        """Fold or unfold the stretch whose title stands in a row."""
        found = self.title(row)
        if found is not None:
            self.beginResetModel()
            self._folded ^= {found.banda}
            self._lay_out()
            self.endResetModel()

    def _lay_out(self) -> None:
        self._stretches, row, first = [], 0, 0
        for band, count in self._counts.items():
            folded = band in self._folded
            self._stretches.append(Stretch(band, row, first, count, folded))
            row += 1 + (0 if folded else count)
            first += count
        self._rows = row

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = _place(self._stretches, index.row())
        if place is None:
            return self._title_data(index, role)
        field = FIELDS[index.column()]
        if role == _Role.TextAlignmentRole:
            return _RIGHT if field.figure else _LEFT
        if role == _Role.FontRole:
            return self._theme.figures if field.figure else None
        line = self._cache.get(place)
        if line is None:
            self._fetch()
            return "…" if role == _Role.DisplayRole else None
        return self._cell(field, line, role)

    def _cell(self, field: Field[LineaAgenda], line: LineaAgenda, role: int) -> Any:
        text = field.text(line)
        mark = field.mark(line) if field.mark else None
        if role == _Role.DisplayRole:
            return text
        if role == _Role.ToolTipRole:
            tip = field.tip(line) if field.tip else mark.detail if mark else ""
            return tip or text
        if role == _Role.AccessibleTextRole:
            said = f"{mark.word}. {mark.detail}" if mark else text
            return f"{field.title}: {said or 'sin registrar'}"
        if mark is not None:
            return paint_mark(mark, role, self._theme)
        link = field is FIELDS[DUE] and role == _Role.ForegroundRole
        return self._theme.color("accent") if link else None

    def _title_data(self, index: Index, role: int) -> Any:
        stretch = self.title(index.row())
        if stretch is None or index.column():
            return None
        text = _title(stretch)
        if role == _Role.FontRole:
            font = QFont(self._theme.figures)
            font.setBold(True)
            return font
        said = {
            _Role.DisplayRole: text,
            _Role.AccessibleTextRole: (
                f"{text}, {'plegado' if stretch.folded else 'desplegado'}"
            ),
            _Role.DecorationRole: self._theme.icon(
                Icon.NEXT if stretch.folded else Icon.DOWN
            ),
            _Role.BackgroundRole: self._theme.color("raised"),
        }
        return said.get(_Role(role))

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return _RIGHT if FIELDS[section].figure else _LEFT
        return FIELDS[section].title if role == _Role.DisplayRole else None

    def _fetch(self) -> None:
        page = self._cache.take_wanted()
        if page is None:
            return
        generation, query, source = self._generation, self._query, self._source
        lines = range(page * PAGE, (page + 1) * PAGE)

        def work(_progress: Progress) -> _Answer:
            return _Answer(generation, page, source.rows(query, lines))

        def failed(error: BaseException) -> None:
            self._cache.failed(page)
            self.failed.emit(error)

        self._reader.start(work, on_done=self._answered, on_error=failed, owner=self)

    def _answered(self, answer: _Answer) -> None:
        if answer.generation != self._generation:
            return
        self._cache.put(answer.page, answer.rows)
        if self._rows:
            last = self.index(self._rows - 1, len(FIELDS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self._fetch()


def _place(stretches: Sequence[Stretch], row: int) -> int | None:
    """Return which term, of all, stands in a row; None for a title."""
    for stretch in stretches:
        inside = row - stretch.title_row - 1
        if not stretch.folded and 0 <= inside < stretch.terms:
            return stretch.first + inside
    return None


def _title(stretch: Stretch) -> str:
    return f"{BANDS[stretch.banda]}  ({miles(stretch.terms)})"
