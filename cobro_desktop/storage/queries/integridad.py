"""Whether the base itself is whole: pages, references, kept counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from cobro_desktop.storage.queries.conteos import DIAS, POR_FACETAS, por_dia

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def fallas_de_la_base(session: Session) -> list[str]:
    """Return, in Spanish, what fails in the file of a SQLite base.

    It reads the whole base: a second per hundred megabytes. PostgreSQL looks after
    its own pages and references, and keeps no counts: nothing fails there.
    """
    if session.get_bind().dialect.name != "sqlite":
        return []
    pages = session.scalars(sa.text("PRAGMA quick_check")).all()
    orphans = session.execute(sa.text("PRAGMA foreign_key_check")).all()
    found = [f"La base está dañada: {page}." for page in pages if page != "ok"]
    found += [
        f"La fila {row[1]} de «{row[0]}» nombra una de «{row[2]}» que no existe."
        for row in orphans
    ]
    if _differ(session, POR_FACETAS, "SELECT * FROM resumen WHERE casos <> 0"):
        found.append("Los conteos de la lista no cuadran con los expedientes.")
    if any(_differ(session, *_by_day(*day)) for day in DIAS.items()):
        found.append("Los conteos por fecha no cuadran con los expedientes.")
    return found


def _by_day(kind: str, column: str) -> tuple[str, str]:
    kept = (
        "SELECT dia, procedimiento_id, casos, saldo FROM resumen_dia "  # noqa: S608 -- names of our own
        f"WHERE clase = '{kind}' AND casos <> 0"
    )
    return por_dia(column), kept


def _differ(session: Session, actual: str, kept: str) -> bool:
    """Compare two queries as sets, each way."""
    return any(
        session.execute(sa.text(f"{one} EXCEPT {other} LIMIT 1")).first()
        for one, other in ((actual, kept), (kept, actual))
    )
