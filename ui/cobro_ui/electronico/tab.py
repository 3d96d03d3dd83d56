"""Tab *Expediente electrónico*: the pieces in folio order, files in, index out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad
from cobro_ui.electronico.adding import Adding
from cobro_ui.electronico.bar import FileBar
from cobro_ui.electronico.intake import Intake
from cobro_ui.electronico.ordering import placed, shifted
from cobro_ui.electronico.outputs import Outputs
from cobro_ui.electronico.ports import PieceRequest
from cobro_ui.electronico.table import PiecesTable
from cobro_ui.electronico.words import closings_of, lacks_of, totals_of
from cobro_ui.icons import Icon
from cobro_ui.opening import open_file
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_ui.electronico.ports import Added, ElectronicFile, FileView
    from cobro_ui.ports import Shell

SAVE_AFTER_MS: Final = 700
"""After the last move: several in a row are kept as one."""
_NOTICES: Final = 8
"""Of what did not come in, that are told one by one."""
_READING: Final = ("Leyendo el expediente electrónico…", "")
_UNREAD: Final = (
    "No se pudo leer el expediente electrónico",
    "Lo que ya estaba guardado sigue guardado. Pulse Actualizar (F5) para leerlo.",
)
_EMPTY: Final = (
    "El expediente electrónico está vacío",
    (
        "Aquí quedan, en orden y foliados, los documentos firmados y los archivos del "
        "caso. Arrastre archivos o correos, péguelos con Ctrl+V o añádalos."
    ),
)


class ElectronicoTab(QWidget):
    """The list with its buttons; whatever is dropped on it comes into the case."""

    changed = Signal(object)
    """The `Changes` of something done here."""

    def __init__(
        self, expediente_id: int, source: ElectronicFile, shell: Shell
    ) -> None:
        super().__init__()
        self._id = expediente_id
        self._source = source
        self._shell = shell
        self._stale = True
        self._looks = self._shown = 0
        self._view: FileView | None = None
        self._pieces: list[Pieza] = []
        self._wanted: Sequence[int] = ()
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.totals = label(part="heading")
        self.closings = data_label(part="muted", wrap=True)
        self.lacks = label(wrap=True)
        self.table = PiecesTable(theme)
        self.outputs = Outputs(expediente_id, source, shell, self.message)
        self.adding = Adding(expediente_id, source, shell, self.message)
        self.bar = FileBar(self.outputs.menus)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(SAVE_AFTER_MS)
        self._save.timeout.connect(self.keep_order)
        self._empty = EmptyState(Icon.CASE, theme, self.bar.add_files)
        self._body = Emptiness(self.table, self._empty)
        self._say_empty(*_READING, able=False)
        self._build()
        self._wire()

    def reload(self) -> None:
        """Read anew: now if it is in sight, else when it comes to be."""
        self._stale = True
        if self.isVisible():
            self._read()

    def focus_pieces(self, documents: Sequence[int]) -> None:
        """Choose some pieces, now or as soon as they are here."""
        self._wanted = documents
        self._choose_wanted()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read when there is something new."""
        super().showEvent(event)
        if self._stale:
            self._read()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the order before going."""
        if self._save.isActive():
            self.keep_order()
        super().hideEvent(event)

    @Slot(object)
    def _added(self, added: Added) -> None:
        lines = [f"• {notice}" for notice in added.avisos[:_NOTICES]]
        if more := len(added.avisos) - len(lines):
            lines.append(f"• Y {cantidad(more, 'aviso')} más.")
        text = "\n".join([added.changes.resumen, *lines])
        fine = added.completo and not added.avisos
        self.message.tell(text, Tone.OK if fine else Tone.WARN)
        if added.documentos:
            self._wanted = added.documentos
            self.reload()
            self.changed.emit(added.changes)

    # Order.

    @Slot(int)
    def move_chosen(self, steps: int) -> None:
        """Move the chosen pieces one place."""
        chosen = self._chosen()
        self._reorder(shifted(self._pieces, chosen, steps), chosen)

    @Slot(int)
    def _place_chosen(self, before: int) -> None:
        chosen = self._chosen()
        self._reorder(placed(self._pieces, chosen, before), chosen)

    @Slot()
    def keep_order(self) -> None:
        """Save the order that is shown."""
        self._save.stop()
        source, case = self._source, self._id
        order = [p.documento_id for p in self._pieces if not p.corte]
        self._shell.jobs.writer.start(
            lambda _progress: source.arrange(case, order),
            on_done=self._ordered,
            on_error=self._not_done,
            owner=self,
        )

    @Slot()
    def _save_first(self) -> None:
        if self._save.isActive():
            self.keep_order()

    def _chosen(self) -> set[int]:
        return {p.documento_id for p in self.table.chosen() if not p.corte}

    def _reorder(self, pieces: list[Pieza], chosen: set[int]) -> None:
        if pieces == self._pieces:
            return
        self._pieces = pieces
        self.table.rows.show_rows(pieces)
        self.table.choose(list(chosen))
        self._save.start()

    def _ordered(self, changes: Changes) -> None:
        del changes  # nothing that another view shows
        if not self._save.isActive():
            self.reload()

    # What is done to a piece.

    @Slot(object, int)
    def _type_pages(self, piece: Pieza, pages: int) -> None:
        request = PieceRequest(piece.documento_id, paginas=pages)
        self._do(lambda: self._source.describe(request))

    @Slot()
    def amend_piece(self) -> None:
        """Ask what the index should say of the piece in focus."""
        from cobro_ui.electronico.piece_dialog import PieceDialog

        piece = self.table.current()
        if piece is None or not self.bar.amend.isEnabled():
            return
        self._save_first()
        dialog = PieceDialog(piece, self._source, self._shell, self)
        dialog.recorded.connect(self._done)
        dialog.open()

    def _open(self) -> None:
        piece, source = self.table.current(), self._source
        if piece is not None:
            chosen = piece
            self._shell.jobs.reader.start(
                lambda _progress: source.open(chosen),
                on_done=open_file,
                on_error=self.message.show_error,
                owner=self,
            )

    def _count(self) -> None:
        self._do(lambda: self._source.count(self._id), "Contar las páginas")

    @Slot()
    def ask_close(self) -> None:
        """Say what closing the index means, and do it if the person wants."""
        from cobro_ui.electronico.close_dialog import CloseIndexDialog

        if self._view is None:
            return
        self._save_first()
        view = self._view._replace(piezas=self._pieces)
        dialog = CloseIndexDialog(self._id, view, self._source, self._shell, self)
        dialog.recorded.connect(self._done)
        dialog.open()

    def _do(self, work: Callable[[], Changes], title: str = "") -> None:
        self._save_first()
        self._wanted = list(self._chosen())
        self._shell.jobs.writer.start(
            lambda _progress: work(),
            on_done=self._done,
            on_error=self._not_done,
            title=title,
            owner=self,
        )

    def _done(self, changes: Changes) -> None:
        warned = bool(changes.datos.get("advertencias"))
        self.message.tell(changes.resumen, Tone.WARN if warned else Tone.OK)
        self.reload()
        self.changed.emit(changes)

    def _not_done(self, error: BaseException) -> None:
        self.message.show_error(error)
        self.reload()

    # What is shown.

    def _read(self) -> None:
        self._stale = False
        self._looks += 1
        number, source, case = self._looks, self._source, self._id

        def show(view: FileView) -> None:
            # Two reads may cross; an order that is not saved yet is newer than any.
            if number > self._shown and not self._save.isActive():
                self._shown = number
                self._show(view)

        self._shell.jobs.reader.start(
            lambda _progress: source.load(case),
            on_done=show,
            on_error=self._unread,
            owner=self,
        )

    def _unread(self, error: BaseException) -> None:
        self._stale = True
        if self._view is None:
            self._say_empty(*_UNREAD, able=False)
        self.message.show_error(error)

    def _say_empty(self, title: str, text: str, *, able: bool) -> None:
        self._empty.say(title, text)
        self._empty.show_action(wanted=able)

    def _show(self, view: FileView) -> None:
        kept = self._wanted or list({p.documento_id for p in self.table.chosen()})
        self._view = view
        self._pieces = list(view.piezas)
        self.table.next_cut = len(view.cortes) + 1
        self.table.rows.show_rows(self._pieces)
        self._body.show_view(filled=bool(self._pieces))
        self._say_empty(*_EMPTY, able=True)
        self.totals.setText(totals_of(view))
        self.closings.setText(closings_of(view))
        lacks = lacks_of(view)
        self.lacks.setText(lacks)
        self.lacks.setVisible(bool(lacks))
        self.outputs.show_view(view)
        self._wanted = kept
        self._choose_wanted()
        self._moved()

    def _choose_wanted(self) -> None:
        here = {piece.documento_id for piece in self._pieces}
        if here.intersection(self._wanted):
            self.table.choose(self._wanted)
            self._wanted = ()

    @Slot()
    def _moved(self) -> None:
        piece = self.table.current() if self._pieces else None
        free = self._chosen() if self._pieces else set()
        bar = self.bar
        bar.open_piece.setEnabled(piece is not None)
        bar.amend.setEnabled(piece is not None and not piece.corte)
        bar.up.setEnabled(bool(free))
        bar.down.setEnabled(bool(free))
        bar.count.setEnabled(any(p.paginas is None for p in self._pieces))
        bar.close_index.setEnabled(bool(self._pieces))

    # How it is laid.

    def _build(self) -> None:
        scaled = self._shell.theme.scaled
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        restyle(self.lacks, "tone", "warn")
        top = QHBoxLayout()
        top.setSpacing(scaled(14))
        top.addWidget(self.totals)
        top.addWidget(self.closings, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 10)
        layout.setSpacing(6)
        layout.addWidget(self.message)
        layout.addWidget(self.bar)
        layout.addLayout(top)
        layout.addWidget(self.lacks)
        layout.addWidget(self._body, 1)
        self.lacks.hide()
        self._moved()

    def _wire(self) -> None:
        bar, table = self.bar, self.table
        for action, run in (
            (bar.add_files, self.adding.choose),
            (bar.paste, self.adding.paste),
            (bar.open_piece, self._open),
            (bar.amend, self.amend_piece),
            (bar.up, lambda: self.move_chosen(-1)),
            (bar.down, lambda: self.move_chosen(1)),
            (bar.count, self._count),
            (bar.close_index, self.ask_close),
        ):
            action.triggered.connect(lambda _checked=False, run=run: run())
            self.addAction(action)
        table.addActions([bar.open_piece, bar.amend, bar.up, bar.down, bar.close_index])
        table.moved.connect(self.move_chosen)
        table.placed.connect(self._place_chosen)
        table.pieces.pages_typed.connect(self._type_pages)
        table.activated.connect(self._activated)
        table.selectionModel().selectionChanged.connect(self._moved)
        table.selectionModel().currentRowChanged.connect(self._moved)
        self.outputs.packed.connect(self._done)
        Intake(self, table.viewport()).dropped.connect(self.adding.add)
        self.adding.begun.connect(self._save_first)
        self.adding.added.connect(self._added)

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self._open()
