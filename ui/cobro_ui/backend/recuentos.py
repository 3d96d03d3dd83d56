"""Recounts of the open terms over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.parametros.recount import Foreseen

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office


class OfficeRecounts:
    """`Recounts` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def foresee(self, sigla: str) -> Foreseen:
        """Tell what would change its day."""
        from cobro_desktop.services.recuentos import prever_recuento

        office = self._office
        found = prever_recuento(office.workspace, sigla, office.hoy)
        return Foreseen(found.frases(), not found.vacio)

    def recount(self, sigla: str, progress: Progress) -> Changes:
        """Write the new days."""
        from cobro_desktop.services.recuentos import Recontar, recontar

        office = self._office
        return recontar(Recontar(sigla), office.workspace, office.contexto, progress)
