"""Prescription of every title of an entity, worked out again at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.interrupcion import HechosPrescripcion
from cobro_desktop.domain.prescripcion import prescripcion
from cobro_desktop.services.dias_suspendidos import cerradas
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.prescripciones import (
    Fechas,
    en_fechas,
    interrupciones_de,
)
from cobro_desktop.services.recuento import TituloMovido
from cobro_desktop.storage.rows import (
    EventoPrescripcionRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.storage.queries.novedades import Suspension

_LOTE: Final = 5_000


class Medida(NamedTuple):
    """With what the titles of an entity are measured."""

    calendario: Calendario
    anios_alarma: int
    suspensiones: Mapping[int, Sequence[Suspension]]
    """Of each case."""
    hoy: dt.date


class _Titulo(NamedTuple):
    id: int
    expediente_id: int
    numero: str
    ejecutoria: dt.date
    legal: dt.date | None
    segura: dt.date | None
    riesgo: dt.date | None


def titulos_movidos(
    session: Session, entidad_id: int, medida: Medida
) -> tuple[list[TituloMovido], list[str]]:
    """Return the titles whose dates are others, and the problems of those skipped."""
    exigibles = _exigibles(session, entidad_id)
    eventos = _eventos(session, entidad_id)
    known: dict[HechosPrescripcion, Fechas] = {}
    moved: list[TituloMovido] = []
    problems: list[str] = []
    for titulo in _en_firme(session, entidad_id):
        paused = medida.suspensiones.get(titulo.expediente_id, ())
        try:
            hechos = HechosPrescripcion(
                ejecutoria=titulo.ejecutoria,
                anios_alarma=medida.anios_alarma,
                exigibilidad=exigibles.get(titulo.id),
                interrupciones=interrupciones_de(eventos.get(titulo.id, ())),
                suspensiones=cerradas(
                    (s for s in paused if s.prescripcion), medida.hoy
                ),
            )
        except InvalidDataError as error:
            problems.append(f"{titulo.numero}: {error.mensaje}")
            continue
        if hechos not in known:
            known[hechos] = en_fechas(prescripcion(hechos, medida.calendario))
        before, after = Fechas(*titulo[-3:]), known[hechos]
        if after != before:
            where = (titulo.id, titulo.expediente_id, titulo.numero)
            moved.append(TituloMovido(*where, before, after))
    return moved, problems


def _exigibles(session: Session, entidad_id: int) -> dict[int, dt.date]:
    rows = session.execute(
        select(ObligacionRow.titulo_id, func.min(ObligacionRow.exigible))
        .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
        .where(TituloRow.entidad_id == entidad_id)
        .group_by(ObligacionRow.titulo_id)
    )
    return {titulo_id: day for titulo_id, day in rows}  # noqa: C416 -- rows


def _eventos(
    session: Session, entidad_id: int
) -> dict[int, list[EventoPrescripcionRow]]:
    found: dict[int, list[EventoPrescripcionRow]] = {}
    events = session.scalars(
        select(EventoPrescripcionRow)
        .join(TituloRow, TituloRow.id == EventoPrescripcionRow.titulo_id)
        .where(TituloRow.entidad_id == entidad_id)
        .order_by(EventoPrescripcionRow.fecha)
    )
    for event in events:
        found.setdefault(event.titulo_id, []).append(event)
    return found


def _en_firme(session: Session, entidad_id: int) -> Iterator[_Titulo]:
    query = (
        select(
            TituloRow.id,
            TituloRow.expediente_id,
            ExpedienteRow.numero,
            TituloRow.ejecutoria,
            TituloRow.fecha_legal,
            TituloRow.fecha_segura,
            TituloRow.entra_en_riesgo,
        )
        .join(ExpedienteRow, ExpedienteRow.id == TituloRow.expediente_id)
        .where(
            TituloRow.entidad_id == entidad_id,
            TituloRow.lote_anulado_id.is_(None),
            TituloRow.ejecutoria.is_not(None),
            ExpedienteRow.estado.in_([ABIERTO, SUSPENDIDO]),
        )
        .order_by(TituloRow.id)
        .execution_options(yield_per=_LOTE)
    )
    return (_Titulo._make(row) for row in session.execute(query))
