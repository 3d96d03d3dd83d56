"""The dashboard: how many cases and how much money stand where."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import sqlalchemy as sa

from cobro_desktop.domain.campos_consulta import CAMPOS, ESTADOS_ACTIVOS
from cobro_desktop.storage.queries.consulta import ORDERED, RESUMEN_DIA
from cobro_desktop.storage.queries.seleccion import Filtro, Seleccion, Totales
from cobro_desktop.storage.rows import ExpedienteRow, ProcedimientoRow, UsuarioRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

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

    `plazo` is in calendar days. A case has both days of prescription or none.
    """
    selected = Seleccion(session, filtro)
    tomorrow, day = hoy + timedelta(days=1), timedelta(days=1)
    if selected.suma_todo and not selected.partes and filtro.responsable_id is None:
        count = partial(_from_summary, selected)
    else:
        count = partial(_from_cases, selected)
    at_risk, lost = count("riesgo", None, hoy), count("prescribe", None, hoy - day)
    return Semaforo(
        vencidos=count("vence", None, hoy - day),
        vencen_hoy=count("vence", hoy, hoy),
        vencen_pronto=count("vence", tomorrow, hoy + timedelta(days=plazo)),
        en_riesgo=max(at_risk - lost, 0),
        prescritos=lost,
    )


def _from_summary(
    selected: Seleccion, clase: str, since: date | None, until: date
) -> int:
    days = RESUMEN_DIA.c
    query = sa.select(sa.func.sum(days.casos)).where(
        days.clase == clase,
        days.dia <= until.isoformat(),
        *selected.fijas(days),
    )
    if since is not None:
        query = query.where(days.dia >= since.isoformat())
    return int(selected.session.scalar(query) or 0)


def _from_cases(
    selected: Seleccion, clase: str, since: date | None, until: date
) -> int:
    column = ORDERED[clase]
    query = (
        sa.select(sa.func.count())
        .select_from(ExpedienteRow)
        .where(
            *selected.condiciones(),
            ExpedienteRow.estado.in_(ESTADOS_ACTIVOS),
            column <= until,
        )
    )
    if since is not None:
        query = query.where(column >= since)
    return int(selected.session.scalar(query) or 0)


def _names(session: Session, campo: Campo) -> dict[int | None, str] | None:
    if campo == "procedimiento":
        rows = session.execute(sa.select(ProcedimientoRow.id, ProcedimientoRow.codigo))
    elif campo == "responsable":
        rows = session.execute(sa.select(UsuarioRow.id, UsuarioRow.nombre))
    else:
        assert campo in CAMPOS
        return None
    return {row[0]: row[1] for row in rows}
