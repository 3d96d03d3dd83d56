"""The dashboard: how many cases and how much money stand where."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import sqlalchemy as sa

from cobro_desktop.domain.campos_consulta import CAMPOS, ESTADOS_ACTIVOS
from cobro_desktop.storage.queries.seleccion import Filtro, Seleccion, Totales
from cobro_desktop.storage.rows import ExpedienteRow, ProcedimientoRow, UsuarioRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cobro_desktop.storage.queries.consulta import Columna

Campo: TypeAlias = Literal[
    "estado", "etapa", "situacion", "actividad", "procedimiento", "responsable"
]


class Grupo(NamedTuple):
    """The cases that share a value."""

    valor: str
    """What `campo:valor` of the query language finds; empty for nobody."""
    total: int
    saldo: int
    """Capital balance, in centavos."""


class Semaforo(NamedTuple):
    """Cases being worked on, by what their dates say on a day."""

    vencidos: int
    """The next term is past."""
    vencen_hoy: int
    vencen_pronto: int
    """It falls due from tomorrow up to `plazo` days from the day."""
    en_riesgo: int
    """Inside the time before prescription, which has not come yet."""
    prescritos: int
    """The safe day is past: nothing can be done safely any more."""


def por(session: Session, campo: Campo, filtro: Filtro) -> list[Grupo]:
    """Count and add up the cases of a filter per value, the biggest first."""
    selected = Seleccion(session, filtro)
    column = {"procedimiento": "procedimiento_id", "responsable": "responsable_id"}
    names = _names(session, campo)
    found: dict[str, Totales] = {}
    for value, totals in selected.grupos(column.get(campo, campo)):
        name = names.get(value, "") if names is not None else str(value)
        old = found.get(name, Totales(0, 0))
        found[name] = Totales(old.total + totals.total, old.saldo + totals.saldo)
    groups = [Grupo(name, *totals) for name, totals in found.items()]
    return sorted(groups, key=lambda group: (-group.total, group.valor))


def semaforo(
    session: Session, filtro: Filtro, hoy: date, *, plazo: int = 7
) -> Semaforo:
    """Count the cases being worked on by the colour of their dates.

    `plazo` is in calendar days.
    """
    selected = Seleccion(session, filtro)
    row = ExpedienteRow
    soon = hoy + timedelta(days=plazo)
    due = _sums(
        selected,
        (row.vence_proximo, "ix_lista_vence_proximo", soon),
        {
            "past": row.vence_proximo < hoy,
            "today": row.vence_proximo == hoy,
            "soon": row.vence_proximo > hoy,
        },
    )
    safe = _sums(
        selected,
        (row.fecha_segura, "ix_lista_fecha_segura", hoy - timedelta(days=1)),
        {"lost": row.fecha_segura < hoy},
    )
    risk = _sums(
        selected,
        (row.entra_en_riesgo, "ix_lista_entra_en_riesgo", hoy),
        {"risk": row.entra_en_riesgo <= hoy},
    )
    lost = safe["lost"]
    return Semaforo(
        due["past"], due["today"], due["soon"], max(risk["risk"] - lost, 0), lost
    )


def _sums(
    selected: Seleccion,
    through: tuple[Columna, str, date],
    asked: Mapping[str, sa.ColumnElement[bool]],
) -> dict[str, int]:
    """Count several things in one pass over an index, up to a day."""
    column, index, until = through
    counts = [sa.func.count().filter(condition) for condition in asked.values()]
    query = (
        sa.select(*counts)
        .select_from(ExpedienteRow)
        .with_hint(ExpedienteRow, f"INDEXED BY {index}", "sqlite")
        .where(
            *selected.condiciones(),
            ExpedienteRow.estado.in_(ESTADOS_ACTIVOS),
            column <= until,
        )
    )
    row = selected.session.execute(query).one()
    return dict(zip(asked, map(int, row), strict=True))


def _names(session: Session, campo: Campo) -> dict[int | None, str] | None:
    if campo == "procedimiento":
        rows = session.execute(sa.select(ProcedimientoRow.id, ProcedimientoRow.codigo))
    elif campo == "responsable":
        rows = session.execute(sa.select(UsuarioRow.id, UsuarioRow.nombre))
    else:
        assert campo in CAMPOS
        return None
    return {row[0]: row[1] for row in rows}
