"""What the locked columns of a workbook said when it left, to tell who wrote over them.

Each row carries it in one hidden column. A sheet can be unprotected, pasted over, or
opened where nothing is locked: what is written there is not taken, and has to be said.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cell_dates import leer_fecha
from cobro_desktop.exchange.cell_money import leer_dinero
from cobro_desktop.exchange.cells import CeldaInvalidaError, leer_texto, limpiar
from cobro_desktop.exchange.direcciones import celda
from cobro_desktop.exchange.informe import Clase, Columna
from cobro_desktop.exchange.vocabulario import palabras

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna as ColumnaLeida
    from cobro_desktop.exchange.formatos import Formato
    from cobro_desktop.exchange.informe import Celda, Informe

TITULO: Final = "COLUMNAS PROTEGIDAS"
"""Heading of the hidden column."""
MAX_TEXTO: Final = 120
MARCA: Final = "#"
"""What the mark of a longer text begins with."""


class Protegida(NamedTuple):
    """A locked cell that came back saying something else."""

    fila: int
    celda: str
    columna: str
    """Its heading."""
    campo: str
    """Field that it was read for; empty when the format has no use for it."""
    salio: str
    """What it said when the workbook left."""
    valor: str
    """What it says now."""


def sellar(
    informe: Informe, filas: Iterable[tuple[Celda, ...]]
) -> tuple[Informe, Iterable[tuple[Celda, ...]]]:
    """Add the hidden column to a report that is filled elsewhere; leave the others."""
    columns = informe.columnas
    if not any(column.editable for column in columns):
        return informe, filas
    sealed = [
        (index, column.titulo, column.clase)
        for index, column in enumerate(columns)
        if column.sellada and not column.editable and column.clase is not Clase.OCULTA
    ]
    with_seal = (*columns, Columna(TITULO, Clase.OCULTA, 24))
    return replace(informe, columnas=with_seal), _selladas(filas, sealed)


def escrito(valor: Celda, clase: Clase) -> str:
    """Return a value as the seal keeps it: days ISO, money in pesos."""
    if valor is None:
        return ""
    if clase is Clase.DINERO and isinstance(valor, int):
        return str(en_pesos(valor))
    return abreviar(valor)


def abreviar(valor: object) -> str:
    """Return a value as a text of one line; a long one by its mark only."""
    text = " ".join(str("" if valor is None else valor).split())
    if len(text) <= MAX_TEXTO:
        return text
    return f"{MARCA}{zlib.crc32(text.encode()):08x}{len(text)}"


@dataclass(frozen=True, slots=True)
class Sello:
    """The hidden column of a sheet that came back, and the columns that it tells of."""

    indice: int
    columnas: tuple[tuple[ColumnaLeida, str], ...]
    """With their headings folded."""
    epoca: date

    def alteradas(self, fila: int, celdas: Sequence[Valor]) -> Iterator[Protegida]:
        """Yield the locked cells of a row that say something else by now."""
        left = _leer(celdas[self.indice])
        if not left:
            return
        for column, folded in self.columnas:
            was = left.get(folded)
            value = celdas[column.indice]
            if was is None or _same(value, was, self.epoca):
                continue
            yield Protegida(
                fila,
                celda(fila, column.indice),
                column.titulo,
                column.campo.nombre if column.campo else "",
                "" if was.startswith(MARCA) else was,
                _said(value, was, self.epoca),
            )


def buscar_sello(columnas: Sequence[ColumnaLeida], epoca: date) -> Sello | None:
    """Find the hidden column of a sheet; None in the files of other hands."""
    wanted = plegar(TITULO)
    folded = [(column, plegar(column.titulo)) for column in columnas]
    place = next((c.indice for c, title in folded if title == wanted), None)
    if place is None:
        return None
    others = tuple((c, title) for c, title in folded if title and c.indice != place)
    return Sello(place, others, epoca)


def campos_abiertos(
    titulos: Sequence[str], celdas: Sequence[Sequence[Valor]], formato: Formato
) -> dict[str, str]:
    """Say which fields the columns left open in a sheet of ours are for, by heading.

    They are mostly empty, and a locked one beside them may look more like the field:
    what is owed is not what was paid. Nothing in the files of other hands.

    Args:
        titulos: the headings, one per column.
        celdas: the cells of some rows, by column.
        formato: the kind of file.
    """
    wanted = plegar(TITULO)
    folded = [plegar(title) for title in titulos]
    if wanted not in folded:
        return {}
    marks = map(_leer, celdas[folded.index(wanted)])
    locked = next((mark.keys() for mark in marks if mark), None)
    if locked is None:
        return {}
    found: dict[str, str] = {}
    for title, plain in zip(titulos, folded, strict=True):
        if plain in locked or plain == wanted:
            continue
        words = frozenset(palabras(title))
        named = (c.nombre for c in formato.campos if words in c.nombres)
        for nombre in named:
            found.setdefault(nombre, title)
    return found


def _selladas(
    filas: Iterable[tuple[Celda, ...]], sealed: Sequence[tuple[int, str, Clase]]
) -> Iterator[tuple[Celda, ...]]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for row in filas:
        said = {title: escrito(row[i], clase) for i, title, clase in sealed}
        yield (*row, encode(said))


def _leer(valor: Valor) -> dict[str, str]:
    """Read the seal of a row; nothing from a row of others or a damaged cell."""
    if not isinstance(valor, str) or not valor.startswith("{"):
        return {}
    try:
        said: Any = json.loads(valor)
    except (ValueError, RecursionError):
        return {}
    return {plegar(str(title)): str(text) for title, text in said.items()}


def _same(valor: Valor, was: str, epoca: date) -> bool:
    """Compare what a cell holds with what left, whatever a program made of it."""
    if isinstance(valor, str) and valor == was:
        return True
    now = _said(valor, was, epoca)
    if now == limpiar(was) or abreviar(now) == was:
        return True
    told, left = _amount(valor), _amount(was)
    if told is None or left is None:
        return False
    # A text keeps what was seen, and amounts are seen without their centavos.
    rounded = isinstance(valor, str) and told % 100 == 0 and abs(told - left) <= 50
    return told == left or rounded


def _said(valor: Valor, was: str, epoca: date) -> str:
    """Return the text of a cell: as a day where a day left, or where it holds one."""
    if isinstance(valor, date) or _is_day(was):
        try:
            day = leer_fecha(valor, epoca)
        except CeldaInvalidaError:
            day = None
        if day is not None:
            return day.isoformat()
    if isinstance(valor, str):
        return limpiar(valor)
    return leer_texto(valor) or ""


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _amount(valor: Valor) -> int | None:
    """Return a number in hundredths; None for what is none."""
    if isinstance(valor, (date, bool)):
        return None
    if isinstance(valor, str) and not valor.strip()[-1:].isdecimal():
        return None
    try:
        return leer_dinero(valor)
    except CeldaInvalidaError:
        return None
