"""What the places of the portfolio ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.cartera.avance import AvanzarCorrida
    from cobro_desktop.services.cartera.calendario import MarcarHecha, Tarea
    from cobro_desktop.services.cartera.comite import RegistrarSesion
    from cobro_desktop.services.cartera.efectos import Efecto
    from cobro_desktop.services.cartera.lectura import Resumen, Vista
    from cobro_desktop.services.cartera.propuestas import Candidata, Propuesta
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.captura import DatoPedido


class Entry(NamedTuple):
    """A way to begin a run."""

    procedure: str
    activity: str
    label: str
    """`SVSP · 19 · Revisar estado de la cartera`."""


class Foreseen(NamedTuple):
    """What closing an activity would ask and do."""

    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    arrival: str
    passable: bool
    """What is missing may be passed with a reason."""


class Kind(NamedTuple):
    """A document that a run can write."""

    id: str
    name: str
    of_item: bool
    """It is written for each item."""


class PortfolioSource(Protocol):
    """Runs of the portfolio and the calendar, as the window offers them."""

    def entries(self) -> Sequence[Entry]:
        """Return the ways to begin a run of the institutions of this base."""

    def runs(self) -> Sequence[Resumen]:
        """Return the runs, those that go on first."""

    def run(self, run: int) -> Vista:
        """Return a run whole."""

    def open_run(self, entry: Entry, cut: date, name: str) -> Changes:
        """Begin a run."""

    def add(self, run: int, numbers: Sequence[str], reason: str) -> Changes:
        """Bring in what some cases owe."""

    def proposals(self, run: int) -> Propuesta:
        """Find what could enter."""

    def accept(self, run: int, chosen: Sequence[Candidata]) -> Changes:
        """Bring in what was chosen of the proposals."""

    def fill(self, item: int, answers: Mapping[str, str], version: int) -> Changes:
        """Keep a ficha."""

    def withdraw(self, item: int, reason: str) -> Changes:
        """Take an item out."""

    def sit(self, session: RegistrarSesion) -> Changes:
        """Record a session of the comité."""

    def kinds(self, run: int) -> Sequence[Kind]:
        """Return the documents that a run can write."""

    def lacking(self, run: int, kind: str) -> Sequence[DatoPedido]:
        """Return what a person types for a document of the run."""

    def draft(
        self, run: int, kind: str, typed: Mapping[str, str], item: int | None
    ) -> Changes:
        """Draft a document; a ficha without item is drafted for each."""

    def evidences(self, run: int) -> Sequence[tuple[str, str]]:
        """Return (id, name) of what may be attached."""

    def attach(self, run: int, file: Path, evidence: str) -> Changes:
        """Put a file into a run."""

    def foresee(self, command: AvanzarCorrida) -> Foreseen:
        """Tell what closing the activity would ask and do."""

    def advance(self, command: AvanzarCorrida) -> Changes:
        """Close the activity of a run."""

    def effects(self, run: int) -> Sequence[Efecto]:
        """Tell what applying would do."""

    def apply(self, run: int) -> Changes:
        """End in the cases what the act ordered."""

    def export(self, run: int, file: Path) -> Changes:
        """Write the accounts of a run."""

    def tasks(self, year: int) -> Sequence[Tarea]:
        """Return what the office owes in a year."""

    def mark(self, command: MarcarHecha) -> Changes:
        """Record that a task is done."""

    def export_calendar(self, file: Path, year: int) -> Changes:
        """Write what is left of a year for another agenda."""
