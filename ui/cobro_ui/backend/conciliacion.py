"""The conciliation with the books over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.backend.entities import entities_with_cases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.conciliacion.comparacion import Conciliacion
    from cobro_desktop.services.conciliacion.registro import AnotarDiferencia
    from cobro_ui.backend.office import Office


class OfficeReconciliation:
    """`ReconciliationSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions that have cases."""
        return entities_with_cases(self._office)

    def cuts(self, sigla: str) -> Sequence[date]:
        """Return the cuts of which the books sent balances, the latest first."""
        from cobro_desktop.services.conciliacion.comparacion import cortes

        return cortes(self._office.workspace, sigla)

    def compare(self, sigla: str, corte: date) -> Conciliacion:
        """Compare both sides; nothing is written."""
        from cobro_desktop.services.conciliacion.comparacion import conciliar

        return conciliar(self._office.workspace, sigla, corte)

    def note(self, command: AnotarDiferencia) -> Changes:
        """Keep the cause that a person gives."""
        from cobro_desktop.services.conciliacion.registro import anotar_diferencia

        office = self._office
        return anotar_diferencia(command, office.workspace, office.contexto)

    def export(self, found: Conciliacion, file: Path) -> Changes:
        """Write the workbook."""
        from cobro_desktop.services.conciliacion.registro import exportar_conciliacion

        office = self._office
        return exportar_conciliacion(found, file, office.workspace, office.contexto)

    def draft(self, sigla: str, corte: date) -> Changes:
        """Draft the acta; it goes on from *Documentos*."""
        from cobro_desktop.services.conciliacion.acta import levantar_acta

        office = self._office
        return levantar_acta(office.workspace, office.contexto, sigla, corte)
