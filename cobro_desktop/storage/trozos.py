"""Many values a few at a time: what one statement may name has a limit."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
TROZO: Final = 1_000
"""Few enough for an `IN` of either database and for the memory of their rows."""


def trozos(valores: Iterable[T], tamano: int = TROZO) -> Iterator[list[T]]:
    """Yield the values in lists of `tamano`, the last one shorter; none when empty."""
    pending = iter(valores)
    while chunk := list(islice(pending, tamano)):
        yield chunk
