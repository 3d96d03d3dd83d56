"""What the dialogs of packages ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.traslado.prestados import Prestado
    from cobro_desktop.services.traslado.vista import PaqueteVisto


class PackedCases(NamedTuple):
    """The cases that somebody wants to send, in words."""

    numeros: tuple[str, ...]
    deudor: str
    """Of the only one; empty when they are several."""
    recibidos: int
    """How many of them came in a loan, and may be given back."""


@dataclass(frozen=True, slots=True)
class SendRequest:
    """A package that somebody wants to make."""

    expedientes: tuple[int, ...]
    salida: Path
    proposito: str
    quien: str = ""
    hasta: date | None = None
    motivo: str = ""
    contrasena: str = ""
    clave: Path | None = None
    contrasena_clave: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveRequest:
    """A package that came, and what was decided of its differences."""

    archivo: Path
    contrasena: str = ""
    confiar: str = ""
    otra_entidad: bool = False
    elecciones: Mapping[str, str] = field(default_factory=dict)


class PackageSource(Protocol):
    """The packages, as the window offers them."""

    def cases(self, ids: Sequence[int]) -> PackedCases:
        """Return what a dialog says of the cases to send."""

    def send(self, request: SendRequest, progress: Progress) -> Changes:
        """Write a package."""

    def look(self, request: ReceiveRequest, progress: Progress) -> PaqueteVisto:
        """Open a package and compare it with this base; writes nothing."""

    def receive(self, request: ReceiveRequest, progress: Progress) -> Changes:
        """Merge a package, whole or not at all."""

    def lent(self, *, todos: bool) -> Sequence[Prestado]:
        """Return who has what; `todos` with what already came back."""

    def end_loan(self, expediente_id: int, motivo: str) -> Changes:
        """End a loan without a package, with its reason."""
