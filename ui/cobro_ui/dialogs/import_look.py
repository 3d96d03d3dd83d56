"""The look at a file behind its dialog: the newest wins, and the others stop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cobro_ui.jobs.progress_dialog import APPEARS_AFTER_MS

if TYPE_CHECKING:
    from cobro_desktop.services.importacion.mirada import Mirada
    from cobro_ui.dialogs.import_finish import FinishPage
    from cobro_ui.jobs.runner import Job
    from cobro_ui.ports import Importer, ImportRequest, Shell


class ImportLook(QObject):
    """Looks at a file on a reader's thread and shows that it does if it takes long."""

    seen = Signal(object)
    """The `Mirada` of the latest request."""
    failed = Signal(object)
    """The problem that ended the latest request."""

    def __init__(
        self, importer: Importer, shell: Shell, page: FinishPage, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._importer = importer
        self._shell = shell
        self._page = page
        self._job: Job | None = None
        self._number = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(APPEARS_AFTER_MS)
        self._slow.timeout.connect(self._show)

    @property
    def busy(self) -> bool:
        """Whether a look is under way."""
        return self._job is not None

    def start(self, request: ImportRequest) -> None:
        """Look at a file, instead of at the one before."""
        self.stop()
        importer, number = self._importer, self._number
        self._job = self._shell.jobs.reader.start(
            lambda progress: importer.look(request, progress),
            on_done=partial(self._done, number),
            on_error=partial(self._problem, number),
            owner=self,
        )
        self._slow.start()

    def stop(self) -> None:
        """Hear nothing more of the look that is under way, and stop it."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _done(self, number: int, found: Mirada) -> None:
        if number == self._number:
            self._end()
            self.seen.emit(found)

    def _problem(self, number: int, error: BaseException) -> None:
        if number == self._number:
            self._end()
            self.failed.emit(error)

    def _end(self) -> None:
        self._job = None
        self._slow.stop()
        self._page.bar.hide()
        self._page.pace.setText("")

    def _show(self) -> None:
        self._page.bar.setRange(0, 0)
        self._page.bar.show()
        self._page.pace.setText("Mirando el archivo…")
