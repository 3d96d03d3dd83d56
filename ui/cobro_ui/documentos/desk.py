"""What the desk of documents does besides their life: Word, pages, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

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


class PageImage(NamedTuple):
    """A page as pixels: BGRx, row by row."""

    number: int
    width: int
    height: int
    stride: int
    pixels: bytes


class PageSize(NamedTuple):
    """The size of a page, in points."""

    width: float
    height: float


class BatchRequest(NamedTuple):
    """Many documents that somebody asks for."""

    kind: str
    cases: tuple[int, ...]
    folder: Path
    issue: bool
    data: tuple[tuple[str, str], ...] = ()
    """What is the same for all, by the name of each datum."""


class DocumentDesk(Protocol):
    """Word, pages and versions of documents; may raise `UserError`."""

    def take_out(self, life: VidaDocumento) -> Path:
        """Put a draft out to be edited in Word; return the file."""

    def bring_back(self, copy: Copia, *, keep: bool) -> Changes:
        """Bring back what was edited; `keep` leaves it out."""

    def discard(self, copy: Copia) -> Changes:
        """Forget a copy; its file stays."""

    def copies(self) -> Sequence[Copia]:
        """Return the drafts that are out, as they are on the disk."""

    def compare(self, documento_id: int, before: int, after: int) -> Comparacion:
        """Compare two versions by their words."""

    def view(self, documento_id: int) -> Vista:
        """Return the pages of the last version, or its words."""

    def sizes(self, pdf: bytes) -> Sequence[PageSize]:
        """Return the size of each page."""

    def page(self, pdf: bytes, number: int, scale: float) -> PageImage:
        """Draw a page; `scale` 1 is 72 pixels an inch."""

    def package(self, documento_id: int) -> Paquete:
        """Return what an act calls for."""

    def check(self, text: str) -> Hallado:
        """Check a printed code, or the file of a path."""

    def kinds(self) -> Sequence[tuple[str, str]]:
        """Return (id, name) of what may be written for many cases."""

    def lacking(
        self, kind: str, cases: Sequence[int], data: Mapping[str, str]
    ) -> Sequence[DatoPedido]:
        """Return what every case lacks for a document, given what was typed."""

    def run_batch(self, request: BatchRequest, progress: Progress) -> Changes:
        """Write a document for each case."""

    def resume_batch(self, lote_id: int, progress: Progress) -> Changes:
        """Go on with a batch that was left half done."""

    def batches(self) -> Sequence[LoteVisto]:
        """Return the batches, the latest first."""

    def results(self, lote_id: int) -> Sequence[Resultado]:
        """Return what became of each case of a batch."""
