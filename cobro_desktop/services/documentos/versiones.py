"""Compares two versions of a document by their words (F64)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.documents.diferencias_texto import cambios, comparar
from cobro_desktop.documents.doctor.ensayo import palabras
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.exchange.pdf import abrir_pdf
from cobro_desktop.storage.rows import DocumentoVersionRow

if TYPE_CHECKING:
    from cobro_desktop.documents.diferencias_texto import Renglon
    from cobro_desktop.services.workspace import Workspace


MAX_ABIERTO: Final = 60_000_000
"""Bytes of a Word file once inflated."""
_DANADO: Final = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # what the parser of XML raises
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,  # what the reader of PDF raises
    OSError,
)


class Comparacion(NamedTuple):
    """What changed between two versions."""

    desde: int
    hasta: int
    renglones: tuple[Renglon, ...]
    cambios: int
    """Paragraphs that are not in both."""


def comparar_versiones(
    workspace: Workspace, documento_id: int, desde: int, hasta: int
) -> Comparacion:
    """Compare the text of two versions, paragraph by paragraph or line by line.

    Raises:
        NotFoundError: the document has no such version.
        InvalidDataError: one of them is no Word file and no PDF.
    """
    before = _texto(workspace, documento_id, desde)
    after = _texto(workspace, documento_id, hasta)
    lines = comparar(before, after)
    return Comparacion(desde, hasta, tuple(lines), cambios(lines))


def leer_version(workspace: Workspace, documento_id: int, orden: int) -> bytes:
    """Return the bytes of a version, checked against its hash.

    Raises:
        NotFoundError: the document has no such version.
        StorageError: its content is missing or damaged.
    """
    return _version(workspace, documento_id, orden)[0]


def texto_de_contenido(content: bytes) -> list[str]:
    """Return the text of a document: a paragraph of Word, or a line of PDF, per item.

    Raises:
        InvalidDataError: it is neither, or it is damaged.
    """
    if content.startswith(b"PK"):
        read = _parrafos
    elif content.startswith(b"%PDF"):
        read = _lineas
    else:
        message = "Solo se comparan documentos de Word y PDF."
        raise InvalidDataError(message)
    try:
        return read(content)
    except _DANADO as error:
        message = (
            "El documento está dañado, o pide contraseña, y no se puede leer. Ábralo "
            "en su programa, guárdelo otra vez e intente de nuevo."
        )
        raise InvalidDataError(message) from error


def _parrafos(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MAX_ABIERTO:
            message = "El documento ocupa demasiado al abrirlo y no se lee su texto."
            raise InvalidDataError(message)
    return palabras(content)


def _texto(workspace: Workspace, documento_id: int, orden: int) -> list[str]:
    return texto_de_contenido(_version(workspace, documento_id, orden)[0])


def _version(
    workspace: Workspace, documento_id: int, orden: int
) -> tuple[bytes, DocumentoVersionRow]:
    with workspace.base.read() as session:
        row = session.scalar(
            select(DocumentoVersionRow).where(
                DocumentoVersionRow.documento_id == documento_id,
                DocumentoVersionRow.orden == orden,
            )
        )
        if row is None:
            message = f"El documento {documento_id} no tiene una versión {orden}."
            raise NotFoundError(message)
        return workspace.contenido.leer(session, row.sha256), row


def _lineas(content: bytes) -> list[str]:
    with abrir_pdf(content) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return [line for page in pages for line in re.split(r"\r?\n", page) if line.strip()]
