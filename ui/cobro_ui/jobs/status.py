"""The running job in the status bar: what, how far, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from cobro_desktop.services.pace import Stopwatch
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from cobro_ui.jobs.runner import Job, JobRunner
    from cobro_ui.theme.theme import Theme


class JobStatus(QWidget):
    """Shows the job that runs; hidden while there is none."""

    def __init__(self, runner: JobRunner, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._jobs: list[Job] = []
        self._watch = Stopwatch()
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(theme.scaled(120))
        self._bar.setAccessibleName("Avance del trabajo")
        self._stop = QToolButton()
        self._stop.setToolTip("Cancelar el trabajo")
        self._stop.setAccessibleName("Cancelar el trabajo")
        self._stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._text, self._bar, self._stop):
            layout.addWidget(widget)
        runner.started.connect(self._started)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """What is told now."""
        return self._text.text()

    @Slot()
    def _dress(self) -> None:
        self._stop.setIcon(self._theme.icon(Icon.CANCEL))

    @Slot(object)
    def _started(self, job: Job) -> None:
        if not self._jobs:
            self._announce(job)
        self._jobs.append(job)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self.show()

    def _announce(self, job: Job) -> None:
        self._watch = Stopwatch()
        self._text.setText(job.title)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, detail: str) -> None:
        if self._jobs[0].cancelling:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        pace = self._watch.pace(done, total).sentence()
        if not (done or total):
            pace = ""
        told = " · ".join(filter(None, (detail, pace)))
        self._text.setText(told or self._jobs[0].title)

    @Slot()
    def _cancel(self) -> None:
        self._jobs[0].cancel()
        self._stop.setEnabled(False)
        self._text.setText("Deteniendo…")

    @Slot(object)
    def _ended(self, job: Job) -> None:
        self._jobs.remove(job)
        if self._jobs:
            self._announce(self._jobs[0])
        else:
            self.hide()
