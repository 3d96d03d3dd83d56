"""Opens the base: SQLite through `sqlcipher3`, or PostgreSQL by its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.domain.texto import plegar
from cobro_desktop.storage.alcance import Mirada, vigilar
from cobro_desktop.storage.carpeta import prepare_folder
from cobro_desktop.storage.problems import from_driver

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import FromClause
    from sqlalchemy.engine import Connection, Engine, ExceptionContext

BASE_FILE: Final = "cobro.db"
_BUSY_MS: Final = 30_000
_READ: Final = "cobro_solo_lectura"
_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={_BUSY_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=1073741824",
)


@dataclass(frozen=True, slots=True)
class Base:
    """An open base: sessions that write, and sessions that only look.

    A writing session takes the write lock when it begins (SECURITY 0.5), so that it
    never fails half-way; a reading one sees a snapshot and cannot write.
    """

    engine: Engine
    datos: Path
    """The data folder: documents, copies; also the base itself on SQLite."""
    write: sessionmaker[Session]
    read: sessionmaker[Session]
    mirada: Mirada = field(default_factory=Mirada)
    """Whose eyes the reading sessions have."""

    @property
    def es_sqlite(self) -> bool:
        """Whether the base is a file of the data folder."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give every connection back to the system."""
        self.engine.dispose()


def open_engine(datos: Path, base: str | None) -> Engine:
    """Return an engine on `<datos>/cobro.db`, or on the PostgreSQL at `base`.

    Raises:
        StorageError: when the folder cannot be used or the address is none of ours.
    """
    folder = prepare_folder(datos)
    engine = _postgresql(base) if base else _sqlite(folder / BASE_FILE)
    event.listen(engine, "handle_error", _tell, retval=True)
    return engine


def sessions(engine: Engine, datos: Path) -> Base:
    """Return the pair of session makers over an engine."""
    if engine.dialect.name == "sqlite":
        reading = engine.execution_options(**{_READ: True})
    else:
        reading = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    base = Base(
        engine,
        datos,
        write=sessionmaker(engine, expire_on_commit=False),
        read=sessionmaker(reading, autoflush=False, expire_on_commit=False),
    )
    vigilar(base.read, base.mirada)
    return base


def _sqlite(path: Path) -> Engine:
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        try:
            connection = dbapi2.connect(
                str(path), isolation_level=None, check_same_thread=False
            )
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except dbapi2.Error as error:
            raise from_driver(error) or error from error
        fold = lru_cache(maxsize=4096)(plegar)  # places and offices repeat
        connection.create_function("plegar", 1, fold, deterministic=True)
        return connection

    engine = sa.create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool
    )
    engine.dialect.statement_compiler = _HintingCompiler
    event.listen(engine, "begin", _begin)
    return engine


class _HintingCompiler(SQLiteCompiler):
    """Writes `INDEXED BY …`, which SQLAlchemy's own compiler leaves out."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        del table
        return text


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_READ):
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(base: str) -> Engine:
    try:
        url = sa.make_url(base)
    except sa.exc.ArgumentError:
        raise _address_error() from None
    if url.get_backend_name() != "postgresql":
        raise _address_error()
    try:
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": 10,
                "application_name": "cobro-desktop",
                "options": f"-c timezone=UTC -c lock_timeout={_BUSY_MS}",
            },
        )
    except ImportError:
        message = (
            "Falta el componente para PostgreSQL (psycopg). Instale "
            "«cobro-desktop[postgresql]» o trabaje sin --base."
        )
        raise StorageError(message, {"causa": "driver"}) from None


def _address_error() -> StorageError:
    message = (
        "La dirección de la base no se entiende. Se escribe "
        "postgresql+psycopg://usuario@servidor/base."
    )
    return StorageError(message, {"causa": "address"})


def _tell(context: ExceptionContext) -> BaseException | None:
    options = context.connection.get_execution_options() if context.connection else {}
    if options.get(_READ) and "readonly" in str(context.original_exception):
        return None  # a reading session that writes is a bug of ours
    return from_driver(context.original_exception)
