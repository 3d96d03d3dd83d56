"""What the table of the conciliation shows of each debt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.conciliacion import NOMBRES, CausaDiferencia
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import pesos
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.domain.conciliacion import Cifras
    from cobro_desktop.services.conciliacion.comparacion import Conciliacion, Partida
    from cobro_ui.conciliacion.ports import ReconciliationSource

NO_SIDE = "No está"


class Line(NamedTuple):
    """A debt in the table."""

    partida: Partida
    buscable: str

    @property
    def causa(self) -> CausaDiferencia:
        """The cause that counts."""
        return self.partida.explicacion.causa


class Read(NamedTuple):
    """A conciliation with its rows ready for the table."""

    found: Conciliacion
    lines: Sequence[Line]


def work_out(source: ReconciliationSource, sigla: str, corte: date) -> Read:
    """Compare and prepare the rows, away from the window."""
    found = source.compare(sigla, corte)
    return Read(found, [_line(partida) for partida in found.partidas])


def _line(partida: Partida) -> Line:
    words = (
        partida.expediente,
        partida.identificacion,
        partida.deudor,
        partida.titulo,
        partida.explicacion.texto,
    )
    return Line(partida, plegar(" ".join(words)))


def _side(figures: Cifras | None) -> str:
    return pesos(figures.total) if figures else NO_SIDE


def _split(figures: Cifras | None) -> str:
    if figures is None:
        return "Ese lado no tiene esta obligación."
    return (
        f"Capital {pesos(figures.capital)} · intereses y gastos "
        f"{pesos(figures.intereses)}"
    )


def _mark(line: Line) -> Mark:
    word = NOMBRES[line.causa]
    if line.partida.anotada is not None:
        return Mark(word, Icon.NOTE, Tone.ACCENT, "La causa la anotó una persona.")
    if line.causa is CausaDiferencia.COINCIDE:
        return Mark(word, Icon.OK, Tone.OK, "Los dos lados dicen lo mismo.")
    return Mark(word, Icon.INFO, Tone.NEUTRAL, "La causa la propone el programa.")


FIELDS: tuple[Field[Line], ...] = (
    Field("Expediente", lambda r: r.partida.expediente, 132),
    Field("Deudor", lambda r: r.partida.deudor, 158),
    Field("Título", lambda r: r.partida.titulo, 100),
    Field(
        "En cobro",
        lambda r: _side(r.partida.lados.cobro),
        116,
        figure=True,
        tip=lambda r: _split(r.partida.lados.cobro),
    ),
    Field(
        "En libros",
        lambda r: _side(r.partida.lados.libros),
        116,
        figure=True,
        tip=lambda r: _split(r.partida.lados.libros),
    ),
    Field("Diferencia", lambda r: pesos(r.partida.diferencia), 116, figure=True),
    Field("Causa", lambda r: NOMBRES[r.causa], 216, mark=_mark),
    Field("Por qué", lambda r: r.partida.explicacion.texto, 175),
)
