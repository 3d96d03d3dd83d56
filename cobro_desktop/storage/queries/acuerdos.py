"""The agreements of payment of a case, and what was paid since they were signed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.rows import (
    AcuerdoRow,
    CuotaRow,
    DeudorRow,
    ExpedienteRow,
    PagoRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos


class Cuota(NamedTuple):
    """An instalment as it was agreed."""

    numero: int
    """0 is the initial one."""
    nominal: dt.date
    vence: dt.date
    capital: Centavos
    interes_causado: Centavos
    interes_plazo: Centavos
    costas: Centavos
    total: Centavos


class Acuerdo(NamedTuple):
    """An agreement, or the request of one."""

    id: int
    estado: str
    solicitado: dt.date
    firma: dt.date | None
    primera: dt.date | None
    metodo: str
    cuotas: int
    cuota_inicial: Centavos
    garantia: str
    garantia_detalle: str
    garantia_valor: Centavos
    capital: Centavos
    intereses: Centavos
    costas: Centavos
    plan: dict[str, Any]
    incumplido_desde: dt.date | None
    cerrado: dt.date | None
    motivo: str
    documento_id: int | None
    filas: tuple[Cuota, ...]


class Ingreso(NamedTuple):
    """Money that came into a case."""

    id: int
    fecha: dt.date
    valor: Centavos


def acuerdos(session: Session, expediente_id: int) -> list[Acuerdo]:
    """Return the agreements of a case with their instalments, the latest first."""
    row = AcuerdoRow
    fields = [getattr(row, name) for name in Acuerdo._fields if name != "filas"]
    found = session.execute(
        sa.select(*fields)
        .where(row.expediente_id == expediente_id)
        .order_by(row.id.desc())
    ).all()
    instalments = _cuotas(session, [values[0] for values in found])
    return [Acuerdo._make((*one, tuple(instalments[one[0]]))) for one in found]


def ingresos(session: Session, expediente_id: int) -> list[Ingreso]:
    """Return the payments of a case that stand, the oldest first."""
    row = PagoRow
    found = session.execute(
        sa.select(row.id, row.fecha, row.valor)
        .where(row.expediente_id == expediente_id, row.estado != "anulado")
        .order_by(row.fecha, row.id)
    )
    return [Ingreso(*values) for values in found]


def incumplidos(
    session: Session, expediente_id: int, desde: dt.date, hasta: dt.date
) -> list[str]:
    """Name the cases in which the same debtor broke an agreement between two days.

    Both days are included; any institution of the base counts.
    """
    mine = sa.select(DeudorRow.persona_id).where(
        DeudorRow.expediente_id == expediente_id, DeudorRow.rol == "principal"
    )
    found = session.scalars(
        sa.select(ExpedienteRow.numero)
        .join(AcuerdoRow, AcuerdoRow.expediente_id == ExpedienteRow.id)
        .join(DeudorRow, DeudorRow.expediente_id == ExpedienteRow.id)
        .where(
            AcuerdoRow.estado == "incumplido",
            AcuerdoRow.cerrado.between(desde, hasta),
            DeudorRow.rol == "principal",
            DeudorRow.persona_id.in_(mine),
        )
        .distinct()
        .order_by(ExpedienteRow.numero)
    )
    return list(found)


def _cuotas(session: Session, ids: Sequence[int]) -> dict[int, list[Cuota]]:
    row = CuotaRow
    fields = [getattr(row, name) for name in Cuota._fields]
    found: dict[int, list[Cuota]] = defaultdict(list)
    if not ids:
        return found
    rows = session.execute(
        sa.select(row.acuerdo_id, *fields)
        .where(row.acuerdo_id.in_(ids))
        .order_by(row.acuerdo_id, row.numero)
    )
    for acuerdo_id, *values in rows:
        found[acuerdo_id].append(Cuota._make(values))
    return found
