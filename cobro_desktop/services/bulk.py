"""Many rows at once, in the open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from cobro_desktop.storage.rows import ExpedienteRow, ObligacionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.storage.base import Row


def insert_rows(
    session: Session, table: type[Row], rows: Sequence[dict[str, Any]]
) -> None:
    """Insert rows whose keys nobody needs."""
    if rows:
        session.flush()
        session.connection().execute(insert(table), rows)


def insert_returning(
    session: Session, table: type[Row], rows: Sequence[dict[str, Any]]
) -> list[int]:
    """Insert rows and return their `id`s in the same order."""
    if not rows:
        return []
    key = table.__table__.c.id
    if session.get_bind().dialect.name != "sqlite":
        statement = insert(table).returning(key, sort_by_parameter_order=True)
        return list(session.scalars(statement, rows))
    session.flush()
    # Nobody else writes meanwhile, and a returning insert goes row by row there.
    first = (session.scalar(select(func.max(key))) or 0) + 1
    ids = range(first, first + len(rows))
    numbered = [row | {"id": id_} for row, id_ in zip(rows, ids, strict=True)]
    session.connection().execute(insert(table), numbered)
    return list(ids)


def sumar_saldos(session: Session, expedientes: Iterable[int]) -> None:
    """Keep capital and balance of the cases equal to the sum of their obligations."""
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
        .where(ExpedienteRow.id.in_(set(expedientes)))
        .values(
            capital=sums.with_only_columns(capital).scalar_subquery(),
            saldo=sums.with_only_columns(saldo).scalar_subquery(),
        )
        .execution_options(synchronize_session=False)
    )
