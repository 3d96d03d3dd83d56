"""The titles and the money of one case."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.rows import (
    EventoPrescripcionRow,
    ImputacionRow,
    LiquidacionRow,
    ObligacionRow,
    PagoRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos


class EventoPrescripcion(NamedTuple):
    """What interrupts or suspends the prescription of a title."""

    tipo: str
    fecha: dt.date
    hasta: dt.date | None
    valida: bool
    id: int
    motivo: str
    """What proves it, or why it does not count any more."""


class Titulo(NamedTuple):
    """A title of a case, with what happened to its prescription."""

    id: int
    version: int
    autoridad: str
    numero: str
    fecha: dt.date
    notificado: dt.date | None
    ejecutoria: dt.date | None
    datos: dict[str, Any]
    fecha_legal: dt.date | None
    fecha_segura: dt.date | None
    entra_en_riesgo: dt.date | None
    eventos: tuple[EventoPrescripcion, ...]


class Obligacion(NamedTuple):
    """One concept and vigencia of a title."""

    id: int
    version: int
    titulo_id: int
    concepto: str
    vigencia: int | None
    capital: Centavos
    saldo_capital: Centavos
    abono_historico: Centavos
    abono_fecha: dt.date | None
    regimen: str
    exigible: dt.date
    estado: str
    causa: str


class Imputacion(NamedTuple):
    """The part of a payment that went to an obligation."""

    obligacion_id: int
    capital: Centavos
    interes: Centavos
    costas: Centavos
    saldo_a_favor: Centavos
    regla: str


class Pago(NamedTuple):
    """A payment of a case, with how it was split."""

    id: int
    fecha: dt.date
    valor: Centavos
    banco: str
    referencia: str
    concepto: str
    estado: str
    imputaciones: tuple[Imputacion, ...]


class Liquidacion(NamedTuple):
    """A liquidation made before, as it was made."""

    id: int
    obligacion_id: int
    corte: dt.date
    capital: Centavos
    interes: Centavos
    total: Centavos
    huella: str
    motor: str
    usuario: str
    creada_en: dt.datetime


def titulos(session: Session, expediente_id: int) -> list[Titulo]:
    """Return the titles of a case, the oldest first."""
    row = TituloRow
    found = session.execute(
        sa.select(
            row.id,
            row.version,
            row.autoridad,
            row.numero,
            row.fecha,
            row.notificado,
            row.ejecutoria,
            row.datos,
            row.fecha_legal,
            row.fecha_segura,
            row.entra_en_riesgo,
        )
        .where(row.expediente_id == expediente_id)
        .order_by(row.fecha, row.id)
    ).all()
    events = _eventos(session, [values[0] for values in found])
    return [Titulo._make((*values, tuple(events[values[0]]))) for values in found]


def obligaciones(session: Session, expediente_id: int) -> list[Obligacion]:
    """Return the obligations of a case, title by title."""
    row = ObligacionRow
    query = (
        sa.select(
            row.id,
            row.version,
            row.titulo_id,
            row.concepto,
            row.vigencia,
            row.capital,
            row.saldo_capital,
            row.abono_historico,
            row.abono_fecha,
            row.regimen,
            row.exigible,
            row.estado,
            row.causa,
        )
        .where(row.expediente_id == expediente_id)
        .order_by(row.titulo_id, row.exigible, row.id)
    )
    return [Obligacion._make(values) for values in session.execute(query)]


def pagos(session: Session, expediente_id: int) -> list[Pago]:
    """Return the payments of a case, the oldest first, annulled ones included."""
    row = PagoRow
    found = session.execute(
        sa.select(
            row.id,
            row.fecha,
            row.valor,
            row.banco,
            row.referencia,
            row.concepto,
            row.estado,
        )
        .where(row.expediente_id == expediente_id)
        .order_by(row.fecha, row.id)
    ).all()
    split = _imputaciones(session, [values[0] for values in found])
    return [Pago._make((*values, tuple(split[values[0]]))) for values in found]


def liquidaciones(session: Session, expediente_id: int) -> list[Liquidacion]:
    """Return the liquidations of a case, the last one first."""
    row = LiquidacionRow
    query = (
        sa.select(
            row.id,
            row.obligacion_id,
            row.corte,
            row.capital,
            row.interes,
            row.total,
            row.huella,
            row.motor,
            row.usuario,
            row.creada_en,
        )
        .join(ObligacionRow, ObligacionRow.id == row.obligacion_id)
        .where(ObligacionRow.expediente_id == expediente_id)
        .order_by(row.id.desc())
    )
    return [Liquidacion._make(values) for values in session.execute(query)]


def _eventos(
    session: Session, ids: Sequence[int]
) -> dict[int, list[EventoPrescripcion]]:
    row = EventoPrescripcionRow
    query = (
        sa.select(
            row.titulo_id,
            row.tipo,
            row.fecha,
            row.hasta,
            row.valida,
            row.id,
            row.motivo,
        )
        .where(row.titulo_id.in_(ids))
        .order_by(row.fecha, row.id)
    )
    found: dict[int, list[EventoPrescripcion]] = defaultdict(list)
    for titulo_id, *values in session.execute(query):
        found[titulo_id].append(EventoPrescripcion._make(values))
    return found


def _imputaciones(session: Session, ids: Sequence[int]) -> dict[int, list[Imputacion]]:
    row = ImputacionRow
    query = (
        sa.select(
            row.pago_id,
            row.obligacion_id,
            row.capital,
            row.interes,
            row.costas,
            row.saldo_a_favor,
            row.regla,
        )
        .where(row.pago_id.in_(ids))
        .order_by(row.id)
    )
    found: dict[int, list[Imputacion]] = defaultdict(list)
    for pago_id, *values in session.execute(query):
        found[pago_id].append(Imputacion._make(values))
    return found
