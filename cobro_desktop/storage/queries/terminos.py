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
    LoteRow,
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
    where = _Donde.de(session, filtro)
    keys: tuple[Any, ...] = (TerminoRow.vence,)
    if where.sigla is None:
        keys = (*keys, EntidadRow.sigla)
    if where.detenidos is not None:
        keys = (*keys, _es_de(where.detenidos).label("suspendido"))
    query = where.unir(sa.select(*keys, sa.func.count().label("total")), nombrar=True)
    query = query.where(*where.condiciones()).group_by(*keys)
    return [
        PorDia(
            where.sigla or row.sigla,
            row.vence,
            bool(getattr(row, "suspendido", False)),
            row.total,
        )
        for row in session.execute(query)
    ]


def pagina(
    session: Session, filtro: FiltroTerminos, *, desde: int, cuantos: int
) -> list[TerminoAbierto]:
    """Return some terms, by due day; those that stand still come after all others.

    `desde` is the place of the first one, from 0.
    """
    where = _Donde.de(session, filtro)
    found = _tramo(session, where, (desde, cuantos), halted=False)
    if len(found) == cuantos or where.detenidos is None:
        return found
    before = _contar_vivos(session, where)
    place = (max(desde - before, 0), cuantos - len(found))
    return found + _tramo(session, where, place, halted=True)


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


@dataclass(frozen=True, slots=True)
class _Donde:
    """A filter on an open base: which tables it needs, and its conditions.

    The case of a term is looked up only where something of it is asked for: the
    index of the due days then answers alone (100,000 terms, tests/bench/agenda.py).
    """

    filtro: FiltroTerminos
    detenidos: Detenidos
    anulados: Detenidos
    """What finds the cases that an undone batch had created; None: none."""
    sigla: str | None
    """The only institution of the base; None when there are several."""

    @classmethod
    def de(cls, session: Session, filtro: FiltroTerminos) -> _Donde:
        """Look at what the base holds."""
        siglas = session.scalars(sa.select(EntidadRow.sigla).limit(2)).all()
        return cls(
            filtro,
            _suspendidos(session, filtro.hoy),
            _anulados(session),
            siglas[0] if len(siglas) == 1 else None,
        )

    def unir(self, query: sa.Select[Any], *, nombrar: bool) -> sa.Select[Any]:
        """Join the institution where its name is asked for, or is to be told."""
        query = query.select_from(TerminoRow)
        asked = bool(self.filtro.entidad) or self.filtro.rangos is not None
        if self.sigla is not None or not (nombrar or asked):
            return query
        return query.join(
            ExpedienteRow, ExpedienteRow.id == TerminoRow.expediente_id
        ).join(EntidadRow, EntidadRow.id == ExpedienteRow.entidad_id)

    def condiciones(self) -> Iterator[sa.ColumnElement[bool]]:
        """Yield the conditions on the term, with the institution if it is joined."""
        term, filtro = TerminoRow, self.filtro
        yield term.estado == ABIERTO
        if self.anulados is not None:
            yield term.expediente_id.not_in(self.anulados)
        if mine := list(_del_caso(filtro)):
            yield term.expediente_id.in_(sa.select(ExpedienteRow.id).where(*mine))
        if filtro.expediente_id is not None:
            yield term.expediente_id == filtro.expediente_id
        if filtro.entidad:
            yield self._es_de(filtro.entidad)
        if filtro.clase is not None:
            yield _de_clase(filtro.clase)
        yield from _entre(filtro.desde, filtro.hasta)
        if filtro.rangos is not None:
            yield sa.or_(sa.false(), *self._rangos(filtro.rangos))
            if self.detenidos is not None:
                yield ~_es_de(self.detenidos)

    def _rangos(
        self, rangos: Mapping[str, tuple[dt.date | None, dt.date | None]]
    ) -> Iterator[sa.ColumnElement[bool]]:
        for sigla, (first, last) in rangos.items():
            yield sa.and_(self._es_de(sigla), *_entre(first, last))

    def _es_de(self, sigla: str) -> sa.ColumnElement[bool]:
        if self.sigla is not None:
            return sa.true() if sigla == self.sigla else sa.false()
        return EntidadRow.sigla == sigla


def _anulados(session: Session) -> Detenidos:
    undone = sa.select(LoteRow.id).where(LoteRow.anulado_en.is_not(None))
    if session.scalar(undone.limit(1)) is None:
        return None
    case = ExpedienteRow
    return sa.select(case.id).where(
        case.lote_id.in_(undone), case.lote_anulado_id.is_not(None)
    )


def _del_caso(filtro: FiltroTerminos) -> Iterator[sa.ColumnElement[bool]]:
    case = ExpedienteRow
    if filtro.responsable_id is not None:
        yield case.responsable_id == filtro.responsable_id
    if filtro.sin_responsable:
        yield case.responsable_id.is_(None)
    if filtro.dependencia_id is not None:
        yield case.dependencia_id == filtro.dependencia_id


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


def _entre(
    first: dt.date | None, last: dt.date | None
) -> Iterator[sa.ColumnElement[bool]]:
    if first is not None:
        yield TerminoRow.vence >= first
    if last is not None:
        yield TerminoRow.vence <= last


def _tramo(
    session: Session, where: _Donde, place: tuple[int, int], *, halted: bool
) -> list[TerminoAbierto]:
    skip, count = place
    conditions = list(where.condiciones())
    if where.detenidos is not None:
        mine = _es_de(where.detenidos)
        conditions.append(mine if halted else ~mine)
    order = (TerminoRow.vence, TerminoRow.id)
    chosen = where.unir(sa.select(TerminoRow.id), nombrar=False).where(*conditions)
    wanted = chosen.order_by(*order).offset(skip).limit(count).subquery()
    query = (
        _lineas(sa.true() if halted else sa.false())
        .join(wanted, wanted.c.id == TerminoRow.id)
        .order_by(*order)
    )
    return [TerminoAbierto._make(row) for row in session.execute(query)]


def _contar_vivos(session: Session, where: _Donde) -> int:
    assert where.detenidos is not None, "asked for only when some case stands still"
    query = where.unir(sa.select(sa.func.count()), nombrar=False).where(
        *where.condiciones(), ~_es_de(where.detenidos)
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
