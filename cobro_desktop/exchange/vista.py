"""Looks at a file without checking it: sheets, first rows, headings, likely fields."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.exchange.analisis import Candidata, columnas_de, encabezado
from cobro_desktop.exchange.cells import leer_texto
from cobro_desktop.exchange.columnas import campos_que_faltan
from cobro_desktop.exchange.direcciones import letras
from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.exchange.preflight import revisar
from cobro_desktop.exchange.resultado import HojaVista
from cobro_desktop.exchange.vocabulario import palabras
from cobro_desktop.exchange.workbook import CABEZA, abrir, elegir_hoja
from cobro_desktop.formats import fecha_corta

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cobro_desktop.exchange.analisis import Pedido
    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna
    from cobro_desktop.exchange.formatos import Formato
    from cobro_desktop.exchange.resultado import OpcionesLectura
    from cobro_desktop.exchange.workbook import Hoja, Libro

FILAS: Final = 50
"""Rows that a person is shown."""
EJEMPLOS: Final = 3
MAX_ANCHO: Final = 60
"""Columns that a person is shown."""
MAX_TEXTO: Final = 80


@dataclass(frozen=True, slots=True)
class ColumnaVista:
    """A column, the field it was taken for, and some of its cells."""

    letra: str
    titulo: str
    campo: str | None
    confianza: int
    """From 0 to 100."""
    ejemplos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vista:
    """What a file looks like, before anything is decided."""

    hojas: tuple[HojaVista, ...]
    hoja: str | None
    filas: tuple[tuple[str, ...], ...]
    """The first rows, from row 1, as texts."""
    total: int
    """Last row with something, where the file tells it; else 0."""
    encabezado: int | None
    """Last row of the header, from 1; None when none was found."""
    filas_encabezado: int
    columnas: tuple[ColumnaVista, ...]
    faltan: tuple[str, ...]
    """Names of the fields without which it cannot be imported."""
    huella: str
    """SHA-256 of the headings: files of one sender have the same."""
    respaldos: tuple[tuple[str, str], ...] = ()
    """(field without column, field whose column serves for it)."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Vista:
        """Build from the values of `to_json`."""
        values = dict(data)
        values["hojas"] = tuple(HojaVista(**item) for item in data["hojas"])
        values["filas"] = tuple(tuple(row) for row in data["filas"])
        values["faltan"] = tuple(data["faltan"])
        values["respaldos"] = tuple((a, b) for a, b in data["respaldos"])
        values["columnas"] = tuple(
            ColumnaVista(**{**item, "ejemplos": tuple(item["ejemplos"])})
            for item in data["columnas"]
        )
        return cls(**values)


def mirar(pedido: Pedido) -> Vista:
    """Look at a file; a missing column or header is told, not refused.

    Raises:
        UnreadableFileError: the file is damaged, dangerous or not a table.
        InvalidDataError: the sheet, row or column that was asked for is not there.
    """
    formato = load_formato(pedido.formato)
    book = abrir(pedido.archivo, revisar(pedido.archivo))
    candidate, head, sheet = _elegir(book, formato, pedido.opciones)
    columns: tuple[Columna, ...] = ()
    if candidate is not None:
        columns = columnas_de(candidate, formato, pedido.opciones)
    header = candidate.encabezado if candidate else None
    below = head[header.fila if header else 0 :]
    return Vista(
        hojas=tuple(HojaVista(h.nombre, h.visible) for h in book.hojas if h.nombre),
        hoja=sheet.nombre,
        filas=tuple(_texts(row) for row in head[:FILAS]),
        total=sheet.escaneo.ultima_fila,
        encabezado=header.fila if header else None,
        filas_encabezado=header.filas if header else 0,
        columnas=tuple(_columna(column, below) for column in columns),
        faltan=tuple(c.nombre for c in campos_que_faltan(columns, formato)),
        huella=huella_de(column.titulo for column in columns),
        respaldos=_respaldos(columns, formato),
    )


def huella_de(titulos: Iterable[str]) -> str:
    """Return the fingerprint of some headings, whatever their order."""
    folded = sorted({" ".join(palabras(text)) for text in titulos} - {""})
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()


def _elegir(
    book: Libro, formato: Formato, opciones: OpcionesLectura
) -> tuple[Candidata | None, list[list[Valor]], Hoja]:
    """Choose the sheet that looks most like the format; the first if none does."""
    named = [elegir_hoja(book, opciones.hoja)] if opciones.hoja else book.hojas
    best: tuple[Candidata | None, list[list[Valor]], Hoja] | None = None
    rank: tuple[bool, float, int] = (False, -1.0, 0)
    for sheet in named:
        head, rows = book.cabeza(sheet, CABEZA)
        header = encabezado(head, formato, opciones, unica=len(named) == 1)
        found = Candidata(sheet, header, head, rows) if header else None
        points = header.puntos if header else -0.5
        own = (sheet.visible, points, len(head))
        if best is None or own > rank:
            best, rank = (found, head, sheet), own
    assert best is not None, "a book has a sheet"
    return best


def _respaldos(
    columns: Sequence[Columna], formato: Formato
) -> tuple[tuple[str, str], ...]:
    there = {column.campo.nombre for column in columns if column.campo}
    return tuple(
        (campo.nombre, campo.respaldo)
        for campo in formato.campos
        if campo.respaldo in there and campo.nombre not in there
    )


def _columna(column: Columna, rows: Sequence[Sequence[Valor]]) -> ColumnaVista:
    examples: list[str] = []
    for row in rows:
        text = _text(row[column.indice]) if column.indice < len(row) else ""
        if text and text not in examples:
            examples.append(text)
        if len(examples) == EJEMPLOS:
            break
    return ColumnaVista(
        letras(column.indice),
        column.titulo,
        column.campo.nombre if column.campo else None,
        column.confianza,
        tuple(examples),
    )


def _texts(row: Sequence[Valor]) -> tuple[str, ...]:
    return tuple(_text(value) for value in row[:MAX_ANCHO])


def _text(value: Valor) -> str:
    if isinstance(value, str):
        return " ".join(str(value).split())[:MAX_TEXTO]
    if isinstance(value, date):
        return fecha_corta(value)
    return (leer_texto(value) or "")[:MAX_TEXTO]
