"""The fonts that travel inside each PDF, cut down once and kept.

reportlab cuts a font down for every document. Here each document starts from the
same alphabet of Spanish, so that the cut of a previous one serves.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import (
    FF_NONSYMBOLIC,
    FF_SYMBOLIC,
    SUBSETN,
    TTFont,
    makeToUnicodeCMap,
)
from typing_extensions import override

from cobro_desktop.assets import assets

NORMAL = "CobroSans"
NEGRILLA = "CobroSans-Bold"
_ARCHIVOS = {
    NORMAL: "LiberationSans-Regular.ttf",
    NEGRILLA: "LiberationSans-Bold.ttf",
}
ALFABETO = "áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’–—·•°ºª…§çÇàèòâêôäëïöãõ"
"""Beyond ASCII, what almost every letter uses; the rest joins when it appears."""
_CORTES = 32
"""How many cuts to keep; only rare characters make new ones."""


def register_fonts() -> None:
    """Make the fonts known to reportlab; a second call does nothing."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, archivo in _ARCHIVOS.items():
        if name not in known:
            path = assets("resources") / "fuentes" / archivo
            pdfmetrics.registerFont(_Fuente(name, str(path)))
    pdfmetrics.registerFontFamily(
        NORMAL, normal=NORMAL, bold=NEGRILLA, italic=NORMAL, boldItalic=NEGRILLA
    )


def ttf(name: str) -> Any:
    """Return a registered font, with the methods that its stubs lack."""
    return pdfmetrics.getFont(name)


def prepare_fonts(document: Any) -> None:
    """Give the fonts of this document their alphabet, in the same order always."""
    for name in _ARCHIVOS:
        ttf(name).splitString(ALFABETO, document)


@dataclass(frozen=True)
class _Corte:
    """What a set of characters needs in the file."""

    archivo: bytes
    largo: int
    unicode: bytes
    anchos: bytes
    """The PDF array, already written."""


class _Fuente(TTFont):
    """A TrueType font that remembers its cuts."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        self._cortes: dict[tuple[int, ...], _Corte] = {}

    @override
    def addObjects(self, doc: Any) -> None:
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            internal = self.getSubsetInternalName(number, doc)[1:]
            tag = b"".join((SUBSETN(number), b"+", self.face.name))
            base = tag.decode("pdfdoc")
            corte = self._corte(tuple(subset), base)
            font: Any = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = internal, base
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = corte.anchos
            font.ToUnicode = doc.Reference(_stream(corte.unicode), f"cmap:{base}")
            font.FontDescriptor = doc.Reference(
                self._descriptor(doc, base, corte), f"fontDescriptor:{base}"
            )
            doc.Reference(font, internal)
            doc.idToObject["BasicFonts"].dict[internal] = font
        del self.state[doc]

    def _corte(self, subset: tuple[int, ...], base: str) -> _Corte:
        known = self._cortes.get(subset)
        if known is None:
            face: Any = self.face
            content = face.makeSubset(subset)
            known = _Corte(
                zlib.compress(content, 9),
                len(content),
                zlib.compress(makeToUnicodeCMap(base, subset).encode("ascii"), 9),
                _widths(face, subset),
            )
            if len(self._cortes) >= _CORTES:
                self._cortes.clear()
            self._cortes[subset] = known
        return known

    def _descriptor(self, doc: Any, base: str, corte: _Corte) -> Any:
        face = self.face
        archivo = _stream(corte.archivo, Length1=corte.largo)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "Ascent": face.ascent,
                "CapHeight": face.capHeight,
                "Descent": face.descent,
                "Flags": (face.flags & ~FF_NONSYMBOLIC) | FF_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "FontName": pdfdoc.PDFName(base),
                "ItalicAngle": face.italicAngle,
                "StemV": face.stemV,
                "FontFile2": doc.Reference(archivo, f"fontFile:{base}"),
                "MissingWidth": face.defaultWidth,
            }
        )


def _widths(face: Any, subset: tuple[int, ...]) -> bytes:
    numbers = " ".join(f"{face.getCharWidth(code):.3f}" for code in subset)
    return f"[ {numbers} ]".encode("ascii")


def _stream(compressed: bytes, **entries: int) -> Any:
    stream = pdfdoc.PDFStream(content=compressed)
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    for key, value in entries.items():
        stream.dictionary[key] = value
    return stream
