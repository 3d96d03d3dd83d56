"""The prescription radar: pesos and titles per safe date and band (B3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.ventana import Banda
from cobro_desktop.storage.queries.consulta import RESUMEN
from cobro_desktop.storage.queries.partidas import (
    VIGILADOS,
    Pregunta,
    Umbral,
    columna_banda,
    dias_de_sobra,
    en_banda,
    fuentes,
    notificado,
)
from cobro_desktop.storage.rows import (
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

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
    "con_varios",
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
    if session.get_bind().dialect.name == "sqlite":
        kept = RESUMEN.c
        query = sa.select(kept.procedimiento_id, kept.actividad).where(
            kept.estado.in_(VIGILADOS), kept.casos > 0
        )
    else:
        row = ExpedienteRow
        query = sa.select(row.procedimiento_id, row.actividad).where(
            row.lote_anulado_id.is_(None), row.estado.in_(VIGILADOS)
        )
    found = session.execute(query.distinct())
    return [(procedimiento_id, actividad) for procedimiento_id, actividad in found]


def con_varios(session: Session) -> tuple[int, ...]:
    """Return the cases with more than one title."""
    row = TituloRow
    query = sa.select(row.expediente_id).group_by(row.expediente_id)
    return tuple(session.scalars(query.having(sa.func.count() > 1)))


def por_dia(session: Session, pregunta: Pregunta) -> list[Dia]:
    """Count and add up the titles per safe date and band, the first date first."""
    totals: dict[tuple[dt.date, str], tuple[int, int]] = {}
    for source in fuentes(pregunta):
        titles = source.subquery()
        for query in (_near(titles, pregunta), _far(titles, pregunta)):
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
    for source in fuentes(pregunta):
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
    titles = sa.union_all(*fuentes(pregunta)).subquery()
    left = dias_de_sobra(session, titles.c, pregunta)
    chosen = (
        sa.select(titles.c.id, titles.c.titulo_id, left.label("sobra"))
        .where(titles.c.fecha_segura.is_not(None), *_chosen(titles, pregunta, eleccion))
        .order_by(left, titles.c.fecha_segura, titles.c.id, titles.c.titulo_id)
        .offset(lineas.start)
        .limit(len(lineas))
        .subquery()
    )
    return _complete(session, chosen, pregunta)


def responsables(session: Session) -> list[tuple[int, str]]:
    """Return (id, name) of the people who have watched cases, by name."""
    mine = sa.select(ExpedienteRow.responsable_id).where(
        ExpedienteRow.lote_anulado_id.is_(None), ExpedienteRow.estado.in_(VIGILADOS)
    )
    query = sa.select(UsuarioRow.id, UsuarioRow.nombre).where(UsuarioRow.id.in_(mine))
    found = session.execute(query.order_by(UsuarioRow.nombre))
    return [(user_id, nombre) for user_id, nombre in found]


def _near(titles: sa.Subquery, pregunta: Pregunta) -> sa.Select[Any]:
    """Add up the dates that some window may decide on."""
    day, band = titles.c.fecha_segura, columna_banda(titles.c, pregunta)
    query = sa.select(day, band, sa.func.count(), sa.func.sum(titles.c.saldo))
    return query.where(day < pregunta.decide_hasta).group_by(day, band)


def _far(titles: sa.Subquery, pregunta: Pregunta) -> sa.Select[Any]:
    """Add up the dates beyond, that are at risk or are not."""
    day = titles.c.fecha_segura
    band = sa.case(
        (titles.c.entra_en_riesgo <= pregunta.hoy, Banda.EN_RIESGO.value),
        else_=Banda.SIN_RIESGO.value,
    )
    query = sa.select(day, band, sa.func.count(), sa.func.sum(titles.c.saldo))
    return query.where(day >= pregunta.decide_hasta).group_by(day, band)


def _chosen(
    titles: sa.Subquery, pregunta: Pregunta, eleccion: Eleccion
) -> Iterator[Condicion]:
    if eleccion.bandas:
        found = (en_banda(titles.c, pregunta, banda) for banda in eleccion.bandas)
        yield sa.or_(*found)
    if eleccion.desde is not None:
        yield titles.c.fecha_segura >= eleccion.desde
    if eleccion.hasta is not None:
        yield titles.c.fecha_segura <= eleccion.hasta


def _complete(
    session: Session, chosen: sa.Subquery, pregunta: Pregunta
) -> list[Partida]:
    """Read what is shown of some titles, of the title itself where it is named."""
    caso, titulo, deuda = ExpedienteRow, TituloRow, ObligacionRow
    own = (
        sa.select(sa.func.sum(deuda.saldo_capital))
        .where(deuda.titulo_id == chosen.c.titulo_id, deuda.estado == "VIGENTE")
        .scalar_subquery()
    )
    days = {
        name: sa.func.coalesce(
            getattr(titulo, name), getattr(caso, name), type_=sa.Date
        ).label(name)
        for name in ("fecha_segura", "fecha_legal", "entra_en_riesgo")
    }
    rows = (
        sa.select(
            caso.id,
            chosen.c.titulo_id,
            caso.numero,
            caso.deudor,
            caso.procedimiento_id,
            caso.actividad,
            UsuarioRow.nombre,
            sa.func.coalesce(own, caso.saldo).label("saldo"),
            *days.values(),
            chosen.c.sobra,
        )
        .join(chosen, chosen.c.id == caso.id)
        .outerjoin(titulo, titulo.id == chosen.c.titulo_id)
        .outerjoin(UsuarioRow, UsuarioRow.id == caso.responsable_id)
        .subquery()
    )
    shown = [column for column in rows.c if column.name != "sobra"]
    query = sa.select(
        *shown, columna_banda(rows.c, pregunta), notificado(rows.c)
    ).order_by(rows.c.sobra, rows.c.fecha_segura, rows.c.id, rows.c.titulo_id)
    found = (Partida._make(values) for values in session.execute(query))
    return [
        p._replace(banda=Banda(p.banda), notificado=bool(p.notificado)) for p in found
    ]
