"""A dialog for work that one waits for; quick work never shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.services.pace import Stopwatch

if TYPE_CHECKING:
    from cobro_ui.jobs.runner import Job

APPEARS_AFTER_MS = 600


class ProgressDialog(QDialog):
    """Shows a job's count, speed and a button that stops it.

    It is window-modal and appears by itself after 600 ms; it closes with its job.
    """

    def __init__(self, job: Job, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(job.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        self._job = job
        self._watch = Stopwatch()
        self._what = QLabel(job.title)
        self._what.setProperty("part", "heading")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(f"Avance: {job.title}")
        self._pace = QLabel(" ")
        self._pace.setProperty("part", "muted")
        self._stop = QPushButton("&Cancelar")
        self._stop.clicked.connect(self._cancel)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.open)
        self._timer.start(APPEARS_AFTER_MS)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._what)
        layout.addWidget(self._bar)
        layout.addWidget(self._pace)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._stop)
        layout.addLayout(buttons)

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, detail: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if not self._job.cancelling:
            self._what.setText(detail or self._job.title)
            pace = self._watch.pace(done, total).sentence()
            self._pace.setText(pace if done or total else " ")

    @Slot()
    def _cancel(self) -> None:
        self._job.cancel()
        self._stop.setEnabled(False)
        self._pace.setText("Deteniendo el trabajo y deshaciendo lo que llevaba…")

    @Slot(object)
    def _ended(self, _job: Job) -> None:
        self._timer.stop()
        self.accept()
        self.deleteLater()

    @override
    def reject(self) -> None:
        """Escape asks the job to stop; the dialog goes when it has stopped."""
        self._cancel()
