"""The clause library: what it says today, since when, and on what ground (B15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.textos.library_page import LibraryPage
from cobro_ui.textos.words import clause_html, ground_mark, validity
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.clausulas.consulta import Afectados, Redaccion
    from cobro_ui.ports import Shell
    from cobro_ui.textos.ports import TextLibrary

_FIELDS: tuple[Field[Redaccion], ...] = (
    Field("Cláusula", lambda r: r.nombre, 260),
    Field("Fundamento", lambda r: r.fundamento, 220),
    Field("Rige", validity, 190),
    Field("De dónde", lambda r: r.origen, 90),
    Field("Fuente", lambda r: ground_mark(r).word, 120, mark=ground_mark),
    Field("En la plantilla", lambda r: f"clausulas.{r.clave}", 200),
)


class ClausesPage(LibraryPage):
    """Clauses above; below, the text in focus, its history and whom it touches."""

    def __init__(self, source: TextLibrary, shell: Shell) -> None:
        super().__init__(source, shell)
        self._all: Sequence[Redaccion] = ()
        self.search = QLineEdit()
        self.change = QPushButton("&Cambiar el texto…")
        self.add = QPushButton("Cláusula &nueva…")
        self.annul = QPushButton("&Anular el texto de la oficina…")
        self.table: RowsTable[Redaccion] = RowsTable("Cláusulas", _FIELDS, shell.theme)
        self.detail = QTextBrowser()
        self._empty = EmptyState(Icon.NOTE, shell.theme)
        self._body = Emptiness(self.table, self._empty)
        self._build()

    @Slot()
    @override
    def _read(self) -> None:
        source, sigla = self._source, self.sigla
        self._asked.start(
            lambda _progress: source.clauses(sigla),
            on_done=self._show,
            on_error=self._failed,
        )

    def _show(self, found: Sequence[Redaccion]) -> None:
        self._all = found
        self._fill()

    @Slot()
    def _fill(self) -> None:
        kept = self.current()
        words = plegar(self.search.text()).split()
        rows = [r for r in self._all if _fits(r, words)]
        self.table.rows.show_rows(rows)
        text = (
            "Escriba otra palabra del nombre, del texto o del fundamento."
            if self._all
            else "Escriba una cláusula nueva para usarla en las plantillas."
        )
        self._empty.say("Ninguna cláusula", text)
        self._body.show_view(filled=bool(rows))
        if rows:
            keys = [r.clave for r in rows]
            self.table.selectRow(
                keys.index(kept.clave) if kept and kept.clave in keys else 0
            )
        self._moved()

    def current(self) -> Redaccion | None:
        """Return the clause in focus."""
        return self.table.current()

    @Slot()
    def _moved(self) -> None:
        found = self.current()
        self.change.setEnabled(found is not None)
        self.annul.setEnabled(found is not None and found.id is not None)
        if found is None:
            self.detail.clear()
            return
        source, sigla, clave = self._source, self.sigla, found.clave
        since = found.desde

        def look(wordings: Sequence[Redaccion]) -> None:
            if not self._is_here(clave):
                return
            self.detail.setHtml(clause_html(wordings, None))
            self._shell.jobs.reader.start(
                lambda _progress: source.touched(sigla, clave, since),
                on_done=lambda touched: show(wordings, touched),
                on_error=self.message.show_error,
                owner=self,
            )

        def show(wordings: Sequence[Redaccion], touched: Afectados) -> None:
            if self._is_here(clave):
                self.detail.setHtml(clause_html(wordings, touched))

        self._shell.jobs.reader.start(
            lambda _progress: source.wordings(sigla, clave),
            on_done=look,
            on_error=self._failed,
            owner=self,
        )

    def _is_here(self, clave: str) -> bool:
        here = self.current()
        return here is not None and here.clave == clave

    @Slot()
    def open_change(self) -> None:
        """Write the clause in focus otherwise."""
        found = self.current()
        if found is not None:
            self._open(found)

    @Slot()
    def open_new(self) -> None:
        """Write a clause that there is not."""
        self._open(None)

    def _open(self, found: Redaccion | None) -> None:
        from cobro_ui.textos.clause_dialog import ClauseDialog

        dialog = ClauseDialog(self._source, self.sigla, found, self._shell, self)
        dialog.saved.connect(self._done)
        dialog.open()

    @Slot()
    def open_annul(self) -> None:
        """Take back the office's wording, with a reason."""
        from cobro_ui.textos.reason_dialog import ReasonDialog

        found = self.current()
        if found is None or found.id is None:
            return
        source, number = self._source, found.id
        dialog = ReasonDialog(
            "Anular el texto de la oficina",
            f"«{found.nombre}» vuelve a decir lo que decía antes del "
            f"{fecha_corta(found.desde)}. Los documentos emitidos no cambian.",
            lambda reason: source.annul_clause(number, reason),
            self._shell,
            self,
        )
        dialog.done_with.connect(self._done)
        dialog.open()

    @Slot(object)
    def _done(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)
        self._read()

    @override
    def _failed(self, error: BaseException) -> None:
        self._empty.say("No se pudo leer la biblioteca", "Pulse F5 para reintentar.")
        self.message.show_error(error)

    def _build(self) -> None:
        bar = QFrame()
        set_part(bar, "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(12, 8, 12, 8)
        self.entity.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.entity.setMinimumContentsLength(28)
        self.search.setAccessibleName("Buscar una cláusula")
        self.search.setPlaceholderText("Buscar en nombres, textos y fundamentos")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        top.addWidget(self.entity)
        top.addWidget(self.search, 1)
        pairs = (
            (self.annul, self.open_annul),
            (self.add, self.open_new),
            (self.change, self.open_change),
        )
        for button, run in pairs:
            button.clicked.connect(run)
            top.addWidget(button)
        set_part(self.change, "main")
        self.table.activated.connect(self.open_change)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.detail.setAccessibleName("Texto e historia de la cláusula")
        self.detail.setFrameShape(QFrame.Shape.NoFrame)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._body)
        split.addWidget(self.detail)
        split.setChildrenCollapsible(False)
        scaled = self._shell.theme.scaled
        split.setSizes([scaled(340), scaled(260)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.table)
        self._empty.say("Leyendo las cláusulas…", "")
        self._moved()


def _fits(one: Redaccion, words: Sequence[str]) -> bool:
    said = plegar(f"{one.nombre} {one.texto} {one.fundamento} {one.clave}")
    return all(word in said for word in words)
