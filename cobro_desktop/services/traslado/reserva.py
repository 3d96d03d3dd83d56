"""Numbers of rows known before they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cobro_desktop.storage.base import Row


def reservar(session: Session, row: type[Row], cuantos: int) -> list[int]:
    """Return numbers for rows that will be inserted; none if they have no number."""
    table = row.__table__
    if "id" not in table.c or not cuantos:
        return [0] * cuantos
    if session.get_bind().dialect.name == "sqlite":
        session.flush()
        # Nobody else writes meanwhile.
        first = (session.scalar(select(func.max(table.c.id))) or 0) + 1
        return list(range(first, first + cuantos))
    query = text(
        "SELECT nextval(pg_get_serial_sequence(:tabla, 'id')) "
        "FROM generate_series(1, :cuantos)"
    )
    found = session.scalars(query, {"tabla": row.__tablename__, "cuantos": cuantos})
    return [int(number) for number in found]
