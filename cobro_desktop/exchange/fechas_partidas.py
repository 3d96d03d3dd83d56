"""Dates that a sheet keeps in three columns: day, month and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.exchange.columnas import Titulo
from cobro_desktop.exchange.vocabulario import palabras

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cobro_desktop.exchange.cells import Valor

_PARTES = {
    "dia": "d", "dd": "d", "d": "d", "mes": "m", "mm": "m", "m": "m",
    "ano": "a", "aa": "a", "aaaa": "a", "a": "a",
}  # fmt: skip


class Partida(NamedTuple):
    """The columns of a date, from 0; the whole date is read in the first of them."""

    dia: int
    mes: int
    anio: int

    @property
    def primera(self) -> int:
        """The column that stands for the three."""
        return min(self)


def buscar_partidas(titulos: Sequence[Titulo]) -> tuple[Partida, ...]:
    """Find day, month and year side by side, in any order, under one same name."""
    found, index = [], 0
    while index + 2 < len(titulos):
        split = [_partir(titulo) for titulo in titulos[index : index + 3]]
        parts = {part: index + i for i, (part, _) in enumerate(split)}
        if parts.keys() == {"d", "m", "a"} and len({rest for _, rest in split}) == 1:
            found.append(Partida(parts["d"], parts["m"], parts["a"]))
            index += 2
        index += 1
    return tuple(found)


def titular(
    titulos: Sequence[Titulo], partidas: Iterable[Partida]
) -> tuple[Titulo, ...]:
    """Give the first of the three columns the name of the date, and none the others."""
    named = list(titulos)
    for partida in partidas:
        first = titulos[partida.primera]
        reading = " ".join(("fecha", *_partir(first)[1]))
        for column in partida:
            named[column] = Titulo(titulos[column].texto, ())
        named[partida.primera] = Titulo(first.texto, (reading,))
    return tuple(named)


def juntar(columnas: Sequence[Sequence[Valor]], partida: Partida) -> list[Valor]:
    """Return the cells of a date in one column, day first; empty where nothing is."""
    cells = zip(*(columnas[column] for column in partida), strict=True)
    return [_fecha(*parts) for parts in cells]


def _partir(titulo: Titulo) -> tuple[str, tuple[str, ...]]:
    """Tell which part of a date a heading names, and the words of the date itself."""
    words = palabras(titulo.lecturas[-1]) if titulo.lecturas else ()
    parts = [_PARTES[word] for word in words if word in _PARTES]
    rest = tuple(word for word in words if word not in _PARTES)
    return (parts[0] if len(parts) == 1 else ""), rest


def _fecha(dia: Valor, mes: Valor, anio: Valor) -> Valor:
    texts = [_escrito(part) for part in (dia, mes, anio)]
    return "/".join(texts) if any(texts) else ""


def _escrito(part: Valor) -> str:
    if isinstance(part, float) and part.is_integer():
        return str(int(part))
    return "" if part is None else str(part).strip()
