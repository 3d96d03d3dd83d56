"""What the map of a procedure is made of: boxes, outcomes, lines, stages.

In the units of whoever draws, with y growing downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.domain.procedimiento import Etapa


class Rumbo(StrEnum):
    """Where an outcome leads, as the map draws it."""

    SIGUE = "sigue"
    """To the activity right below."""
    BAJA = "baja"
    """To one further below."""
    SUBE = "sube"
    """Back to an earlier one: a loop."""
    AQUI = "aqui"
    """It stays in the same activity."""
    REGRESA = "regresa"
    """To whichever activity sent the case."""
    FIN = "fin"


class Punto(NamedTuple):
    """A point of a line."""

    x: int
    y: int


class Caja(NamedTuple):
    """A rectangle by its upper left corner."""

    x: int
    y: int
    ancho: int
    alto: int

    @property
    def derecha(self) -> int:
        """Its right edge."""
        return self.x + self.ancho

    @property
    def abajo(self) -> int:
        """Its lower edge."""
        return self.y + self.alto


@dataclass(frozen=True, slots=True)
class Medidas:
    """Sizes of whoever draws, in its units."""

    caja: int
    """Width of a box."""
    fila: int
    """Width of an outcome, mark of its destination included."""
    carril: int
    """Distance between two lanes."""
    aire: int
    """White between layers, where arrows run."""
    banda: int
    """Height of the heading of a stage."""
    alto_caja: Callable[[str], int]
    """Height of the box of an activity, by its id."""
    alto_fila: Callable[[str], int]
    """Height of an outcome, by its label."""


@dataclass(frozen=True, slots=True)
class Fila:
    """An outcome beside its activity."""

    resultado: str
    etiqueta: str
    rumbo: Rumbo
    destino: str
    """Activity or end to which it leads; empty for a return."""
    caja: Caja


@dataclass(frozen=True, slots=True)
class Nodo:
    """An activity on the map."""

    id: str
    etapa: Etapa
    capa: int
    caja: Caja
    filas: tuple[Fila, ...]

    @property
    def abajo(self) -> int:
        """Lower edge of the box and its outcomes."""
        return max([self.caja.abajo, *(fila.caja.abajo for fila in self.filas)])


@dataclass(frozen=True, slots=True)
class Arista:
    """A line from an activity to another, with the outcomes that follow it."""

    de: str
    a: str
    rumbo: Rumbo
    resultados: tuple[str, ...]
    puntos: tuple[Punto, ...]
    """The arrow is at the last one."""


@dataclass(frozen=True, slots=True)
class Banda:
    """A stretch of layers of one stage, with its heading at the top."""

    etapa: Etapa
    caja: Caja


@dataclass(frozen=True, slots=True)
class Mapa:
    """Everything that is drawn of one graph of a procedure."""

    nodos: tuple[Nodo, ...]
    """From top to bottom."""
    aristas: tuple[Arista, ...]
    bandas: tuple[Banda, ...]
    ancho: int
    alto: int

    def nodo(self, actividad: str) -> Nodo | None:
        """Return an activity, if it is of this graph."""
        return next((n for n in self.nodos if n.id == actividad), None)

    def entre(self, de: str, resultado: str) -> Arista | None:
        """Return the line that an outcome follows; a return or an end has none."""
        lines = (a for a in self.aristas if a.de == de and resultado in a.resultados)
        return next(lines, None)
