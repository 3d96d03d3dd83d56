"""What the page of reports asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress


class ReportKind(NamedTuple):
    """A report that can be asked for."""

    id: str
    nombre: str
    que_dice: str
    de_periodo: bool
    """It counts what happened between two days."""
    documento: bool = False
    """The office also tells it in a document."""
    destinatarios: Sequence[tuple[str, str]] = ()
    """(id, name) of those to whom that document may go; empty for no choice."""


class ReportRequest(NamedTuple):
    """A report of some cases at a day."""

    id: str
    procedimiento: str
    """Code; empty for all."""
    consulta: str
    """In the query language; empty for all."""
    corte: date
    desde: date | None
    para: str = ""
    """To whom its document goes, by id."""


class ReportSource(Protocol):
    """The reports, as the window offers them."""

    def kinds(self) -> Sequence[ReportKind]:
        """Return the reports of the institutions of this base."""

    def procedures(self) -> Sequence[tuple[str, str]]:
        """Return (code, label) of the procedures with cases."""

    def count(self, request: ReportRequest) -> int:
        """Count the cases that a request takes in."""

    def write(self, request: ReportRequest, file: Path, progress: Progress) -> Changes:
        """Write the workbook."""

    def draft(self, request: ReportRequest) -> Changes:
        """Draft the document of the office that tells it."""
