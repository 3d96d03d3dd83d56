"""The electronic index as XML, with the elements of the archive model (RULES 12.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from cobro_desktop.domain.indice import FUNCION_RESUMEN, Origen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.domain.indice import DocumentoIndizado

_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML may hold, and that the name of a file may."""


def indice_xml(documentos: Sequence[DocumentoIndizado]) -> bytes:
    """Write an index; the same documents make the same bytes."""
    root = ET.Element("TipoDocumentoFoliado")
    for documento in documentos:
        node = ET.SubElement(root, "DocumentoIndizado")
        for name, value in _elementos(documento):
            ET.SubElement(node, name).text = _NO_XML.sub(" ", value)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _elementos(documento: DocumentoIndizado) -> Iterator[tuple[str, str]]:
    yield "Id", str(documento.id)
    yield "Nombre_Documento", documento.nombre
    yield "Tipologia_Documental", documento.tipologia
    yield "Fecha_Creacion_Documento", documento.fecha
    yield "Fecha_Incorporacion_Expediente", documento.incorporacion
    yield "Valor_Huella", documento.huella
    yield "Funcion_Resumen", FUNCION_RESUMEN
    yield "Orden_Documento_Expediente", str(documento.orden)
    yield "Pagina_Inicio", str(documento.pagina_inicio)
    yield "Pagina_Fin", str(documento.pagina_fin)
    yield "Formato", documento.formato.upper()
    yield "Tamano", str(documento.tamano)
    yield "Origen", Origen(documento.origen).nombre
