"""Reads a file of legal values: small, with the columns of a table, any order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
    UnreadableFileError,
)
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cells import leer_texto
from cobro_desktop.exchange.direcciones import celda
from cobro_desktop.exchange.preflight import revisar
from cobro_desktop.exchange.workbook import abrir, elegir_hoja
from cobro_desktop.formats import miles
from cobro_desktop.services.parametros.lectura import OTRAS_MARCAS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.workbook import Hoja, Libro

MAX_BYTES: Final = 2_000_000
"""Fifty years of monthly rates take a tenth: more is another kind of file."""
MAX_FILAS: Final = 2_000
_ENCABEZADO: Final = 20
"""Rows from the top among which the headings are looked for."""


class FilaLeida(NamedTuple):
    """A row with something in it."""

    numero: int
    """From 1, as the sheet numbers it."""
    campos: dict[str, Valor]


@dataclass(frozen=True, slots=True)
class ArchivoLeido:
    """The rows of a file, by the fields of a table."""

    nombre: str
    hoja: str | None
    columnas: dict[str, int]
    """Where each field is, from 0."""
    ajenas: tuple[str, ...]
    """Headings that are no field of the table."""
    filas: tuple[FilaLeida, ...]
    vacias: int

    def donde(self, fila: int, campo: str) -> str:
        """Return the address of a field in a row; of the row's first cell if none."""
        return celda(fila, self.columnas.get(campo, 0))


def leer_archivo(tabla: TablaLegal, ruta: Path, hoja: str = "") -> ArchivoLeido:
    """Read a workbook or a text file of values of a table.

    Raises:
        NotFoundError: there is no such file.
        UnreadableFileError: it is no table, is damaged, too large or could do harm.
        InvalidDataError: it lacks columns of the table; names them.
    """
    if not ruta.is_file():
        message = f"No existe el archivo «{ruta}»."
        raise NotFoundError(message, {"archivo": str(ruta)})
    if ruta.stat().st_size > MAX_BYTES:
        message = (
            f"«{ruta.name}» es demasiado grande para ser una tabla de valores legales. "
            "Revise que sea el archivo correcto; no se guardó nada."
        )
        raise UnreadableFileError(message)
    libro = abrir(ruta, revisar(ruta))
    sheets = (elegir_hoja(libro, hoja),) if hoja else libro.hojas
    best: _Encabezado | None = None
    for sheet in sheets:
        head = _encabezado(tabla, libro, sheet)
        if head and (best is None or len(head.columnas) > len(best.columnas)):
            best = head
    if best is None:
        raise _sin_encabezado(tabla)
    _check_columns(tabla, best)
    rows = list(islice(libro.filas(best.hoja), MAX_FILAS + 1))
    if len(rows) > MAX_FILAS:
        message = (
            f"«{ruta.name}» tiene más de {miles(MAX_FILAS)} filas. Divídalo en partes."
        )
        raise UnreadableFileError(message)
    read = tuple(_rows(best, rows))
    filled = tuple(row for row in read if any(_text(v) for v in row.campos.values()))
    return ArchivoLeido(
        nombre=ruta.name,
        hoja=best.hoja.nombre,
        columnas=best.columnas,
        ajenas=best.ajenas,
        filas=filled,
        vacias=len(read) - len(filled),
    )


class _Encabezado(NamedTuple):
    hoja: Hoja
    numero: int
    columnas: dict[str, int]
    ajenas: tuple[str, ...]


def _encabezado(tabla: TablaLegal, libro: Libro, hoja: Hoja) -> _Encabezado | None:
    """Find the row with the most headings of the table; two at least."""
    names = _names(tabla)
    best: _Encabezado | None = None
    for number, cells in enumerate(islice(libro.filas(hoja), _ENCABEZADO), start=1):
        columns: dict[str, int] = {}
        others: list[str] = []
        for place, cell in enumerate(cells):
            key = names.get(_fold(_text(cell)))
            if key is not None and key not in columns:
                columns[key] = place
            elif _text(cell):
                others.append(_text(cell))
        if len(columns) > max(1, len(best.columnas) if best else 1):
            best = _Encabezado(hoja, number, columns, tuple(others))
    return best


def _names(tabla: TablaLegal) -> dict[str, str]:
    """Return every heading that a field may have, folded; keys win over aliases."""
    found: dict[str, str] = {}
    for campo in tabla.campos:
        for name in (*campo.alias, campo.etiqueta):
            found[_fold(name)] = campo.clave
    keys = [*(campo.clave for campo in tabla.campos), *OTRAS_MARCAS]
    found.update({_fold(key): key for key in keys})
    return found


def _rows(head: _Encabezado, rows: Sequence[list[Valor]]) -> Iterator[FilaLeida]:
    for number, cells in enumerate(rows[head.numero :], start=head.numero + 1):
        fields = {
            key: cells[place] if place < len(cells) else ""
            for key, place in head.columnas.items()
        }
        yield FilaLeida(number, fields)


def _check_columns(tabla: TablaLegal, head: _Encabezado) -> None:
    """Refuse a file without the columns that every value needs, but its source."""
    missing = [
        campo.clave
        for campo in tabla.campos
        if campo.obligatorio
        and campo.clave != "fuente"
        and campo.clave not in head.columnas
    ]
    if missing:
        message = (
            f"Al archivo le faltan columnas de «{tabla.nombre}»: "
            f"{', '.join(missing)}. No se guardó nada. Agréguelas y repita."
        )
        raise InvalidDataError(message, {"faltan": missing})


def _sin_encabezado(tabla: TablaLegal) -> InvalidDataError:
    wanted = ", ".join(campo.clave for campo in tabla.campos if campo.obligatorio)
    message = (
        f"En el archivo no se ven las columnas de «{tabla.nombre}». Los títulos van en "
        f"una fila y son, al menos: {wanted}."
    )
    return InvalidDataError(message, {"tabla": tabla.id})


def _text(cell: Valor) -> str:
    """Return what a cell says; an error cell or a bare formula says something."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    return leer_texto(cell) or ""


def _fold(text: str) -> str:
    return plegar(text.replace("_", " "))
