"""Makes PDF/A-1b of what reportlab writes: colour profile, XMP, honest dates.

PDFBox's preflight checks the result in the tests (SECURITY 5f).
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pikepdf
from reportlab.pdfbase import pdfdoc
from typing_extensions import override

from cobro_desktop.assets import assets

if TYPE_CHECKING:
    from datetime import date

_PROGRAMA = "cobro-desktop"

_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{titulo}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{autor}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{programa}</xmp:CreatorTool>
<xmp:CreateDate>{fecha}T00:00:00-05:00</xmp:CreateDate>
<xmp:ModifyDate>{fecha}T00:00:00-05:00</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{programa}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True)
class Ficha:
    """What the file says of itself: no person, no clock, only the document."""

    titulo: str
    autor: str
    fecha: date


def make_archivable(document: Any, ficha: Ficha) -> None:
    """Turn the document under a new canvas into PDF/A-1b."""
    document.info = _Info(ficha)
    catalog: Any = _Catalog()
    catalog.Pages, catalog.Lang = document.Catalog.Pages, document.Catalog.Lang
    catalog.Outlines = document.Catalog.Outlines
    catalog.Metadata = _metadata(ficha)
    catalog.OutputIntents = _output_intents(document)
    document.Catalog = document._catalog = catalog  # noqa: SLF001


def archived(content: bytes) -> bytes:
    """Return the file as PDF/A wants it written; equal input gives equal bytes.

    reportlab leaves no line end before `endstream`, and compresses more slowly.
    """
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            output,
            deterministic_id=True,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return output.getvalue()


class _Catalog(pdfdoc.PDFCatalog):
    """The catalogue that may hold an output intent, too."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012
    __Refs__ = __NoDefault__


class _Info(pdfdoc.PDFInfo):
    """The entries that XMP repeats, and no others."""

    def __init__(self, ficha: Ficha) -> None:
        super().__init__()
        self._ficha = ficha

    @override
    def format(self, document: Any) -> Any:
        day = pdfdoc.PDFString(f"D:{self._ficha.fecha:%Y%m%d}000000-05'00'")
        entries = {
            "Title": pdfdoc.PDFString(self._ficha.titulo),
            "Author": pdfdoc.PDFString(self._ficha.autor),
            "Creator": pdfdoc.PDFString(_PROGRAMA),
            "Producer": pdfdoc.PDFString(_PROGRAMA),
            "CreationDate": day,
            "ModDate": day,
        }
        return pdfdoc.PDFDictionary(entries).format(document)


def _metadata(ficha: Ficha) -> Any:
    content = _XMP.format(
        titulo=escape(ficha.titulo),
        autor=escape(ficha.autor),
        programa=_PROGRAMA,
        fecha=ficha.fecha.isoformat(),
    )
    stream = pdfdoc.PDFStream(content=content.encode())
    stream.dictionary["Type"] = pdfdoc.PDFName("Metadata")
    stream.dictionary["Subtype"] = pdfdoc.PDFName("XML")
    return stream


def _output_intents(document: Any) -> Any:
    profile = pdfdoc.PDFStream(content=_profile())
    profile.dictionary["N"] = 3
    profile.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    return pdfdoc.PDFArray([intent])


@cache
def _profile() -> bytes:
    """Return the sRGB profile (ICC version 2), compressed once."""
    content = (assets("resources") / "icc" / "sRGB.icc").read_bytes()
    return zlib.compress(content, 9)
