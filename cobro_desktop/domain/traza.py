"""The trace of a result: each step with its rule, its norm and what it used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Verificacion(StrEnum):
    """How far a legal value was checked against its source (refdata README)."""

    VISTO = "visto"
    MEMORIA = "memoria"
    CALCULADO = "calculado"
    PROYECTADO = "proyectado"
    """Nobody certified it: the last known value, carried forward on request."""


@dataclass(frozen=True, slots=True)
class Parametro:
    """A value that a step used, as a person reads it, with its source."""

    nombre: str
    valor: str
    fuente: str = ""
    verificacion: Verificacion = Verificacion.VISTO


@dataclass(frozen=True, slots=True)
class Paso:
    """One step of a computation."""

    regla: str
    """Rule id: `ley68`, `et635`, `imputacion`, `redondeo`…"""
    norma: str
    """The article that orders it, or empty where no norm does."""
    detalle: str
    """What was done, in Spanish."""
    parametros: tuple[Parametro, ...] = ()


Traza: TypeAlias = tuple[Paso, ...]
