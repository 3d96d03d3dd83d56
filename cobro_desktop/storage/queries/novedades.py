"""What changes a date or the money of a case: suspensions, expenses, corrections."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.rows import ActuacionRow, GastoRow, SuspensionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Suspension(NamedTuple):
    """Days on which something of a case stands still; both ends are included."""

    id: int
    causa: str
    norma: str
    desde: dt.date
    hasta: dt.date | None
    """Empty while it lasts."""
    terminos: bool
    prescripcion: bool
    intereses: bool

    @property
    def motivo(self) -> str:
        """The cause with its norm, as a reason beside a day."""
        return f"{self.causa} ({self.norma})" if self.norma else self.causa

    def cubre(self, dia: dt.date) -> bool:
        """Tell whether it stops something on a day."""
        return self.desde <= dia and (self.hasta is None or dia <= self.hasta)


class Gasto(NamedTuple):
    """An expense of collection (ET 836-1)."""

    id: int
    obligacion_id: int
    fecha: dt.date
    concepto: str
    valor: int
    """In centavos."""
    soporte: str
    estado: str


def suspensiones(session: Session, expediente_id: int) -> list[Suspension]:
    """Return the suspensions of a case, the oldest first."""
    return por_caso(session, [expediente_id]).get(expediente_id, [])


def por_caso(
    session: Session, expedientes: sa.Select[int] | list[int]
) -> dict[int, list[Suspension]]:
    """Return the suspensions of several cases; a case without any is not there."""
    row = SuspensionRow
    query = (
        sa.select(
            row.expediente_id,
            row.id,
            row.causa,
            row.norma,
            row.desde,
            row.hasta,
            row.terminos,
            row.prescripcion,
            row.intereses,
        )
        .where(row.expediente_id.in_(expedientes))
        .order_by(row.desde, row.id)
    )
    found: dict[int, list[Suspension]] = {}
    for expediente_id, *values in session.execute(query):
        found.setdefault(expediente_id, []).append(Suspension._make(values))
    return found


def gastos(session: Session, expediente_id: int) -> list[Gasto]:
    """Return the expenses of a case, the oldest first, annulled ones included."""
    row = GastoRow
    query = (
        sa.select(
            row.id,
            row.obligacion_id,
            row.fecha,
            row.concepto,
            row.valor,
            row.soporte,
            row.estado,
        )
        .where(row.expediente_id == expediente_id)
        .order_by(row.fecha, row.id)
    )
    return [Gasto._make(values) for values in session.execute(query)]


def fechas_corregidas(session: Session, expediente_id: int) -> dict[int, dt.date]:
    """Return the legal day of the acts whose date was corrected, by act."""
    rows = session.execute(
        sa.select(ActuacionRow.datos)
        .where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == "correccion",
        )
        .order_by(ActuacionRow.id)
    )
    return {
        datos["corrige"]: dt.date.fromisoformat(datos["despues"])
        for (datos,) in rows
        if "corrige" in datos
    }
