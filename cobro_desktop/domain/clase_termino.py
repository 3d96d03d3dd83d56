"""What kind a term is: of the law, which its name cites, or the office's own."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from cobro_desktop.domain.acuerdo import TERMINO_DE_ACUERDO

TERMINO_DE_INCIDENTE: Final = "incidente:"
"""How the activity of an incident's term begins; its number follows."""
NORMAS: Final = ("ET ", "CPACA ", "CGP ", "Ley ", "Decreto ")
"""How the norm begins that the name of a legal term has at its end, in brackets."""
_NORMA: Final = re.compile(rf"^(.*\S)\s*\(((?:{'|'.join(NORMAS)})[^()]*)\)$")


class ClaseTermino(StrEnum):
    """Where a term comes from."""

    LEGAL = "legal"
    """The law gives it: what is not done in it is lost."""
    PROCEDIMIENTO = "procedimiento"
    """The institution's own time for an activity: an alarm."""
    ACUERDO = "acuerdo"
    """The next instalment of an agreement."""
    INCIDENTE = "incidente"
    """The day to decide or answer something that was opened beside the case."""


def clase_de(nombre: str, actividad: str) -> ClaseTermino:
    """Return the kind of a term; a legal one, of whatever origin, names its norm."""
    if norma_de(nombre):
        return ClaseTermino.LEGAL
    if actividad == TERMINO_DE_ACUERDO:
        return ClaseTermino.ACUERDO
    if actividad.startswith(TERMINO_DE_INCIDENTE):
        return ClaseTermino.INCIDENTE
    return ClaseTermino.PROCEDIMIENTO


def se_suspende(actividad: str) -> bool:
    """Tell whether a suspension of the case stops a term of an activity.

    Those of an agreement and of incidents run on: they are what it waits for.
    """
    own = actividad == TERMINO_DE_ACUERDO
    return not own and not actividad.startswith(TERMINO_DE_INCIDENTE)


def norma_de(nombre: str) -> str:
    """Return the norm at the end of a name: `ET 830`; empty if it has none."""
    found = _NORMA.match(nombre)
    return found.group(2) if found else ""


def sin_norma(nombre: str) -> str:
    """Return a name without its norm: `Pagar o proponer excepciones`."""
    found = _NORMA.match(nombre)
    return found.group(1) if found else nombre
