"""What these dialogs ask of the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.cuentas import Cuentas
    from cobro_desktop.services.cuotas_posibles import Facilidad
    from cobro_ui.actuaciones.ports import ActCase


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """A call, a visit or a message that was made."""

    expediente_id: int
    medio: str
    fecha: date
    hora: str
    destino: str
    contesto: str
    resultado: str
    compromiso: str = ""
    fecha_compromiso: date | None = None
    observaciones: str = ""


@dataclass(frozen=True, slots=True)
class CampaignRequest:
    """A campaign that was made over some cases."""

    expedientes: tuple[int, ...]
    nombre: str
    clase: str
    canal: str
    mensaje: str
    desde: date
    hasta: date


class Options(NamedTuple):
    """The words of a contact and of a campaign: (value, text)."""

    medios: Sequence[tuple[str, str]]
    resultados: Sequence[tuple[str, str]]
    clases: Sequence[tuple[str, str]]
    canales: Sequence[tuple[str, str]]


class Counter(NamedTuple):
    """What is told to a debtor at the counter."""

    caso: ActCase
    cuentas: Cuentas
    facilidad: Facilidad


class Outreach(Protocol):
    """Contacts, campaigns and accounts; reads come from the reader lane."""

    def options(self) -> Options:
        """Return the words."""

    def case(self, expediente_id: int) -> ActCase:
        """Read what a dialog says of the case."""

    def record(self, request: ContactRequest) -> Changes:
        """Record a contact."""

    def foresee_contact(self, request: ContactRequest) -> Sequence[str]:
        """Say what recording a contact would warn of (hours of Ley 2300).

        Raises:
            UserError: it would be refused.
        """

    def foresee(self, request: CampaignRequest) -> Sequence[str]:
        """Say in how many cases a campaign would count."""

    def campaign(self, request: CampaignRequest) -> Changes:
        """Record a campaign in each of its cases."""

    def account(self, expediente_id: int, fechas: Sequence[date]) -> Counter:
        """Return what a case owes, and what pays it on some days."""

    def write_account(
        self, expediente_id: int, fechas: Sequence[date], destino: Path
    ) -> None:
        """Write the account as PDF or workbook, by the name of the file."""
