"""The import of files over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.ports import ImportRequest

_FORMATS = (
    ("titulos", "Títulos ejecutivos"),
    ("cartera", "Cartera"),
    ("pagos", "Pagos"),
)


class FileImporter:
    """`Importer` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def formats(self) -> Sequence[tuple[str, str]]:
        """Return what a file may hold."""
        return _FORMATS

    def procedures(self) -> Sequence[tuple[str, str]]:
        """Return the procedures that ship, by their institution."""
        return [
            (p.codigo, f"{p.sigla} · {p.codigo} · {p.nombre}")
            for p in self._office.workspace.catalogo.procedimientos
        ]

    def run(self, request: ImportRequest, progress: Progress) -> Changes:
        """Import, or only try."""
        from cobro_desktop.services.importacion.orden import Importar, importar

        command = Importar(
            request.archivo,
            request.formato,
            request.procedimiento,
            simular=request.simular,
        )
        office = self._office
        return importar(command, office.workspace, office.contexto, progress)
