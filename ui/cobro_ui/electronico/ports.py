"""What the electronic file and the search of documents ask of the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.domain.indice import Origen
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_desktop.services.electronico.textos import Hallado
    from cobro_desktop.services.progress import Progress


class Cut(NamedTuple):
    """A closing of the index."""

    orden: int
    fecha: date
    folios: int
    """Its last page number."""
    huella: str
    usuario: str


class FileView(NamedTuple):
    """The electronic file of a case, in its order."""

    numero: str
    deudor: str
    piezas: Sequence[Pieza]
    cortes: Sequence[Cut]


@dataclass(frozen=True, slots=True)
class PieceRequest:
    """What the index should say of a piece; None leaves it as it is."""

    documento_id: int
    nombre: str | None = None
    fecha: date | None = None
    incorporada: date | None = None
    origen: Origen | None = None
    paginas: int | None = None


class Added(NamedTuple):
    """What came of putting files into a case."""

    changes: Changes
    documentos: Sequence[int]
    """Ids of those that came in, with what came out of the mails."""
    avisos: Sequence[str]
    """A sentence per file that did not come in, or that came in with something odd."""
    completo: bool
    """Whether every file came in."""


class ElectronicFile(Protocol):
    """The files of the cases; reads in the reader lane, the rest in the writer."""

    def load(self, expediente_id: int) -> FileView:
        """Read the pieces of a case and the closings of its index."""

    def add(
        self, expediente_id: int, files: Sequence[Path], progress: Progress
    ) -> Added:
        """Put files into a case, one command each; one that refuses stops no other.

        Raises:
            CancelledByUserError: stopped before the first.
        """

    def paste(self, expediente_id: int, png: bytes) -> Added:
        """Put a picture of the screen into a case."""

    def arrange(self, expediente_id: int, documents: Sequence[int]) -> Changes:
        """Put the pieces that may move in another order."""

    def describe(self, request: PieceRequest) -> Changes:
        """Correct what the index says of a piece."""

    def count(self, expediente_id: int) -> Changes:
        """Count the pages that nobody counted."""

    def close(self, expediente_id: int) -> Changes:
        """Close the index."""

    def sheet(self, expediente_id: int, target: Path | None) -> Path:
        """Write the sheet of control as PDF; None for a copy to read."""

    def index(self, expediente_id: int, target: Path | None, corte: int = 0) -> Path:
        """Write the index; the ending says how. None for a PDF to read."""

    def package(self, expediente_id: int, target: Path, *, audit: bool) -> Changes:
        """Write the package of a case: to send it away, or for who audits."""

    def open(self, piece: Pieza) -> Path:
        """Return a readable copy of a piece."""


class TextSearch(Protocol):
    """Finding documents by their words."""

    def find(self, words: str, most: int) -> Sequence[Hallado]:
        """Return the documents that have every word, the last ones first.

        Raises:
            InvalidDataError: there is nothing to look for.
        """

    def open(self, found: Hallado) -> Path:
        """Return a readable copy of a document."""

    def read_again(self, progress: Progress) -> Changes:
        """Read the documents whose words are not known yet."""
