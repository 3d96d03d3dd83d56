"""Turns the blocks of a letter into strips of paper, each with its height."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from cobro_desktop.documents.pdf.letra import (
    MARCA,
    Renglon,
    palabra_mas_ancha,
    renglones,
)
from cobro_desktop.documents.pdf.lienzo import AZUL, GRIS
from cobro_desktop.documents.pdf.membrete import MARGEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cobro_desktop.documents.pdf.lienzo import Lienzo

PUNTOS, INTERLINEA = 10.5, 14.0
_FONDO_TITULO, _FONDO_RECUADRO = "0.929 0.945 0.969", "0.961 0.969 0.984"


@dataclass(frozen=True)
class _Celda:
    """Measures of the cells of a table, in points."""

    puntos: float
    interlinea: float
    relleno: float
    aire: float
    """White over and under the lines, together."""


_NORMAL, _MENUDA = _Celda(9.0, 11.5, 5.0, 8.0), _Celda(7.5, 9.5, 3.0, 5.0)


@dataclass(frozen=True)
class Parrafo:
    """A justified paragraph; `MARCA` turns bold on and off in it."""

    texto: str


@dataclass(frozen=True)
class Subtitulo:
    """A heading, kept with what follows it."""

    texto: str


@dataclass(frozen=True)
class Firmas:
    """Room for people who sign by hand; a line break parts name, ID and capacity."""

    textos: tuple[str, ...]


@dataclass(frozen=True)
class Lista:
    """Items with a dash or a number each."""

    textos: tuple[str, ...]
    numerada: bool = False


@dataclass(frozen=True)
class Recuadro:
    """A framed notice: title, lines and a note under them."""

    titulo: str
    texto: str
    nota: str


@dataclass(frozen=True)
class Tabla:
    """A table; the columns in `derecha` hold amounts."""

    columnas: tuple[str, ...]
    anchos: tuple[float, ...]
    """Share of the text width of each column."""
    filas: tuple[tuple[str, ...], ...]
    derecha: frozenset[int]
    ultima_es_total: bool = False
    menuda: bool = False
    """Small print, for tables of many columns or rows."""
    ceden: bool = False
    """Columns give width to one whose words it would cut, while they have it."""


Bloque: TypeAlias = Parrafo | Subtitulo | Lista | Recuadro | Tabla | Firmas


@dataclass(frozen=True)
class Tira:
    """A strip that no page break cuts.

    `draw` receives the height of its upper edge. `pegada` keeps it with the next one;
    `antes` is white before it, lost at the top of a page; `cabeza` comes again over it
    when it begins a page.
    """

    alto: float
    draw: Callable[[Lienzo, float], None]
    pegada: bool = False
    antes: float = 0.0
    cabeza: Tira | None = None


def lineas(
    texts: Sequence[str],
    width: float,
    *,
    antes: float = 0.0,
    puntos: float = PUNTOS,
    pegadas: bool = True,
) -> Iterator[Tira]:
    """Set texts one under another, at the left, kept together."""
    interlinea = INTERLINEA if puntos == PUNTOS else puntos + 2
    for text in filter(None, texts):
        for line in renglones(text, puntos, width):
            yield Tira(interlinea, _escribe(line, MARGEN, 0.0, puntos), pegadas, antes)
            antes = 0.0


def blanco(alto: float, *, pegada: bool = True) -> Tira:
    """Leave room for a signature."""
    return Tira(alto, lambda _lienzo, _y: None, pegada)


def _raya(width: float) -> Tira:
    """Draw the line on which a person signs, with room over it."""

    def draw(lienzo: Lienzo, top: float) -> None:
        lienzo.caja((MARGEN, top - 38), (width, 0), fondo="", borde=GRIS)

    return Tira(38, draw, pegada=True)


def parrafo(
    text: str,
    width: float,
    *,
    sangria: float = 0.0,
    marca: str = "",
    antes: float = 8.0,
    justificado: bool = True,
) -> Iterator[Tira]:
    """Set a paragraph; its first two and last two lines stay together.

    One that ends in a colon stays with what it announces.
    """
    lines = renglones(text, PUNTOS, width - sangria)
    last = len(lines) - 1
    for number, line in enumerate(lines):
        room = width - sangria - line.ancho
        stretch = justificado and number < last and line.blancos > 0
        espacio = room / line.blancos if stretch else 0.0
        draw = _escribe(line, MARGEN + sangria, espacio, PUNTOS)
        if marca and not number:
            draw = _con_marca(draw, marca, MARGEN + sangria - 6)
        pegada = number in {0, last - 1} and number < last
        pegada |= number == last and text.endswith(":")
        yield Tira(INTERLINEA, draw, pegada, antes if not number else 0.0)


def tiras(bloque: Bloque, width: float) -> Iterator[Tira]:
    """Turn a block into strips."""
    if isinstance(bloque, Parrafo):
        yield from parrafo(bloque.texto, width)
    elif isinstance(bloque, Lista):
        for number, text in enumerate(bloque.textos, start=1):
            marca = f"{number}." if bloque.numerada else "–"
            yield from parrafo(text, width, sangria=26, marca=marca, antes=4)
    elif isinstance(bloque, Recuadro):
        yield _recuadro(bloque, width)
    elif isinstance(bloque, Subtitulo):
        yield from lineas((f"{MARCA}{bloque.texto}",), width, antes=12)
    elif isinstance(bloque, Firmas):
        for text in filter(None, bloque.textos):
            yield _raya(min(width, 230.0))
            yield from lineas(text.split("\n"), width, antes=3)
        yield blanco(0, pegada=False)
    else:
        yield from _tabla(bloque, width)


def _escribe(
    line: Renglon, x: float, espacio: float, puntos: float
) -> Callable[[Lienzo, float], None]:
    def draw(lienzo: Lienzo, top: float) -> None:
        lienzo.texto(line.trazos, puntos, (x, top - puntos), espacio=espacio)

    return draw


def _con_marca(
    draw: Callable[[Lienzo, float], None], marca: str, derecha: float
) -> Callable[[Lienzo, float], None]:
    (line,) = renglones(marca, PUNTOS, 60)

    def marked(lienzo: Lienzo, top: float) -> None:
        lienzo.texto(line.trazos, PUNTOS, (derecha - line.ancho, top - PUNTOS))
        draw(lienzo, top)

    return marked


def _recuadro(bloque: Recuadro, width: float) -> Tira:
    texts = (f"{MARCA}{bloque.titulo}{MARCA}", *bloque.texto.split("\n"), bloque.nota)
    groups = [renglones(text, PUNTOS, width - 20) for text in texts if text]
    alto = sum(len(group) * INTERLINEA for group in groups) + 4 * len(groups) + 12

    def draw(lienzo: Lienzo, top: float) -> None:
        lienzo.caja(
            (MARGEN, top - alto), (width, alto), fondo=_FONDO_RECUADRO, borde=AZUL,
            grueso=0.8,
        )  # fmt: skip
        y = top - 7
        for group in groups:
            for line in group:
                lienzo.texto(line.trazos, PUNTOS, (MARGEN + 10, y - PUNTOS))
                y -= INTERLINEA
            y -= 4

    return Tira(alto, draw, antes=12)


def _tabla(tabla: Tabla, width: float) -> Iterator[Tira]:
    if tabla.ceden:
        tabla = replace(tabla, anchos=_legibles(tabla, width))
    bold = [f"{MARCA}{name}" for name in tabla.columnas]
    head = _fila(bold, tabla, width, fondo=_FONDO_TITULO)
    yield Tira(head.alto, head.draw, pegada=True, antes=10)
    last = len(tabla.filas) - 1
    for number, row in enumerate(tabla.filas):
        total = tabla.ultima_es_total and number == last
        cells = [MARCA + text if total else text for text in row]
        strip = _fila(cells, tabla, width, fondo="")
        # The total never goes to another page alone.
        pegada = tabla.ultima_es_total and number == last - 1
        yield Tira(strip.alto, strip.draw, pegada, cabeza=head)
    yield blanco(2, pegada=False)


def _legibles(tabla: Tabla, width: float) -> tuple[float, ...]:
    """Return the shares with which no word is cut; as they are if they cannot be."""
    celda = _MENUDA if tabla.menuda else _NORMAL
    columns = list(zip(tabla.columnas, *tabla.filas, strict=True))
    needs = [
        (palabra_mas_ancha(texts, celda.puntos) + 2 * celda.relleno + 0.5) / width
        for texts in columns
    ]
    if sum(needs) > 1:
        return tabla.anchos
    given = list(tabla.anchos)
    raised: set[int] = set()
    while short := [
        i for i, need in enumerate(needs) if i not in raised and given[i] < need
    ]:
        raised |= {*short}
        free = [i for i in range(len(given)) if i not in raised]
        room = 1 - sum(needs[i] for i in raised)
        whole = sum(tabla.anchos[i] for i in free)
        given = [
            needs[i] if i in raised else tabla.anchos[i] * room / whole
            for i in range(len(given))
        ]
    return tuple(given)


def _fila(cells: Sequence[str], tabla: Tabla, width: float, *, fondo: str) -> Tira:
    celda = _MENUDA if tabla.menuda else _NORMAL
    widths = [share * width for share in tabla.anchos]
    broken = [
        renglones(text, celda.puntos, width - 2 * celda.relleno)
        if text.strip(MARCA)
        else []
        for text, width in zip(cells, widths, strict=True)
    ]
    alto = max(len(lines) for lines in broken) * celda.interlinea + celda.aire

    def draw(lienzo: Lienzo, top: float) -> None:
        x = MARGEN
        for column, (lines, ancho) in enumerate(zip(broken, widths, strict=True)):
            lienzo.caja((x, top - alto), (ancho, alto), fondo=fondo, borde=GRIS)
            y = top - (alto - len(lines) * celda.interlinea) / 2
            for line in lines:
                room = ancho - 2 * celda.relleno - line.ancho
                start = x + celda.relleno + (room if column in tabla.derecha else 0)
                lienzo.texto(line.trazos, celda.puntos, (start, y - celda.puntos))
                y -= celda.interlinea
            x += ancho

    return Tira(alto, draw)
