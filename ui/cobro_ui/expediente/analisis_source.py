"""What the tab *Análisis* asks of the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cobro_desktop.services.analisis.caso import AnalisisCaso
    from cobro_desktop.services.changes import Changes


@dataclass(frozen=True, slots=True)
class MarkRequest:
    """What somebody says of a fact of a case."""

    expediente_id: int
    hecho: str
    valor: str
    motivo: str = ""


class AnalysisSource(Protocol):
    """The analysis of a case; `mark` is called from the writer lane."""

    def analyse(self, expediente_id: int) -> AnalisisCaso:
        """Work out what the law says of a case today.

        Raises:
            NotFoundError: it does not exist any more.
        """

    def mark(self, request: MarkRequest) -> Changes:
        """Keep what a person knows of a case.

        Raises:
            InvalidDataError: the fact does not take that value.
            NotAllowedError: this person may not mark.
        """
