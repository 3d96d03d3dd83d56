"""Many rows at once, by the shortest way that each driver has.

The statements of an ORM prepare each value of each row again; a table of 200,000 rows
has two million of them. Here a column is prepared at a time, and the driver's own
`executemany` (SQLite) or `COPY` (PostgreSQL) takes the rows.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from cobro_desktop.storage.base import UtcDateTime
from cobro_desktop.storage.problems import from_driver

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Column, Connection, Dialect

Fila: TypeAlias = "Mapping[str, Any]"


def insertar(
    connection: Connection,
    tabla: sa.Table,
    filas: Sequence[Fila],
    claves: Sequence[int] | None = None,
) -> None:
    """Insert rows that all have the same columns, as Python knows their values.

    `claves` gives the `id` of each row, where the rows do not bring it.

    Raises:
        StorageError: the base or the disk does not answer.
    """
    known = filas[0].keys()
    if unknown := known - tabla.columns.keys():
        message = f"{tabla.name} has no {', '.join(sorted(unknown))}"
        raise KeyError(message)
    given = dict(zip(known, _por_columnas(filas), strict=True))
    columns = [c for c in tabla.columns if c.key in known or c.default is not None]
    values = [_valores(c, given.get(c.key), connection.dialect) for c in columns]
    if claves is not None:
        columns.append(tabla.c.id)
        values.append(claves)
    errors: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        poner(connection, columns, zip(*values, strict=False))
    except errors as error:
        raise from_driver(error) or error from error


def poner(
    connection: Connection,
    columnas: Sequence[Column[Any]],
    filas: Iterable[Sequence[Any]],
) -> None:
    """Put rows of values that the driver already understands; its errors go through."""
    quote = connection.dialect.identifier_preparer
    table = quote.format_table(columnas[0].table)
    names = ", ".join(quote.quote(column.name) for column in columnas)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        copy = f"COPY {table} ({names}) FROM STDIN"
        with driver.cursor() as cursor, cursor.copy(copy) as target:
            for row in filas:
                target.write_row(row)
        return
    marks = ", ".join("?" for _ in columnas)
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 -- ours
    driver.executemany(insert, filas)


def siguientes(connection: Connection, columna: Column[Any], cuantos: int) -> list[int]:
    """Take the next numbers of a table's key, which nobody else will have."""
    if connection.dialect.name == "postgresql":
        name = connection.dialect.identifier_preparer.format_table(columna.table)
        series = sa.func.pg_get_serial_sequence(name, columna.name)
        rows = sa.func.generate_series(1, cuantos).table_valued("n")
        taken = sa.select(sa.func.nextval(sa.cast(series, sa.Text))).select_from(rows)
        return sorted(connection.scalars(taken))
    # One writer at a time there.
    last = connection.scalar(sa.select(sa.func.max(columna))) or 0
    return list(range(last + 1, last + 1 + cuantos))


def _por_columnas(filas: Sequence[Fila]) -> Iterable[Sequence[Any]]:
    """Return the values of the rows by column, in the order of the first row's keys."""
    keys = tuple(filas[0])
    if len(keys) == 1:  # `itemgetter` of one key gives no tuple
        return ([fila[keys[0]] for fila in filas],)
    return zip(*map(itemgetter(*keys), filas), strict=True)


def _valores(
    columna: Column[Any], valores: Sequence[Any] | None, dialect: Dialect
) -> Iterable[Any]:
    """Return a column of the rows as the driver takes it; `None`: its default."""
    prepare = columna.type.dialect_impl(dialect).bind_processor(dialect)
    if valores is None:
        value = _por_defecto(columna)
        return repeat(prepare(value) if prepare else value)
    if prepare is None:
        return valores
    if isinstance(columna.type, sa.Date):
        prepare = _iso  # thrice as fast
    elif isinstance(columna.type, UtcDateTime):
        prepare = lru_cache(maxsize=16)(prepare)  # all rows have the same instant
    return map(prepare, valores)


@lru_cache(maxsize=4096)
def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _por_defecto(columna: Column[Any]) -> Any:
    default: Any = columna.default
    return default.arg(None) if default.is_callable else default.arg
