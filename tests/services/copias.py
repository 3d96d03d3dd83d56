"""Gives a base what another one, just built, holds: building it takes a second."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from cobro_desktop.storage.base import Row
from cobro_desktop.storage.contenido import FOLDER
from cobro_desktop.storage.engine import BASE_FILE, Base


class Molde:
    """Fills empty bases: the first of each database with `build`, the rest from it."""

    def __init__(self, build: Callable[[Base], None]) -> None:
        self._build = build
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._rows: dict[str, list[dict[str, Any]]] | None = None

    def llenar(self, base: Base) -> None:
        """Fill an empty base."""
        if base.es_sqlite:
            self._fill_file(base)
        else:
            self._fill_server(base)

    def _fill_file(self, base: Base) -> None:
        with base.engine.connect() as opened:
            here: Any = opened.connection.driver_connection
            if self._folder is None:
                self._build(base)
                self._folder = tempfile.TemporaryDirectory(prefix="cobro-molde-")
                kept = Path(self._folder.name)
                with contextlib.closing(dbapi2.connect(str(kept / BASE_FILE))) as copy:
                    here.backup(copy)
                _copy_documents(base.datos, kept)
            else:
                kept = Path(self._folder.name)
                with contextlib.closing(dbapi2.connect(str(kept / BASE_FILE))) as copy:
                    copy.backup(here)
                _copy_documents(kept, base.datos)

    def _fill_server(self, base: Base) -> None:
        tables = Row.metadata.sorted_tables
        if self._rows is None:
            self._build(base)
            with base.engine.connect() as connection:
                self._rows = {
                    table.name: [
                        dict(row)
                        for row in connection.execute(table.select()).mappings()
                    ]
                    for table in tables
                }
            return
        with base.engine.begin() as connection:
            # What the triggers did when it was built is in the rows.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table in tables:
                connection.execute(table.delete())
                if rows := self._rows[table.name]:
                    connection.execute(table.insert(), rows)
                if (column := table.autoincrement_column) is not None and rows:
                    last = max(row[column.name] for row in rows)
                    serial = sa.func.pg_get_serial_sequence(table.name, column.name)
                    connection.execute(sa.select(sa.func.setval(serial, last)))


def _copy_documents(source: Path, target: Path) -> None:
    if (source / FOLDER).exists():
        shutil.copytree(source / FOLDER, target / FOLDER, dirs_exist_ok=True)
