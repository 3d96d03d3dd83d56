"""The look at a file behind its dialog: the newest wins, and the others stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cobro_ui.jobs.latest import Latest
from cobro_ui.jobs.progress_dialog import APPEARS_AFTER_MS

if TYPE_CHECKING:
    from cobro_desktop.services.importacion.mirada import Mirada
    from cobro_ui.dialogs.import_finish import FinishPage
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
        self._page = page
        self._asked = Latest(shell.jobs.reader, self)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(APPEARS_AFTER_MS)
        self._slow.timeout.connect(self._show)

    @property
    def busy(self) -> bool:
        """Whether a look is under way."""
        return self._asked.busy

    def start(self, request: ImportRequest) -> None:
        """Look at a file, instead of at the one before."""
        self.stop()
        importer = self._importer
        self._asked.start(
            lambda progress: importer.look(request, progress),
            on_done=self._done,
            on_error=self._problem,
        )
        self._slow.start()

    def stop(self) -> None:
        """Hear nothing more of the look that is under way, and stop it."""
        if self._asked.busy:
            self._asked.forget()
            self._end()

    def _done(self, found: Mirada) -> None:
        self._end()
        self.seen.emit(found)

    def _problem(self, error: BaseException) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._slow.stop()
        self._page.bar.hide()
        self._page.pace.setText("")

    def _show(self) -> None:
        self._page.bar.setRange(0, 0)
        self._page.bar.show()
        self._page.pace.setText("Mirando el archivo…")
