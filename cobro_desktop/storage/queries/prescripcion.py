"""The prescription radar: pesos and titles per safe date and band (B3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.ventana import Banda
from cobro_desktop.storage.queries.partidas import (
    VIGILADOS,
    Pregunta,
    Umbral,
    columna_banda,
    dias_de_sobra,
    fuentes,
    notificado,
)
from cobro_desktop.storage.rows import ExpedienteRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.storage.queries.consulta import Condicion

__all__ = [
    "VIGILADOS",
    "Dia",
    "Eleccion",
    "Partida",
    "Pregunta",
    "Umbral",
    "actividades",
    "pagina",
    "por_dia",
    "responsables",
    "sin_fecha",
]


class Dia(NamedTuple):
    """Titles with the same safe date and band."""

    fecha_segura: dt.date
    banda: Banda
    titulos: int
    saldo: Centavos


class Partida(NamedTuple):
    """A title of the radar."""

    expediente_id: int
    titulo_id: int | None
    """None where the case has only one."""
    numero: str
    deudor: str
    procedimiento_id: int
    actividad: str
    responsable: str | None
    saldo: Centavos
    fecha_segura: dt.date
    fecha_legal: dt.date
    entra_en_riesgo: dt.date
    banda: Banda
    notificado: bool
    """A valid notification of the mandamiento is on record."""


@dataclass(frozen=True, slots=True)
class Eleccion:
    """A part of the radar: a band, a stretch of safe dates (both ends in), or both."""

    bandas: tuple[Banda, ...] = ()
    desde: dt.date | None = None
    hasta: dt.date | None = None


def actividades(session: Session) -> list[tuple[int, str]]:
    """Return (procedure id, activity) of the cases that are watched."""
    row = ExpedienteRow
    query = sa.select(row.procedimiento_id, row.actividad).distinct()
    found = session.execute(
        query.where(row.lote_anulado_id.is_(None), row.estado.in_(VIGILADOS))
    )
    return [(procedimiento_id, actividad) for procedimiento_id, actividad in found]


def por_dia(session: Session, pregunta: Pregunta) -> list[Dia]:
    """Count and add up the titles per safe date and band, the first date first."""
    totals: dict[tuple[dt.date, str], tuple[int, int]] = {}
    for source in fuentes(session, pregunta):
        titles = source.subquery()
        band = columna_banda(titles.c, pregunta)
        query = sa.select(
            titles.c.fecha_segura, band, sa.func.count(), sa.func.sum(titles.c.saldo)
        )
        query = query.where(titles.c.fecha_segura.is_not(None)).group_by(
            titles.c.fecha_segura, band
        )
        for day, name, count, saldo in session.execute(query):
            old = totals.get((day, name), (0, 0))
            totals[day, name] = (old[0] + count, old[1] + int(saldo))
    return [
        Dia(day, Banda(name), count, saldo)
        for (day, name), (count, saldo) in sorted(totals.items())
    ]


def sin_fecha(session: Session, pregunta: Pregunta) -> tuple[int, Centavos]:
    """Count and add up what has no dates, as its ejecutoria is not on record."""
    count = total = 0
    for source in fuentes(session, pregunta):
        titles = source.subquery()
        query = sa.select(sa.func.count(), sa.func.sum(titles.c.saldo))
        found = session.execute(query.where(titles.c.fecha_segura.is_(None))).one()
        count, total = count + found[0], total + int(found[1] or 0)
    return count, total


def pagina(
    session: Session, pregunta: Pregunta, eleccion: Eleccion, *, lineas: range
) -> list[Partida]:
    """Return some titles of a part of the radar, what must be done first on top.

    The order is that of the days left until the last one for the next act.
    """
    titles = sa.union_all(*fuentes(session, pregunta)).subquery()
    band = columna_banda(titles.c, pregunta)
    conditions: list[Condicion] = [titles.c.fecha_segura.is_not(None)]
    if eleccion.bandas:
        conditions.append(band.in_([b.value for b in eleccion.bandas]))
    if eleccion.desde is not None:
        conditions.append(titles.c.fecha_segura >= eleccion.desde)
    if eleccion.hasta is not None:
        conditions.append(titles.c.fecha_segura <= eleccion.hasta)
    left = dias_de_sobra(session, titles.c, pregunta)
    chosen = (
        sa.select(titles.c.id, titles.c.titulo_id, band.label("banda"))
        .add_columns(left.label("sobra"), titles.c.saldo, titles.c.fecha_segura)
        .add_columns(titles.c.fecha_legal, titles.c.entra_en_riesgo)
        .where(*conditions)
        .order_by(left, titles.c.fecha_segura, titles.c.id, titles.c.titulo_id)
        .offset(lineas.start)
        .limit(len(lineas))
        .subquery()
    )
    return _complete(session, chosen)


def responsables(session: Session) -> list[tuple[int, str]]:
    """Return (id, name) of the people who have watched cases, by name."""
    mine = sa.select(ExpedienteRow.responsable_id).where(
        ExpedienteRow.lote_anulado_id.is_(None), ExpedienteRow.estado.in_(VIGILADOS)
    )
    query = sa.select(UsuarioRow.id, UsuarioRow.nombre).where(UsuarioRow.id.in_(mine))
    found = session.execute(query.order_by(UsuarioRow.nombre))
    return [(user_id, nombre) for user_id, nombre in found]


def _complete(session: Session, chosen: sa.Subquery) -> list[Partida]:
    row = ExpedienteRow
    query = (
        sa.select(
            row.id,
            chosen.c.titulo_id,
            row.numero,
            row.deudor,
            row.procedimiento_id,
            row.actividad,
            UsuarioRow.nombre,
            chosen.c.saldo,
            chosen.c.fecha_segura,
            chosen.c.fecha_legal,
            chosen.c.entra_en_riesgo,
            chosen.c.banda,
            notificado(row.id, chosen.c.titulo_id),
        )
        .join(chosen, chosen.c.id == row.id)
        .outerjoin(UsuarioRow, UsuarioRow.id == row.responsable_id)
        .order_by(chosen.c.sobra, chosen.c.fecha_segura, row.id, chosen.c.titulo_id)
    )
    found = (Partida._make(values) for values in session.execute(query))
    return [
        p._replace(banda=Banda(p.banda), notificado=bool(p.notificado)) for p in found
    ]
