"""Goods, requests, measures and deposits of the cases, as they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select

from cobro_desktop.storage.rows import (
    BienRow,
    ConsultaBienesRow,
    DepositoRow,
    DeudorRow,
    ExpedienteRow,
    MedidaRow,
    PersonaRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

LEVANTADA = "levantada"


class Bien(NamedTuple):
    """An asset of a debtor."""

    id: int
    clase: str
    descripcion: str
    identificacion: str
    entidad: str
    valor: int | None
    fuente: str
    fecha: dt.date
    estado: str
    deudor: str


class Consulta(NamedTuple):
    """A request for information."""

    id: int
    destinatario: str
    enviada: dt.date
    vence: dt.date | None
    respondida: dt.date | None
    resultado: str
    respuesta: str


class Medida(NamedTuple):
    """A measure; dates as they happened."""

    id: int
    tipo: str
    destinatario: str
    bien: str
    limite: int
    estado: str
    decretada: dt.date
    comunicada: dt.date | None
    registrada: dt.date | None
    levantada: dt.date | None
    observacion: str


class Deposito(NamedTuple):
    """A title of deposit."""

    id: int
    numero: str
    fecha: dt.date
    valor: int
    banco: str
    estado: str
    fecha_estado: dt.date


class Pendiente(NamedTuple):
    """A measure that stays on somebody who owes nothing any more (B19)."""

    expediente_id: int
    numero: str
    deudor: str
    identificacion: str
    medida_id: int
    tipo: str
    destinatario: str
    decretada: dt.date
    responsable_id: int | None


def bienes_de(session: Session, expediente_id: int) -> list[Bien]:
    """Return the assets of a case, the latest first."""
    query = (
        select(BienRow, PersonaRow.nombre)
        .outerjoin(DeudorRow, DeudorRow.id == BienRow.deudor_id)
        .outerjoin(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(BienRow.expediente_id == expediente_id)
        .order_by(BienRow.id.desc())
    )
    return [
        Bien(
            row.id,
            row.clase,
            row.descripcion,
            row.identificacion,
            row.entidad,
            row.valor,
            row.fuente,
            row.fecha,
            row.estado,
            nombre or "",
        )
        for row, nombre in session.execute(query)
    ]


def consultas_de(session: Session, expediente_id: int) -> list[Consulta]:
    """Return the requests of a case, the latest first."""
    row = ConsultaBienesRow
    found = session.execute(
        select(
            row.id,
            row.destinatario,
            row.enviada,
            row.vence,
            row.respondida,
            row.resultado,
            row.respuesta,
        )
        .where(row.expediente_id == expediente_id)
        .order_by(row.enviada.desc(), row.id.desc())
    )
    return [Consulta(*values) for values in found]


def medidas_de(session: Session, expediente_id: int) -> list[Medida]:
    """Return the measures of a case, those in force first, then the latest."""
    query = (
        select(MedidaRow, BienRow.descripcion)
        .outerjoin(BienRow, BienRow.id == MedidaRow.bien_id)
        .where(MedidaRow.expediente_id == expediente_id)
        .order_by(MedidaRow.estado == LEVANTADA, MedidaRow.id.desc())
    )
    return [
        Medida(
            row.id,
            row.tipo,
            row.destinatario,
            bien or "",
            row.limite,
            row.estado,
            row.decretada,
            row.comunicada,
            row.registrada,
            row.levantada,
            row.observacion,
        )
        for row, bien in session.execute(query)
    ]


def depositos_de(session: Session, expediente_id: int) -> list[Deposito]:
    """Return the titles of deposit of a case, the latest first."""
    row = DepositoRow
    found = session.execute(
        select(
            row.id,
            row.numero,
            row.fecha,
            row.valor,
            row.banco,
            row.estado,
            row.fecha_estado,
        )
        .where(row.expediente_id == expediente_id)
        .order_by(row.id.desc())
    )
    return [Deposito(*values) for values in found]


def medidas_en_vigor(session: Session, expediente_id: int) -> int:
    """Return how many measures of a case are not lifted."""
    count = session.scalar(
        select(func.count()).where(
            MedidaRow.expediente_id == expediente_id, MedidaRow.estado != LEVANTADA
        )
    )
    return int(count or 0)


def por_levantar(session: Session, estados: Sequence[str]) -> list[Pendiente]:
    """Return the measures that stay although nothing is owed, the oldest first.

    `estados` are those in which a case ended.
    """
    case = ExpedienteRow
    found = session.execute(
        select(
            case.id,
            case.numero,
            case.deudor,
            case.identificacion,
            MedidaRow.id,
            MedidaRow.tipo,
            MedidaRow.destinatario,
            MedidaRow.decretada,
            case.responsable_id,
        )
        .join(MedidaRow, MedidaRow.expediente_id == case.id)
        .where(
            MedidaRow.estado != LEVANTADA,
            case.lote_anulado_id.is_(None),
            or_(case.saldo == 0, case.estado.in_(estados)),
        )
        .order_by(MedidaRow.decretada, MedidaRow.id)
    )
    return [Pendiente(*values) for values in found]
