"""Many rows at once, in the open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, func, select, update

from cobro_desktop.storage import masa
from cobro_desktop.storage.rows import ExpedienteRow, ObligacionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.storage.base import Row


def insert_rows(
    session: Session, table: type[Row], rows: Sequence[dict[str, Any]]
) -> None:
    """Insert rows whose keys nobody needs; all have the same columns."""
    if rows:
        session.flush()
        masa.insertar(session.connection(), cast("Table", table.__table__), rows)


def insert_returning(
    session: Session, table: type[Row], rows: Sequence[dict[str, Any]]
) -> list[int]:
    """Insert rows of the same columns and return their `id`s in the same order."""
    if not rows:
        return []
    session.flush()
    connection, tabla = session.connection(), cast("Table", table.__table__)
    ids = masa.siguientes(connection, tabla.c.id, len(rows))
    masa.insertar(connection, tabla, rows, ids)
    return ids


def sumar_saldos(session: Session, expedientes: Iterable[int]) -> None:
    """Keep capital and balance of the cases equal to the sum of their obligations."""
    cases = set(expedientes)
    if not cases:
        return
    sums = (
        select(
            func.coalesce(func.sum(ObligacionRow.capital), 0),
            func.coalesce(func.sum(ObligacionRow.saldo_capital), 0),
        )
        .where(ObligacionRow.expediente_id == ExpedienteRow.id)
        .correlate(ExpedienteRow)
    )
    capital, saldo = sums.selected_columns
    session.execute(
        update(ExpedienteRow)
        .where(ExpedienteRow.id.in_(cases))
        .values(
            capital=sums.with_only_columns(capital).scalar_subquery(),
            saldo=sums.with_only_columns(saldo).scalar_subquery(),
        )
        .execution_options(synchronize_session=False)
    )
