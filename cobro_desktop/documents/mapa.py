"""Prints the map of a procedure, and on it the way of a case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.pdf.bloques import Lista, Parrafo, Tira, lineas, tiras
from cobro_desktop.documents.pdf.fuentes import register_fonts
from cobro_desktop.documents.pdf.letra import MARCA, Trazo, renglones
from cobro_desktop.documents.pdf.lienzo import AZUL, GRIS, NEGRO, TENUE
from cobro_desktop.documents.pdf.membrete import BAJO, MARGEN
from cobro_desktop.documents.pdf.trabajo import Papel, Parte, hoja, set_parts
from cobro_desktop.domain.mapa import trazar
from cobro_desktop.domain.piezas_mapa import Medidas, Rumbo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.lienzo import Lienzo
    from cobro_desktop.domain.piezas_mapa import Arista, Caja, Fila, Mapa, Nodo
    from cobro_desktop.domain.procedimiento import Actividad, Ambito, Procedimiento

NOMBRE: Final = "Mapa del procedimiento"
_CAJA, _FILA, _CARRIL = 152, 214, 9
_ANTES = 10.0
_NOMBRE, _MENOR, _SALIDA = 8.0, 6.8, 7.2
_MARCA_DESTINO = 74
"""Width of the destination at the end of an outcome."""
_ETAPAS: Final = {
    "recepcion": "Recepción",
    "persuasivo": "Persuasivo",
    "coactivo": "Coactivo",
    "terminacion": "Terminación",
}
_FONDOS: Final = ("0.961 0.969 0.984", "0.929 0.941 0.961")
_FONDO_ACTUAL = "0.839 0.910 0.957"
_FONDO_CAJA = "1 1 1"


@dataclass(frozen=True, kw_only=True)
class Recorrida:
    """The way of a case over the map."""

    actual: str = ""
    fechas: Mapping[str, str] = field(default_factory=dict)
    """Activity → the day on which it was closed, or since when it is here."""
    tomadas: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(activity, outcome) → the day."""


@dataclass(frozen=True, kw_only=True)
class MapaImpreso:
    """What the sheets say."""

    emisor: Emisor
    fecha: date
    procedimiento: Procedimiento
    ambito: Ambito
    lineas: tuple[str, ...]
    """Over the map: the procedure, or the case and where it is."""
    fines: Mapping[str, str]
    """End of a case → how it reads."""
    recorrida: Recorrida = field(default_factory=Recorrida)
    explicacion: tuple[str, ...] = ()
    """Why the case is here and what comes next, before the map."""


def print_mapa(impreso: MapaImpreso) -> bytes:
    """Return the PDF/A; equal input gives equal bytes."""
    register_fonts()
    pagina = hoja(Papel(emisor=impreso.emisor, nombre=NOMBRE, fecha=impreso.fecha))
    room = pagina.arriba - BAJO
    return set_parts([Parte(pagina, _hojas(impreso, pagina.ancho_texto, room))])


def _hojas(impreso: MapaImpreso, width: float, room: float) -> Iterator[Tira]:
    head = list(lineas(impreso.lineas, width))
    for text in impreso.explicacion:
        head += tiras(Parrafo(text), width)
    yield from (replace(strip, pegada=False) for strip in head)
    used = sum(strip.antes + strip.alto for strip in head) % room
    pintor = _Pintor(impreso)
    mapa = trazar(impreso.procedimiento, impreso.ambito, pintor.medidas)
    scale = min(1.0, width / mapa.ancho)
    first = (room - used - _ANTES) / scale
    for top, bottom in _trozos(mapa, first, room / scale):
        yield _trozo(pintor, mapa, (top, bottom), scale)
    if comunes := _comunes(impreso.procedimiento, impreso.ambito):
        yield from tiras(Parrafo("Además, desde cualquier actividad:"), width)
        yield from tiras(Lista(comunes), width)


def _comunes(procedimiento: Procedimiento, ambito: Ambito) -> tuple[str, ...]:
    if procedimiento.inicio not in {
        a.id for a in procedimiento.actividades.values() if a.ambito is ambito
    }:
        return ()
    return tuple(
        f"{c.etiqueta}: pasa a {c.siguiente} · "
        f"{procedimiento.actividades[c.siguiente].nombre}."
        for c in procedimiento.salidas_comunes
    )


def _trozos(mapa: Mapa, first: float, room: float) -> Iterator[tuple[float, float]]:
    """Cut the map over a layer each time that a sheet is full."""
    tops = {banda.caja.y for banda in mapa.bandas}
    start = 0.0
    if first < mapa.nodos[0].abajo:
        first = room
    previous = 0.0
    for nodo in mapa.nodos:
        heads = [y for y in tops if previous <= y < nodo.caja.y]
        top = heads[0] if heads else previous
        bottom = float(nodo.abajo + 4)
        if bottom - start > (room if start else first) and top > start:
            yield start, top
            start = top
        previous = bottom
    yield start, float(mapa.alto)


def _trozo(pintor: _Pintor, mapa: Mapa, y: tuple[float, float], scale: float) -> Tira:
    top, bottom = y

    def draw(lienzo: Lienzo, over: float) -> None:
        up = over + top * scale
        height = (bottom - top) * scale
        lienzo.operadores(
            f"q {MARGEN:.2f} {over - height:.2f} {mapa.ancho * scale:.2f} "
            f"{height:.2f} re W n {scale:.4f} 0 0 {scale:.4f} {MARGEN:.2f} {up:.2f} cm"
        )
        pintor.pintar(lienzo, mapa, y)
        lienzo.operadores("Q")

    return Tira((bottom - top) * scale, draw, antes=_ANTES)


class _Pintor:
    """Draws a map whose y grows downwards on a page whose y grows upwards."""

    def __init__(self, impreso: MapaImpreso) -> None:
        self._impreso = impreso
        self._actividades = impreso.procedimiento.actividades
        self.medidas = Medidas(
            caja=_CAJA,
            fila=_FILA,
            carril=_CARRIL,
            aire=16,
            banda=16,
            alto_caja=lambda name: self._alto_caja(self._actividades[name]),
            alto_fila=self._alto_fila,
        )

    def pintar(self, lienzo: Lienzo, mapa: Mapa, y: tuple[float, float]) -> None:
        """Draw the layers of a stretch; who calls cuts what only crosses it."""
        top, bottom = y
        for number, banda in enumerate(mapa.bandas):
            _caja(lienzo, banda.caja, fondo=_FONDOS[number % 2])
            corner = (mapa.nodos[0].caja.x, banda.caja.y + 12)
            if top <= banda.caja.y < bottom:
                _texto(lienzo, _ETAPAS[banda.etapa].upper(), 7.0, corner, bold=True)
        for arista in sorted(mapa.aristas, key=self._tomada):
            self._linea(lienzo, arista)
        for nodo in mapa.nodos:
            if top <= nodo.caja.y < bottom:
                self._nodo(lienzo, nodo)

    def _tomada(self, arista: Arista) -> bool:
        taken = self._impreso.recorrida.tomadas
        return any((arista.de, resultado) in taken for resultado in arista.resultados)

    def _linea(self, lienzo: Lienzo, arista: Arista) -> None:
        color, width = (AZUL, 1.8) if self._tomada(arista) else (GRIS, 0.7)
        dash = "[3 2] 0 d" if arista.rumbo is Rumbo.SUBE else "[] 0 d"
        # From the arrow back, so that the dashes of a shared lane fall together.
        (x, y), *rest = reversed(arista.puntos)
        path = " ".join(f"{p.x} {-p.y} l" for p in rest)
        lienzo.operadores(f"q {color} RG {width} w {dash} {x} {-y} m {path} S Q")
        end = arista.puntos[-1]
        if arista.rumbo is Rumbo.SUBE:
            head = f"{end.x} {-end.y} m {end.x - 5} {-end.y + 2.5} l "
            head += f"{end.x - 5} {-end.y - 2.5} l"
        else:
            head = f"{end.x} {-end.y} m {end.x - 2.5} {-end.y + 5} l "
            head += f"{end.x + 2.5} {-end.y + 5} l"
        lienzo.operadores(f"q {color} rg {head} f Q")

    def _nodo(self, lienzo: Lienzo, nodo: Nodo) -> None:
        actividad = self._actividades[nodo.id]
        here = nodo.id == self._impreso.recorrida.actual
        done = nodo.id in self._impreso.recorrida.fechas
        _caja(
            lienzo,
            nodo.caja,
            fondo=_FONDO_ACTUAL if here else _FONDO_CAJA,
            borde=AZUL if here or done else GRIS,
            grueso=1.8 if here else 1.2 if done else 0.6,
        )
        y = nodo.caja.y + 4.0
        for text, puntos in self._textos(actividad):
            for line in renglones(text, puntos, _CAJA - 12):
                y += puntos + 2
                lienzo.texto(line.trazos, puntos, (nodo.caja.x + 6, 2 - y))
        for fila in nodo.filas:
            self._fila(lienzo, nodo, fila)

    def _textos(self, actividad: Actividad) -> list[tuple[str, float]]:
        seen = self._impreso.recorrida
        texts = [(f"{MARCA}{actividad.id} · {actividad.nombre}", _NOMBRE)]
        if actividad.plazo is not None:
            texts.append((actividad.plazo.texto, _MENOR))
        if day := seen.fechas.get(actividad.id):
            texts.append((f"{MARCA}{day}", _MENOR))
        return texts

    def _alto_caja(self, actividad: Actividad) -> int:
        total = sum(
            len(renglones(text, puntos, _CAJA - 12)) * (puntos + 2)
            for text, puntos in self._textos(actividad)
        )
        return round(total) + 10

    def _alto_fila(self, etiqueta: str) -> int:
        # In bold, as it is when the case took it, so that both maps are the same.
        bold = f"{MARCA}{etiqueta}"
        lines = len(renglones(bold, _SALIDA, _FILA - _MARCA_DESTINO))
        return round(lines * (_SALIDA + 1.6)) + 3

    def _fila(self, lienzo: Lienzo, nodo: Nodo, fila: Fila) -> None:
        day = self._impreso.recorrida.tomadas.get((nodo.id, fila.resultado), "")
        y = fila.caja.y + 0.0
        text = f"{MARCA}{fila.etiqueta}" if day else fila.etiqueta
        for line in renglones(text, _SALIDA, _FILA - _MARCA_DESTINO):
            y += _SALIDA + 1.6
            lienzo.texto(line.trazos, _SALIDA, (fila.caja.x, 1 - y))
        where = _destino(fila, self._impreso.fines)
        # The box tells the day of an end, whose name leaves no room here.
        text = f"{where}, {day}" if day and fila.rumbo is not Rumbo.FIN else where
        (line,) = renglones(text, _MENOR, 500)
        end = (fila.caja.derecha - 3 - line.ancho, fila.caja.y + _SALIDA + 0.6)
        _texto(lienzo, text, _MENOR, end, color=AZUL if day else TENUE)


def _destino(fila: Fila, fines: Mapping[str, str]) -> str:
    if fila.rumbo is Rumbo.FIN:
        return f"fin: {fines.get(fila.destino, fila.destino)}"
    return {
        Rumbo.SIGUE: f"pasa a {fila.destino}",
        Rumbo.BAJA: f"pasa a {fila.destino}",
        Rumbo.SUBE: f"vuelve a {fila.destino}",
        Rumbo.AQUI: "sigue aquí",
        Rumbo.REGRESA: "vuelve al origen",
    }[fila.rumbo]


def _caja(
    lienzo: Lienzo, caja: Caja, *, fondo: str, borde: str = "", grueso: float = 0.5
) -> None:
    lienzo.caja(
        (caja.x, -caja.abajo),
        (caja.ancho, caja.alto),
        fondo=fondo,
        borde=borde,
        grueso=grueso,
    )


def _texto(
    lienzo: Lienzo,
    text: str,
    puntos: float,
    place: tuple[float, float],
    *,
    bold: bool = False,
    color: str = NEGRO,
) -> None:
    x, y = place
    lienzo.color(color)
    lienzo.texto((Trazo(text, negrilla=bold),), puntos, (x, -y))
    lienzo.color(NEGRO)
