"""Ways in which an act is made known to a debtor, and what each one needs (B18)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.plazos import notificado_por_aviso
from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.procedimiento import Unidad

CITACION = "citacion-notificacion"
"""The document that calls a debtor to be notified in person."""


class Medio(StrEnum):
    """How an act is notified (ET 565–569; CPACA 56, 72)."""

    PERSONAL = "personal"
    CORREO = "correo"
    AVISO = "aviso"
    WEB = "web"
    ELECTRONICA = "electronica"
    CONDUCTA_CONCLUYENTE = "conducta_concluyente"
    EDICTO = "edicto"


class Resultado(StrEnum):
    """How an attempt came out."""

    PENDIENTE = "pendiente"
    EFECTIVA = "efectiva"
    DEVUELTA = "devuelta"
    FALLIDA = "fallida"


class Camino(StrEnum):
    """What the law proposes after an attempt that came back."""

    CORREGIR = "corregir"
    """Send it again, to the right address (ET 567)."""
    AVISO = "aviso"
    """The next means (ET 568)."""
    HEREDEROS = "herederos"


class Calculo(StrEnum):
    """Which day the debtor is held as notified, from the fact."""

    MISMO_DIA = "mismo_dia"
    SIGUIENTE_HABIL = "siguiente_habil"
    """At the end of the working day after it (CPACA 69; ET 568)."""


class Requisito(StrEnum):
    """What proves a notification."""

    GUIA = "guia"
    SOPORTE = "soporte"
    AUTORIZACION = "autorizacion"


REQUISITOS: Mapping[Requisito, str] = {
    Requisito.GUIA: "el número de guía",
    Requisito.SOPORTE: "el soporte (constancia, acuse o diligencia)",
    Requisito.AUTORIZACION: "la aceptación del medio electrónico por el deudor",
}


class CausaDevolucion(NamedTuple):
    """Why what was sent did not arrive."""

    id: str
    nombre: str
    camino: Camino
    cierra: bool = False
    """Whether the address is of no use any more."""


class Citacion(NamedTuple):
    """The time to appear after a citation."""

    dias: int
    """Working days."""
    desde_entrega: bool
    """Counted from its delivery; else from its sending."""
    norma: str


@dataclass(frozen=True, slots=True)
class PasoMedio:
    """A means of notifying, with its conditions."""

    medio: Medio
    norma: str
    hecho: str
    """What day is asked: `Día de la entrega`."""
    condicion: str
    """When it may be used, in a sentence."""
    calculo: Calculo = Calculo.MISMO_DIA
    orden: bool = False
    """Whether it has its turn; the others are used when their condition is met."""
    equivale: Medio | None = None
    """The one of the order in whose place it stands."""
    direccion: str = ""
    """Kind of address that it goes to; empty if to none."""
    exige: tuple[Requisito, ...] = ()
    """Without these nothing starts, unless with a reason."""
    avisa: tuple[Requisito, ...] = ()
    """These may come later."""

    def efectiva(self, hecho: date, cal: Calendario) -> date:
        """Return the day on which the debtor is notified (RULES 4.2, T-4.5).

        Raises:
            MissingParameterError: holidays that are not known.
        """
        if self.calculo is Calculo.SIGUIENTE_HABIL:
            return notificado_por_aviso(hecho, cal)
        return hecho


@dataclass(frozen=True, slots=True)
class Regimen:
    """How some acts are notified, means by means."""

    id: str
    norma: str
    pasos: Mapping[Medio, PasoMedio]
    documentos: tuple[str, ...] = ()
    """Empty for the acts that no other names."""
    citacion: Citacion | None = None

    @property
    def orden(self) -> tuple[PasoMedio, ...]:
        """The means that have their turn, in that order."""
        return tuple(paso for paso in self.pasos.values() if paso.orden)


@dataclass(frozen=True, slots=True)
class TerminoNotificado:
    """What the debtor may do once an act is notified to him, and until when."""

    documento: str
    nombre: str
    """With its norm at the end, in brackets."""
    cantidad: int
    unidad: Unidad


@dataclass(frozen=True, slots=True)
class ReglasNotificacion:
    """The rules that ship."""

    regimenes: tuple[Regimen, ...]
    causas: Mapping[str, CausaDevolucion] = field(default_factory=dict)
    terminos: Mapping[str, TerminoNotificado] = field(default_factory=dict)
    """By the document whose notification starts it."""

    def de(self, documento: str) -> Regimen:
        """Return how a kind of document is notified."""
        named = (r for r in self.regimenes if documento in r.documentos)
        usual = (r for r in self.regimenes if not r.documentos)
        return next(named, None) or next(usual)

    def causa(self, texto: str) -> CausaDevolucion | None:
        """Return the cause that a text names by id or in words; None for another."""
        wanted = plegar(texto).strip(" .").replace("_", " ")
        for cause in self.causas.values():
            if wanted in {plegar(cause.nombre), cause.id.replace("_", " ")}:
                return cause
        return None


class Falta(NamedTuple):
    """Something that would complete a notification."""

    requisito: Requisito
    impide: bool
    """Whether nothing starts without it."""

    @property
    def texto(self) -> str:
        """Name it in words."""
        return REQUISITOS[self.requisito]


def faltantes(paso: PasoMedio, presentes: frozenset[Requisito]) -> tuple[Falta, ...]:
    """Return what a notification lacks, what stops it first."""
    return tuple(_faltantes(paso, presentes))


def _faltantes(paso: PasoMedio, presentes: frozenset[Requisito]) -> Iterator[Falta]:
    for stops, wanted in ((True, paso.exige), (False, paso.avisa)):
        for one in wanted:
            if one not in presentes:
                yield Falta(one, stops)
