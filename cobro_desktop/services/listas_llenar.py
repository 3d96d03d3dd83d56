"""The head of the lists that leave to be filled and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from cobro_desktop.exchange.informe import Informe
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.informes.modelo import nombres

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.exchange.informe import Columna
    from cobro_desktop.services.workspace import Workspace

_LLENAR: Final = "Se llenan las columnas de título verde; las demás están protegidas."


class Lista(Protocol):
    """What the head tells of a list."""

    @property
    def workspace(self) -> Workspace:
        """Where the names of the institutions are."""

    @property
    def siglas(self) -> Sequence[str]:
        """Of the institutions of its cases."""

    @property
    def corte(self) -> dt.date:
        """Its last day, inclusive."""


def por_llenar(lista: Lista, titulo: str, columnas: tuple[Columna, ...]) -> Informe:
    """Return what is written besides the rows; the first column stays in sight."""
    lines = (
        nombres(lista.workspace, lista.siglas),
        titulo,
        f"Hasta: {fecha_larga(lista.corte)}",
        _LLENAR,
    )
    return Informe(titulo, lines, columnas, lista.corte, fijas=1)
