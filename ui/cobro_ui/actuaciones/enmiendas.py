"""What the dialogs that change a date or the money of a case ask of the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes
    from cobro_ui.actuaciones.ports import ActCase


@dataclass(frozen=True, slots=True)
class SuspendRequest:
    """Something of a case that stands still."""

    expediente_id: int
    causa: str
    desde: date
    hasta: date | None
    norma: str
    detiene: frozenset[str]
    """Of `terminos prescripcion intereses`."""


@dataclass(frozen=True, slots=True)
class ResumeRequest:
    """A suspension that ends; `fecha` is the first day that counts again."""

    expediente_id: int
    suspension_id: int
    fecha: date
    motivo: str


@dataclass(frozen=True, slots=True)
class CorrectRequest:
    """An act that takes its right day."""

    expediente_id: int
    actuacion_id: int
    fecha: date
    motivo: str


@dataclass(frozen=True, slots=True)
class VoidRequest:
    """A notification that was held void."""

    expediente_id: int
    notificacion_id: int
    motivo: str


@dataclass(frozen=True, slots=True)
class ExpenseRequest:
    """An expense of collection that is charged to an obligation."""

    expediente_id: int
    obligacion_id: int
    fecha: date
    concepto: str
    valor: Centavos
    soporte: str


@dataclass(frozen=True, slots=True)
class EventRequest:
    """An insolvency or a liquidation of the debtor, or what became of one."""

    expediente_id: int
    soporte: str
    causa: str = ""
    fecha: date | None = None
    hasta: date | None = None
    titulo_id: int | None = None
    evento_id: int | None = None
    """One already recorded: it ends on `hasta`, or without it is void."""


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """A payment or an expense that should not have been registered."""

    expediente_id: int
    clase: str
    """`pago gasto`."""
    objeto_id: int
    motivo: str


AmendRequest: TypeAlias = (
    SuspendRequest
    | ResumeRequest
    | CorrectRequest
    | VoidRequest
    | ExpenseRequest
    | EventRequest
    | WithdrawRequest
)


class DatedAct(NamedTuple):
    """An act whose date may be corrected."""

    id: int
    fecha: date
    """The day that counts now."""
    texto: str
    notificaciones: Sequence[tuple[int, str]] = ()
    """Those it recorded that are valid: (id, debtor)."""


class KnownEvent(NamedTuple):
    """An insolvency or liquidation that is on record and counts."""

    id: int
    texto: str
    terminado: bool


class Amends(Protocol):
    """Reads come from the reader lane; `record` from the writer."""

    def case(self, expediente_id: int) -> ActCase:
        """Read what a dialog says of the case.

        Raises:
            NotFoundError: it does not exist any more.
        """

    def suspensions(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        """Return (id, words) of the suspensions that a person may lift."""

    def acts(self, expediente_id: int) -> Sequence[DatedAct]:
        """Return the acts whose date may be corrected, the last one first."""

    def obligations(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        """Return (id, words) of the obligations that take expenses."""

    def titles(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        """Return (id, words) of the titles of a case."""

    def events(self, expediente_id: int) -> Sequence[KnownEvent]:
        """Return what was recorded by hand and counts."""

    def withdrawable(self, expediente_id: int) -> Sequence[tuple[str, str]]:
        """Return (`pago:3`, words) of the payments and expenses in force."""

    def preview(self, request: AmendRequest) -> Sequence[str]:
        """Say in sentences what would change; writes nothing.

        Raises:
            UserError: what recording it would refuse, with the same words.
        """

    def record(self, request: AmendRequest) -> Changes:
        """Do it."""
