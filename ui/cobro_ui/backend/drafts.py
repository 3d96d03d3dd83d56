"""The drafts of who works, over the services."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cobro_ui.wizard.drafts import DraftLine

if TYPE_CHECKING:
    from cobro_ui.backend.office import Office


class OfficeDrafts:
    """`Drafts` over the services."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def list(self) -> list[DraftLine]:
        """Return the person's drafts, the latest first."""
        from cobro_desktop.services import borradores

        found = borradores.listar(self.office.workspace, self.office.contexto)
        return [
            DraftLine(
                p.expediente_id,
                p.numero,
                p.deudor,
                p.actividad,
                p.nombre,
                _here(p.actualizado_en),
                p.respuestas,
                p.vigente,
            )
            for p in found
        ]

    def discard(self, expediente_id: int, actividad: str) -> None:
        """Forget a draft."""
        from cobro_desktop.services import borradores

        gone = borradores.Borrador(expediente_id, actividad)
        borradores.descartar(gone, self.office.workspace, self.office.contexto)


def _here(when: dt.datetime) -> dt.datetime:
    """Return an instant that is kept in UTC as the clock on the wall shows it."""
    aware = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return aware.astimezone()
