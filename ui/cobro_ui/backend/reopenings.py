"""Cases that come back after their end, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.procedimiento import Fin
from cobro_ui.wizard.reopen import Door

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_ui.backend.office import Office
    from cobro_ui.wizard.reopen import ReopenRequest


class CaseReopenings:
    """`Reopenings` over the services."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def doors(self, expediente_id: int) -> list[Door]:
        """Return by which doors a case may come back."""
        from cobro_desktop.services.reaperturas import ver_puertas

        found = ver_puertas(self.office.workspace, expediente_id)
        names = found.procedimiento.actividades
        return [
            Door(
                p.resultado,
                p.etiqueta,
                f"Vuelve a {p.siguiente} · {names[p.siguiente].nombre}.",
                p.fin is Fin.ARCHIVADO,
            )
            for p in found.puertas
        ]

    def reopen(self, request: ReopenRequest) -> Changes:
        """Bring a case back."""
        from cobro_desktop.services.reaperturas import Reabrir, reabrir

        command = Reabrir(
            request.expediente_id,
            request.causa,
            request.fecha,
            request.motivo,
            request.soporte,
        )
        return reabrir(command, self.office.workspace, self.office.contexto)
