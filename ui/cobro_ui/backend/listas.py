"""Lists written to files, over the services."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cobro_desktop.domain.nombres_archivo import nombre_de

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.listas.ports import ReadList


class OfficeLists:
    """`ListWriter` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def write(self, read: ReadList, file: Path, progress: Progress) -> Changes:
        """Write a list to `.xlsx` or `.pdf`; its rows are read meanwhile."""
        from cobro_desktop.services.listas import escribir_lista

        office = self._office
        return escribir_lista(
            read(progress),
            file,
            office.workspace,
            office.contexto,
            progress=progress,
        )

    def copy(self, read: ReadList, progress: Progress) -> Path:
        """Write a list to a PDF of its own, to be looked at and printed."""
        lista = read(progress)
        folder = Path(tempfile.mkdtemp(dir=self._office.outbox))
        file = folder / f"{nombre_de(lista.nombre)[:80].strip(' .')}.pdf"
        self.write(lambda _progress: lista, file, progress)
        return file
