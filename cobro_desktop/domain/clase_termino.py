"""What kind a term is: of the law, which its name cites, or of the procedure."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

NORMAS: Final = ("ET ", "CPACA ", "CGP ", "Ley ", "Decreto ")
"""How the norm begins that the name of a legal term has at its end, in brackets."""
_NORMA: Final = re.compile(rf"^(.*\S)\s*\(((?:{'|'.join(NORMAS)})[^()]*)\)$")


class ClaseTermino(StrEnum):
    """Where a term comes from."""

    LEGAL = "legal"
    """The law gives it: what is not done in it is lost."""
    PROCEDIMIENTO = "procedimiento"
    """The institution's own time for an activity: an alarm."""


def clase_de(nombre: str) -> ClaseTermino:
    """Return the kind of a term by its name: a legal one ends with its norm."""
    norma = norma_de(nombre)
    return ClaseTermino.LEGAL if norma else ClaseTermino.PROCEDIMIENTO


def norma_de(nombre: str) -> str:
    """Return the norm at the end of a name: `ET 830`; empty if it has none."""
    found = _NORMA.match(nombre)
    return found.group(2) if found else ""


def sin_norma(nombre: str) -> str:
    """Return a name without its norm: `Pagar o proponer excepciones`."""
    found = _NORMA.match(nombre)
    return found.group(1) if found else nombre
