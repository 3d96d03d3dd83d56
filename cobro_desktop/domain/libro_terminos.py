"""What a register of terms says of each day: what begins, ends, is met or missed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class Suceso(StrEnum):
    """Something that happened to a term on a day, in the order of the register."""

    EMPIEZA = "empieza"
    """Its act is of that day; it runs from the next one."""
    TERMINA = "termina"
    """Its last day: met in time, or still running."""
    INCUMPLIDO = "incumplido"
    """Its last day went by, and it was not met by then."""
    CUMPLIDO = "cumplido"
    CAMBIADO = "cambiado"
    """An act of that day stopped, resumed or recounted terms of the case."""


@dataclass(frozen=True, slots=True)
class VidaTermino:
    """The dates of a term."""

    desde: date
    vence: date
    cumplido: date | None
    anulado: bool
    """It was dropped with its case: it neither ends nor is missed."""


def sucesos(
    vida: VidaTermino, desde: date, hasta: date, hoy: date
) -> Iterator[tuple[date, Suceso]]:
    """Yield what the register of some days, both included, says of a term."""
    if desde <= vida.desde <= hasta:
        yield vida.desde, Suceso.EMPIEZA
    if desde <= vida.vence <= hasta and not vida.anulado:
        late = (vida.cumplido or hoy) > vida.vence
        yield vida.vence, Suceso.INCUMPLIDO if late else Suceso.TERMINA
    if vida.cumplido is not None and desde <= vida.cumplido <= hasta:
        yield vida.cumplido, Suceso.CUMPLIDO
