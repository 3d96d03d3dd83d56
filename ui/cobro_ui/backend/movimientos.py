"""The movements that LICO and the RNMC ask for, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.importacion.movimientos import Movimiento
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office


class OfficeMovements:
    """`Movements` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def proposed(self) -> Sequence[Movimiento]:
        """Return the cases that would move, and those that have to wait."""
        from cobro_desktop.services.importacion.movimientos import proponer_movimientos

        return proponer_movimientos(self._office.workspace)

    def apply(self, cases: Sequence[int], progress: Progress) -> Changes:
        """Move some cases, each on its own."""
        from cobro_desktop.services.importacion.movimientos import (
            AplicarMovimientos,
            aplicar_movimientos,
        )

        office = self._office
        command = AplicarMovimientos(tuple(cases))
        return aplicar_movimientos(command, office.workspace, office.contexto, progress)
