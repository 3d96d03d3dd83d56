"""The prescription dates that cases and titles carry (DECISIONS 10; RULES 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.interrupcion import Causa, HechosPrescripcion, Interrupcion
from cobro_desktop.domain.prescripcion import Prescripcion, prescripcion
from cobro_desktop.services.dias_suspendidos import de_prescripcion
from cobro_desktop.storage.rows import (
    EntidadRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


class Fechas(NamedTuple):
    """Dates of a title; empty without ejecutoria."""

    legal: dt.date | None
    segura: dt.date | None
    riesgo: dt.date | None


def fechas_de(
    workspace: Workspace,
    sigla: str,
    ejecutoria: dt.date | None,
    exigible: dt.date | None = None,
) -> Fechas:
    """Compute the dates of a title to which nothing has happened yet."""
    if ejecutoria is None:
        return Fechas(None, None, None)
    hechos = HechosPrescripcion(
        ejecutoria=ejecutoria,
        anios_alarma=workspace.opciones(sigla).entero("prescripcion.anios_alarma"),
        exigibilidad=exigible,
    )
    return en_fechas(prescripcion(hechos, workspace.calendario(sigla)))


def de_titulo(
    session: Session,
    workspace: Workspace,
    titulo: TituloRow,
    hoy: dt.date | None = None,
) -> Prescripcion | None:
    """Work out the prescription of a title, event by event; None if not final.

    A suspension that is still open lasts up to `hoy`; without it, such a suspension
    does not count, which gives the earlier date.
    """
    hechos = hechos_de_titulo(session, workspace, titulo, hoy)
    if hechos is None:
        return None
    sigla = session.get_one(EntidadRow, titulo.entidad_id).sigla
    return prescripcion(hechos, workspace.calendario(sigla))


def hechos_de_titulo(
    session: Session,
    workspace: Workspace,
    titulo: TituloRow,
    hoy: dt.date | None = None,
) -> HechosPrescripcion | None:
    """Gather what happened to a title, for the rule; None if it is not final.

    Raises:
        InvalidDataError: an event before the ejecutoria.
    """
    if titulo.ejecutoria is None:
        return None
    sigla = session.get_one(EntidadRow, titulo.entidad_id).sigla
    exigible = session.scalar(
        select(func.min(ObligacionRow.exigible)).where(
            ObligacionRow.titulo_id == titulo.id
        )
    )
    events = session.scalars(
        select(EventoPrescripcionRow)
        .where(EventoPrescripcionRow.titulo_id == titulo.id)
        .order_by(EventoPrescripcionRow.fecha)
    )
    return HechosPrescripcion(
        ejecutoria=titulo.ejecutoria,
        anios_alarma=workspace.opciones(sigla).entero("prescripcion.anios_alarma"),
        exigibilidad=exigible,
        interrupciones=interrupciones_de(events),
        suspensiones=de_prescripcion(session, titulo.expediente_id, hoy),
    )


def interrupciones_de(
    events: Iterable[EventoPrescripcionRow],
) -> tuple[Interrupcion, ...]:
    """Return the events of a title as the rule takes them."""
    return tuple(
        Interrupcion(Causa(e.tipo), e.fecha, e.hasta, valida=e.valida)
        for e in events
        if e.tipo in set(Causa)
    )


def titulos_de(session: Session, expediente_id: int) -> Sequence[TituloRow]:
    """Return the titles of a case."""
    return session.scalars(
        select(TituloRow)
        .where(TituloRow.expediente_id == expediente_id)
        .order_by(TituloRow.id)
    ).all()


def recalcular(tx: Transaction, titulo: TituloRow) -> None:
    """Keep the dates of a title and of its case after something happened to it."""
    tx.session.flush()
    found = de_titulo(tx.session, tx.workspace, titulo, tx.contexto.hoy)
    fechas = en_fechas(found) if found else Fechas(None, None, None)
    titulo.fecha_legal, titulo.fecha_segura, titulo.entra_en_riesgo = fechas
    tx.session.flush()
    earliest = tx.session.execute(
        select(
            func.min(TituloRow.ejecutoria),
            func.min(TituloRow.fecha_legal),
            func.min(TituloRow.fecha_segura),
            func.min(TituloRow.entra_en_riesgo),
        ).where(TituloRow.expediente_id == titulo.expediente_id)
    ).one()
    expediente = tx.session.get_one(ExpedienteRow, titulo.expediente_id)
    (
        expediente.ejecutoria,
        expediente.fecha_legal,
        expediente.fecha_segura,
        expediente.entra_en_riesgo,
    ) = earliest


def en_fechas(found: Prescripcion) -> Fechas:
    """Return the dates that title and case carry."""
    return Fechas(found.fecha_legal, found.fecha_segura, found.entra_en_riesgo)
