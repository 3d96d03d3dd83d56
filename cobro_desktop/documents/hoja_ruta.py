"""The hoja de ruta: one page of a case for whoever inherits it (B8).

Always one letter page: where there is more to say than fits, the least important
lines are left out and counted, and what is left is cut; never the letters made small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.documents.pdf.bloques import Tira
from cobro_desktop.documents.pdf.fuentes import register_fonts
from cobro_desktop.documents.pdf.letra import MARCA, Trazo, renglones
from cobro_desktop.documents.pdf.lienzo import AZUL, NEGRO
from cobro_desktop.documents.pdf.membrete import BAJO, MARGEN
from cobro_desktop.documents.pdf.trabajo import Papel, Parte, hoja, set_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_desktop.documents.contextos import Emisor
    from cobro_desktop.documents.pdf.letra import Renglon
    from cobro_desktop.documents.pdf.lienzo import Lienzo

NOMBRE: Final = "Hoja de ruta del expediente"

_PUNTOS, _LINEA = 8.2, 10.0
_TITULO, _ALTO_TITULO = 9.0, 15.0
_ENTRE = 7.0
"""White before the heading of a section."""
_CALLE = 16.0
"""White between the two columns."""
_IZQUIERDA: Final = 0.56
"""Share of the width of the left column."""
_SANGRIA = 10.0
_CORTES = ((6, 4), (4, 3), (3, 2), (2, 1), (1, 0))
"""Tries: most lines of an item, and least items that every section keeps."""
_FONDO = "0.961 0.969 0.984"


@dataclass(frozen=True)
class Renglones:
    """An item of a section; `MARCA` turns bold on and off."""

    texto: str
    peso: int = 0
    """The heavier, the later it is left out."""


@dataclass(frozen=True)
class Seccion:
    """A heading and its items."""

    titulo: str
    items: tuple[Renglones, ...]
    vacia: str
    """What it says when it has no item."""
    numerada: bool = False


@dataclass(frozen=True, kw_only=True)
class HojaRuta:
    """What the page of a case says."""

    emisor: Emisor
    fecha: date
    expediente: str
    estado: str
    deudor: str
    identificacion: str
    datos: tuple[str, ...]
    """Lines under the debtor: title, concept, procedure, who has it."""
    saldo: str
    """`$ 61.204.877`, or why it is not known."""
    saldo_detalle: tuple[str, ...]
    """Under it: its parts, and what each day adds."""
    izquierda: tuple[Seccion, ...]
    derecha: tuple[Seccion, ...]


class _Puesta(NamedTuple):
    """A section as it is set: its heading and each line with its mark."""

    titulo: str
    lineas: tuple[tuple[str, Renglon], ...]

    @property
    def alto(self) -> float:
        return _ENTRE + _ALTO_TITULO + len(self.lineas) * _LINEA


def print_hojas(hojas: Sequence[HojaRuta]) -> bytes:
    """Return a page per case in one PDF/A; equal input gives equal bytes."""
    register_fonts()
    return set_parts([_parte(ruta) for ruta in hojas])


def _parte(ruta: HojaRuta) -> Parte:
    pagina = hoja(Papel(emisor=ruta.emisor, nombre=NOMBRE, fecha=ruta.fecha))
    width, height = pagina.ancho_texto, pagina.arriba - BAJO
    head = _cabeza(ruta, width)
    room = height - head.alto
    left = (width - _CALLE) * _IZQUIERDA
    right = width - _CALLE - left
    columns = (
        (MARGEN, left, acomodar(ruta.izquierda, left, room)),
        (MARGEN + left + _CALLE, right, acomodar(ruta.derecha, right, room)),
    )

    def draw(lienzo: Lienzo, top: float) -> None:
        head.draw(lienzo, top)
        for x, ancho, puestas in columns:
            y = top - head.alto
            for puesta in puestas:
                _pinta(lienzo, puesta, (x, y), ancho)
                y -= puesta.alto

    return Parte(pagina, [Tira(height, draw)])


def acomodar(
    secciones: Sequence[Seccion], width: float, height: float
) -> tuple[_Puesta, ...]:
    """Set the sections of a column so that they fit, leaving out the lightest items.

    Items are shortened only when leaving some out is not enough.
    """
    puestas: tuple[_Puesta, ...] = ()
    for lines, least in _CORTES:
        shown = list(secciones)
        puestas = tuple(_puesta(s, s, width, lines) for s in shown)
        while sum(p.alto for p in puestas) > height:
            able = [n for n, s in enumerate(shown) if len(s.items) > least]
            if not able:
                break
            longest = max(able, key=lambda n: len(shown[n].items))
            shown[longest] = _sin_el_menor(shown[longest])
            puestas = tuple(
                _puesta(s, whole, width, lines)
                for s, whole in zip(shown, secciones, strict=True)
            )
        if sum(p.alto for p in puestas) <= height:
            return puestas
    return puestas


def _sin_el_menor(seccion: Seccion) -> Seccion:
    """Leave out the lightest item; of equals, the last one."""
    numbers = range(len(seccion.items))
    drop = min(numbers, key=lambda n: (seccion.items[n].peso, -n))
    return replace(seccion, items=(*seccion.items[:drop], *seccion.items[drop + 1 :]))


def _puesta(shown: Seccion, whole: Seccion, width: float, lines: int) -> _Puesta:
    texts = [item.texto for item in shown.items] or [shown.vacia]
    found: list[tuple[str, Renglon]] = []
    for number, text in enumerate(texts, start=1):
        mark = f"{number}." if shown.numerada else "·"
        cut = _recortados(text, width - _SANGRIA, lines)
        marks = [mark if shown.items else "", *[""] * (len(cut) - 1)]
        found += zip(marks, cut, strict=True)
    if left_out := len(whole.items) - len(shown.items):
        if not shown.items:
            found.clear()
        (rest,) = _recortados(f"… y {left_out} más.", width - _SANGRIA, 1)
        found.append(("", rest))
    return _Puesta(shown.titulo, tuple(found))


def _recortados(
    text: str, width: float, lines: int, puntos: float = _PUNTOS
) -> list[Renglon]:
    """Break a text into at most `lines` lines; one that goes on ends in `…`."""
    whole = renglones(text, puntos, width)
    if len(whole) <= lines:
        return whole
    last = _texto(whole[lines - 1])
    while True:
        cut = renglones(f"{last}…", puntos, width)
        if len(cut) == 1:
            return [*whole[: lines - 1], *cut]
        last = last[:-1].rstrip()


def _texto(line: Renglon) -> str:
    """Return the text of a line with its marks of bold."""
    return "".join(
        f"{MARCA}{t.texto}{MARCA}" if t.negrilla else t.texto for t in line.trazos
    )


def _cabeza(ruta: HojaRuta, width: float) -> Tira:
    """Set the box of the case: who owes at the left, how much at the right."""
    money = 0.36 * width
    room = width - money - 24
    left = [
        (11.0, _recortados(f"{MARCA}{ruta.expediente}{MARCA}  {ruta.estado}", room, 1,
                           11.0)),
        (9.5, _recortados(f"{MARCA}{ruta.deudor}", room, 2, 9.5)),
        (_PUNTOS, _recortados(ruta.identificacion, room, 1)),
        *((_PUNTOS, _recortados(text, room, 2)) for text in ruta.datos),
    ]  # fmt: skip
    right = [
        (13.0, _recortados(f"{MARCA}{ruta.saldo}", money - 8, 2, 13.0)),
        *((_PUNTOS, _recortados(text, money - 8, 3)) for text in ruta.saldo_detalle),
    ]
    alto = max(_alto(left), _alto(right)) + 14

    def draw(lienzo: Lienzo, top: float) -> None:
        lienzo.caja(
            (MARGEN, top - alto), (width, alto), fondo=_FONDO, borde=AZUL, grueso=0.8
        )
        _columna(lienzo, left, (MARGEN + 10, top - 7))
        _columna(lienzo, right, (MARGEN + width - money, top - 7))

    return Tira(alto, draw)


def _alto(groups: Sequence[tuple[float, list[Renglon]]]) -> float:
    return sum(len(lines) * _paso(puntos) for puntos, lines in groups)


def _paso(puntos: float) -> float:
    return puntos + 2.6


def _columna(
    lienzo: Lienzo,
    groups: Sequence[tuple[float, list[Renglon]]],
    corner: tuple[float, float],
) -> None:
    x, y = corner
    for puntos, lines in groups:
        for line in lines:
            lienzo.texto(line.trazos, puntos, (x, y - puntos))
            y -= _paso(puntos)


def _pinta(
    lienzo: Lienzo, puesta: _Puesta, corner: tuple[float, float], width: float
) -> None:
    x, y = corner
    y -= _ENTRE
    lienzo.color(AZUL)
    lienzo.texto((Trazo(puesta.titulo, negrilla=True),), _TITULO, (x, y - _TITULO))
    lienzo.linea((x, y - _TITULO - 3), (x + width, y - _TITULO - 3))
    lienzo.color(NEGRO)
    y -= _ALTO_TITULO
    for mark, line in puesta.lineas:
        if mark:
            lienzo.texto((Trazo(mark, negrilla=False),), _PUNTOS, (x, y - _PUNTOS))
        lienzo.texto(line.trazos, _PUNTOS, (x + _SANGRIA, y - _PUNTOS))
        y -= _LINEA
