"""Fills Word templates: docxtpl's tags, compiled once, equal XML, in a sandbox."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from lxml import etree  # type: ignore[import-untyped]  # no stubs are installed

from cobro_desktop.documents.entorno import Entorno, compile_text, render_text
from cobro_desktop.documents.marcas import Marcas, leer_marcas
from cobro_desktop.documents.paquete import Paquete
from cobro_desktop.domain.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Template

    from cobro_desktop.documents.plantillas import Plantilla

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTES = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_LISTING = re.compile("[\t\n\a\f]")
"""What docxtpl turns into tabs, breaks and paragraphs of Word."""
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"

_CORE = b"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:language>es-CO</dc:language></cp:coreProperties>
"""
_APP = b"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties \
xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Microsoft Office Word</Application></Properties>
"""
_NEUTRAL = {"docProps/core.xml": _CORE, "docProps/app.xml": _APP}
"""Properties without a person's name, a company or a time (SECURITY T13)."""


@dataclass(frozen=True)
class PlantillaWord:
    """A template ready to be filled many times."""

    nombre: str
    _partes: Mapping[str, Template]
    _fijas: Paquete
    _reparar: frozenset[str]
    """Parts whose tables or pictures docxtpl would renumber after filling."""
    marcas: Marcas

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the document; equal values give equal bytes.

        Raises:
            TemplateProblemError: the template asks for what `values` lacks.
        """
        return self._fijas.con(dict(self._filled(values)))

    def _filled(self, values: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
        for name, template in self._partes.items():
            xml = render_text(template, values, self.nombre)
            if _LISTING.search(xml):
                xml = _docxtpl().resolve_listing(xml)
            if name in self._reparar:
                xml = _repaired(xml)
            yield name, _DECLARATION + xml.encode()


def compile_word(plantilla: Plantilla) -> PlantillaWord:
    """Prepare a Word template.

    Raises:
        UnreadableFileError: it is no Word file.
        TemplateProblemError: a tag is badly written or not allowed.
    """
    entorno = Entorno()
    compiled, fixed, repair, marcas = {}, {}, set(), Marcas()
    for name, content in _parts(plantilla):
        if not _PARTES.fullmatch(name):
            fixed[name] = _NEUTRAL.get(name, content)
            continue
        source = _prepared(content)
        if "{{" not in source and "{%" not in source:
            fixed[name] = content
            continue
        compiled[name] = compile_text(entorno, source, plantilla.nombre)
        marcas |= leer_marcas(entorno, source)
        if name == "word/document.xml" and _needs_repair(source):
            repair.add(name)
    return PlantillaWord(
        plantilla.nombre, compiled, Paquete.de(fixed), frozenset(repair), marcas
    )


def _parts(plantilla: Plantilla) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(plantilla.contenido)) as package:
            package.getinfo("word/document.xml")
            for name in package.namelist():
                yield name, package.read(name)
    except (zipfile.BadZipFile, KeyError) as error:
        mensaje = (
            f"La plantilla «{plantilla.nombre}» no es un documento de Word (.docx). "
            "Guárdela de nuevo desde Word con ese tipo de archivo."
        )
        raise UnreadableFileError(mensaje, {"plantilla": plantilla.nombre}) from error


def _prepared(content: bytes) -> str:
    """Return the part as one line of XML with its tags whole, as docxtpl does."""
    parser = etree.XMLParser(
        remove_blank_text=True, resolve_entities=False, no_network=True
    )
    tree = etree.fromstring(content, parser)
    return str(_docxtpl().patch_xml(etree.tostring(tree, encoding="unicode")))


def _needs_repair(source: str) -> bool:
    """Tell whether docxtpl's repair of grids and pictures could change the part."""
    if "<wp:docPr" in source:
        return True
    tree = etree.fromstring(source.encode())
    return any(_uneven(table) for table in tree.iter(f"{_W}tbl"))


def _uneven(table: etree._Element) -> bool:
    grid = table.find(f"{_W}tblGrid")
    columns = 0 if grid is None else len(grid)
    return any(_columns(row) != columns for row in table.findall(f"{_W}tr"))


def _columns(row: etree._Element) -> int:
    """Count the columns of a row; -1 if only filling it will tell."""
    if "{%" in "".join(filter(None, (row.text, *(child.tail for child in row)))):
        return -1
    spans = [cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in row.findall(f"{_W}tc")]
    widths = ["1" if span is None else span.get(f"{_W}val") for span in spans]
    return sum(map(int, widths)) if all(map(str.isdigit, widths)) else -1


def _repaired(xml: str) -> str:
    engine = _docxtpl()
    tree = engine.fix_tables(xml)
    engine.docx_ids_index = 1000
    engine.fix_docpr_ids(tree)
    return str(etree.tostring(tree, encoding="unicode"))


def _docxtpl() -> DocxTemplate:
    """Lend docxtpl's text functions; no file is read."""
    return DocxTemplate("")
