"""What the office owes in a year: reports, memoranda, sessions (B25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class EstadoTarea(StrEnum):
    """How a task of the year stands on a day."""

    HECHA = "hecha"
    VENCIDA = "vencida"
    EN_TERMINO = "en_termino"
    POR_VENIR = "por_venir"

    @property
    def nombre(self) -> str:
        """How the screens call it."""
        return _NOMBRES[self]


_NOMBRES = {
    EstadoTarea.HECHA: "Hecha",
    EstadoTarea.VENCIDA: "Vencida",
    EstadoTarea.EN_TERMINO: "En término",
    EstadoTarea.POR_VENIR: "Por venir",
}


@dataclass(frozen=True, slots=True)
class Ventana:
    """When a task may be done in a year; both days included."""

    desde: tuple[int, int]
    """Month and day."""
    hasta: tuple[int, int]
    periodo: str = ""
    """Which of several, as `junio`."""


@dataclass(frozen=True, slots=True)
class ReglaAnual:
    """Something that comes back each year."""

    id: str
    nombre: str
    norma: str
    verificado: bool
    entidades: tuple[str, ...]
    ventanas: tuple[Ventana, ...]
    ayuda: str = ""
    entrada: str = ""
    """The portfolio activity whose run does it, where one does."""


class TareaDelAnio(NamedTuple):
    """A task of one institution in one year."""

    sigla: str
    regla: ReglaAnual
    anio: int
    periodo: str
    desde: date
    vence: date

    @property
    def clave(self) -> str:
        """What names it: `bdme:junio`, `revelaciones`."""
        return f"{self.regla.id}:{self.periodo}" if self.periodo else self.regla.id


def tareas_de(
    reglas: Iterable[ReglaAnual], sigla: str, anio: int
) -> Iterator[TareaDelAnio]:
    """Yield what an institution owes in a year."""
    for regla in reglas:
        if sigla not in regla.entidades:
            continue
        for ventana in regla.ventanas:
            yield TareaDelAnio(
                sigla,
                regla,
                anio,
                ventana.periodo,
                date(anio, *ventana.desde),
                date(anio, *ventana.hasta),
            )


def estado_de(desde: date, vence: date, hecha: date | None, hoy: date) -> EstadoTarea:
    """Tell how a task stands on a day; its last day is still in time."""
    if hecha is not None:
        return EstadoTarea.HECHA
    if hoy > vence:
        return EstadoTarea.VENCIDA
    return EstadoTarea.EN_TERMINO if hoy >= desde else EstadoTarea.POR_VENIR
