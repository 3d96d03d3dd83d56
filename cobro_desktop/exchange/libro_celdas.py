"""Turns blocks of rows into the XML of a sheet, a column at a time."""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.direcciones import letras

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

MAX_TEXTO: Final = 32_767
"""UTF-16 units that a cell of a workbook can hold."""
LINEA, MAX_LINEAS = 14, 20
"""Points of a line of text, and lines of the highest row."""
DIA_CERO: Final = 693_594
"""Proleptic ordinal of 1899-12-30, from which serial dates count."""
PRIMER_SERIAL: Final = 61
"""1900-03-01: before it Excel counts a day that did not exist."""

_ESPECIAL = re.compile(
    "[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|_x[0-9A-Fa-f]{4}_|^\s|\s$",
    re.MULTILINE,
)
_ILEGAL = re.compile("[\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Pintor:
    """Writes the cells of the columns of one sheet; adds up the amounts."""

    def __init__(
        self,
        clases: Sequence[str],
        estilos: Sequence[int],
        ajustadas: Mapping[int, int] = MappingProxyType({}),
        sumadas: Sequence[int] = (),
    ) -> None:
        """Take the class and style of each column.

        `ajustadas` are the columns whose long texts take more lines, by width: no
        program but Excel makes their rows higher by itself. `sumadas` are those that
        have a total.
        """
        self.sumas = [0] * len(clases)
        """Of each column with a total: of money, in centavos."""
        self._ajustadas = ajustadas
        self._sumadas = sumadas
        self._columnas: list[Callable[[Sequence[Any], Sequence[str]], list[str]]] = [
            partial(_PINTORES.get(clase, _textos), f'<c r="{letras(i)}', f'" s="{s}"')
            for i, (clase, s) in enumerate(zip(clases, estilos, strict=True))
        ]

    def pintar(self, primera: int, filas: Sequence[Sequence[Any]]) -> str:
        """Return the XML of some rows; `primera` is the first one's number, from 1.

        Raises:
            InvalidDataError: a text is longer than a cell can hold.
        """
        numbers = [str(n) for n in range(primera, primera + len(filas))]
        columns = list(zip(*filas, strict=True))
        for index in self._sumadas:
            self.sumas[index] += sum(v for v in columns[index] if v)
        cells = [
            paint(column, numbers)
            for paint, column in zip(self._columnas, columns, strict=True)
        ]
        rows = map("".join, zip(*cells, strict=True))
        heights = _alturas(
            [(columns[i], width) for i, width in self._ajustadas.items()], len(numbers)
        )
        return "".join(
            [
                f'<row r="{n}"{height}>{row}</row>'
                for n, height, row in zip(numbers, heights, rows, strict=True)
            ]
        )


def escapar(texto: str) -> str:
    """Return a text as the content of a `<t>` element, tag included.

    Characters that XML cannot hold are dropped; Excel shows none of them.
    """
    clean = _ILEGAL.sub("", texto.replace("\r\n", "\n"))
    clean = _ESCAPE.sub("_x005F_", clean)
    clean = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    keep = ' xml:space="preserve"' if clean != clean.strip() else ""
    return f"<t{keep}>{clean}</t>"


def _alturas(
    columns: Sequence[tuple[Sequence[str | None], int]], count: int
) -> Sequence[str]:
    """Return the height of each row as XML: none where every text fits in a line."""
    lines = [1] * count
    for texts, width in columns:
        known = {text: _lineas(text, width) for text in {*texts} if text}
        lines = [
            max(line, known[text]) if text else line
            for line, text in zip(lines, texts, strict=True)
        ]
    return [
        f' ht="{min(n, MAX_LINEAS) * LINEA}" customHeight="1"' if n > 1 else ""
        for n in lines
    ]


def _lineas(text: str, width: int) -> int:
    """Count the lines that a text takes, a little too many rather than too few."""
    room = max(width * 9 // 10, 1)
    return sum(max(-(-len(part) // room), 1) for part in text.split("\n"))


def _textos(
    head: str, style: str, values: Sequence[str | None], numbers: Sequence[str]
) -> list[str]:
    """Write texts; most blocks have nothing to escape, which one search tells."""
    texts = [value or "" for value in values]
    if max(map(len, texts)) > MAX_TEXTO // 2:
        _check_lengths(texts)
    blank = f"{style}/>"
    if _ESPECIAL.search("\n".join(filter(None, texts))) is None:
        opened = f'{style} t="inlineStr"><is><t>'
        return [
            f"{head}{n}{opened}{text}</t></is></c>" if text else f"{head}{n}{blank}"
            for text, n in zip(texts, numbers, strict=True)
        ]
    opened = f'{style} t="inlineStr"><is>'
    return [
        f"{head}{n}{opened}{escapar(text)}</is></c>" if text else f"{head}{n}{blank}"
        for text, n in zip(texts, numbers, strict=True)
    ]


def _check_lengths(texts: Sequence[str]) -> None:
    for text in texts:
        if len(text.encode("utf-16-le", "replace")) // 2 > MAX_TEXTO:
            message = (
                f"El texto «{text[:60]}…» tiene {len(text)} caracteres y en una celda "
                f"de Excel caben {MAX_TEXTO}. Acórtelo; no se exportó nada."
            )
            raise InvalidDataError(message)


def _enteros(
    head: str, style: str, values: Sequence[int | None], numbers: Sequence[str]
) -> list[str]:
    return [
        f"{head}{n}{style}/>" if v is None else f"{head}{n}{style}><v>{v}</v></c>"
        for v, n in zip(values, numbers, strict=True)
    ]


def _dinero(
    head: str, style: str, values: Sequence[int | None], numbers: Sequence[str]
) -> list[str]:
    return [
        f"{head}{n}{style}/>"
        if v is None
        else f"{head}{n}{style}><v>{en_pesos(v) if v % 100 else v // 100}</v></c>"
        for v, n in zip(values, numbers, strict=True)
    ]


def _fechas(
    head: str, style: str, values: Sequence[date | None], numbers: Sequence[str]
) -> list[str]:
    known = {value: _dia(style, value) for value in {*values}}
    return [f"{head}{n}{known[v]}" for v, n in zip(values, numbers, strict=True)]


def _dia(style: str, day: date | None) -> str:
    if day is None:
        return f"{style}/>"
    serial = day.toordinal() - DIA_CERO
    if serial < PRIMER_SERIAL:
        return f'{style} t="inlineStr"><is><t>{day.isoformat()}</t></is></c>'
    return f"{style}><v>{serial}</v></c>"


_PINTORES: Mapping[str, Callable[..., list[str]]] = {
    "fecha": _fechas,
    "dinero": _dinero,
    "entero": _enteros,
}
