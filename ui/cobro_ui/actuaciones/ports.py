"""What the dialogs of acts ask of the services, and the values that pass between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.reparto_pago import PagoPrevisto


class ActCase(NamedTuple):
    """The case that an act is of."""

    numero: str
    deudor: str
    identificacion: str
    saldo: Centavos
    """Capital balance."""
    terminado: str = ""
    """How it ended, in words; empty while it runs."""
    aviso: str = ""
    """What to know before acting: who has the case in a loan."""


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """A payment that somebody wants to register."""

    expediente_id: int
    fecha: date
    valor: Centavos
    referencia: str
    banco: str


@dataclass(frozen=True, slots=True)
class NotificationRequest:
    """A notification that was made, or tried."""

    expediente_id: int
    documento: str
    medio: str
    efectiva: date | None
    """None for an attempt that failed."""
    deudor: str = ""
    """Document number of one debtor; empty for all who must be notified."""
    guia: str = ""
    causa: str = ""
    hecho: date | None = None
    """Delivery, publication, access: what the effective day is computed from."""
    enviada: date | None = None
    direccion: str = ""
    soporte: Path | None = None
    autorizacion: str = ""
    motivo: str = ""
    cierra_direccion: bool = False


@dataclass(frozen=True, slots=True)
class AttachRequest:
    """Files that go into a case."""

    expediente_id: int
    archivos: tuple[Path, ...]
    evidencia: str = ""
    fecha: date | None = None
    radicado: str = ""


@dataclass(frozen=True, slots=True)
class AssignRequest:
    """Cases that somebody will work."""

    expedientes: tuple[int, ...]
    login: str
    causa: str = ""


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """Cases that several people will work."""

    expedientes: tuple[int, ...]
    logins: tuple[str, ...]
    causa: str = ""


class Means(NamedTuple):
    """What a means of notifying asks, for an act."""

    hecho: str
    """`Día de la entrega`."""
    norma: str
    condicion: str
    direccion: str = ""
    """Kind of address that it goes to; empty if to none."""
    guia: bool = False
    autorizacion: bool = False


NEEDS_REASON = "Necesita un motivo."
"""How the sentence ends that tells of something which takes a reason."""


class Notifiable(NamedTuple):
    """What may be notified in a case, to whom and how: (value, words)."""

    documentos: Sequence[tuple[str, str]]
    """What the current activity asks to notify comes first."""
    deudores: Sequence[tuple[str, str]]
    medios: Sequence[tuple[str, str]]
    pasos: Mapping[tuple[str, str], Means] = {}
    """By act and means; one that is not there is not foreseen for the act."""
    causas: Sequence[tuple[str, str]] = ()
    direcciones: Sequence[tuple[str, str, str]] = ()
    """Current ones: document number of the debtor, kind, text."""
    siguientes: Mapping[tuple[str, str], str] = {}
    """What comes next, by act and document number of the debtor."""


class EvidenceOption(NamedTuple):
    """Something that the procedure asks to have on file."""

    id: str
    etiqueta: str
    actividad: str
    """Number and name of the activity that asks it."""
    actual: bool
    """Whether the case is in that activity."""
    consta: bool
    """Whether it is on file already."""


class Person(NamedTuple):
    """Somebody who works with the base."""

    login: str
    nombre: str
    cargo: str


class Acts(Protocol):
    """Acts of a case; reads come from the reader lane, the rest from the writer."""

    def case(self, expediente_id: int) -> ActCase:
        """Read what a dialog says of the case.

        Raises:
            NotFoundError: it does not exist any more.
        """

    def preview_payment(self, request: PaymentRequest) -> PagoPrevisto:
        """Say how a payment would be imputed.

        Raises:
            InvalidDataError: what registering it would refuse.
        """

    def pay(self, request: PaymentRequest) -> Changes:
        """Register a payment and impute it."""

    def notifiable(self, expediente_id: int) -> Notifiable:
        """Return what may be notified."""

    def preview_notification(self, request: NotificationRequest) -> Sequence[str]:
        """Say in sentences what a notification would start."""

    def notify(self, request: NotificationRequest) -> Changes:
        """Record a notification, or an attempt."""

    def evidence(self, expediente_id: int) -> Sequence[EvidenceOption]:
        """Return what the procedure asks to have on file, the current first."""

    def attach(self, request: AttachRequest, progress: Progress) -> Changes:
        """Put files into a case, one command each."""

    def people(self) -> Sequence[Person]:
        """Return who may be given a case."""

    def assigned(self, expedientes: Collection[int]) -> Mapping[int, str]:
        """Return the login of who works each case; absent when nobody does."""

    def reasons(self) -> Sequence[str]:
        """Return why a case usually changes hands."""

    def assign(self, request: AssignRequest, progress: Progress) -> Changes:
        """Give a case to a person, or many as one batch that is undone as one.

        Of many, those that ended are left out; who needs a reason is told before
        anything is written.
        """

    def preview_share(self, request: ShareRequest) -> Sequence[str]:
        """Say how many cases each person would get."""

    def share(self, request: ShareRequest, progress: Progress) -> Changes:
        """Share cases among people, in one batch that can be undone."""


class People(Protocol):
    """Who is at the keyboard (DECISIONS 23)."""

    def to_ask(self) -> Sequence[Person]:
        """Return whom to choose from; empty when it is known who works."""

    def everybody(self) -> Sequence[Person]:
        """Return all who work with the base."""

    def current(self) -> str:
        """Return the login of who works now."""

    def become(self, login: str) -> None:
        """Let somebody go on; called from the writer lane, after what waits there.

        Raises:
            NotFoundError: nobody has that login.
        """
