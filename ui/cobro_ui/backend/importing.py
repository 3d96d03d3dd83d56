"""The import of files over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.importacion.lotes import Alcance, Lote
    from cobro_desktop.services.importacion.mirada import Mirada
    from cobro_desktop.services.importacion.orden import Importar
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.ports import ImportRequest

_FORMATS = (
    ("titulos", "Títulos ejecutivos"),
    ("cartera", "Cartera"),
    ("pagos", "Pagos"),
    ("saldos", "Saldos contables"),
    ("rnmc", "Estados de LICO y del RNMC"),
    ("cope", "Registros de COPE"),
    ("respuesta-sdh", "Respuestas de la Secretaría de Hacienda"),
    ("siga", "Radicados de SIGA"),
    ("aplicativo", "Registros del Aplicativo"),
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

    def fields(self, formato: str) -> Sequence[tuple[str, str]]:
        """Return the fields of a format by their names."""
        from cobro_desktop.exchange.formatos import load_formato

        return [(c.nombre, c.etiqueta) for c in load_formato(formato).campos]

    def profiles(self, formato: str) -> Sequence[str]:
        """Return the names of the profiles of a format."""
        from cobro_desktop.services.importacion.perfiles import listar_perfiles

        return [p.nombre for p in listar_perfiles(self._office.workspace, formato)]

    def forget(self, profile: str) -> Changes:
        """Forget a profile."""
        from cobro_desktop.services.importacion.perfiles import borrar_perfil

        office = self._office
        return borrar_perfil(profile, office.workspace, office.contexto)

    def example(self, formato: str, path: Path) -> Changes:
        """Write an example of a format."""
        from cobro_desktop.services.importacion.ejemplos import escribir_ejemplo

        return escribir_ejemplo(formato, path)

    def look(self, request: ImportRequest, progress: Progress) -> Mirada:
        """Look at a file, with the profile of its sender if it is known."""
        from cobro_desktop.services.importacion.mirada import mirar_archivo

        office = self._office
        return mirar_archivo(
            _command(request),
            office.workspace,
            office.contexto,
            progress,
            reconocer=request.perfil is None,
        )

    def run(self, request: ImportRequest, progress: Progress) -> Changes:
        """Import, or only try."""
        from cobro_desktop.services.importacion.orden import importar

        office = self._office
        command = _command(request)
        return importar(command, office.workspace, office.contexto, progress)


def _command(request: ImportRequest) -> Importar:
    from cobro_desktop.services.importacion.decisiones import Decisiones
    from cobro_desktop.services.importacion.orden import Importar

    return Importar(
        request.archivo,
        request.formato,
        request.procedimiento,
        request.hoja,
        request.columnas,
        request.encabezado,
        Decisiones(request.campos, request.filas),
        request.perfil or "",
        request.guardar_perfil,
        rechazos=request.rechazos,
        simular=request.simular,
        sha256=request.sha256,
    )


class ImportBatches:
    """`Batches` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def list(self) -> Sequence[Lote]:
        """Return the imports, the latest first."""
        from cobro_desktop.services.importacion.lotes import listar_lotes

        return listar_lotes(self._office.workspace)

    def reach(self, lote_id: int) -> Alcance:
        """Count what an import brought."""
        from cobro_desktop.services.importacion.lotes import alcance_lote

        return alcance_lote(self._office.workspace, lote_id)

    def undo(self, lote_id: int, progress: Progress) -> Changes:
        """Annul what an import brought."""
        from cobro_desktop.services.importacion.deshacer import (
            DeshacerLote,
            deshacer_lote,
        )

        office, command = self._office, DeshacerLote(lote_id)
        return deshacer_lote(command, office.workspace, office.contexto, progress)
