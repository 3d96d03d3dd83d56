"""What an analysis of a case rests on: acts that tell facts, and what is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from cobro_desktop.storage.rows import ActuacionRow as Acto
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    BienRow,
    DeudorRow,
    DocumentoRow,
    ExpedienteRow,
    MedidaRow,
    NotificacionRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos

_VIVAS = ("decretada", "comunicada", "registrada", "no_acatada", "por_levantar")
_SIN_FIRMA = ("borrador", "en_revision", "aprobado", "anulado")


class ActoGuardado(NamedTuple):
    """An act with its data."""

    tipo: str
    actividad: str
    resultado: str
    fecha: dt.date
    usuario: str
    datos: dict[str, Any]


class Medida(NamedTuple):
    """A live measure and what it may take."""

    destinatario: str
    decretada: dt.date
    limite: Centavos


class Constancias(NamedTuple):
    """What stands on record in a case."""

    medidas: tuple[Medida, ...]
    bienes: int
    """Found and not released."""
    acuerdos: frozenset[str]
    """States of the agreements: `vigente`…"""
    garantia: bool
    """Of an agreement in force."""
    documentos: frozenset[str]
    """Kinds that were signed."""
    notificado_en_persona: bool
    """The principal, of the mandamiento, in person."""


def actos(
    session: Session, expediente_id: int, tipos: tuple[str, ...]
) -> list[ActoGuardado]:
    """Return the acts of some kinds that stand, the oldest first."""
    later = aliased(Acto)
    annulled = (
        sa.select(later.id)
        .where(later.expediente_id == expediente_id, later.anula_id == Acto.id)
        .exists()
    )
    query = (
        sa.select(
            Acto.tipo,
            Acto.actividad,
            Acto.resultado,
            Acto.fecha,
            Acto.usuario,
            Acto.datos,
        )
        .where(Acto.expediente_id == expediente_id, Acto.tipo.in_(tipos), ~annulled)
        .order_by(Acto.id)
    )
    return [ActoGuardado._make(row) for row in session.execute(query)]


def constancias(session: Session, expediente_id: int, mandamiento: str) -> Constancias:
    """Return what stands on record; `mandamiento` is the kind that is notified."""
    medidas = session.execute(
        sa.select(MedidaRow.destinatario, MedidaRow.decretada, MedidaRow.limite)
        .where(MedidaRow.expediente_id == expediente_id, MedidaRow.estado.in_(_VIVAS))
        .order_by(MedidaRow.id)
    )
    bienes = session.scalar(
        sa.select(sa.func.count()).where(
            BienRow.expediente_id == expediente_id,
            BienRow.estado.not_in(["liberado", "rematado"]),
        )
    )
    acuerdos = session.execute(
        sa.select(AcuerdoRow.estado, AcuerdoRow.garantia).where(
            AcuerdoRow.expediente_id == expediente_id
        )
    ).all()
    documentos = session.scalars(
        sa.select(DocumentoRow.tipo).where(
            DocumentoRow.expediente_id == expediente_id,
            DocumentoRow.estado.not_in(_SIN_FIRMA),
        )
    )
    return Constancias(
        medidas=tuple(Medida._make(row) for row in medidas),
        bienes=int(bienes or 0),
        acuerdos=frozenset(estado for estado, _ in acuerdos),
        garantia=any(e == "vigente" and g != "ninguna" for e, g in acuerdos),
        documentos=frozenset(documentos),
        notificado_en_persona=_in_person(session, expediente_id, mandamiento),
    )


def con_fecha_anterior(session: Session, entidad_id: int, fecha_segura: dt.date) -> int:
    """Count the open cases of an institution whose safe date comes before a day."""
    row = ExpedienteRow
    found = session.scalar(
        sa.select(sa.func.count()).where(
            row.entidad_id == entidad_id,
            row.estado.in_(["ABIERTO", "SUSPENDIDO"]),
            row.lote_anulado_id.is_(None),
            row.fecha_segura < fecha_segura,
        )
    )
    return int(found or 0)


def _in_person(session: Session, expediente_id: int, mandamiento: str) -> bool:
    row = NotificacionRow
    found = session.scalar(
        sa.select(row.id)
        .join(DeudorRow, DeudorRow.id == row.deudor_id)
        .where(
            row.expediente_id == expediente_id,
            row.que == mandamiento,
            row.medio == "personal",
            row.efectiva.is_not(None),
            row.valida,
            DeudorRow.rol == "principal",
        )
        .limit(1)
    )
    return found is not None
