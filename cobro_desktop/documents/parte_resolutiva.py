"""Reads what an act decided from its Word file: the aviso transcribes it (ET 568)."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from lxml import etree  # type: ignore[import-untyped]  # no stubs are installed

from cobro_desktop.domain.errors import UnreadableFileError

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ARTICULOS: Final = frozenset({"Articulo", "ArticuloUltimo"})
_LISTAS: Final = frozenset({"Vineta"})
_CIERRE: Final = "Mandato"


def leer_resolutiva(contenido: bytes) -> tuple[str, ...]:
    """Return the articles of an act, without their numbers; a list joins its article.

    Raises:
        UnreadableFileError: it is no Word file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as package:
            xml = package.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError) as error:
        message = (
            "El acto no es un documento de Word que se pueda leer. Escriba la parte "
            "resolutiva."
        )
        raise UnreadableFileError(message) from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    articles: list[str] = []
    for paragraph in etree.fromstring(xml, parser).iter(f"{_W}p"):
        style, text = _estilo(paragraph), _texto(paragraph)
        if style == _CIERRE:
            break
        if style in _ARTICULOS and text:
            articles.append(text)
        elif style in _LISTAS and articles and text:
            articles[-1] = f"{articles[-1]} {text}"
    return tuple(articles)


def _estilo(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else str(found.get(f"{_W}val"))


def _texto(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t")).strip()
