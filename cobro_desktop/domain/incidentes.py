"""What may open beside the path of a live case (PROCEDURES 5); the kinds are data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobro_desktop.domain.interrupcion import Causa
    from cobro_desktop.domain.procedimiento import Campo, Etapa, Plazo


class Sigue(StrEnum):
    """Where a case goes when an incident closes."""

    CONTINUA = "continua"
    REGRESA = "regresa"
    """What it suspended goes on."""
    ARCHIVA = "archiva"
    """The case ends by the outcome of its procedure for an extinction (rule 3)."""
    DEVUELVE = "devuelve"
    """The title goes back to who issued it."""


class HechoDeIncidente(StrEnum):
    """What an open incident tells the rules of the procedures."""

    INSOLVENCIA = "insolvencia"
    DEMANDA = "demanda"
    EXCEPCIONES = "excepciones"


@dataclass(frozen=True, slots=True)
class ResultadoIncidente:
    """How an incident may close."""

    id: str
    etiqueta: str
    sigue: Sigue
    documento: str = ""
    """Kind of document that decides it, where there is one."""


@dataclass(frozen=True, slots=True)
class TerminoIncidente:
    """The time that the law gives to decide it."""

    plazo: Plazo
    nombre: str


@dataclass(frozen=True, slots=True)
class TipoIncidente:
    """A kind of incident."""

    id: str
    nombre: str
    descripcion: str
    norma: str
    verificado: bool
    """Whether its norm and term were seen in their source."""
    etapas: tuple[Etapa, ...]
    """Stages in which it makes sense; empty for any."""
    detiene: frozenset[str]
    """What it stops while it is open: `terminos prescripcion intereses`."""
    termino: TerminoIncidente | None
    pide_limite: bool
    """Its last day is fixed by somebody else and has to be typed."""
    interrumpe: Causa | None
    """The event of prescription that it is, from the day it opens."""
    hecho: HechoDeIncidente | None
    documentos: tuple[str, ...]
    campos: tuple[Campo, ...]
    resultados: tuple[ResultadoIncidente, ...]

    def resultado(self, wanted: str) -> ResultadoIncidente | None:
        """Return an outcome by its id."""
        return next((r for r in self.resultados if r.id == wanted), None)
