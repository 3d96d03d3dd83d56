"""Brings a base to the schema of this program, or refuses it."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.backup import copy_base
from cobro_desktop.storage.engine import BASE_FILE, Base, open_engine, sessions
from cobro_desktop.storage.problems import Causa, storage_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import Connection, Engine

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005")
"""Every revision that this program knows, the oldest first."""
COPIES: Final = "respaldos"
_LOCK: Final = 0x636F62726F
"""Advisory lock of PostgreSQL under which one workstation upgrades."""


def open_base(datos: Path, base: str | None = None) -> Base:
    """Open the base, creating or upgrading it first when that is needed.

    Alembic is imported only then. Before an upgrade of a SQLite base, a copy is
    left in `<datos>/respaldos/cobro_<revision>_<instant>.db`.

    Raises:
        StorageError: when the base cannot be reached, is not ours, is damaged or
            comes from a newer version of the program.
    """
    engine = open_engine(datos, base)
    try:
        with engine.execution_options(cobro_solo_lectura=True).connect() as connection:
            revision = _revision(connection)
        if revision != REVISIONS[-1]:
            _upgrade(engine, datos)
    except BaseException:
        engine.dispose()
        raise
    return sessions(engine, datos)


def create_base(datos: Path, revision: str) -> Base:
    """Create a SQLite base with the schema of an older revision, to be filled."""
    engine = open_engine(datos, None)
    with _upgrading(engine) as connection:
        _run_alembic(connection, revision)
    return sessions(engine, datos)


def _revision(connection: Connection) -> str | None:
    """Return the stored revision; None for an empty base.

    Raises:
        StorageError: when the base is not ours, or newer.
    """
    tables = set(sa.inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise storage_error(Causa.NOT_A_BASE)
    revision = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar_one_or_none()
    if revision is not None and revision not in REVISIONS:
        message = (
            "La base es de una versión más nueva del programa "
            f"(revisión {revision}). No se cambió nada. Actualice el programa en este "
            "equipo y vuelva a abrirla."
        )
        raise StorageError(message, {"causa": "newer", "revision": str(revision)})
    return None if revision is None else str(revision)


def _upgrade(engine: Engine, datos: Path) -> None:
    with _upgrading(engine) as connection:
        before = _revision(connection)
        if before == REVISIONS[-1]:
            return  # another workstation was faster
        if before is not None and engine.dialect.name == "sqlite":
            # Through another connection: SQLite copies from no one who writes.
            with engine.execution_options(cobro_solo_lectura=True).connect() as other:
                copy_base(other, _copy_path(datos, before))
        _run_alembic(connection)
        _check(connection)


@contextmanager
def _upgrading(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction that nobody else upgrades beside."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA foreign_keys=OFF")  # batch mode rebuilds tables
            try:
                with connection.begin():
                    yield connection
            finally:
                driver.execute("PRAGMA foreign_keys=ON")
        else:
            with connection.begin():
                lock = sa.select(sa.func.pg_advisory_xact_lock(_LOCK))
                connection.execute(lock)
                yield connection


def _run_alembic(connection: Connection, revision: str = "head") -> None:
    from alembic.command import upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "cobro_desktop.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    upgrade(config, revision)


def _check(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    result = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if broken is not None or result != "ok":
        raise storage_error(Causa.DAMAGED)


def _copy_path(datos: Path, revision: str) -> Path:
    files = [datos / BASE_FILE, datos / f"{BASE_FILE}-wal"]
    changed = max(file.stat().st_mtime for file in files if file.exists())
    instant = dt.datetime.fromtimestamp(changed, dt.UTC)
    return datos / COPIES / f"cobro_{revision}_{instant:%Y%m%dT%H%M%SZ}.db"
