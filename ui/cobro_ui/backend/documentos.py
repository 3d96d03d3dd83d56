"""The life of documents, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.bandejas import Pendiente, VidaDocumento
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office


class OfficeDocuments:
    """`DocumentFlow` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def pending(self) -> Sequence[Pendiente]:
        """Return what waits for this person."""
        from cobro_desktop.services.documentos.bandejas import bandejas

        return bandejas(self._office.workspace, self._office.contexto)

    def life(self, documento_id: int) -> VidaDocumento:
        """Tell the life of a document."""
        from cobro_desktop.services.documentos.bandejas import vida_documento

        workspace, contexto = self._office.workspace, self._office.contexto
        return vida_documento(documento_id, workspace, contexto)

    def file(self, life: VidaDocumento) -> Path:
        """Return a readable copy of the last version."""
        return self._office.copy_of(life.id, life.nombre, life.formato)

    def send(self, documento_id: int) -> Changes:
        """Put a draft in review."""
        from cobro_desktop.services.documentos import revision

        command = revision.EnviarARevision(documento_id)
        workspace, contexto = self._office.workspace, self._office.contexto
        return revision.enviar_a_revision(command, workspace, contexto)

    def agree(self, documento_id: int, sha256: str) -> Changes:
        """Say that a version is right."""
        return self._review(documento_id, "", sha256)

    def give_back(self, documento_id: int, text: str, sha256: str) -> Changes:
        """Return a version with what must change."""
        from cobro_desktop.services.documentos.revision import exigir_observacion

        return self._review(documento_id, exigir_observacion(text), sha256)

    def write_again(self, documento_id: int) -> Changes:
        """Make a new version with what the case says today."""
        from cobro_desktop.services.documentos import revision

        command = revision.RehacerDocumento(documento_id)
        workspace, contexto = self._office.workspace, self._office.contexto
        return revision.rehacer_documento(command, workspace, contexto)

    def approve(self, documento_id: int, sha256: str) -> Changes:
        """Approve a version and give it its number."""
        from cobro_desktop.services.documentos import aprobacion

        command = aprobacion.AprobarDocumento(documento_id, sha256)
        workspace, contexto = self._office.workspace, self._office.contexto
        return aprobacion.aprobar_documento(command, workspace, contexto)

    def sign(self, documento_id: int, sha256: str) -> Changes:
        """Sign what was approved."""
        from cobro_desktop.services.documentos import firma

        command = firma.FirmarDocumento(documento_id, sha256)
        workspace, contexto = self._office.workspace, self._office.contexto
        return firma.firmar_documento(command, workspace, contexto)

    def sign_many(self, ids: Sequence[int], progress: Progress) -> Changes:
        """Sign several."""
        from cobro_desktop.services.documentos.firma import firmar_varios

        workspace, contexto = self._office.workspace, self._office.contexto
        return firmar_varios(ids, workspace, contexto, progress)

    def register(self, documento_id: int, numero: str, day: date) -> Changes:
        """Write the number of the registry of correspondence."""
        from cobro_desktop.services.documentos import firma

        command = firma.RadicarDocumento(documento_id, numero, day)
        workspace, contexto = self._office.workspace, self._office.contexto
        return firma.radicar_documento(command, workspace, contexto)

    def deliver(self, documento_id: int, day: date, how: str) -> Changes:
        """Record that it reached its addressee."""
        from cobro_desktop.services.documentos import firma

        command = firma.ComunicarDocumento(documento_id, day, how)
        workspace, contexto = self._office.workspace, self._office.contexto
        return firma.comunicar_documento(command, workspace, contexto)

    def annul(self, documento_id: int, reason: str) -> Changes:
        """Leave it without effect."""
        from cobro_desktop.services.documentos import anulacion

        command = anulacion.AnularDocumento(documento_id, reason)
        workspace, contexto = self._office.workspace, self._office.contexto
        return anulacion.anular_documento(command, workspace, contexto)

    def _review(self, documento_id: int, text: str, sha256: str) -> Changes:
        from cobro_desktop.services.documentos import revision

        command = revision.RevisarDocumento(documento_id, text, sha256)
        workspace, contexto = self._office.workspace, self._office.contexto
        return revision.revisar_documento(command, workspace, contexto)
