"""Walks a Word file paragraph by paragraph and names each place as a person would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree  # type: ignore[import-untyped]  # no stubs are installed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTE: Final = re.compile(r"word/(document|header|footer|footnotes)(\d*)\.xml")
_ORDINALES: Final = (
    "primer",
    "segundo",
    "tercer",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
)
_NOMBRES: Final = {
    "header": "encabezado",
    "footer": "pie de página",
    "footnotes": "las notas al pie",
}
_CABE: Final = 40


@dataclass(frozen=True)
class Parrafo:
    """A paragraph of a template and how to find it."""

    parte: str
    donde: str
    """`el segundo párrafo del encabezado`."""
    texto: str


def parrafos(parts: Mapping[str, bytes]) -> Iterator[Parrafo]:
    """Yield every paragraph: body first, then headers, footers and notes."""
    names = [name for name in parts if _PARTE.fullmatch(name)]
    names.sort(key=lambda name: (not name.endswith("document.xml"), name))
    for name in names:
        yield from _de_parte(name, parts[name], _de(name, names))


def texto_de(paragraph: etree._Element) -> str:
    """Return the text of a paragraph: its runs joined, tabs as spaces."""
    return "".join(
        node.text or "" if node.tag == f"{_W}t" else " "
        for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
    )


def _de_parte(name: str, content: bytes, de: str) -> Iterator[Parrafo]:
    tree = etree.fromstring(content)
    tables = list(tree.iter(f"{_W}tbl"))
    number = 0
    for paragraph in tree.iter(f"{_W}p"):
        text = texto_de(paragraph)
        cell = next(paragraph.iterancestors(f"{_W}tc"), None)
        if cell is None:
            number += 1
            yield Parrafo(name, f"el {_ordinal(number)} párrafo{de}{_cita(text)}", text)
        else:
            yield Parrafo(name, f"{_celda(cell, tables)}{de}", text)


def _celda(cell: etree._Element, tables: list[etree._Element]) -> str:
    row = cell.getparent()
    table = next(cell.iterancestors(f"{_W}tbl"))
    column = row.findall(f"{_W}tc").index(cell) + 1
    line = table.findall(f"{_W}tr").index(row) + 1
    number = tables.index(table) + 1
    which = f" {number}" if len(tables) > 1 else ""
    return f"la fila {line}, columna {column}, de la tabla{which}"


def _de(name: str, names: list[str]) -> str:
    found = _PARTE.fullmatch(name)
    assert found is not None, name
    kind, number = found.groups()
    if kind == "document":
        return ""
    if kind == "footnotes":
        return f" de {_NOMBRES[kind]}"
    same = [n for n in names if n.startswith(f"word/{kind}")]
    which = f" {number}" if len(same) > 1 else ""
    return f" del {_NOMBRES[kind]}{which}"


def _ordinal(number: int) -> str:
    return _ORDINALES[number - 1] if number <= len(_ORDINALES) else f"{number}.º"


def _cita(text: str) -> str:
    clean = " ".join(text.split())
    if not clean:
        return ""
    short = clean if len(clean) <= _CABE else f"{clean[:_CABE].rstrip()}…"
    return f" («{short}»)"
