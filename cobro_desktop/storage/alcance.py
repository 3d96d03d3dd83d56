"""Which cases a person may see: one filter on every read of cases.

Where an institution keeps its cases by offices, a reading session finds only those
of the offices given to whoever works. It is applied to the statement itself, so that
no list, count, tray or export can forget it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker, with_loader_criteria

from cobro_desktop.storage.base import Row
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState

_MIRADA: Final = "mirada"
_ABIERTA: Final = "sin_alcance"


@dataclass(frozen=True, slots=True)
class Alcance:
    """The offices given to a person, in the institutions that work by offices."""

    entidades: frozenset[int]
    """Institutions whose cases are seen by offices; those of others are all seen."""
    dependencias: frozenset[int]
    sin_oficina: bool
    """Whether the cases that no office has are seen too."""

    def ve(self, entidad_id: int, dependencia_id: int | None) -> bool:
        """Tell whether a case of an institution and office is seen."""
        if entidad_id not in self.entidades:
            return True
        if dependencia_id is None:
            return self.sin_oficina
        return dependencia_id in self.dependencias

    def condicion(self) -> sa.ColumnElement[bool]:
        """Return the same on `expediente`."""
        row = ExpedienteRow
        seen: list[sa.ColumnElement[bool]] = [
            row.entidad_id.not_in(sorted(self.entidades)),
            row.dependencia_id.in_(sorted(self.dependencias)),
        ]
        if self.sin_oficina:
            seen.append(row.dependencia_id.is_(None))
        return sa.or_(*seen)


@dataclass
class Mirada:
    """Who looks at an open base; changes when another person sits down."""

    alcance: Alcance | None = None
    """None: everything is seen."""


def vigilar(reading: sessionmaker[Session], mirada: Mirada) -> None:
    """Limit what the sessions of a maker find to what `mirada` says at the time."""
    setattr(reading.class_, _MIRADA, mirada)  # a maker has a class of its own
    event.listen(reading, "do_orm_execute", _limit)


def alcance_de_lectura(session: Session) -> Alcance | None:
    """Return what limits a session; None when it finds every case."""
    mirada = getattr(session, _MIRADA, None)
    if not isinstance(mirada, Mirada) or session.info.get(_ABIERTA):
        return None
    return mirada.alcance


def abrir_alcance(session: Session) -> Session:
    """Let a session find every case, to say why somebody may not see one."""
    session.info[_ABIERTA] = True
    return session


def _limit(state: ORMExecuteState) -> None:
    alcance = alcance_de_lectura(state.session)
    if alcance is None or not state.is_select:
        return
    seen = alcance.condicion()
    own = with_loader_criteria(ExpedienteRow, seen, include_aliases=True)
    table = ExpedienteRow.__table__
    visible = sa.select(table.c.id).where(seen).select_from(table)
    state.statement = state.statement.options(
        own, *(_of_cases(row, visible) for row in _with_case())
    )


def _with_case() -> Iterator[type[Row]]:
    """Yield the rows that hang from a case."""
    for mapper in Row.registry.mappers:
        if "expediente_id" in mapper.columns:
            yield mapper.class_


def _of_cases(row: Any, visible: sa.Select[tuple[int]]) -> LoaderCriteriaOption:
    """Limit rows to the cases that are seen; what belongs to no case stays."""
    mine = row.expediente_id.in_(visible)
    if row.__table__.c.expediente_id.nullable:
        mine = sa.or_(row.expediente_id.is_(None), mine)
    return with_loader_criteria(row, mine, include_aliases=True)
