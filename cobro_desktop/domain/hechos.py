"""Plain facts about a case, as the engine and its rules need them.

Services fill `Hechos` from the base; nothing here is computed from the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.documentos import EstadoDocumento

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from cobro_desktop.domain.acuerdo import EstadoAcuerdo
    from cobro_desktop.domain.dinero import Centavos

ACTO_CAUSA = "acto-causa"
"""Evidence id of the act, ours or foreign, that extinguishes the obligation."""


@dataclass(frozen=True, slots=True)
class Pieza:
    """Something on file: a document that we emitted, or a file that was attached.

    A file attached for an evidence of kind document has that document's `tipo` and
    counts as signed; any attached file names its `evidencia`.
    """

    tipo: str
    """Document id; empty for a file that is none of the catalogue."""
    estado: EstadoDocumento = EstadoDocumento.FIRMADO
    fecha: date | None = None
    evidencia: str = ""
    firme: bool = False
    """No recurso is open against it any more."""


@dataclass(frozen=True, slots=True)
class NotificacionHecha:
    """An effective notification of a document to one debtor."""

    documento: str
    deudor: str
    fecha: date


class CierreHecho(NamedTuple):
    """An activity that was closed, with its outcome and legal day."""

    actividad: str
    resultado: str
    fecha: date


@dataclass(frozen=True, slots=True)
class AcuerdoHecho:
    """The latest agreement of the case that was granted."""

    estado: EstadoAcuerdo
    meses: int
    """Length of its plan."""
    garantizado: bool = False
    cuotas_en_mora: int = 0
    cuotas_consecutivas_en_mora: int = 0


@dataclass(frozen=True, slots=True)
class PartidasHechas:
    """The obligations of a portfolio run, by what became of each."""

    total: int = 0
    """Those in the run; the ones taken out of it do not count."""
    sin_decidir: int = 0
    """Those that the comité has said nothing of."""
    recomendadas: int = 0
    devueltas: int = 0
    """Sent back because a paper is missing."""
    sin_ficha: int = 0
    """Those without a signed ficha."""
    cambian: int = 0
    """Recommended for something other than staying as they are."""


@dataclass(frozen=True, slots=True)
class Hechos:
    """What is known of a case on the day `hoy`; None means not known."""

    hoy: date
    entrada: date | None = None
    """Day on which the case came in, if no closing of `cierres` tells it."""
    piezas: tuple[Pieza, ...] = ()
    """What stands; annulled documents are left out."""
    notificaciones: tuple[NotificacionHecha, ...] = ()
    deudores: frozenset[str] = frozenset()
    """Those who must be notified: principal, solidarios, herederos."""
    referencias: frozenset[str] = frozenset()
    """Kinds of external number on file (SIGA, COPE…)."""
    cierres: tuple[CierreHecho, ...] = ()
    """Every closing, oldest first."""
    saldo: Centavos = 0
    """Capital that is still owed in the open obligations."""
    gestiones: int = 0
    """Persuasive acts recorded besides documents (calls, visits, messages)."""
    acuerdo: AcuerdoHecho | None = None
    medidas_vigentes: int = 0
    en_bdme: bool = False
    suspendido: bool = False
    demanda_pendiente: bool = False
    insolvencia: bool = False
    excepciones_pendientes: bool = False
    """Somebody filed them and nobody decided them yet (ET 832)."""
    recepcion: date | None = None
    exigibilidad: date | None = None
    ejecutoria: date | None = None
    notificacion: date | None = None
    """Latest date on which a debtor was notified of the mandamiento."""
    vence_actividad: date | None = None
    """Last day of the term of the current activity."""
    vence_excepciones: date | None = None
    """Last day of the 15 to pay or propose excepciones (ET 830)."""
    entra_en_riesgo: date | None = None
    """First day with the risk mark (seed 001, 7.2.2.1)."""
    fecha_legal: date | None = None
    """Day on which the collection action prescribes."""
    fecha_segura: date | None = None
    vence_traslado: date | None = None
    """Last day to send to who decides it a facilidad that was asked for (CPACA 21)."""
    limite_remision: date | None = None
    """Last day that leaves Hacienda the time it needs before the prescription."""
    horario_ley_2300: bool = True
    """Whether the entity holds its calls to the hours of Ley 2300."""
    festivos: Mapping[int, Mapping[date, str]] = field(default_factory=dict, hash=False)
    """Holidays per year, in the calendar of the entity."""
    dia_llamada: date | None = None
    hora_llamada: time | None = None
    """When the debtor was called, as the answers say; `evaluar` fills both."""
    partidas: PartidasHechas = PartidasHechas()
    """The obligations of a portfolio run; a case has none."""
    sin_marcar: tuple[str, ...] = ()
    """Items of required checklists that the answers leave out; `evaluar` fills it."""

    def tiene(
        self, tipo: str, minimo: EstadoDocumento = EstadoDocumento.FIRMADO
    ) -> bool:
        """Tell whether a document of the kind is at least in that state."""
        return any(p.tipo == tipo and p.estado >= minimo for p in self.piezas)

    def notificado(self, documento: str) -> frozenset[str]:
        """Return the debtors who were effectively notified of a document."""
        return frozenset(
            n.deudor for n in self.notificaciones if n.documento == documento
        )

    @property
    def recorridas(self) -> frozenset[str]:
        """The activities that were closed at least once."""
        return frozenset(cierre.actividad for cierre in self.cierres)
