"""What the screens of the prescription ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.domain.calendario import Suspension
    from cobro_desktop.domain.interrupcion import Interrupcion
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.prescripcion_titulo import TituloVigilado
    from cobro_desktop.services.radar import Opciones, Radar
    from cobro_desktop.services.radar_titulos import FilaRadar
    from cobro_desktop.services.simulacion import Simulacion
    from cobro_desktop.storage.queries.prescripcion import Eleccion


class Narrowing(NamedTuple):
    """Which titles the radar looks at; empty for all."""

    sigla: str = ""
    procedimiento: str = ""
    responsable_id: int | None = None
    """0 for those of nobody."""


class Supposed(NamedTuple):
    """What to suppose over what is on record."""

    events: tuple[Interrupcion, ...] = ()
    void: tuple[int, ...] = ()
    """Ids of events that would not count."""
    revived: tuple[int, ...] = ()
    """Ids of void events that would count again."""
    ended: tuple[tuple[int, date], ...] = ()
    """(id, day) on which an event would end."""
    stops: tuple[Suspension, ...] = ()


class Simulated(NamedTuple):
    """A what-if, and the same as lines of text."""

    result: Simulacion
    lines: Sequence[str]


class PrescriptionSource(Protocol):
    """The prescription over the base; all but `export` in the reader lane."""

    def choices(self) -> Opciones:
        """Return what the radar can be narrowed by."""

    def radar(self, narrowed: Narrowing) -> Radar:
        """Add up what prescribes.

        Raises:
            NotFoundError: nothing of that entity is in the base.
        """

    def rows(
        self, narrowed: Narrowing, eleccion: Eleccion, lines: range
    ) -> Sequence[FilaRadar]:
        """Return some titles of a part of the radar, with their windows."""

    def query(self, narrowed: Narrowing, eleccion: Eleccion) -> str:
        """Return the query of the main list for a part of the radar."""

    def export(
        self, file: Path, narrowed: Narrowing, eleccion: Eleccion | None
    ) -> Changes:
        """Write the months, or the titles of a part, as a workbook.

        Raises:
            StorageError: the file cannot be written.
        """

    def titles(self, expediente_id: int) -> Sequence[TituloVigilado]:
        """Work out the prescription of the titles of a case."""

    def simulate(self, titulo: TituloVigilado, supposed: Supposed) -> Simulated:
        """Work out a title under what is supposed; writes nothing.

        Raises:
            InvalidDataError: events that cannot be.
        """
