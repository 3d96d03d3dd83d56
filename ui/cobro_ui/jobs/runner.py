"""Work off the GUI thread, answers on it (STYLE 3.8)."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

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


class _Task:
    """One piece of work and who waits for it; emptied on the GUI thread only.

    A callback holds its widget. Should the worker drop the last reference to it, the
    widget would be destroyed on the wrong thread and the program would die with it.
    """

    def __init__(
        self,
        work: Callable[[Progress], Any],
        tell: Callable[[Any, BaseException | None], None],
        job: Job,
    ) -> None:
        self.job = job
        self._work: Callable[[Progress], Any] | None = work
        self._tell: Callable[[Any, BaseException | None], None] | None = tell
        self._value: Any = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Do the work, on the worker thread, and keep what came of it."""
        assert self._work is not None
        try:
            self._value = self._work(self.job)
        except BaseException as error:  # noqa: BLE001 - told on the GUI thread
            self._error = error

    def tell(self) -> None:
        """Give the answer, on the GUI thread, and let go of everything."""
        tell, value, error = self._tell, self._value, self._error
        self.drop()
        assert tell is not None
        tell(value, error)

    def drop(self) -> None:
        """Let go of the work, its answer and who waits for it."""
        self._work = self._tell = self._value = self._error = None


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
        self._tasks: set[_Task] = set()
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
        if self._closed:
            return job

        def tell(value: Any, error: BaseException | None) -> None:
            if owner is not None and not isValid(owner):
                return
            if error is not None:
                on_error(error)
            else:
                on_done(value)

        task = _Task(work, tell, job)
        self._tasks.add(task)
        self._executor.submit(self._run, task)
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
        for task in self._tasks:
            task.drop()
        self._tasks.clear()

    def _run(self, task: _Task) -> None:
        task.run()
        self._finished.emit(task)

    @Slot(object)
    def _deliver(self, task: _Task) -> None:
        if self._closed:
            return
        self._tasks.discard(task)
        task.job.ended.emit(task.job)
        task.job.deleteLater()
        task.tell()


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
