"""What the shell shows of one case: frozen values, read off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes


@dataclass(frozen=True, slots=True)
class ExpedienteHead:
    """What the header card and the glance panel say."""

    id: int
    numero: str
    deudor: str
    identificacion: str
    """With its kind: `NIT 879.076.479-8`."""
    procedimiento: str
    """Entity, code and version: `SVSP · PRO-GJU-130-008 v17`."""
    etapa: str
    actividad: str
    """Number and name: `6 · Realizar proceso de cobro persuasivo`."""
    estado: str
    saldo: Centavos
    """Capital balance."""
    vence_proximo: date | None
    fecha_segura: date | None
    fecha_legal: date | None
    entra_en_riesgo: date | None
    responsable: str = ""
    dependencia: str = ""
    situacion: str = ""
    recibido: date | None = None
    salidas: tuple[str, ...] = ()
    """Where the activity may lead, in short: `7`, `11`, `fin`."""
    falta: tuple[str, ...] = ()
    """What the current activity still asks."""
    referencias: tuple[tuple[str, str], ...] = ()
    """Numbers that others gave to the case: (kind, number)."""
    estados: tuple[tuple[str, str], ...] = ()
    """How it is in other systems: (where, what they say and when)."""
    prestamo: str = ""
    """Who has it, or who lent it, when it is checked out; a warning."""
    terminado: bool = False
    nivel: str = ""
    """How near its end the next term is, by the institution's warnings."""


class Outlook(NamedTuple):
    """What comes next in a case."""

    falta: tuple[str, ...] = ()
    """What its activity still asks."""
    salidas: tuple[str, ...] = ()
    """Where it may lead: activity ids, or `fin`."""


class DireccionLine(NamedTuple):
    """A way to reach a person: as it came, and in one spelling."""

    persona: str
    clase: str
    """`direccion correo telefono`."""
    texto: str
    normalizada: str
    municipio: str
    """With its department and DIVIPOLA code, where the name is of only one."""
    fuente: str
    desde: date
    hasta: date | None = None
    devolucion: str = ""
    """Why the post returned what was sent there."""


class DeudorLine(NamedTuple):
    """A person of the case."""

    nombre: str
    identificacion: str
    rol: str
    direccion: str
    municipio: str
    correo: str
    telefono: str
    documento: str = ""
    """The kind of document in words: `Cédula de ciudadanía`."""
    aviso: str = ""
    """What is odd in the document: a check digit that is not its own…"""
    direcciones: tuple[DireccionLine, ...] = ()
    tope: int | None = None
    """The most that a joint debtor answers for, in centavos."""


class TituloLine(NamedTuple):
    """A title."""

    numero: str
    autoridad: str
    fecha: date | None
    notificado: date | None
    ejecutoria: date | None
    datos: tuple[tuple[str, str], ...] = ()
    """Facts of its kind: comparendo, type of fine, election."""


class ObligacionLine(NamedTuple):
    """One concept and period of a title."""

    concepto: str
    vigencia: int | None
    capital: Centavos
    saldo: Centavos
    regimen: str
    exigible: date | None
    estado: str


class ActuacionLine(NamedTuple):
    """An act, the last one first."""

    fecha: date
    tipo: str
    """One of the closed list (DECISIONS 8)."""
    texto: str
    actividad: str
    usuario: str
    registrada: datetime
    anulada: bool = False
    id: int = 0


class TerminoLine(NamedTuple):
    """A term and how it stands."""

    nombre: str
    actividad: str
    desde: date | None
    plazo: str
    """`45 días hábiles`."""
    vence: date
    cumplido: date | None
    estado: str
    id: int = 0
    nivel: str = ""
    """How near its end it is, by the institution's warnings, or `suspendido`."""


class NotificacionLine(NamedTuple):
    """An act and a debtor: where its notification stands."""

    acto: str
    deudor: str
    estado: str
    """`nada` when it is done, `incompleta`, or what is to be done."""
    medio: str
    enviada: date | None
    efectiva: date | None
    guia: str
    causa: str
    intentos: int
    siguiente: str
    """What comes next and why, in a sentence."""


class DocumentoLine(NamedTuple):
    """A document of the case."""

    id: int
    nombre: str
    numero: str
    fecha: date
    estado: str
    formato: str
    elaboro: str
    firmo: str
    actividad: str = ""
    radicado: str = ""
    """The number that the registry gave to it, coming in or going out."""


class PagoLine(NamedTuple):
    """A payment and how it was imputed."""

    fecha: date
    valor: Centavos
    banco: str
    referencia: str
    estado: str
    capital: Centavos | None
    interes: Centavos | None
    costas: Centavos | None


class TramoLine(NamedTuple):
    """A stretch of days with one rate."""

    desde: date
    hasta: date
    dias: int
    base: Centavos
    tasa: str
    interes: str
    """In pesos, with its decimals: it is not rounded yet."""
    fuente: str


@dataclass(frozen=True, slots=True)
class LiquidacionLine:
    """Interest of one obligation up to a day."""

    concepto: str
    regimen: str
    exigible: date
    corte: date
    dias: int
    capital: Centavos
    interes: Centavos
    total: Centavos
    por_dia: Centavos
    tramos: Sequence[TramoLine] = ()
    advertencias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpedienteView:
    """All that the tabs of a case show, but the interest."""

    head: ExpedienteHead
    deudores: Sequence[DeudorLine] = ()
    titulos: Sequence[TituloLine] = ()
    obligaciones: Sequence[ObligacionLine] = ()
    actuaciones: Sequence[ActuacionLine] = ()
    terminos: Sequence[TerminoLine] = ()
    documentos: Sequence[DocumentoLine] = ()
    pagos: Sequence[PagoLine] = ()
    notificaciones: Sequence[NotificacionLine] = ()


class CasesSource(Protocol):
    """One case over the database; called from the reader threads."""

    def load(self, expediente_id: int) -> ExpedienteView:
        """Read a case.

        Raises:
            NotFoundError: it does not exist any more.
        """

    def liquidacion(self, expediente_id: int) -> Sequence[LiquidacionLine]:
        """Compute the interest to the legal day of today.

        Raises:
            MissingParameterError: a rate is missing.
        """

    def archivo(self, documento: DocumentoLine) -> Path:
        """Return a readable copy of a document, to open it."""

    def emitir(self, documento_id: int) -> Changes:
        """Number and sign a draft; called from the writer lane.

        Raises:
            NotAllowedError: this person may not sign it.
        """
