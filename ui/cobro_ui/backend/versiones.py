"""Versions of procedures and entity packs over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.migracion.orden import Prevista
    from cobro_desktop.services.migracion.plan import MigrarCasos
    from cobro_desktop.services.paquete_entidad.exportacion import Exportado
    from cobro_desktop.services.paquete_entidad.recepcion import Recibido
    from cobro_desktop.services.paquete_entidad.retiro import Instalado
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.versiones.comparacion import Comparacion
    from cobro_desktop.services.versiones.instalacion import Instalacion
    from cobro_ui.backend.office import Office
    from cobro_ui.versiones.ports import PackRequest


class Versions:
    """`VersionSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def foresee(self, file: Path) -> Instalacion:
        """Say what installing the procedure of a file would change."""
        from cobro_desktop.services.versiones.instalacion import (
            InstalarVersion,
            prever_instalacion,
        )

        office = self._office
        command = InstalarVersion(file, simular=True)
        return prever_instalacion(command, office.workspace, office.contexto)

    def install(self, file: Path) -> Changes:
        """Install the procedure of a file."""
        from cobro_desktop.services.versiones.instalacion import (
            InstalarVersion,
            instalar_version,
        )

        office = self._office
        command = InstalarVersion(file)
        return instalar_version(command, office.workspace, office.contexto)[1]

    def compare(self, codigo: str, de: int, a: int) -> Comparacion:
        """Compare two versions."""
        from cobro_desktop.services.versiones.comparacion import comparar

        return comparar(self._office.workspace, codigo, de, a)

    def save_comparison(self, compared: Comparacion, target: Path) -> Changes:
        """Write a comparison as workbook or PDF."""
        from cobro_desktop.services.versiones.comparacion import exportar_comparacion

        office = self._office
        return exportar_comparacion(compared, target, office.workspace, office.contexto)

    def foresee_move(self, command: MigrarCasos, progress: Progress) -> Prevista:
        """Say which cases can move to another version."""
        from cobro_desktop.services.migracion.orden import prever_migracion

        office = self._office
        return prever_migracion(command, office.workspace, office.contexto, progress)

    def move(self, command: MigrarCasos, progress: Progress) -> Changes:
        """Move the cases that can."""
        from cobro_desktop.services.migracion.orden import migrar_casos

        office = self._office
        return migrar_casos(command, office.workspace, office.contexto, progress)

    def save_acta(self, lote: int, target: Path) -> Changes:
        """Write the acta of a batch of moves."""
        from cobro_desktop.services.migracion.acta import escribir_acta

        office = self._office
        return escribir_acta(lote, target, office.workspace, office.contexto)

    def packs(self) -> Sequence[Instalado]:
        """Return the packs in force."""
        from cobro_desktop.services.paquete_entidad.retiro import instalados

        return instalados(self._office.workspace)

    def institutions(self) -> Sequence[tuple[str, str]]:
        """Return the institutions that can be exported."""
        from cobro_desktop.services.paquete_entidad.exportacion import siglas

        return siglas(self._office.workspace)

    def open_pack(self, file: Path, trust: str) -> Recibido:
        """Say what a pack would bring."""
        from cobro_desktop.services.paquete_entidad.recepcion import (
            ImportarEntidad,
            importar_entidad,
        )

        office = self._office
        command = ImportarEntidad(file, trust, simular=True)
        return importar_entidad(command, office.workspace, office.contexto)[0]

    def install_pack(self, file: Path, trust: str) -> Changes:
        """Install a pack."""
        from cobro_desktop.services.paquete_entidad.recepcion import (
            ImportarEntidad,
            importar_entidad,
        )

        office = self._office
        command = ImportarEntidad(file, trust)
        return importar_entidad(command, office.workspace, office.contexto)[1]

    def write_pack(self, request: PackRequest) -> Exportado:
        """Write an institution as a signed pack."""
        from cobro_desktop.services.paquete_entidad.exportacion import (
            ExportarEntidad,
            exportar_entidad,
        )

        office = self._office
        command = ExportarEntidad(
            request.sigla,
            request.target,
            request.key,
            request.password,
            request.issuer,
        )
        return exportar_entidad(command, office.workspace, office.contexto)

    def withdraw_pack(self, sigla: str) -> Changes:
        """Take away a pack that nothing uses."""
        from cobro_desktop.services.paquete_entidad.retiro import retirar_paquete

        office = self._office
        return retirar_paquete(sigla, office.workspace, office.contexto)
