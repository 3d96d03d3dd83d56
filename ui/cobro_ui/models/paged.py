"""What a list that holds only some of its rows gives to whoever takes all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cobro_desktop.services.progress import Progress
    from cobro_ui.jobs.runner import JobRunner

BATCH = 1_000
"""Rows read at a time."""


@runtime_checkable
class PagedTexts(Protocol):
    """A model whose absent rows read `…` until they are asked for."""

    @property
    def reader(self) -> JobRunner:
        """Where its rows are read."""

    def texts_later(
        self, stretches: Sequence[range]
    ) -> Callable[[Progress], list[list[str]]]:
        """Return what reads, off the GUI thread, some rows as they are shown.

        Every column, in the order of the model; as the list stands now.
        """

    @property
    def failed(self) -> Any:
        """The signal of what could not be read."""


def batches(stretches: Sequence[range]) -> Iterator[range]:
    """Yield stretches of rows in parts of at most `BATCH`."""
    for stretch in stretches:
        for start in range(stretch.start, stretch.stop, BATCH):
            yield range(start, min(start + BATCH, stretch.stop))


def stretches(rows: Sequence[int]) -> list[range]:
    """Return sorted rows as the stretches that they form."""
    found: list[range] = []
    for row in rows:
        if found and found[-1].stop == row:
            found[-1] = range(found[-1].start, row + 1)
        else:
            found.append(range(row, row + 1))
    return found
