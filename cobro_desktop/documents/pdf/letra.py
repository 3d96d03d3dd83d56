"""Measures and writes text as PDF operators, a line at a time.

reportlab's paragraphs and text objects format and encode character by character; a
letter is mostly text, so here words are measured once and lines written whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.pdf.fuentes import ALFABETO, NEGRILLA, NORMAL, ttf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARCA = "\x02"
"""Turns bold on and off inside a text; no value can hold it."""
_MEMORIA = 20_000


@dataclass(frozen=True)
class Cuerpo:
    """Size and line height of a text, in points."""

    puntos: float
    interlinea: float


class Metrica:
    """Widths of one font; remembers the words it measured."""

    def __init__(self, fuente: str) -> None:
        face = ttf(fuente).face
        self._widths: Mapping[int, float] = face.charWidths
        self._default: float = face.defaultWidth
        self._words: dict[str, float] = {}

    def ancho(self, text: str) -> float:
        """Return the width of a text one point high."""
        known = self._words.get(text)
        if known is None:
            widths, default = self._widths, self._default
            known = sum(widths.get(ord(char), default) for char in text) / 1000
            if len(self._words) >= _MEMORIA:
                self._words.clear()
            self._words[text] = known
        return known


@cache
def metrica(*, negrilla: bool) -> Metrica:
    """Return the measures of a font that `register_fonts` made known."""
    return Metrica(NEGRILLA if negrilla else NORMAL)


@dataclass(frozen=True)
class Trazo:
    """A stretch of one line in one font."""

    texto: str
    negrilla: bool


class Pluma:
    """Writes on the pages of one document, for which its fonts are cut."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._fonts = {
            bold: ttf(name) for bold, name in ((False, NORMAL), (True, NEGRILLA))
        }
        self._tables = {bold: self._table(font) for bold, font in self._fonts.items()}
        self._names = {
            bold: font.getSubsetInternalName(0, self._document)
            for bold, font in self._fonts.items()
        }

    def texto(
        self,
        trazos: tuple[Trazo, ...],
        puntos: float,
        lugar: tuple[float, float],
        *,
        espacio: float = 0.0,
    ) -> str:
        """Return the operators of a line; `espacio` widens each blank, in points."""
        x, y = lugar
        parts = [f"BT {espacio:.3f} Tw {x:.2f} {y:.2f} Td"]
        parts += [self._show(trazo, puntos) for trazo in trazos]
        parts.append("ET")
        return " ".join(parts)

    def _show(self, trazo: Trazo, puntos: float) -> str:
        table = self._tables[trazo.negrilla]
        if table.keys() >= set(map(ord, trazo.texto)):
            name = self._names[trazo.negrilla]
            return f"{name} {puntos:g} Tf ({trazo.texto.translate(table)}) Tj"
        font = self._fonts[trazo.negrilla]
        return " ".join(
            f"{font.getSubsetInternalName(subset, self._document)} {puntos:g} Tf "
            f"({''.join(map(_code, codes))}) Tj"
            for subset, codes in font.splitString(trazo.texto, self._document)
        )

    def _table(self, font: Any) -> dict[int, str]:
        """Map what every document may say to how a PDF string writes it."""
        known = {code: _code(code) for code in range(32, 127)} | {0xA0: " "}
        ((_, codes),) = font.splitString(ALFABETO, self._document)
        return known | {
            ord(char): _code(code) for char, code in zip(ALFABETO, codes, strict=True)
        }


def renglones(text: str, puntos: float, width: float) -> list[Renglon]:
    """Break a text into lines no wider than `width` points."""
    lines: list[Renglon] = []
    words: list[tuple[Trazo, ...]] = []
    used = 0.0
    for word in _words(text, width / puntos):
        wide = sum(metrica(negrilla=t.negrilla).ancho(t.texto) for t in word) * puntos
        blank = _BLANCO * puntos if words else 0.0
        if words and used + blank + wide > width:
            lines.append(Renglon(_joined(words), used, len(words) - 1))
            words, used, blank = [], 0.0, 0.0
        words.append(word)
        used += blank + wide
    lines.append(Renglon(_joined(words), used, len(words) - 1))
    return lines


def palabra_mas_ancha(texts: Iterable[str], puntos: float) -> float:
    """Return the points of the widest word in bold of some texts.

    Only the longest ones are measured: of two words, rarely is the shorter wider.
    """
    longest = nlargest(_MEDIDAS, {*texts}, key=_longest)
    words = (word for text in longest for word in _words(text, float("inf")))
    wide = metrica(negrilla=True).ancho
    return max((sum(wide(t.texto) for t in w) for w in words), default=0.0) * puntos


def _longest(text: str) -> int:
    return max(map(len, text.split(" ")))


@dataclass(frozen=True)
class Renglon:
    """A line: its stretches, natural width in points and blanks between words."""

    trazos: tuple[Trazo, ...]
    ancho: float
    blancos: int


_MEDIDAS = 50
_BLANCO = 0.278
"""Width of the blank of both fonts, one point high."""


def _words(text: str, limit: float) -> list[tuple[Trazo, ...]]:
    """Split into words, each of one or more stretches; `$` stays with its figure."""
    words: list[list[Trazo]] = [[]]
    for number, piece in enumerate(text.split(MARCA)):
        bold = number % 2 == 1
        first, *rest = piece.split(" ")
        if first:
            words[-1].append(Trazo(first, bold))
        for part in rest:
            if words[-1] and words[-1][-1].texto.endswith("$"):
                words[-1].append(Trazo(f" {part}", bold))
            else:
                words.append([Trazo(part, bold)] if part else [])
    return [piece for word in words if word for piece in _fitting(tuple(word), limit)]


def _fitting(word: tuple[Trazo, ...], limit: float) -> list[tuple[Trazo, ...]]:
    """Cut a word that no line could hold (an address, a code)."""
    if sum(metrica(negrilla=t.negrilla).ancho(t.texto) for t in word) <= limit:
        return [word]
    pieces: list[tuple[Trazo, ...]] = []
    for trazo in word:
        rest = trazo.texto
        while rest:
            end = _cut(rest, metrica(negrilla=trazo.negrilla), limit)
            pieces.append((Trazo(rest[:end], trazo.negrilla),))
            rest = rest[end:]
    return pieces


def _cut(text: str, measure: Metrica, limit: float) -> int:
    """Return where to cut: after the last sign that fits, or where no more fits."""
    end = len(text)
    while end > 1 and measure.ancho(text[:end]) > limit:
        end -= 1
    if end == len(text):
        return end
    signs = [at for at, char in enumerate(text[:end], start=1) if char in "-/.@_&"]
    return signs[-1] if signs else end


def _joined(words: list[tuple[Trazo, ...]]) -> tuple[Trazo, ...]:
    """Put words together again, one stretch per run of the same font."""
    line: list[Trazo] = []
    for number, word in enumerate(words):
        for position, trazo in enumerate(word):
            text = f" {trazo.texto}" if number and not position else trazo.texto
            if line and line[-1].negrilla == trazo.negrilla:
                line[-1] = Trazo(line[-1].texto + text, trazo.negrilla)
            else:
                line.append(Trazo(text, trazo.negrilla))
    return tuple(line)


def _code(code: int) -> str:
    """Write a byte of a PDF string."""
    plain = 32 <= code < 127 and code not in b"()\\"
    return chr(code) if plain else f"\\{code:03o}"
