"""Qt model of the case list: a window over up to a million rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from cobro_desktop.services.progress import SilentProgress
from cobro_ui.models.columns import COLUMNS
from cobro_ui.models.marked import paint_mark
from cobro_ui.models.paged import batches
from cobro_ui.models.pages import PAGE, PageCache
from cobro_ui.reads import Conteo, ExpedienteLine, Orden
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from PySide6.QtCore import QObject

    from cobro_desktop.services.progress import Progress
    from cobro_ui.jobs.runner import JobRunner
    from cobro_ui.models.columns import Column
    from cobro_ui.reads import ExpedientesSource
    from cobro_ui.theme.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WAITING = "…"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one look at the database gave."""

    generation: int
    page: int
    rows: Sequence[ExpedienteLine]
    count: Conteo | None = None


class ExpedienteTableModel(QAbstractTableModel):
    """Shows pages fetched off the GUI thread; an absent row reads `…`.

    The old rows stay until the answer to a new query is here, so that the list
    never flashes; answers to queries that nobody waits for any more are dropped.
    """

    counted = Signal(object)
    """The `Conteo` of the query in force."""
    failed = Signal(object)
    """The exception that a query or a page met; the rows stay as they were."""

    def __init__(
        self,
        source: ExpedientesSource,
        reader: JobRunner,
        theme: Theme,
        today: date,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._reader = reader
        self._theme = theme
        self._today = today
        self._cache: PageCache[ExpedienteLine] = PageCache()
        self._rows = 0
        self._query = ""
        self._order = Orden("vence")
        self._generation = 0

    @property
    def reader(self) -> JobRunner:
        """Where its rows are read."""
        return self._reader

    @property
    def query(self) -> str:
        """The query in force."""
        return self._query

    @property
    def order(self) -> Orden:
        """The column and direction in force."""
        return self._order

    def ask(self, query: str) -> None:
        """Show what a query finds."""
        self._query = query
        self.reload()

    def reload(self) -> None:
        """Count and read the first page anew, for example after a change."""
        self._generation += 1
        generation, query, order = self._generation, self._query, self._order
        source = self._source

        def work(_progress: Progress) -> _Answer:
            count = source.count(query)
            rows = (
                source.rows(query, order, range(PAGE), count.filas)
                if count.filas
                else ()
            )
            return _Answer(generation, 0, rows, count)

        self._reader.start(work, on_done=self._answered, on_error=self.failed.emit)

    def line(self, row: int) -> ExpedienteLine | None:
        """Return a row that has arrived."""
        return self._cache.peek(row)

    def ids_later(self, stretches: Sequence[range]) -> Callable[[], list[int]]:
        """Return what reads, off the GUI thread, the cases of some rows.

        Those on the screen are the ones that were seen, whatever changed since.
        """
        lines = self._lines_later(stretches)
        return lambda: list(dict.fromkeys(line.id for line in lines(SilentProgress())))

    def texts_later(
        self, stretches: Sequence[range]
    ) -> Callable[[Progress], list[list[str]]]:
        """Return what reads, off the GUI thread, some rows as they are shown."""
        lines, today = self._lines_later(stretches), self._today

        def read(progress: Progress) -> list[list[str]]:
            return [
                [_shown(column, line, today) for column in COLUMNS]
                for line in lines(progress)
            ]

        return read

    def _lines_later(
        self, stretches: Sequence[range]
    ) -> Callable[[Progress], Iterator[ExpedienteLine]]:
        """Return what reads some rows: those at hand, and the others anew."""
        seen = {n: line for s in stretches for n in s if (line := self.line(n))}
        source, query, order = self._source, self._query, self._order
        total, wanted = self._rows, sum(map(len, stretches))

        def read(progress: Progress) -> Iterator[ExpedienteLine]:
            done = 0
            for part in batches(stretches):
                progress.report(done, wanted, "Leyendo las filas")
                if all(n in seen for n in part):
                    yield from (seen[n] for n in part)
                else:
                    yield from source.rows(query, order, part, total)
                done += len(part)

        return read

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.figure else _LEFT
        if role == _Role.FontRole:
            return self._theme.figures if column.figure else None
        row = self._cache.get(index.row())
        if row is None:
            self._fetch_wanted()
            return _WAITING if role == _Role.DisplayRole else None
        return self._cell(column, row, role)

    def _cell(self, column: Column, row: ExpedienteLine, role: int) -> Any:
        if role == _Role.DisplayRole:
            return _shown(column, row, self._today)
        mark = column.mark(row, self._today) if column.mark else None
        text = column.text(row)
        if role == _Role.ToolTipRole:
            return mark.detail if mark else text
        if role == _Role.AccessibleTextRole:
            said = f"{mark.word}. {mark.detail}" if mark else text
            return f"{column.title}: {said or 'sin registrar'}"
        if role == _Role.UserRole:
            return row.id
        if mark is None or not text or mark.tone is Tone.OK:
            return None
        return paint_mark(mark, role, self._theme)

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
            return _RIGHT if COLUMNS[section].figure else _LEFT
        return COLUMNS[section].title if role == _Role.DisplayRole else None

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._order = Orden(COLUMNS[column].key, descending)
        self.reload()

    def _fetch_wanted(self) -> None:
        page = self._cache.take_wanted()
        if page is None:
            return
        generation, query, order = self._generation, self._query, self._order
        source, total = self._source, self._rows
        lines = range(page * PAGE, (page + 1) * PAGE)

        def work(_progress: Progress) -> _Answer:
            rows = source.rows(query, order, lines, total)
            return _Answer(generation, page, rows)

        def failed(error: BaseException) -> None:
            self._cache.failed(page)
            self.failed.emit(error)

        self._reader.start(work, on_done=self._answered, on_error=failed)

    def _answered(self, answer: _Answer) -> None:
        if answer.generation != self._generation:
            return
        if answer.count is not None:
            self.beginResetModel()
            self._cache.clear()
            self._cache.put(0, answer.rows)
            self._rows = answer.count.filas
            self.endResetModel()
            self.counted.emit(answer.count)
            return
        self._cache.put(answer.page, answer.rows)
        first = answer.page * PAGE
        last = min(first + PAGE, self._rows) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
        self._fetch_wanted()


def _shown(column: Column, row: ExpedienteLine, today: date) -> str:
    """Return a cell, with the word of a state beside its date unless all is well."""
    text = column.text(row)
    mark = column.mark(row, today) if column.mark else None
    if mark is None or not text or mark.tone is Tone.OK or mark.word == text:
        return text
    return f"{text} · {mark.word.lower()}"
