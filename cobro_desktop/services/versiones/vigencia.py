"""Which installed version of a procedure new cases take on a day (F38)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cobro_desktop.storage.rows import ProcedimientoRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def vigente(
    session: Session, codigo: str, hoy: dt.date | None
) -> ProcedimientoRow | None:
    """Return the newest installed version whose day has come.

    Without `hoy`, the newest whatever its day.
    """
    row = ProcedimientoRow
    query = select(row).where(row.codigo == codigo, row.vigente)
    if hoy is not None:
        query = query.where(or_(row.desde.is_(None), row.desde <= hoy))
    return session.scalar(query.order_by(row.version.desc()).limit(1))


def instaladas(session: Session, codigo: str) -> list[ProcedimientoRow]:
    """Return every installed version of a code, the newest first."""
    row = ProcedimientoRow
    query = select(row).where(row.codigo == codigo).order_by(row.version.desc())
    return list(session.scalars(query))
