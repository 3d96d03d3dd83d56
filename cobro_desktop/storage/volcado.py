"""Takes every row out of a base, and puts rows into an empty one, of any database.

What there is comes from the metadata: a new table or column travels without a word
here. The documents are not rows of this: `contenido` keeps them.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import sqlalchemy as sa

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.storage.base import Row
from cobro_desktop.storage.masa import poner
from cobro_desktop.storage.problems import from_driver
from cobro_desktop.storage.rows import ContenidoRow, UsuarioRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy.engine import Connection

LOTE: Final = 500
"""Rows that are in memory at a time."""
_DERIVADAS: Final = ("resumen", "expediente_fts", "texto_fts")
"""How the tables begin that triggers of SQLite keep from the others."""
_APARTE: Final = frozenset({ContenidoRow.__tablename__, "alembic_version"})
_ENTERO_MAXIMO: Final = 2**63
_LARGO_DIA: Final = 10
_VACIOS: Final = frozenset({"{}", "[]"})

Tabla: TypeAlias = sa.Table
Columnas: TypeAlias = "tuple[sa.Column[Any], ...]"
Fila: TypeAlias = "Sequence[Any]"


class Tipo(StrEnum):
    """What a column holds, whatever the database calls it."""

    ENTERO = "entero"
    TEXTO = "texto"
    SI_NO = "si_no"
    DIA = "dia"
    INSTANTE = "instante"
    DATOS = "datos"
    """JSON, as the text that the base keeps."""
    OCTETOS = "octetos"


_TIPOS: Final[tuple[tuple[type[sa.types.TypeEngine[Any]], Tipo], ...]] = (
    (sa.Boolean, Tipo.SI_NO),
    (sa.Integer, Tipo.ENTERO),
    (sa.DateTime, Tipo.INSTANTE),
    (sa.Date, Tipo.DIA),
    (sa.JSON, Tipo.DATOS),
    (sa.LargeBinary, Tipo.OCTETOS),
    (sa.String, Tipo.TEXTO),
)


def tablas() -> list[Tabla]:
    """Return the tables of this version, each after those that it names."""
    return [t for t in Row.metadata.sorted_tables if t.name not in _APARTE]


def tablas_de(connection: Connection) -> list[Tabla]:
    """Return the tables that a base has, which may be of an older version."""
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: not name.startswith(_DERIVADAS))
    return [t for t in found.sorted_tables if t.name not in _APARTE]


def contar(connection: Connection) -> int:
    """Return how many rows there are."""
    counts = (sa.select(sa.func.count()).select_from(table) for table in tablas())
    return sum(connection.execute(query).scalar_one() for query in counts)


def columnas_de(tabla: Tabla) -> tuple[tuple[str, str], ...]:
    """Return (name, kind) of each column, in the order of its rows."""
    return tuple((column.name, str(_tipo(column))) for column in tabla.columns)


def en_el_orden(tabla: Tabla, columnas: Iterable[tuple[str, str]]) -> Columnas:
    """Return the columns of a table in the order of a file.

    Raises:
        InvalidDataError: the file has others.
    """
    wanted = tuple(columnas)
    if sorted(wanted) != sorted(columnas_de(tabla)):
        message = (
            f"El archivo no es coherente: los datos de «{tabla.name}» no son los de "
            "esa versión del programa. No se importó nada."
        )
        raise InvalidDataError(message, {"tabla": tabla.name})
    return tuple(tabla.columns[name] for name, _ in wanted)


def filas_de(connection: Connection, columnas: Columnas) -> Iterator[Fila]:
    """Yield the rows of a table by primary key; a kept JSON value is its text."""
    tabla = columnas[0].table
    query = sa.select(*map(_legible, columnas)).order_by(
        *(_en_orden(connection, column) for column in tabla.primary_key)
    )
    rows = connection.execute(query.execution_options(yield_per=LOTE))
    for page in rows.partitions():
        yield from map(tuple, page)


def esta_vacia(connection: Connection) -> bool:
    """Tell whether nobody worked in a base yet: at most its first user is there."""
    for table in tablas():
        allowed = 1 if table.name == UsuarioRow.__tablename__ else 0
        query = sa.select(sa.literal(1)).select_from(table).limit(allowed + 1)
        if len(connection.execute(query).all()) > allowed:
            return False
    return True


def preparar(connection: Connection) -> bool:
    """Keep an empty base for oneself, without its first user, to the end of all.

    False, and nothing is done, when the base is not empty.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(_nombre(connection, table) for table in tablas())
        connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    if not esta_vacia(connection):
        return False
    connection.execute(sa.delete(UsuarioRow))
    return True


def cargar(connection: Connection, columnas: Columnas, filas: Iterable[Fila]) -> None:
    """Put rows in a table; what is not of its column's kind is refused.

    Raises:
        InvalidDataError: a value, or a row, that the table cannot have.
        StorageError: the base or the disk does not answer.
    """
    tabla = columnas[0].table
    checks = [_LECTURAS[_tipo(column)] for column in columnas]
    errors: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        poner(connection, columnas, (_leida(checks, fila) for fila in filas))
    except (ValueError, RecursionError, UnicodeError) as error:
        raise _ajena(tabla) from error
    except errors as error:
        raise from_driver(error) or _ajena(tabla) from error


def asentar(connection: Connection) -> None:
    """Leave a base ready for the next row: numbers that follow, references that hold.

    Raises:
        InvalidDataError: a row names another that is not there.
    """
    if connection.dialect.name == "postgresql":
        for table in tablas():
            _seguir_numeros(connection, table)
        return
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphan is not None:
        message = (
            f"Una fila de «{orphan[0]}» nombra una de «{orphan[2]}» que no viene en el "
            "archivo. No se importó nada."
        )
        raise InvalidDataError(message)


def _tipo(column: sa.Column[Any]) -> Tipo:
    kind = column.type
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    return next(tipo for known, tipo in _TIPOS if isinstance(kind, known))


def _legible(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    match _tipo(column):
        case Tipo.DATOS:
            return sa.cast(column, sa.Text).label(column.name)
        case Tipo.INSTANTE:
            return sa.type_coerce(column, sa.DateTime)
        case _:
            return column


def _en_orden(connection: Connection, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Order texts by their code points in every database."""
    if connection.dialect.name == "postgresql" and _tipo(column) is Tipo.TEXTO:
        return sa.collate(column, "C")
    return column


def _leida(checks: Sequence[Callable[[Any], Any]], fila: Fila) -> tuple[Any, ...]:
    return tuple(
        [
            None if value is None else check(value)
            for check, value in zip(checks, fila, strict=True)
        ]
    )


def _seguir_numeros(connection: Connection, tabla: Tabla) -> None:
    """Let the sequence of a table go on after its last row."""
    column = tabla.autoincrement_column
    if column is None:
        return
    named = sa.func.pg_get_serial_sequence(_nombre(connection, tabla), column.name)
    last = sa.select(sa.func.max(column)).scalar_subquery()
    query = sa.select(sa.func.setval(sa.cast(named, sa.Text), last))
    connection.execute(query.where(named.is_not(None), last.is_not(None)))


def _nombre(connection: Connection, tabla: Tabla) -> str:
    return connection.dialect.identifier_preparer.format_table(tabla)


def _ajena(tabla: Tabla) -> InvalidDataError:
    message = (
        f"El archivo no es coherente: «{tabla.name}» trae una fila que esta base no "
        "puede tener (un dato de otra clase, repetido, demasiado grande o que nombra "
        "algo que no está). No se importó nada."
    )
    return InvalidDataError(message, {"tabla": tabla.name})


def _entero(value: Any) -> int:
    if type(value) is not int or not -_ENTERO_MAXIMO <= value < _ENTERO_MAXIMO:
        raise ValueError
    return value


def _texto(value: Any) -> str:
    if type(value) is not str:
        raise ValueError
    return value


def _si_no(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError
    return value


def _dia(value: Any) -> str:
    text = _texto(value)
    dt.date.fromisoformat(text)
    if len(text) != _LARGO_DIA or text[7] != "-":  # nor 20260201, nor 2026-W05-3
        raise ValueError
    return text


def _instante(value: Any) -> str:
    """Return it as SQLite keeps it, which PostgreSQL reads too."""
    instant = dt.datetime.fromisoformat(_texto(value).removesuffix("Z"))
    if f"{instant.isoformat()}Z" != value:
        raise ValueError
    return instant.isoformat(" ", "microseconds")


def _datos(value: Any) -> str:
    text = _texto(value)
    if text not in _VACIOS:
        json.loads(text)
    return text


def _octetos(value: Any) -> bytes:
    return base64.b64decode(_texto(value), validate=True)


_LECTURAS: Final[dict[Tipo, Callable[[Any], Any]]] = {
    Tipo.ENTERO: _entero,
    Tipo.TEXTO: _texto,
    Tipo.SI_NO: _si_no,
    Tipo.DIA: _dia,
    Tipo.INSTANTE: _instante,
    Tipo.DATOS: _datos,
    Tipo.OCTETOS: _octetos,
}
