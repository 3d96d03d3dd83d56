"""Refuses files that are no plain Word document: macros, links, objects, bombs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]  # no stubs are installed

from cobro_desktop.documents.doctor.hallazgos import PlantillaPeligrosaError
from cobro_desktop.domain.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAXIMO: Final = 20 * 1024 * 1024
"""Bytes of a template; one of the office weighs some kilobytes."""
_ABIERTO: Final = 60 * 1024 * 1024
_PARTES: Final = 400
_ENLACES: Final = frozenset({"http", "https", "mailto"})
_OBJETOS: Final = re.compile(
    r"word/(embeddings|activeX|vba\w*)|vbaProject|oleObject|\.bin$", re.IGNORECASE
)
_CAMPOS: Final = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE)\b"
)
_MALO: Final = "No se guardó. Ábralo en Word, guárdelo como .docx e intente de nuevo."


def abrir(contenido: bytes, nombre: str) -> dict[str, bytes]:
    """Return the parts of a Word file, after refusing what a template may not bring.

    Raises:
        UnreadableFileError: it is no Word document.
        PlantillaPeligrosaError: it brings macros, objects, links or too much.
    """
    if nombre.lower().endswith((".docm", ".dotm")):
        raise _peligro(nombre, "es un documento con macros")
    if len(contenido) > MAXIMO:
        raise _peligro(nombre, "pesa más de 20 MB")
    parts = _partes(contenido, nombre)
    for reason in _peligros(parts):
        raise _peligro(nombre, reason)
    return parts


def _partes(contenido: bytes, nombre: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as package:
            entries = package.infolist()
            if len(entries) > _PARTES or sum(e.file_size for e in entries) > _ABIERTO:
                raise _peligro(nombre, "al abrirlo ocupa demasiado")
            parts = {e.filename: package.read(e) for e in entries}
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError,
        ValueError, OSError,
    ) as failed:  # fmt: skip
        raise _ilegible(nombre) from failed
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise _ilegible(nombre)
    return parts


def _peligros(parts: Mapping[str, bytes]) -> Iterator[str]:
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        yield "es un documento con macros"
    for name, content in parts.items():
        if name.startswith("/") or ".." in name.split("/"):
            yield "trae un archivo con una ruta que no es de Word"
        elif _OBJETOS.search(name):
            yield f"trae un objeto o una macro incrustada ({name.rsplit('/', 1)[-1]})"
        if not name.endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            yield "trae una definición de XML que Word no escribe"
            continue
        tree = _xml(content)
        if tree is None:
            yield f"tiene una parte dañada ({name})"
        elif name.endswith(".rels"):
            yield from _vinculos(tree)
        else:
            yield from _campos(tree)


def _vinculos(tree: etree._Element) -> Iterator[str]:
    for relation in tree:
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        if kind in {"oleObject", "vbaProject", "attachedTemplate", "control"}:
            yield f"trae un objeto o una plantilla enlazada ({kind})"
        elif relation.get("TargetMode") == "External":
            scheme = urlsplit(str(relation.get("Target", ""))).scheme.lower()
            if kind != "hyperlink" or scheme not in _ENLACES:
                yield f"llama a un archivo de fuera ({kind})"


def _campos(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        name = node.tag.rsplit("}", 1)[-1]
        if name == "altChunk":
            yield "incrusta otro documento"
        text = node.text if name == "instrText" else None
        for key, value in node.attrib.items():
            if key.endswith("}instr"):
                text = value
        if text and (found := _CAMPOS.search(text.upper())):
            yield f"usa un campo de Word que trae cosas de fuera ({found[1]})"


def _xml(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def _peligro(nombre: str, reason: str) -> PlantillaPeligrosaError:
    message = f"«{nombre}» no se admite como plantilla: {reason}. {_MALO}"
    return PlantillaPeligrosaError(message, {"archivo": nombre, "causa": reason})


def _ilegible(nombre: str) -> UnreadableFileError:
    message = f"«{nombre}» no es un documento de Word que se pueda leer. {_MALO}"
    return UnreadableFileError(message, {"archivo": nombre})
