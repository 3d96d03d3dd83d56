"""Where pieces go when somebody moves them; those that an index closed stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.foliado import foliar_lo_contado

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cobro_desktop.services.electronico.piezas import Pieza


def shifted(
    pieces: Sequence[Pieza], chosen: Collection[int], steps: int
) -> list[Pieza]:
    """Move the chosen pieces one place up (-1) or down (1), each by itself.

    One that has no room, at the end or against another chosen one, stays.
    """
    found = list(pieces)
    fixed = _fixed(found)
    rows = range(fixed, len(found))
    for row in rows if steps < 0 else reversed(rows):
        to = row + steps
        if (
            found[row].documento_id in chosen
            and fixed <= to < len(found)
            and found[to].documento_id not in chosen
        ):
            found[row], found[to] = found[to], found[row]
    return numbered(found)


def placed(
    pieces: Sequence[Pieza], chosen: Collection[int], before: int
) -> list[Pieza]:
    """Put the chosen pieces together before a row, in the order that they have."""
    fixed = _fixed(pieces)
    before = max(before, fixed)
    moving = [p for p in pieces[fixed:] if p.documento_id in chosen]
    stay = [p for p in pieces[fixed:before] if p.documento_id not in chosen]
    after = [p for p in pieces[before:] if p.documento_id not in chosen]
    return numbered([*pieces[:fixed], *stay, *moving, *after])


def numbered(pieces: Sequence[Pieza]) -> list[Pieza]:
    """Give each piece its place and its pages."""
    folios = foliar_lo_contado([piece.paginas for piece in pieces])
    return [
        piece._replace(orden=place, folios=pages)
        for place, (piece, pages) in enumerate(
            zip(pieces, folios, strict=True), start=1
        )
    ]


def _fixed(pieces: Sequence[Pieza]) -> int:
    """Count those at the head that may not move."""
    return sum(bool(piece.corte) for piece in pieces)
