"""The closes of the month over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.backend.entities import entities_with_cases
from cobro_ui.cierres.ports import Figures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.cierres.registro import CerrarMes, Cierre
    from cobro_ui.backend.office import Office


class OfficeClosings:
    """`ClosingsSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions that have cases."""
        return entities_with_cases(self._office)

    def closings(self, sigla: str) -> Sequence[Cierre]:
        """Return the closes of an institution, the latest month first."""
        from cobro_desktop.services.cierres.registro import cierres

        return cierres(self._office.workspace, sigla)

    def figures(self, closing: Cierre) -> Figures:
        """Return the frozen figures and what changed since."""
        from cobro_desktop.services.cierres import palabras
        from cobro_desktop.services.cierres.registro import cambios_desde

        changed = cambios_desde(self._office.workspace, closing)
        return Figures(
            palabras.filas(closing.datos),
            palabras.otras(closing.datos),
            palabras.cambiadas(changed),
        )

    def close(self, command: CerrarMes) -> Changes:
        """Freeze a month."""
        from cobro_desktop.services.cierres.registro import cerrar_mes

        return cerrar_mes(command, self._office.workspace, self._office.contexto)

    def certificate(self, closing: Cierre, file: Path) -> Path:
        """Write the certificate."""
        from cobro_desktop.services.cierres.certificado import escribir_certificado

        office = self._office
        return escribir_certificado(closing, file, office.workspace, office.contexto)

    def file_name(self, closing: Cierre) -> str:
        """Return the name to offer for the certificate."""
        from cobro_desktop.services.cierres.palabras import nombre_de_archivo

        return nombre_de_archivo(closing.sigla, closing.mes)
