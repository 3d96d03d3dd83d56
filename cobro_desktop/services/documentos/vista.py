"""A document as pages to look at: its PDF, or the Word file turned into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.documents.libreoffice import a_pdf, ejecutable
from cobro_desktop.services.documentos.versiones import texto_de_contenido
from cobro_desktop.services.documentos.vida import ultima
from cobro_desktop.storage.rows import DocumentoVersionRow

if TYPE_CHECKING:
    from cobro_desktop.services.workspace import Workspace


class Vista(NamedTuple):
    """What can be shown of a document."""

    pdf: bytes
    """Its pages; empty where they cannot be made here."""
    parrafos: tuple[str, ...]
    """Its words, where there are no pages."""
    nota: str
    """What a person should know of how it is shown."""


def vista_de(workspace: Workspace, documento_id: int, orden: int = 0) -> Vista:
    """Return the pages of a version of a document; the last where none is told.

    A Word file needs LibreOffice; without it, its words.

    Raises:
        NotFoundError: there is no such document or version.
        NoConvertidoError: LibreOffice failed.
    """
    return vista_de_contenido(_leer(workspace, documento_id, orden))


def vista_de_contenido(content: bytes) -> Vista:
    """Return the pages of a PDF or of a Word file.

    Raises:
        InvalidDataError: it is neither.
        NoConvertidoError: LibreOffice failed.
    """
    if content.startswith(b"%PDF"):
        return Vista(content, (), "")
    words = texto_de_contenido(content)
    if ejecutable() is None:
        note = (
            "Se ve solo el texto: para ver las páginas de un documento de Word hace "
            "falta LibreOffice en este equipo. Ábralo en Word para ver cómo queda."
        )
        return Vista(b"", tuple(words), note)
    return Vista(a_pdf([content])[0], (), "Páginas hechas con LibreOffice.")


def pdf_de(workspace: Workspace, documento_id: int) -> bytes:
    """Return a document in PDF.

    Raises:
        NotFoundError: there is no such document.
        NoConvertidoError: it is a Word file and LibreOffice is missing or failed.
    """
    content = _leer(workspace, documento_id, 0)
    return content if content.startswith(b"%PDF") else a_pdf([content])[0]


def _leer(workspace: Workspace, documento_id: int, orden: int) -> bytes:
    with workspace.base.read() as session:
        sha256 = ultima(session, documento_id).sha256
        if orden:
            sha256 = session.scalars(
                select(DocumentoVersionRow.sha256).where(
                    DocumentoVersionRow.documento_id == documento_id,
                    DocumentoVersionRow.orden == orden,
                )
            ).one()
        return workspace.contenido.leer(session, sha256)
