"""What the incidents of a case ask of the services."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cobro_desktop.domain.incidentes import TipoIncidente
    from cobro_desktop.services.changes import Changes


class IncidentLine(NamedTuple):
    """An incident of a case, as the tab shows it."""

    id: int
    tipo: TipoIncidente
    abierto: date
    vence: date | None
    cerrado: date | None
    resultado: str
    """How it closed, in words."""
    deudor: str
    suspende: bool
    respuestas: Sequence[tuple[str, str]]
    """(question, answer) in words."""


class IncidentOptions(NamedTuple):
    """What may be opened in a case."""

    tipos: Sequence[TipoIncidente]
    deudores: Sequence[tuple[str, str]]
    """(document number, name)."""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An incident that somebody wants to open."""

    expediente_id: int
    tipo: str
    fecha: date
    respuestas: Mapping[str, str] = field(default_factory=dict)
    deudor: str = ""
    limite: date | None = None


@dataclass(frozen=True, slots=True)
class CloseRequest:
    """An incident that somebody wants to close."""

    incidente_id: int
    resultado: str
    fecha: date
    forzar: str = ""


class Incidents(Protocol):
    """The incidents; reads come from the reader lane, the rest from the writer."""

    def list(self, expediente_id: int) -> Sequence[IncidentLine]:
        """Return the incidents of a case, the open ones first."""

    def options(self, expediente_id: int) -> IncidentOptions:
        """Return what may be opened in the stage of the case."""

    def preview_open(self, request: OpenRequest) -> Sequence[str]:
        """Say in sentences what opening it would do.

        Raises:
            UserError: what opening it would refuse.
        """

    def open(self, request: OpenRequest) -> Changes:
        """Open an incident."""

    def preview_close(self, request: CloseRequest) -> Sequence[str]:
        """Say in sentences what closing it would do.

        Raises:
            UserError: what closing it would refuse.
        """

    def close(self, request: CloseRequest) -> Changes:
        """Close an incident."""
