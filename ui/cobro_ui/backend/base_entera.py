"""The whole base over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office


class OfficeBase:
    """`WholeBase` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def take(self, target: Path, progress: Progress) -> Changes:
        """Write everything that the base holds to a file."""
        from cobro_desktop.services.base_entera.exportacion import (
            ExportarBase,
            exportar_base,
        )

        office = self._office
        return exportar_base(
            ExportarBase(target), office.workspace, office.contexto, progress
        )

    def look(self, file: Path, progress: Progress) -> Changes:
        """Check a file and the base at hand."""
        return self._import(file, progress, only_look=True)

    def bring(self, file: Path, progress: Progress) -> Changes:
        """Bring everything into this empty base."""
        changes = self._import(file, progress, only_look=False)
        self._office.state.forget_person()
        return changes

    def _import(self, file: Path, progress: Progress, *, only_look: bool) -> Changes:
        from cobro_desktop.services.base_entera.importacion import (
            ImportarBase,
            importar_base,
        )

        office = self._office
        command = ImportarBase(file, only_look)
        return importar_base(command, office.workspace, office.contexto, progress)
