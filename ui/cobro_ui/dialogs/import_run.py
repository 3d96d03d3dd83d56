"""The work of an import behind its dialog: one at a time, shown and cancellable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from cobro_desktop.formats import cantidad
from cobro_desktop.services.pace import Stopwatch
from cobro_ui.dialogs.import_report import ImportReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.dialogs.import_finish import FinishPage
    from cobro_ui.jobs.runner import Job
    from cobro_ui.ports import Importer, ImportRequest, Shell


class ImportRun(QObject):
    """Runs a request on the writer's thread and shows how it goes."""

    toggled = Signal()
    """Work began or ended."""
    failed = Signal(object)
    """The problem that ended it."""

    def __init__(
        self, importer: Importer, shell: Shell, page: FinishPage, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._importer = importer
        self._shell = shell
        self._page = page
        self._job: Job | None = None
        self._watch = Stopwatch()

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    def start(
        self, request: ImportRequest, title: str, on_done: Callable[[Changes], None]
    ) -> None:
        """Start a trial or an import."""
        importer = self._importer

        def work(progress: Progress) -> Changes:
            return importer.run(request, progress)

        def done(changes: Changes) -> None:
            self._end()
            on_done(changes)

        def problem(error: BaseException) -> None:
            self._end()
            self.failed.emit(error)

        self._watch = Stopwatch()
        self._job = self._shell.jobs.writer.start(
            work, on_done=done, on_error=problem, title=title
        )
        self._job.progressed.connect(self._progressed)
        self._show(busy=True)

    def save_rejects(
        self, tried: ImportRequest, path: Path, tell: Callable[[str], None]
    ) -> None:
        """Write the rejected rows of a file that was tried, and say how many."""

        def saved(changes: Changes) -> None:
            report = ImportReport(changes.datos)
            count, others = report.rechazadas, len(report.diferencias)
            rows = cantidad(count, "fila rechazada", "filas rechazadas")
            verb = "Se guardó" if count == 1 else "Se guardaron"
            also = cantidad(others, "diferencia", "diferencias")
            more = f" En su hoja «Diferencias», {also}." if others else ""
            tell(
                f"{verb} {rows} en «{path.name}», con su motivo. Corrija ese libro e "
                f"impórtelo.{more}"
                if count
                else f"Se guardó «{path.name}».{more}"
            )

        request = replace(tried, simular=True, rechazos=path, guardar_perfil="")
        self.start(request, "Guardar filas rechazadas", saved)

    def cancel(self) -> None:
        """Ask the work to stop; what it wrote is taken back."""
        if self._job is not None:
            self._job.cancel()
            self._page.pace.setText("Deteniendo… No se guardará nada de este archivo.")

    def _end(self) -> None:
        self._job = None
        self._show(busy=False)

    def _show(self, *, busy: bool) -> None:
        self._page.bar.setRange(0, 0)
        self._page.bar.setVisible(busy)
        self._page.pace.setText("")
        self.toggled.emit()

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, detail: str) -> None:
        if self._job is None or self._job.cancelling:
            return
        self._page.bar.setRange(0, total)
        self._page.bar.setValue(done)
        pace = self._watch.pace(done, total).sentence()
        told = f"{detail} · {pace}" if done or total else f"{detail}…"
        self._page.pace.setText(told)
