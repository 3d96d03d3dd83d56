"""The titles that the prescription radar watches, and their band, as SQL.

A case with one title, as nearly all are, is read from the columns that the services
keep in `expediente`, by their index; the few cases with more, title by title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.campos_consulta import ESTADOS_ACTIVOS
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.domain.ventana import Banda
from cobro_desktop.storage.rows import (
    EventoPrescripcionRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.storage.queries.consulta import Condicion

VIGILADOS = (*ESTADOS_ACTIVOS, Fin.REPORTADO_BDME.value, "ACUMULADO")
"""States whose titles still prescribe in our hands: the report to the BDME does not
interrupt (PROCEDURES 6), and a joined case keeps its own dates; what was sent to the
SDH is watched there."""


class Umbral(NamedTuple):
    """Which safe dates an activity of a procedure can no longer reach."""

    procedimiento_id: int
    actividad: str
    vencida: dt.date
    """Titles whose safe date is before it cannot be saved with the times there are."""
    mes: dt.date
    """Those whose safe date is before it have their last day in this month."""


@dataclass(frozen=True, slots=True)
class Pregunta:
    """Which titles the radar looks at, on which day."""

    hoy: dt.date
    umbrales: tuple[Umbral, ...]
    procedimientos: tuple[int, ...] | None = None
    """None for all."""
    con_varios: tuple[int, ...] = ()
    """The cases with more than one title, which are read title by title."""
    responsable_id: int | None = None
    """0 for those of nobody."""

    @property
    def decide_hasta(self) -> dt.date:
        """The first safe date that no window decides on any more."""
        return max((umbral.mes for umbral in self.umbrales), default=self.hoy)


def fuentes(pregunta: Pregunta) -> list[sa.Select[Any]]:
    """Return the queries of the titles: of cases with one, and of those with more."""
    several = pregunta.con_varios
    conditions = [*_fijas(pregunta), ExpedienteRow.saldo > 0]
    if not several:
        return [_de_expedientes().where(*conditions)]
    return [
        _de_expedientes().where(*conditions, ExpedienteRow.id.not_in(several)),
        _de_titulos().where(*conditions, ExpedienteRow.id.in_(several)),
    ]


def columna_banda(titles: Any, pregunta: Pregunta) -> sa.Case[str]:
    """Return the band of a title, as `domain.ventana.banda` tells it."""
    hoy, safe = pregunta.hoy, titles.fecha_segura
    return sa.case(
        (sa.and_(safe < hoy, titles.fecha_legal < hoy), Banda.PRESCRITO.value),
        (
            sa.or_(safe < hoy, _cierra_antes(titles, pregunta, "vencida")),
            Banda.VENTANA_VENCIDA.value,
        ),
        (_cierra_antes(titles, pregunta, "mes"), Banda.VENTANA_MES.value),
        (titles.entra_en_riesgo <= hoy, Banda.EN_RIESGO.value),
        else_=Banda.SIN_RIESGO.value,
    )


def en_banda(titles: Any, pregunta: Pregunta, banda: Banda) -> Condicion:
    """Return whether a title is in a band, by itself; the dear conditions last."""
    hoy, safe = pregunta.hoy, titles.fecha_segura
    ahead, lost = safe >= hoy, titles.fecha_legal < hoy
    if banda is Banda.PRESCRITO:
        return sa.and_(safe < hoy, lost)
    late = _cierra_antes(titles, pregunta, "vencida")
    if banda is Banda.VENTANA_VENCIDA:
        return sa.or_(sa.and_(safe < hoy, ~lost), sa.and_(ahead, late))
    soon = _cierra_antes(titles, pregunta, "mes")
    if banda is Banda.VENTANA_MES:
        return sa.and_(ahead, soon, ~late)
    at_risk = titles.entra_en_riesgo <= hoy
    return sa.and_(ahead, at_risk if banda is Banda.EN_RIESGO else ~at_risk, ~soon)


def dias_de_sobra(
    session: Session, titles: Any, pregunta: Pregunta
) -> sa.ColumnElement[Any]:
    """Return the calendar days between the safe date and the least one in reach."""
    hoy = sa.literal(pregunta.hoy, sa.Date)
    done = sa.and_(titles.fecha_segura < pregunta.decide_hasta, notificado(titles))
    least = sa.case(
        (done, hoy),
        else_=sa.func.coalesce(
            _umbral(titles, pregunta.umbrales, "vencida"), hoy, type_=sa.Date
        ),
    )
    if session.get_bind().dialect.name == "sqlite":
        days = sa.func.julianday
        return days(titles.fecha_segura) - days(least)
    return titles.fecha_segura - least  # type: ignore[no-any-return]


def notificado(titles: Any) -> sa.ColumnElement[bool]:
    """Tell whether a valid notification of the mandamiento interrupted the term."""
    event, titulo = EventoPrescripcionRow, TituloRow
    return sa.exists().where(
        titulo.expediente_id == titles.id,
        sa.or_(titles.titulo_id.is_(None), titulo.id == titles.titulo_id),
        event.titulo_id == titulo.id,
        event.tipo == Causa.MANDAMIENTO.value,
        event.valida,
    )


def _cierra_antes(titles: Any, pregunta: Pregunta, which: str) -> Condicion:
    """Tell whether the window of a title closes before the day of a threshold."""
    safe = titles.fecha_segura
    least = sa.func.coalesce(
        _umbral(titles, pregunta.umbrales, which), safe, type_=sa.Date
    )
    return sa.and_(safe < pregunta.decide_hasta, safe < least, ~notificado(titles))


def _de_expedientes() -> Any:
    row = ExpedienteRow
    return sa.select(
        row.id,
        sa.null().cast(sa.Integer).label("titulo_id"),
        row.procedimiento_id,
        row.actividad,
        row.saldo,
        row.fecha_segura,
        row.fecha_legal,
        row.entra_en_riesgo,
    ).with_hint(row, "INDEXED BY ix_lista_fecha_segura", "sqlite")


def _de_titulos() -> sa.Select[Any]:
    caso, titulo, deuda = ExpedienteRow, TituloRow, ObligacionRow
    owed = (
        sa.select(deuda.titulo_id, sa.func.sum(deuda.saldo_capital).label("saldo"))
        .where(deuda.estado == "VIGENTE")
        .group_by(deuda.titulo_id)
        .subquery()
    )
    return (
        sa.select(
            caso.id,
            titulo.id.label("titulo_id"),
            caso.procedimiento_id,
            caso.actividad,
            owed.c.saldo,
            titulo.fecha_segura,
            titulo.fecha_legal,
            titulo.entra_en_riesgo,
        )
        .join(titulo, titulo.expediente_id == caso.id)
        .join(owed, owed.c.titulo_id == titulo.id)
        .where(owed.c.saldo > 0)
    )


def _fijas(pregunta: Pregunta) -> Iterable[Condicion]:
    row = ExpedienteRow
    yield row.lote_anulado_id.is_(None)
    yield row.estado.in_(VIGILADOS)
    if pregunta.procedimientos is not None:
        yield row.procedimiento_id.in_(pregunta.procedimientos)
    if pregunta.responsable_id == 0:
        yield row.responsable_id.is_(None)
    elif pregunta.responsable_id is not None:
        yield row.responsable_id == pregunta.responsable_id


def _umbral(
    titles: Any, umbrales: Sequence[Umbral], which: str
) -> sa.ColumnElement[Any]:
    """Return the threshold of a title's activity; NULL where it has none."""
    by_procedure: dict[int, dict[str, dt.date]] = {}
    for umbral in umbrales:
        own = by_procedure.setdefault(umbral.procedimiento_id, {})
        own[umbral.actividad] = getattr(umbral, which)
    branches = {
        procedimiento_id: sa.case(
            *(
                (titles.actividad.in_(names), sa.literal(day, sa.Date))
                for day, names in _by_day(own).items()
            )
        )
        for procedimiento_id, own in by_procedure.items()
    }
    if not branches:
        return sa.null().cast(sa.Date)
    return sa.case(branches, value=titles.procedimiento_id)


def _by_day(own: dict[str, dt.date]) -> dict[dt.date, list[str]]:
    days: dict[dt.date, list[str]] = {}
    for actividad, day in own.items():
        days.setdefault(day, []).append(actividad)
    return days
