"""Orders the cases once at the end of a large load, instead of at each row.

A case of SQLite keeps eight indexes of the list, the search by pieces of words and
the counts; kept row by row they cost ten times the row. Everything here happens inside
the caller's transaction: undone with it, and unseen by others until it ends.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from cobro_desktop.storage.queries.conteos import DIAS, POR_FACETAS, por_dia
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

MUCHOS: Final = 10_000
"""Below so many new cases, keeping the order row by row costs little."""
_TABLA: Final = ExpedienteRow.__tablename__


class Indices:
    """The indexes of the cases during a load."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pending: list[str] = []
        """What puts each of them back."""

    def aplazar(self, nuevos: int) -> None:
        """Leave the order for the end, if so many cases to come are worth it.

        They are where they are many, and more than those that the base has already:
        all have to be put in order again.
        """
        session = self._session
        if (
            self._pending
            or nuevos < MUCHOS
            or session.get_bind().dialect.name != "sqlite"
        ):
            return
        if nuevos < (session.scalar(sa.select(sa.func.max(ExpedienteRow.id))) or 0):
            return
        found = session.execute(
            sa.text(
                "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = :tabla "
                "AND type IN ('index', 'trigger') AND sql IS NOT NULL"
            ),
            {"tabla": _TABLA},
        ).all()
        for kind, name, _ in found:
            session.execute(sa.text(f'DROP {kind} "{name}"'))
        self._pending = [sql for _, _, sql in found]

    def poner(self) -> None:
        """Put back what was left for the end, with what it had to keep."""
        if not self._pending:
            return
        connection = self._session.connection()
        for sql in self._pending:
            connection.exec_driver_sql(sql)
        self._pending = []
        connection.exec_driver_sql(
            "INSERT INTO expediente_fts(expediente_fts) VALUES ('rebuild')"
        )
        _contar(connection)  # from the indexes, not from the whole cases


@contextmanager
def indices_aplazables(session: Session) -> Iterator[Indices]:
    """Let a load leave the order of its cases for the end of the block."""
    indices = Indices(session)
    yield indices
    indices.poner()


def _contar(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DELETE FROM resumen")
    connection.exec_driver_sql(f"INSERT INTO resumen {POR_FACETAS}")
    connection.exec_driver_sql("DELETE FROM resumen_dia")
    for kind, column in DIAS.items():
        connection.exec_driver_sql(
            f"INSERT INTO resumen_dia SELECT '{kind}', * FROM ({por_dia(column)})"  # noqa: S608 -- ours
        )
