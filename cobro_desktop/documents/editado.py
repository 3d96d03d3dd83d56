"""Numbers a draft that a person edited in Word, keeping the person's text (F65).

What approving writes is learnt by filling the template twice, before and after: the
title takes its number, the foot its code, the block of signatures who approved. Those
few changes, and nothing else, are written into the file that came back from Word.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from lxml import etree  # type: ignore[import-untyped]  # no stubs are installed

from cobro_desktop.documents.doctor.lugares import texto_de
from cobro_desktop.domain.errors import UnmetRequirementsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PARTE: Final = re.compile(r"word/(document|header|footer)\d*\.xml")


@dataclass(frozen=True)
class Cambio:
    """What approving does to one paragraph, in the words of the template."""

    antes: str
    """The whole paragraph before; where one is added, the paragraph over it."""
    quita: str
    pone: str
    nuevo: bool = False
    """A paragraph of its own, after `antes`."""


def numerar(antes: bytes, despues: bytes, editado: bytes) -> bytes:
    """Write into an edited file what approving changes in its template.

    Args:
        antes: the draft as the template writes it.
        despues: the same, approved and numbered.
        editado: what came back from Word.

    Raises:
        UnmetRequirementsError: a line that must change is not in the edited file any
            more; says which and how to mend it.
    """
    parts = _partes(editado)
    trees = {
        name: etree.fromstring(content)
        for name, content in parts.items()
        if _PARTE.fullmatch(name)
    }
    missing = []
    for kind in ("document", "header", "footer"):
        mine = [tree for name, tree in sorted(trees.items()) if _clase(name) == kind]
        changes = list(_cambios(_textos(antes, kind), _textos(despues, kind)))
        missing += [c.quita for c in changes if not _aplicar(c, mine)]
    if missing:
        lines = "; ".join(f"«{text}»" for text in missing)
        message = (
            "El documento editado en Word ya no tiene lo que se cambia al numerarlo: "
            f"{lines}. Escríbalo de nuevo donde estaba, guárdelo y tráigalo otra vez. "
            "No se aprobó ni se tomó número."
        )
        raise UnmetRequirementsError(message, {"faltan": missing})
    written = {
        name: etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
        for name, tree in trees.items()
    }
    return _empacar(editado, written)


def _cambios(antes: Sequence[str], despues: Sequence[str]) -> Iterator[Cambio]:
    matcher = SequenceMatcher(a=antes, b=despues, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        old, new = antes[start:end], despues[other_start:other_end]
        if tag == "equal":
            continue
        paired = min(len(old), len(new))
        for before, after in zip(old[:paired], new[:paired], strict=True):
            yield _dentro(before, after)
        for text in old[paired:]:
            yield Cambio(text, text, "")
        over = antes[end - 1] if end else ""
        for text in reversed(new[paired:]):
            yield Cambio(over, "", text, nuevo=True)


def _dentro(before: str, after: str) -> Cambio:
    """Find the words that change inside a paragraph."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head + tail == len(old) and head:  # only added: hold on to the word before
        head -= 1
    taken = "".join(old[head : len(old) - tail])
    put = "".join(new[head : len(new) - tail])
    return Cambio(before, taken, put)


def _aplicar(cambio: Cambio, trees: Sequence[etree._Element]) -> bool:
    paragraphs = [p for tree in trees for p in tree.iter(f"{_W}p")]
    same = [p for p in paragraphs if texto_de(p) == cambio.antes]
    if cambio.nuevo:
        return _agregar(cambio, same, paragraphs)
    if not same:
        same = [p for p in paragraphs if cambio.quita in texto_de(p)]
    for paragraph in same:
        _reemplazar(paragraph, cambio.quita, cambio.pone)
    return bool(same)


def _agregar(
    cambio: Cambio,
    same: Sequence[etree._Element],
    paragraphs: Sequence[etree._Element],
) -> bool:
    """Put a line after the one that it follows; without that one, at the end."""
    if not paragraphs:
        return False
    last = [p for p in paragraphs if texto_de(p).strip()][-1:] or paragraphs[-1:]
    anchor = (list(same) or last)[-1]
    line = copy.deepcopy(anchor)
    _escribir(line, cambio.pone)
    anchor.addnext(line)
    return True


def _escribir(paragraph: etree._Element, text: str) -> None:
    runs = list(paragraph.iter(f"{_W}r"))
    for node in list(paragraph):
        keep = node.tag == f"{_W}pPr" or (runs and node is runs[0])
        if not keep:
            paragraph.remove(node)
    run = runs[0] if runs else etree.SubElement(paragraph, f"{_W}r")
    for node in list(run):
        if node.tag != f"{_W}rPr":
            run.remove(node)
    piece = etree.SubElement(run, f"{_W}t")
    piece.set(_SPACE, "preserve")
    piece.text = text


def _reemplazar(paragraph: etree._Element, quita: str, pone: str) -> None:
    """Change some words of a paragraph; the rest keeps its runs and its format."""
    pieces = list(paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"))
    texts = [p.text or "" if p.tag == f"{_W}t" else " " for p in pieces]
    start = "".join(texts).find(quita)
    if start < 0:
        return
    end, at, put = start + len(quita), 0, pone
    for piece, text in zip(pieces, texts, strict=True):
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last or piece.tag != f"{_W}t":
            continue
        piece.text = text[:first] + put + text[last:]
        piece.set(_SPACE, "preserve")
        put = ""


def _textos(content: bytes, kind: str) -> list[str]:
    parts = _partes(content)
    return [
        texto_de(paragraph)
        for name in sorted(parts)
        if _PARTE.fullmatch(name) and _clase(name) == kind
        for paragraph in etree.fromstring(parts[name]).iter(f"{_W}p")
    ]


def _clase(name: str) -> str:
    found = _PARTE.fullmatch(name)
    return found[1] if found else ""


def _partes(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _empacar(original: bytes, written: Mapping[str, bytes]) -> bytes:
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            content = written.get(entry.filename)
            target.writestr(fixed, source.read(entry) if content is None else content)
    return output.getvalue()
