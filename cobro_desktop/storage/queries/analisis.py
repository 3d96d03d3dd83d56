"""What an analysis of a case rests on: acts that tell facts, and what is on record."""

from __future__ import annotations

from collections import defaultdict
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
    from collections.abc import Mapping, Sequence

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
    return actos_de(session, [expediente_id], tipos)[expediente_id]


def actos_de(
    session: Session, expedientes: Sequence[int], tipos: tuple[str, ...]
) -> Mapping[int, list[ActoGuardado]]:
    """Return the acts of some kinds that stand in each case, the oldest first."""
    later = aliased(Acto)
    annulled = (
        sa.select(later.id)
        .where(
            later.expediente_id == Acto.expediente_id,
            later.anula_id == Acto.id,
        )
        .exists()
    )
    query = (
        sa.select(
            Acto.expediente_id,
            Acto.tipo,
            Acto.actividad,
            Acto.resultado,
            Acto.fecha,
            Acto.usuario,
            Acto.datos,
        )
        .where(Acto.expediente_id.in_(expedientes), Acto.tipo.in_(tipos), ~annulled)
        .order_by(Acto.id)
    )
    found: dict[int, list[ActoGuardado]] = {case_id: [] for case_id in expedientes}
    for case_id, *row in session.execute(query):
        found[case_id].append(ActoGuardado._make(row))
    return found


def constancias(session: Session, expediente_id: int, mandamiento: str) -> Constancias:
    """Return what stands on record; `mandamiento` is the kind that is notified."""
    return constancias_de(session, [expediente_id], mandamiento)[expediente_id]


def constancias_de(
    session: Session, expedientes: Sequence[int], mandamiento: str
) -> Mapping[int, Constancias]:
    """Return what stands on record in each case, a few queries for all of them."""
    measures = _por_caso(
        session,
        sa.select(
            MedidaRow.expediente_id,
            MedidaRow.destinatario,
            MedidaRow.decretada,
            MedidaRow.limite,
        )
        .where(MedidaRow.expediente_id.in_(expedientes), MedidaRow.estado.in_(_VIVAS))
        .order_by(MedidaRow.id),
    )
    goods = _por_caso(
        session,
        sa.select(BienRow.expediente_id, sa.func.count())
        .where(
            BienRow.expediente_id.in_(expedientes),
            BienRow.estado.not_in(["liberado", "rematado"]),
        )
        .group_by(BienRow.expediente_id),
    )
    deals = _por_caso(
        session,
        sa.select(
            AcuerdoRow.expediente_id, AcuerdoRow.estado, AcuerdoRow.garantia
        ).where(AcuerdoRow.expediente_id.in_(expedientes)),
    )
    papers = _por_caso(
        session,
        sa.select(DocumentoRow.expediente_id, DocumentoRow.tipo).where(
            DocumentoRow.expediente_id.in_(expedientes),
            DocumentoRow.estado.not_in(_SIN_FIRMA),
        ),
    )
    in_person = _en_persona(session, expedientes, mandamiento)
    return {
        case_id: Constancias(
            medidas=tuple(Medida._make(row) for row in measures[case_id]),
            bienes=sum(int(count) for (count,) in goods[case_id]),
            acuerdos=frozenset(estado for estado, _ in deals[case_id]),
            garantia=any(e == "vigente" and g != "ninguna" for e, g in deals[case_id]),
            documentos=frozenset(tipo for (tipo,) in papers[case_id]),
            notificado_en_persona=case_id in in_person,
        )
        for case_id in expedientes
    }


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


def _por_caso(
    session: Session, query: sa.Select[*tuple[Any, ...]]
) -> defaultdict[int, list[tuple[Any, ...]]]:
    """Return the rows of a query by their first column, the case."""
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for case_id, *row in session.execute(query):
        found[case_id].append(tuple(row))
    return found


def _en_persona(
    session: Session, expedientes: Sequence[int], mandamiento: str
) -> frozenset[int]:
    row = NotificacionRow
    return frozenset(
        session.scalars(
            sa.select(row.expediente_id)
            .join(DeudorRow, DeudorRow.id == row.deudor_id)
            .where(
                row.expediente_id.in_(expedientes),
                row.que == mandamiento,
                row.medio == "personal",
                row.efectiva.is_not(None),
                row.valida,
                DeudorRow.rol == "principal",
            )
        )
    )
