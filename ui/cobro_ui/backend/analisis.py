"""The analysis of a case over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobro_desktop.services.analisis.caso import AnalisisCaso
    from cobro_desktop.services.changes import Changes
    from cobro_ui.backend.office import Office
    from cobro_ui.expediente.analisis_source import MarkRequest


class CaseAnalysis:
    """`AnalysisSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def analyse(self, expediente_id: int) -> AnalisisCaso:
        """Work out what the law says of a case today."""
        from cobro_desktop.services.analisis.caso import analizar_caso

        return analizar_caso(self._office.workspace, expediente_id, self._office.hoy)

    def mark(self, request: MarkRequest) -> Changes:
        """Keep what a person knows of a case."""
        from cobro_desktop.services.analisis.marcar import MarcarHecho, marcar_hecho

        command = MarcarHecho(
            request.expediente_id, request.hecho, request.valor, request.motivo
        )
        return marcar_hecho(command, self._office.workspace, self._office.contexto)
