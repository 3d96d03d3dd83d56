"""What the screens of the agenda ask of the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.agenda import LineaAgenda, ResumenAgenda
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.terminos_explicados import TerminoExplicado


@dataclass(frozen=True, slots=True)
class AgendaQuery:
    """Which terms to show; what is left out does not restrict."""

    responsable: str = ""
    """Login, or `nadie`."""
    clase: str = ""
    nivel: str = ""
    escalados: bool = False
    """Only those that are escalated to who works."""
    dia: date | None = None
    """Only those that end on a day."""
    expediente_id: int | None = None

    @property
    def bare(self) -> bool:
        """Whether it asks for everything."""
        return self == AgendaQuery()


class Who(NamedTuple):
    """Somebody whose terms may be asked for."""

    login: str
    nombre: str


@dataclass(frozen=True, slots=True)
class AgendaLook:
    """What the page shows at once."""

    resumen: ResumenAgenda
    escalados: int
    """How many are escalated to who works, whatever else is asked."""
    lineas: Sequence[LineaAgenda]
    """The first ones."""


class AgendaSource(Protocol):
    """The terms over the database; called from the reader threads."""

    def look(self, query: AgendaQuery, first: int) -> AgendaLook:
        """Count the terms of a query and return its first lines."""

    def rows(self, query: AgendaQuery, lines: range) -> Sequence[LineaAgenda]:
        """Return some lines, counted from 0."""

    def people(self) -> Sequence[Who]:
        """Return who may have terms; who works now comes first."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (SIGLA, name) of the institutions of the base."""

    def explain(self, termino_id: int) -> TerminoExplicado:
        """Explain a term.

        Raises:
            NotFoundError: it does not exist.
        """

    def explain_next(self, expediente_id: int) -> TerminoExplicado:
        """Explain the term of a case that ends first.

        Raises:
            NotFoundError: none runs.
        """

    def export(self, path: Path, query: AgendaQuery, said: str) -> Changes:
        """Write what a query finds; `said` is the query in words.

        Raises:
            InvalidDataError: more than the file may hold, or another extension.
            StorageError: it cannot be written.
        """

    def book(self, path: Path, sigla: str, days: tuple[date, date]) -> Changes:
        """Write the register of terms of some days, both included.

        Raises:
            InvalidDataError: days that cannot be.
            StorageError: it cannot be written.
        """
