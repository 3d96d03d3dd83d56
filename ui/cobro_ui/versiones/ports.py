"""What the dialogs of versions and packs ask of the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

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


class PackRequest(NamedTuple):
    """A pack to write: whose, where, and who signs it."""

    sigla: str
    target: Path
    key: Path
    password: str
    issuer: str


class VersionSource(Protocol):
    """Over the services; what writes is called from the writer thread."""

    def foresee(self, file: Path) -> Instalacion:
        """Say what installing the procedure of a file would change.

        Raises:
            UserError: the file cannot be installed; says why.
        """

    def install(self, file: Path) -> Changes:
        """Install the procedure of a file."""

    def compare(self, codigo: str, de: int, a: int) -> Comparacion:
        """Compare two versions."""

    def save_comparison(self, compared: Comparacion, target: Path) -> Changes:
        """Write a comparison as workbook or PDF, by the name of the file."""

    def foresee_move(self, command: MigrarCasos, progress: Progress) -> Prevista:
        """Say which cases can move to another version, and what becomes of each."""

    def move(self, command: MigrarCasos, progress: Progress) -> Changes:
        """Move the cases that can."""

    def save_acta(self, lote: int, target: Path) -> Changes:
        """Write the acta of a batch of moves as PDF."""

    def packs(self) -> Sequence[Instalado]:
        """Return the packs in force."""

    def institutions(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions that can be exported."""

    def open_pack(self, file: Path, trust: str) -> Recibido:
        """Say what a pack would bring; writes nothing."""

    def install_pack(self, file: Path, trust: str) -> Changes:
        """Install a pack."""

    def write_pack(self, request: PackRequest) -> Exportado:
        """Write an institution as a signed pack."""

    def withdraw_pack(self, sigla: str) -> Changes:
        """Take away a pack that nothing uses."""
