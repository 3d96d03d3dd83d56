"""Work off the GUI thread, answers on it (STYLE 3.8)."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from cobro_desktop.services.progress import CancelledByUserError, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_MIN_INTERVAL = 0.05
"""Seconds between two reports that reach the screen."""


class Job(QObject):
    """One piece of work, as its widget sees it; implements `Progress`."""

    progressed = Signal(int, int, str)
    ended = Signal(object)
    """The job itself, on the GUI thread, just before its one callback."""

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self._stop = threading.Event()
        self._last = 0.0

    @property
    def cancelling(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def report(self, done: int, total: int, detail: str) -> None:
        """Report a step, from the worker thread."""
        if self._stop.is_set():
            raise CancelledByUserError
        now = time.monotonic()
        if now - self._last >= _MIN_INTERVAL or done == total:
            self._last = now
            self.progressed.emit(done, total, detail)


class JobRunner(QObject):
    """Runs jobs in threads of its own and answers on the GUI thread.

    The runner outlives its jobs, and no QObject is created or destroyed off
    the GUI thread: a worker only emits, and only bound slots listen.
    """

    started = Signal(object)
    """A `Job` that has a title, for whoever shows progress."""
    _finished = Signal(object)

    def __init__(self, threads: int, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        # Work that ends at once would else answer before `start` returned its job.
        later = Qt.ConnectionType.QueuedConnection
        self._finished.connect(self._deliver, later)
        self._closed = False

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        title: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Start `work`; exactly one callback follows, on the GUI thread.

        It never comes before this returns, however quick the work is, and never for
        an `owner` that is gone. Work with a `title` shows its progress; without one
        it is silent. A closed runner starts nothing.
        """
        job = Job(title, self)

        def deliver(future: Future[T]) -> None:
            job.ended.emit(job)
            job.deleteLater()
            if owner is not None and not isValid(owner):
                return
            if future.cancelled():
                on_error(CancelledByUserError())
            elif (error := future.exception()) is not None:
                on_error(error)
            else:
                on_done(future.result())

        if self._closed:
            return job
        future = self._executor.submit(work, job)
        future.add_done_callback(lambda f: self._finished.emit(lambda: deliver(f)))
        if title:
            self.started.emit(job)
        return job

    def close(self) -> None:
        """Stop the running jobs at their next step and drop the queued ones."""
        self._closed = True
        self._finished.disconnect(self._deliver)
        for job in self.findChildren(Job):
            job.cancel()
        self._executor.shutdown(cancel_futures=True)

    @Slot(object)
    def _deliver(self, deliver: Callable[[], None]) -> None:
        if not self._closed:
            deliver()


class Jobs:
    """The two lanes of the program: reads never wait for a long write."""

    def __init__(self, parent: QObject) -> None:
        self.writer = JobRunner(1, "escritura", parent)
        """Commands: one thread, so that the base has one writer."""
        self.reader = JobRunner(2, "lectura", parent)
        """Reads for screens, with connections of their own (DECISIONS 25)."""

    def close(self) -> None:
        """Stop both lanes; waits for the step that is running."""
        self.writer.close()
        self.reader.close()
