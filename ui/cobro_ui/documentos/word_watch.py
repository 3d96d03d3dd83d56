"""Watches the drafts that are out in Word, and brings them back when they close."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from cobro_desktop.services.documentos.copias import EstadoCopia

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.copias import Copia
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.ports import Shell

_SETTLE_MS = 1200
"""What Word takes to finish writing a file, and some more."""
_LOOK_MS = 20_000
"""Network folders do not always tell; so it looks by itself too."""


class WordWatch(QObject):
    """Tells which drafts are out; brings back those that were closed with changes."""

    looked = Signal(object)
    """The copies that are out, after every look."""
    brought = Signal(object)
    """The `Changes` of one that came back by itself."""
    failed = Signal(object)
    """Why one could not come back; its file is where it was."""

    def __init__(self, desk: DocumentDesk, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shell = shell
        self._busy: set[int] = set()
        self._refused: set[tuple[int, str]] = set()
        self._files = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._often = QTimer(self)
        self._often.setInterval(_LOOK_MS)
        self._often.timeout.connect(self.look)
        self._files.fileChanged.connect(lambda _path: self._settle.start())
        self._files.directoryChanged.connect(lambda _path: self._settle.start())

    @Slot()
    def look(self) -> None:
        """See how the files are now."""
        desk = self._desk
        self._shell.jobs.reader.start(
            lambda _progress: desk.copies(),
            on_done=self._seen,
            on_error=self.failed.emit,
            owner=self,
        )

    def bring(self, copy: Copia, *, keep: bool) -> None:
        """Bring one back now; `keep` leaves it out, as Word still has it."""
        if copy.id in self._busy:
            return
        self._busy.add(copy.id)
        desk = self._desk
        self._shell.jobs.writer.start(
            lambda _progress: desk.bring_back(copy, keep=keep),
            on_done=partial(self._came, copy),
            on_error=partial(self._stayed, copy),
            title="Traer de Word",
            owner=self,
        )

    def _seen(self, copies: Sequence[Copia]) -> None:
        here = [c for c in copies if c.aqui]
        wanted = {str(c.ruta) for c in here if c.ruta.exists()}
        wanted |= {str(c.ruta.parent) for c in here if c.ruta.parent.exists()}
        watched = {*self._files.files(), *self._files.directories()}
        if watched - wanted:
            self._files.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._files.addPaths(sorted(wanted - watched))
        if here:
            self._often.start()
        else:
            self._often.stop()
        for copy in here:
            if copy.estado is EstadoCopia.GUARDANDOSE:
                self._settle.start()
            if self._ready(copy):
                self.bring(copy, keep=False)
        self.looked.emit(copies)

    def _ready(self, copy: Copia) -> bool:
        key = (copy.id, str(copy.ruta))
        changed = copy.estado is EstadoCopia.CAMBIADA and not copy.abierta_por
        return changed and key not in self._refused

    def _came(self, copy: Copia, changes: Changes) -> None:
        self._busy.discard(copy.id)
        self.brought.emit(changes)
        self.look()

    def _stayed(self, copy: Copia, error: BaseException) -> None:
        self._busy.discard(copy.id)
        self._refused.add((copy.id, str(copy.ruta)))
        self.failed.emit(error)
