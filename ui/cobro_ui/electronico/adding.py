"""Putting files, mails and screenshots into the electronic file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from cobro_ui.electronico.intake import (
    NO_FILES,
    NOTHING_COPIED,
    brings_files,
    files_of,
    picture_of,
)
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.progress import Progress
    from cobro_ui.electronico.ports import Added, ElectronicFile
    from cobro_ui.ports import Shell
    from cobro_ui.widgets.message_panel import MessagePanel

KINDS: Final = (
    "Documentos, imágenes y correos (*.pdf *.docx *.xlsx *.jpg *.jpeg *.png *.tif "
    "*.tiff *.eml *.msg);;Todos los archivos (*)"
)


class Adding(QObject):
    """The ways in: a button, a drop, a paste; one piece of work behind them."""

    begun = Signal()
    added = Signal(object)
    """An `Added`."""

    def __init__(
        self,
        expediente_id: int,
        source: ElectronicFile,
        shell: Shell,
        message: MessagePanel,
    ) -> None:
        super().__init__(message)
        self._id = expediente_id
        self._source = source
        self._shell = shell
        self._message = message

    @Slot()
    def choose(self) -> None:
        """Ask for files and put them into the case."""
        paths, _ = QFileDialog.getOpenFileNames(
            self._message, "Añadir archivos", "", KINDS
        )
        if paths:
            self.add(tuple(map(Path, paths)))

    @Slot(object)
    def add(self, files: tuple[Path, ...]) -> None:
        """Put files into the case; with none, say from where they can come."""
        source, case = self._source, self._id
        if files:
            self._take(lambda progress: source.add(case, files, progress))
        else:
            self._message.tell(NO_FILES, Tone.WARN)

    @Slot()
    def paste(self) -> None:
        """Put the files or the picture that are copied into the case."""
        data = QGuiApplication.clipboard().mimeData()
        source, case = self._source, self._id
        if brings_files(data):
            self.add(files_of(data))
        elif png := picture_of(data):
            self._take(lambda _progress: source.paste(case, png))
        else:
            self._message.tell(NOTHING_COPIED, Tone.WARN)

    def _take(self, work: Callable[[Progress], Added]) -> None:
        self.begun.emit()
        self._shell.jobs.writer.start(
            work,
            on_done=self.added.emit,
            on_error=self._message.show_error,
            title="Anexar al expediente electrónico",
            owner=self,
        )
