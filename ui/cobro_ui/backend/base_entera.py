"""The whole base over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.services.base_entera.importacion import ImportarBase
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office


class OfficeBase:
    """`WholeBase` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def take(self, target: Path, password: str, progress: Progress) -> Changes:
        """Write everything that the base holds to a file."""
        from cobro_desktop.services.base_entera.exportacion import (
            ExportarBase,
            exportar_base,
        )

        office = self._office
        command = ExportarBase(target, password)
        return exportar_base(command, office.workspace, office.contexto, progress)

    def look(self, file: Path, password: str, progress: Progress) -> Changes:
        """Check a file and the base at hand."""
        from cobro_desktop.services.base_entera.importacion import ImportarBase

        command = ImportarBase(file, simular=True, contrasena=password)
        return self._import(command, progress)

    def bring(self, file: Path, password: str, progress: Progress) -> Changes:
        """Bring everything into this empty base."""
        from cobro_desktop.services.base_entera.importacion import ImportarBase

        command = ImportarBase(file, contrasena=password)
        changes = self._import(command, progress)
        self._office.state.forget_person()
        return changes

    def _import(self, command: ImportarBase, progress: Progress) -> Changes:
        from cobro_desktop.services.base_entera.importacion import importar_base

        office = self._office
        return importar_base(command, office.workspace, office.contexto, progress)
