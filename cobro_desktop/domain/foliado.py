"""Page ranges of the documents of a case (RULES 12.3)."""

from __future__ import annotations

from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Folios(NamedTuple):
    """First and last page of a document in its case."""

    inicio: int
    fin: int


def foliar(paginas: Sequence[int]) -> tuple[Folios, ...]:
    """Number the documents one after another, without gaps, from page 1.

    Raises:
        InvalidDataError: a document without pages.
    """
    if any(count < 1 for count in paginas):
        message = (
            "Un documento sin páginas no se puede foliar. Revise el archivo y vuelva a "
            "anexarlo."
        )
        raise InvalidDataError(message, {"paginas": list(paginas)})
    return tuple(
        Folios(fin - count + 1, fin)
        for count, fin in zip(paginas, accumulate(paginas), strict=True)
    )


def foliar_lo_contado(paginas: Sequence[int | None]) -> tuple[Folios | None, ...]:
    """Number the documents up to the first whose pages nobody counted (None).

    Raises:
        InvalidDataError: a document without pages.
    """
    known = takewhile(lambda count: count is not None, paginas)
    numbered = foliar([count for count in known if count is not None])
    return (*numbered, *[None] * (len(paginas) - len(numbered)))
