"""Which pages of a long list are held, and which to fetch next."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

R = TypeVar("R")
PAGE = 100
KEPT = 60
"""Pages held; older ones are forgotten."""
WANTED = 4
"""Pages that may wait; asking for more forgets the oldest, scrolled past already."""


class PageCache(Generic[R]):
    """The last used pages of a list, and a short queue of wanted ones."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._fetching: int | None = None

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()
        self._wanted.clear()
        self._fetching = None

    def get(self, row: int) -> R | None:
        """Return a row; when its page is not here, want it and return None."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def peek(self, row: int) -> R | None:
        """Return a row if its page is here, and want nothing."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number, ())
        return page[place] if place < len(page) else None

    def take_wanted(self) -> int | None:
        """Return the page to fetch now: the last one asked for; None if busy."""
        if self._fetching is not None or not self._wanted:
            return None
        self._fetching, _ = self._wanted.popitem()
        return self._fetching

    def put(self, number: int, rows: Sequence[R]) -> None:
        """Keep a fetched page and forget the least used one."""
        self._pages[number] = rows
        self._pages.move_to_end(number)
        self._wanted.pop(number, None)
        self.failed(number)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    def failed(self, number: int) -> None:
        """Give up a page that could not be fetched."""
        if self._fetching == number:
            self._fetching = None

    def _want(self, number: int) -> None:
        if number == self._fetching:
            return
        self._wanted[number] = None
        self._wanted.move_to_end(number)
        while len(self._wanted) > WANTED:
            self._wanted.popitem(last=False)
