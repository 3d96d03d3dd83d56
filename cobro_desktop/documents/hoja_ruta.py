"""The hoja de ruta: one page of a case for whoever inherits it (B8).

Always one letter page: where there is more to say than fits, the least important
lines are left out and counted, and what is left is cut; never the letters made small.
"""

from __future__ import annotations

from dataclasses import dataclass
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

    from cobro_desktop.documents.contextos.comun import Emisor
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
_MAS_ITEMS = 60
"""More than a column has lines for."""
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
        set_ = [_Compuesta.de(s, width, lines) for s in secciones]
        while sum(s.alto for s in set_) > height:
            able = [s for s in set_ if len(s.quedan) > least]
            if not able:
                break
            max(able, key=lambda s: len(s.quedan)).quitar()
        puestas = tuple(s.puesta(width) for s in set_)
        if sum(p.alto for p in puestas) <= height:
            break
    return puestas


@dataclass
class _Compuesta:
    """A section whose items are broken into lines, and those of them that stay."""

    seccion: Seccion
    renglones: dict[int, list[Renglon]]
    vacia: list[Renglon]
    quedan: list[int]

    @classmethod
    def de(cls, seccion: Seccion, width: float, lines: int) -> _Compuesta:
        """Break the items; of very many, only the heaviest, for no page holds more."""
        numbers = range(len(seccion.items))
        heaviest = sorted(numbers, key=lambda n: (-seccion.items[n].peso, n))
        stay = sorted(heaviest[:_MAS_ITEMS])
        return cls(
            seccion,
            {
                n: _recortados(seccion.items[n].texto, width - _SANGRIA, lines)
                for n in stay
            },
            _recortados(seccion.vacia, width - _SANGRIA, lines),
            stay,
        )

    @property
    def alto(self) -> float:
        """Height as it is now, heading and count of what is left out included."""
        count = sum(len(self.renglones[n]) for n in self.quedan)
        if not self.seccion.items:
            count = len(self.vacia)
        count += len(self.quedan) < len(self.seccion.items)
        return _ENTRE + _ALTO_TITULO + count * _LINEA

    def quitar(self) -> None:
        """Leave out the lightest item; of equals, the last one."""
        items = self.seccion.items
        self.quedan.remove(min(self.quedan, key=lambda n: (items[n].peso, -n)))

    def puesta(self, width: float) -> _Puesta:
        """Return the section as it is drawn."""
        found: list[tuple[str, Renglon]] = []
        for number, n in enumerate(self.quedan, start=1):
            mark = f"{number}." if self.seccion.numerada else "·"
            cut = self.renglones[n]
            found += zip([mark, *[""] * (len(cut) - 1)], cut, strict=True)
        if not self.seccion.items:
            found = [("", line) for line in self.vacia]
        if left_out := len(self.seccion.items) - len(self.quedan):
            text = f"… y {left_out} más."
            found += [("", x) for x in _recortados(text, width - _SANGRIA, 1)]
        return _Puesta(self.seccion.titulo, tuple(found))


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
