"""Copies a live SQLite base, whole and consistent (SECURITY 0.7)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cobro_desktop.storage.problems import (
    Causa,
    from_disk,
    from_driver,
    storage_error,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection


def copy_base(connection: Connection, destination: Path) -> None:
    """Copy the base of an open SQLite connection to a file, by the backup API.

    The file appears whole or not at all.

    Raises:
        StorageError: when the copy cannot be written.
    """
    from sqlcipher3 import dbapi2

    source: Any = connection.connection.dbapi_connection
    partial = destination.with_name(f".{destination.name}.tmp")
    try:
        destination.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        copy = dbapi2.connect(str(partial))
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
        _sync(partial)
        os.replace(partial, destination)  # noqa: PTH105 -- the atomic one
    except dbapi2.Error as error:
        partial.unlink(missing_ok=True)
        # While it copies, the driver gives its reason only as text.
        full = "full" in str(error)
        causa = Causa.DISK_FULL if full else Causa.DISK_ERROR
        raise from_driver(error) or storage_error(causa) from error
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise from_disk(error) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
