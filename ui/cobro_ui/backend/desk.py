"""The desk of documents, over the services."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_ui.documentos.desk import PageImage, PageSize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.bandejas import VidaDocumento
    from cobro_desktop.services.documentos.captura import DatoPedido
    from cobro_desktop.services.documentos.comprobacion import Hallado
    from cobro_desktop.services.documentos.copias import Copia
    from cobro_desktop.services.documentos.lotes import LoteVisto, Resultado
    from cobro_desktop.services.documentos.paquetes import Paquete
    from cobro_desktop.services.documentos.versiones import Comparacion
    from cobro_desktop.services.documentos.vista import Vista
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.documentos.desk import BatchRequest

FOLDER = "en-word"
"""Inside the data folder: where drafts go out to be edited."""


class OfficeDesk:
    """`DocumentDesk` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def take_out(self, life: VidaDocumento) -> Path:
        """Put a draft out to be edited in Word."""
        from cobro_desktop.services.documentos.copias import ruta_de_trabajo
        from cobro_desktop.services.documentos.edicion import SacarCopia, sacar_copia

        mine = [c for c in self.copies() if c.documento_id == life.id and c.aqui]
        if mine and mine[0].ruta.is_file():
            return mine[0].ruta
        folder = self._office.workspace.datos / FOLDER
        path = ruta_de_trabajo(folder, life.expediente, life.nombre, life.id)
        path = _free(path)
        command = SacarCopia(life.id, path)
        sacar_copia(command, self._office.workspace, self._office.contexto)
        return path

    def bring_back(self, copy: Copia, *, keep: bool) -> Changes:
        """Bring back what was edited."""
        from cobro_desktop.services.documentos.edicion import TraerCopia, traer_copia

        command = TraerCopia(copy.documento_id, copy.ruta, seguir=keep)
        return traer_copia(command, self._office.workspace, self._office.contexto)

    def discard(self, copy: Copia) -> Changes:
        """Forget a copy."""
        from cobro_desktop.services.documentos.edicion import (
            DescartarCopia,
            descartar_copia,
        )

        command = DescartarCopia(copy.id)
        return descartar_copia(command, self._office.workspace, self._office.contexto)

    def copies(self) -> Sequence[Copia]:
        """Return the drafts that are out."""
        from cobro_desktop.services.documentos.copias import copias_abiertas

        return copias_abiertas(self._office.workspace, self._office.contexto)

    def compare(self, documento_id: int, before: int, after: int) -> Comparacion:
        """Compare two versions."""
        from cobro_desktop.services.documentos.versiones import comparar_versiones

        workspace = self._office.workspace
        return comparar_versiones(workspace, documento_id, before, after)

    def view(self, documento_id: int) -> Vista:
        """Return the pages of the last version, or its words."""
        from cobro_desktop.services.documentos.vista import vista_de

        return vista_de(self._office.workspace, documento_id)

    def sizes(self, pdf: bytes) -> Sequence[PageSize]:
        """Return the size of each page.

        Raises:
            UnreadableFileError: it is damaged, or asks for a password.
        """
        from cobro_desktop.exchange.pdf import abrir_pdf

        try:
            with abrir_pdf(pdf) as document:
                return [PageSize(*page.get_size()) for page in document]
        except RuntimeError as error:  # what the reader of PDF raises
            message = (
                "Este PDF está dañado o pide contraseña, y no se puede mostrar aquí. "
                "El archivo se conserva como llegó."
            )
            raise UnreadableFileError(message) from error

    def page(self, pdf: bytes, number: int, scale: float) -> PageImage:
        """Draw a page."""
        from cobro_desktop.exchange.pdf import abrir_pdf

        with abrir_pdf(pdf) as document:
            bitmap = document[number].render(scale=scale, prefer_bgrx=True)
            image = PageImage(
                number, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
            )
            bitmap.close()
        return image

    def package(self, documento_id: int) -> Paquete:
        """Return what an act calls for."""
        from cobro_desktop.services.documentos.paquetes import paquete_de

        return paquete_de(self._office.workspace, documento_id)

    def check(self, text: str) -> Hallado:
        """Check a printed code, or the file of a path."""
        from cobro_desktop.services.documentos.comprobacion import (
            comprobar_archivo,
            comprobar_codigo,
        )

        path = Path(text)
        if len(text) < 300 and path.is_file():
            return comprobar_archivo(path.read_bytes(), self._office.workspace)
        return comprobar_codigo(text, self._office.workspace)

    def kinds(self) -> Sequence[tuple[str, str]]:
        """Return (id, name) of what may be written for many cases."""
        from cobro_desktop.documents.registro import CONTEXTOS
        from cobro_desktop.domain.catalogo_documentos import tipo_documento

        found = [(kind, tipo_documento(kind).nombre) for kind in CONTEXTOS]
        return sorted(found, key=lambda one: one[1])

    def lacking(
        self, kind: str, cases: Sequence[int], data: Mapping[str, str]
    ) -> Sequence[DatoPedido]:
        """Return what every case lacks for a document, given what was typed."""
        from cobro_desktop.services.documentos.comunes import datos_comunes

        workspace, contexto = self._office.workspace, self._office.contexto
        return datos_comunes(kind, cases, data, workspace, contexto)

    def run_batch(self, request: BatchRequest, progress: Progress) -> Changes:
        """Write a document for each case."""
        from cobro_desktop.services.documentos.lotes import AbrirLote, abrir_lote

        workspace, contexto = self._office.workspace, self._office.contexto
        command = AbrirLote(
            request.kind,
            request.cases,
            request.folder,
            datos=dict(request.data),
            emitir=request.issue,
        )
        opened = abrir_lote(command, workspace, contexto)
        return self.resume_batch(int(str(opened.datos["lote"])), progress)

    def resume_batch(self, lote_id: int, progress: Progress) -> Changes:
        """Go on with a batch."""
        from cobro_desktop.services.documentos.lotes import seguir_lote

        workspace, contexto = self._office.workspace, self._office.contexto
        return seguir_lote(lote_id, workspace, contexto, progress)

    def batches(self) -> Sequence[LoteVisto]:
        """Return the batches, the latest first."""
        from cobro_desktop.services.documentos.lotes import lotes

        return lotes(self._office.workspace)

    def results(self, lote_id: int) -> Sequence[Resultado]:
        """Return what became of each case of a batch."""
        from cobro_desktop.services.documentos.lotes import resultados

        return resultados(self._office.workspace, lote_id)


def _free(path: Path) -> Path:
    """Return the path, or another beside it that nobody uses."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
    return found
