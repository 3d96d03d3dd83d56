"""What the shell asks of the core to show a list and a case.

Everything here is frozen values and small protocols; the services' side of each is
put together in `cobro_ui.backend`, and in the tests by fakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos


class ExpedienteLine(NamedTuple):
    """One line of the case list."""

    id: int
    numero: str
    deudor: str
    identificacion: str
    saldo: Centavos
    """Capital balance (DECISIONS 10)."""
    etapa: str
    actividad: str
    vence_proximo: date | None
    fecha_segura: date | None
    fecha_legal: date | None
    entra_en_riesgo: date | None
    responsable: str
    estado: str
    nivel: str = ""
    """How near its end the next term is, by the institution's warnings."""
    prioridad: str = ""
    """Causes of its marks of priority, the most pressing first; empty if none."""
    prioridad_detalle: str = ""
    """Who put them, when and why."""


class CaseRef(NamedTuple):
    """A case to open that may not be in the list; its tab says these."""

    id: int
    numero: str
    deudor: str


@dataclass(frozen=True, slots=True)
class Orden:
    """A column of the list and its direction."""

    columna: str
    descendente: bool = False


class Conteo(NamedTuple):
    """How many cases a query finds, and what they owe together."""

    filas: int
    saldo: Centavos


class ExpedientesSource(Protocol):
    """The case list over the database; called from the reader threads."""

    def count(self, consulta: str) -> Conteo:
        """Count what a query finds.

        Raises:
            UserError: the query cannot be understood.
        """

    def rows(
        self, consulta: str, orden: Orden, lines: range, total: int
    ) -> Sequence[ExpedienteLine]:
        """Return some lines, counted from 0, of the `total` that `count` gave."""
