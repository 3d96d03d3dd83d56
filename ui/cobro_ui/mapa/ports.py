"""What the maps, the meter and the hoja de ruta ask of the services."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.mapa import FilaTabla, ProcedimientoListado
    from cobro_desktop.services.medidor import Medicion
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.recorrido import Recorrido


class Which(NamedTuple):
    """A version of a procedure."""

    codigo: str
    version: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A procedure to be drawn, and the way of a case over it, if it is of one."""

    procedimiento: Procedimiento
    filas: Sequence[FilaTabla]
    """Its table."""
    recorrido: Recorrido | None = None
    fechas: Mapping[str, str] = field(default_factory=dict)
    """Activity → `Cerrada el 3 mar 2026 · 12 días`."""
    tomadas: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(activity, outcome) → the day on which the case took it."""

    @property
    def actual(self) -> str:
        """The activity the case is in; empty for no case, or one that ended."""
        way = self.recorrido
        return "" if way is None or way.terminado else way.actividad.id


class FlowSource(Protocol):
    """Over the services; called from the reader threads, what writes from the writer.

    A `target` of None means a copy to be read, whose path is returned.
    """

    def procedures(self) -> Sequence[ProcedimientoListado]:
        """Return the procedures of the base and those that ship."""

    def of_procedure(self, which: Which) -> Flow:
        """Return a procedure to be drawn."""

    def of_case(self, expediente_id: int) -> Flow:
        """Return the procedure of a case with the way that it came.

        Raises:
            NotFoundError: the case does not exist any more.
        """

    def meter(self, expediente_id: int) -> Medicion:
        """Measure what the file of a case holds.

        Raises:
            NotFoundError: the case does not exist any more.
        """

    def print_table(self, which: Which, target: Path | None = None) -> Path:
        """Write the table of a procedure as PDF."""

    def print_map(
        self, which: Which, *, portfolio: bool, target: Path | None = None
    ) -> Path:
        """Write the map of a procedure as PDF."""

    def print_case_map(self, expediente_id: int, target: Path | None = None) -> Path:
        """Write the map of a case as PDF."""

    def print_lacks(self, expediente_id: int, target: Path | None = None) -> Path:
        """Write what a case lacks as PDF."""

    def export_lacks(
        self, expedientes: Sequence[int], target: Path, progress: Progress
    ) -> Changes:
        """Write what several cases lack, as PDF or workbook."""

    def route_sheet(self, expediente_id: int, target: Path | None = None) -> Path:
        """Write the hoja de ruta of a case."""

    def route_sheets(
        self, expedientes: Sequence[int], target: Path, progress: Progress
    ) -> Changes:
        """Write the hoja de ruta of several cases in one PDF."""
