"""The prescription dates that cases and titles carry (DECISIONS 10; RULES 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.interrupcion import Causa, HechosPrescripcion, Interrupcion
from cobro_desktop.domain.prescripcion import Prescripcion, prescripcion
from cobro_desktop.storage.rows import (
    EntidadRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt

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
    return _fechas(_calcular(workspace, sigla, ejecutoria, exigible, ()))


def de_titulo(
    session: Session, workspace: Workspace, titulo: TituloRow
) -> Prescripcion | None:
    """Work out the prescription of a title, event by event; None if not final."""
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
    interrupciones = tuple(
        Interrupcion(Causa(e.tipo), e.fecha, e.hasta, valida=e.valida)
        for e in events
        if e.tipo in set(Causa)
    )
    return _calcular(workspace, sigla, titulo.ejecutoria, exigible, interrupciones)


def recalcular(tx: Transaction, titulo: TituloRow) -> None:
    """Keep the dates of a title and of its case after something happened to it."""
    tx.session.flush()
    found = de_titulo(tx.session, tx.workspace, titulo)
    fechas = _fechas(found) if found else Fechas(None, None, None)
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


def _calcular(
    workspace: Workspace,
    sigla: str,
    ejecutoria: dt.date,
    exigible: dt.date | None,
    interrupciones: tuple[Interrupcion, ...],
) -> Prescripcion:
    hechos = HechosPrescripcion(
        ejecutoria=ejecutoria,
        anios_alarma=workspace.opciones(sigla).entero("prescripcion.anios_alarma"),
        exigibilidad=exigible,
        interrupciones=interrupciones,
    )
    return prescripcion(hechos, workspace.calendario(sigla))


def _fechas(found: Prescripcion) -> Fechas:
    return Fechas(found.fecha_legal, found.fecha_segura, found.entra_en_riesgo)
