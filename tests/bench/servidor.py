"""P9: imports 100,000 cases into PostgreSQL.

The peer is SQLAlchemy's own `execute(insert(…), rows)` of the same rows, in the same
chunks, into a base of the same schema. Fresh bases, in turns, on a private server.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.storage.rows import ExpedienteRow
from cobro_desktop.storage.trozos import trozos
from cobro_desktop.storage.upgrade import open_base
from tests.bench.big_base import cases_of, fill_catalogues
from tests.postgresql import new_database, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

CASOS = 100_000
TROZO = 2_000
Escribir: TypeAlias = "Callable[[Session, list[dict[str, Any]]], None]"


def p9(casos: int = CASOS, turns: int = 3) -> tuple[float, float]:
    """Return the median seconds of SQLAlchemy and of ours."""
    rows = list(trozos(cases_of(casos), TROZO))
    with contextmanager(serve)() as server:
        taken = [
            [_seconds(server, rows, write) for write in (_peer, _ours)]
            for _ in range(turns)
        ]
    return median(pair[0] for pair in taken), median(pair[1] for pair in taken)


def _seconds(server: str, rows: list[list[dict[str, Any]]], write: Escribir) -> float:
    with _base(server) as base:
        start = time.perf_counter()
        with base.write.begin() as session:
            for chunk in rows:
                write(session, chunk)
        return time.perf_counter() - start


@contextmanager
def _base(server: str) -> Iterator[Any]:
    with (
        tempfile.TemporaryDirectory() as folder,
        contextmanager(new_database)(server, "template0") as url,
    ):
        base = open_base(Path(folder), url)
        with base.write.begin() as session:
            fill_catalogues(session)
        try:
            yield base
        finally:
            base.close()


def _peer(session: Session, rows: list[dict[str, Any]]) -> None:
    session.connection().execute(sa.insert(ExpedienteRow), rows)


def _ours(session: Session, rows: list[dict[str, Any]]) -> None:
    insert_rows(session, ExpedienteRow, rows)
