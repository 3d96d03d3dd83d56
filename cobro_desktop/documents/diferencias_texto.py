"""Compares the words of two versions of a document, paragraph by paragraph."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Clase(StrEnum):
    """What happened to a paragraph."""

    IGUAL = "igual"
    QUITADO = "quitado"
    AGREGADO = "agregado"


class Renglon(NamedTuple):
    """A paragraph of the comparison."""

    clase: Clase
    texto: str


def comparar(antes: Sequence[str], despues: Sequence[str]) -> list[Renglon]:
    """Return every paragraph in its order; one that changed is taken out and added."""
    return list(_renglones(antes, despues))


def cambios(renglones: Sequence[Renglon]) -> int:
    """Count the paragraphs that are not in both."""
    return sum(renglon.clase is not Clase.IGUAL for renglon in renglones)


def _renglones(antes: Sequence[str], despues: Sequence[str]) -> Iterator[Renglon]:
    matcher = SequenceMatcher(a=antes, b=despues, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield from (Renglon(Clase.IGUAL, text) for text in antes[start:end])
            continue
        yield from (Renglon(Clase.QUITADO, text) for text in antes[start:end])
        added = despues[other_start:other_end]
        yield from (Renglon(Clase.AGREGADO, text) for text in added)
