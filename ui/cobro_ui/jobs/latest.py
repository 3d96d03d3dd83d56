"""Reads of a view of which only the last one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.progress import Progress
    from cobro_ui.jobs.runner import Job, JobRunner

T = TypeVar("T")


class Latest(QObject):
    """Asks in a lane and hears the answer to the last question only.

    What was asked before is stopped; nothing is heard once `owner` is gone.
    """

    def __init__(self, lane: JobRunner, owner: QObject) -> None:
        super().__init__(owner)
        self._lane = lane
        self._job: Job | None = None
        self._number = 0

    @property
    def busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._job is not None

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        title: str = "",
    ) -> None:
        """Ask; work with a `title` shows its progress."""
        self.forget()
        number = self._number

        def done(value: T) -> None:
            if number == self._number:
                self._job = None
                on_done(value)

        def failed(error: BaseException) -> None:
            if number == self._number:
                self._job = None
                on_error(error)

        self._job = self._lane.start(
            work, on_done=done, on_error=failed, title=title, owner=self
        )

    def forget(self) -> None:
        """Hear nothing more of what was asked."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
