"""The open terms of every case, by the day they end: counted, and read by pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

from cobro_desktop.domain.acuerdo import TERMINO_DE_ACUERDO
from cobro_desktop.domain.clase_termino import (
    NORMAS,
    TERMINO_DE_INCIDENTE,
    ClaseTermino,
)
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    ProcedimientoRow,
    SuspensionRow,
    TerminoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

ABIERTO: Final = "abierto"
Detenidos: TypeAlias = "sa.Select[Any] | None"


class TerminoAbierto(NamedTuple):
    """A term that nobody met yet, with its case."""

    id: int
    expediente_id: int
    numero: str
    entidad: str
    """SIGLA."""
    procedimiento: str
    deudor: str
    actividad: str
    nombre: str
    desde: dt.date
    cantidad: int
    unidad: str
    vence: dt.date
    responsable: str | None
    suspendido: bool
    """The terms of its case stand still today."""


class PorDia(NamedTuple):
    """How many open terms of an institution end on a day."""

    entidad: str
    vence: dt.date
    suspendido: bool
    total: int


@dataclass(frozen=True, slots=True)
class FiltroTerminos:
    """Which open terms; what is left out does not restrict."""

    hoy: dt.date
    responsable_id: int | None = None
    sin_responsable: bool = False
    dependencia_id: int | None = None
    clase: ClaseTermino | None = None
    expediente_id: int | None = None
    entidad: str = ""
    desde: dt.date | None = None
    """First due day, included."""
    hasta: dt.date | None = None
    """Last due day, included."""
    rangos: Mapping[str, tuple[dt.date | None, dt.date | None]] | None = None
    """Per SIGLA, first and last due day; an institution that is not here has none.

    Terms whose case is suspended are in no range.
    """


def por_dia(session: Session, filtro: FiltroTerminos) -> list[PorDia]:
    """Count the terms per institution and due day, in no order."""
    stopped = _suspendidos(session, filtro.hoy)
    keys: tuple[Any, ...] = (EntidadRow.sigla, TerminoRow.vence)
    if stopped is not None:
        keys = (*keys, _es_de(stopped).label("suspendido"))
    query = (
        sa.select(*keys, sa.func.count().label("total"))
        .select_from(TerminoRow)
        .join(ExpedienteRow, ExpedienteRow.id == TerminoRow.expediente_id)
        .join(EntidadRow, EntidadRow.id == ExpedienteRow.entidad_id)
        .where(*_condiciones(filtro, stopped))
        .group_by(*keys)
    )
    return [
        PorDia(row.sigla, row.vence, bool(getattr(row, "suspendido", False)), row.total)
        for row in session.execute(query)
    ]


def pagina(
    session: Session, filtro: FiltroTerminos, *, desde: int, cuantos: int
) -> list[TerminoAbierto]:
    """Return some terms, by due day; those that stand still come after all others.

    `desde` is the place of the first one, from 0.
    """
    stopped = _suspendidos(session, filtro.hoy)
    found = _tramo(session, filtro, stopped, (desde, cuantos), halted=False)
    if len(found) == cuantos or stopped is None:
        return found
    before = _contar_vivos(session, filtro, stopped)
    place = (max(desde - before, 0), cuantos - len(found))
    return found + _tramo(session, filtro, stopped, place, halted=True)


def proximo(session: Session, expediente_id: int) -> int | None:
    """Return the id of the open term of a case that ends first."""
    return session.scalar(
        sa.select(TerminoRow.id)
        .where(TerminoRow.expediente_id == expediente_id, TerminoRow.estado == ABIERTO)
        .order_by(TerminoRow.vence, TerminoRow.id)
        .limit(1)
    )


def _suspendidos(session: Session, hoy: dt.date) -> Detenidos:
    """Return what finds the cases whose terms stand still on a day; None: no case."""
    row = SuspensionRow
    query = sa.select(row.expediente_id).where(
        row.terminos, row.desde <= hoy, sa.or_(row.hasta.is_(None), row.hasta >= hoy)
    )
    return None if session.scalar(query.limit(1)) is None else query


def _es_de(stopped: Detenidos) -> sa.ColumnElement[bool]:
    if stopped is None:
        return sa.false()
    term = TerminoRow
    return sa.and_(
        term.expediente_id.in_(stopped),
        term.actividad != TERMINO_DE_ACUERDO,
        term.actividad.not_like(f"{TERMINO_DE_INCIDENTE}%"),
    )


def _condiciones(
    filtro: FiltroTerminos, stopped: Detenidos
) -> Iterator[sa.ColumnElement[bool]]:
    term, case = TerminoRow, ExpedienteRow
    yield term.estado == ABIERTO
    yield case.lote_anulado_id.is_(None)
    same: tuple[tuple[Any, Any], ...] = (
        (case.responsable_id, filtro.responsable_id),
        (case.dependencia_id, filtro.dependencia_id),
        (term.expediente_id, filtro.expediente_id),
        (EntidadRow.sigla, filtro.entidad or None),
    )
    for column, value in same:
        if value is not None:
            yield column == value
    if filtro.sin_responsable:
        yield case.responsable_id.is_(None)
    if filtro.clase is not None:
        yield _de_clase(filtro.clase)
    yield from _entre(filtro.desde, filtro.hasta)
    if filtro.rangos is not None:
        yield sa.or_(sa.false(), *_de_entidades(filtro.rangos))
        if stopped is not None:
            yield ~_es_de(stopped)


def _de_clase(clase: ClaseTermino) -> sa.ColumnElement[bool]:
    """Say in SQL what `clase_de` says of a term."""
    term = TerminoRow
    legal = sa.or_(*(term.nombre.like(f"% ({norm}%)") for norm in NORMAS))
    deal = term.actividad == TERMINO_DE_ACUERDO
    beside = term.actividad.like(f"{TERMINO_DE_INCIDENTE}%")
    kinds: dict[ClaseTermino, sa.ColumnElement[bool]] = {
        ClaseTermino.LEGAL: legal,
        ClaseTermino.ACUERDO: sa.and_(deal, ~legal),
        ClaseTermino.INCIDENTE: sa.and_(beside, ~legal),
        ClaseTermino.PROCEDIMIENTO: sa.and_(~legal, ~deal, ~beside),
    }
    return kinds[clase]


def _de_entidades(
    rangos: Mapping[str, tuple[dt.date | None, dt.date | None]],
) -> Iterator[sa.ColumnElement[bool]]:
    for sigla, (first, last) in rangos.items():
        yield sa.and_(EntidadRow.sigla == sigla, *_entre(first, last))


def _entre(
    first: dt.date | None, last: dt.date | None
) -> Iterator[sa.ColumnElement[bool]]:
    if first is not None:
        yield TerminoRow.vence >= first
    if last is not None:
        yield TerminoRow.vence <= last


def _tramo(
    session: Session,
    filtro: FiltroTerminos,
    stopped: Detenidos,
    place: tuple[int, int],
    *,
    halted: bool,
) -> list[TerminoAbierto]:
    skip, count = place
    conditions = list(_condiciones(filtro, stopped))
    if stopped is not None:
        conditions.append(_es_de(stopped) if halted else ~_es_de(stopped))
    query = (
        _lineas(sa.true() if halted else sa.false())
        .where(*conditions)
        .order_by(TerminoRow.vence, TerminoRow.id)
        .offset(skip)
        .limit(count)
    )
    return [TerminoAbierto._make(row) for row in session.execute(query)]


def _contar_vivos(session: Session, filtro: FiltroTerminos, stopped: Detenidos) -> int:
    query = (
        sa.select(sa.func.count())
        .select_from(TerminoRow)
        .join(ExpedienteRow, ExpedienteRow.id == TerminoRow.expediente_id)
        .join(EntidadRow, EntidadRow.id == ExpedienteRow.entidad_id)
        .where(*_condiciones(filtro, stopped), ~_es_de(stopped))
    )
    return int(session.scalar(query) or 0)


def _lineas(halted: sa.ColumnElement[bool]) -> sa.Select[Any]:
    term, case = TerminoRow, ExpedienteRow
    columns: tuple[Any, ...] = (
        term.id,
        case.id,
        case.numero,
        EntidadRow.sigla,
        ProcedimientoRow.codigo,
        case.deudor,
        term.actividad,
        term.nombre,
        term.desde,
        term.cantidad,
        term.unidad,
        term.vence,
        UsuarioRow.nombre,
        halted,
    )
    return (
        sa.select(*columns)
        .select_from(term)
        .join(case, case.id == term.expediente_id)
        .join(EntidadRow, EntidadRow.id == case.entidad_id)
        .join(ProcedimientoRow, ProcedimientoRow.id == case.procedimiento_id)
        .outerjoin(UsuarioRow, UsuarioRow.id == case.responsable_id)
    )
