"""Reads documents back as a person would: their words, page by page."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pypdfium2
from lxml import etree  # type: ignore[import-untyped]

from cobro_desktop.documents.generar import DocumentoGenerado

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTES = ("word/document.xml", "word/header1.xml", "word/footer1.xml")


def parte(contenido: bytes, nombre: str) -> bytes:
    """Return one part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as package:
        return package.read(nombre)


def parrafos(contenido: bytes) -> list[str]:
    """Return the paragraphs of the body, headers and footers of a Word file."""
    found = []
    for nombre in PARTES:
        tree = etree.fromstring(parte(contenido, nombre))
        found += [
            "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))
            for paragraph in tree.iter(f"{_W}p")
        ]
    return found


def paginas(contenido: bytes) -> list[str]:
    """Return the text of each page of a PDF, its lines joined."""
    with pypdfium2.PdfDocument(contenido) as document:
        return [_page(page) for page in document]


def texto(documento: DocumentoGenerado) -> str:
    """Return all that a document says, in one line."""
    if documento.extension == "pdf":
        return " ".join(paginas(documento.contenido))
    return " ".join(filter(None, parrafos(documento.contenido)))


def _page(page: Any) -> str:
    text = page.get_textpage().get_text_bounded()
    return re.sub(r"\s*\r?\n", " ", text)
