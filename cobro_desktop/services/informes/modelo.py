"""What a report is asked with and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.importacion.regreso import nombre_de_concepto

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.informe import Celda, Informe
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.cartera import Renglon

Hoja: TypeAlias = "tuple[Informe, Iterable[tuple[Celda, ...]]]"
"""A sheet and its rows, which are read as they are written."""


class Periodo(NamedTuple):
    """Days of a report that counts what happened; both belong to it."""

    desde: dt.date
    hasta: dt.date


@dataclass(frozen=True, slots=True)
class Pedido:
    """The cases of a report, and its days."""

    session: Session
    workspace: Workspace
    expedientes: Sequence[int]
    siglas: Sequence[str]
    """Institutions that the cases belong to."""
    corte: dt.date
    """Day up to which balances and ages are told."""
    periodo: Periodo
    """By default, the month of the cut up to it."""

    def concepto(self, row: Renglon) -> str:
        """Return the name of an obligation's concept."""
        return nombre_de_concepto(row, self.workspace.recursos)

    def encabezado(self, titulo: str, *lineas: str) -> tuple[str, ...]:
        """Return the lines above a table: institution, report, day."""
        return (
            nombres(self.workspace, self.siglas),
            titulo,
            f"Corte: {fecha_larga(self.corte)}",
            *lineas,
        )


def nombres(workspace: Workspace, siglas: Sequence[str]) -> str:
    """Return the name of the institution of a report; of several, their siglas."""
    if not siglas:
        return "Sin expedientes"
    if len(siglas) == 1:
        return workspace.perfil(siglas[0]).nombre
    return " · ".join(siglas)


@dataclass(frozen=True, slots=True)
class TipoInforme:
    """A report that can be asked for."""

    id: str
    nombre: str
    que_dice: str
    """In a sentence, for who chooses it."""
    hojas: Callable[[Pedido], Sequence[Hoja]]
    siglas: frozenset[str] = frozenset()
    """Institutions whose own it is; empty for all."""
    de_periodo: bool = False
    """It counts what happened between two days."""
    documento: str = ""
    """Kind of document of the office that tells the same; empty for none."""
