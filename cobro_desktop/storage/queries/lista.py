"""The case list: any page of a million rows, in any order (P7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.campos_consulta import CAMPOS
from cobro_desktop.domain.texto import plegar
from cobro_desktop.storage.queries.seleccion import Filtro, Seleccion, Totales
from cobro_desktop.storage.rows import ExpedienteRow, ProcedimientoRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.storage.queries.consulta import Columna, Condicion

__all__ = [
    "ORDENES",
    "ExpedienteSummary",
    "Filtro",
    "Orden",
    "Totales",
    "contar",
    "ids",
    "pagina",
]


class ExpedienteSummary(NamedTuple):
    """One line of the case list."""

    id: int
    numero: str
    deudor: str
    identificacion: str
    procedimiento: str
    actividad: str
    etapa: str
    estado: str
    situacion: str
    saldo: Centavos
    """Capital balance (DECISIONS 10)."""
    vence: dt.date | None
    fecha_legal: dt.date | None
    fecha_segura: dt.date | None
    entra_en_riesgo: dt.date | None
    responsable: str | None


@dataclass(frozen=True, slots=True)
class Orden:
    """A field of `ORDENES` and its direction; empty values always come last."""

    columna: str = "numero"
    descendente: bool = False


_INDEXED: Final[dict[str, tuple[Columna, str]]] = {
    "numero": (ExpedienteRow.numero, "ix_lista_numero"),
    "deudor": (ExpedienteRow.deudor_orden, "ix_lista_deudor_orden"),
    "nit": (ExpedienteRow.identificacion, "ix_lista_identificacion"),
    "saldo": (ExpedienteRow.saldo, "ix_lista_saldo"),
    "vence": (ExpedienteRow.vence_proximo, "ix_lista_vence_proximo"),
    "prescribe": (ExpedienteRow.fecha_segura, "ix_lista_fecha_segura"),
    "riesgo": (ExpedienteRow.entra_en_riesgo, "ix_lista_entra_en_riesgo"),
}
_NULLABLE: Final = frozenset({"vence", "prescribe", "riesgo"})
_GROUPED: Final[dict[str, Columna]] = {
    "etapa": ExpedienteRow.etapa,
    "estado": ExpedienteRow.estado,
    "situacion": ExpedienteRow.situacion,
    "actividad": ExpedienteRow.actividad,
    "procedimiento": ExpedienteRow.procedimiento_id,
    "responsable": ExpedienteRow.responsable_id,
}
_PLAIN: Final[dict[str, Columna]] = {
    "capital": ExpedienteRow.capital,
    "ejecutoria": ExpedienteRow.ejecutoria,
    "exigible": ExpedienteRow.exigible,
    "actualizado": ExpedienteRow.actualizado_en,
    "titulo": ExpedienteRow.titulo,
    "autoridad": ExpedienteRow.autoridad,
    "concepto": ExpedienteRow.concepto,
}
ORDENES: Final = (*_INDEXED, *_GROUPED, *_PLAIN)
"""The fields that a list can be sorted by."""


class _Segment(NamedTuple):
    """Rows that follow each other in the list: a value, or those without one."""

    condition: Condicion | None
    total: int
    column: Columna
    through: str
    """The index that holds the rows in order."""
    descending: bool = False


def contar(session: Session, filtro: Filtro) -> Totales:
    """Count the cases of a filter and add up their capital balances."""
    return Seleccion(session, filtro).contar()


def pagina(
    session: Session,
    filtro: Filtro,
    orden: Orden,
    *,
    desde: int,
    cuantos: int,
    total: int | None = None,
) -> list[ExpedienteSummary]:
    """Return `cuantos` lines from line `desde` (0-based) on; fewer at the end.

    `total`, when the caller has just counted, saves counting again.
    """
    selected = Seleccion(session, filtro)
    if total is None:
        total = selected.contar().total
    if desde >= total:
        return []
    walkable = orden.columna in _INDEXED or (
        orden.columna in _GROUPED and selected.de_resumen
    )
    if walkable and selected.conviene_recorrer(total, desde, cuantos):
        return _lines(
            session, _walk(selected, orden, total, range(desde, desde + cuantos))
        )
    query = selected.ids(_order(selected, orden)).offset(desde).limit(cuantos)
    return _lines(session, list(session.scalars(query)))


def ids(session: Session, filtro: Filtro, orden: Orden) -> list[int]:
    """Return the ids of every case of a filter, in order: for exports and batches."""
    selected = Seleccion(session, filtro)
    return list(session.scalars(selected.ids(_order(selected, orden))))


def resumir(session: Session, expedientes: Sequence[int]) -> list[ExpedienteSummary]:
    """Return the lines of some cases, in the order given."""
    return _lines(session, expedientes)


def _walk(selected: Seleccion, orden: Orden, total: int, lines: range) -> list[int]:
    """Return the ids of some lines of the list, reading its index in order."""
    if orden.columna in _GROUPED:
        return _through(selected, _grouped(selected, orden), lines)
    column, index = _INDEXED[orden.columna]
    down = orden.descendente
    if orden.columna not in _NULLABLE:
        whole = _Segment(None, total, column, index, down)
        return _slice(selected, whole, lines.start, len(lines))
    first = _Segment(column.is_not(None), total, column, index, down)
    if lines.start < total // 2 and not selected.de_resumen:
        # Mostly the first rows are wanted: then nobody needs to count them all.
        found = _slice(selected, first, lines.start, len(lines))
        if len(found) == len(lines):
            return found
    filled = selected.con_valor(orden.columna)
    last = _Segment(column.is_(None), total - filled, ExpedienteRow.id, index, down)
    return _through(selected, [first._replace(total=filled), last], lines)


def _grouped(selected: Seleccion, orden: Orden) -> list[_Segment]:
    column = _GROUPED[orden.columna]
    groups = selected.grupos(str(getattr(column, "key", "")))
    ranks = _ranks(selected.session, orden.columna, [value for value, _ in groups])
    known = [group for group in groups if group[0] is not None]
    known.sort(key=lambda group: ranks[group[0]], reverse=orden.descendente)
    numero, index = _INDEXED["numero"]
    return [
        _Segment(column == value, totals.total, numero, index)
        for value, totals in known
    ] + [
        _Segment(column.is_(None), totals.total, numero, index)
        for value, totals in groups
        if value is None
    ]


def _ranks(session: Session, name: str, values: Sequence[Any]) -> dict[Any, Any]:
    """Return what each value sorts by, as a person expects it."""
    if name == "actividad":
        return {value: (len(value), value) for value in values}
    if name == "procedimiento":
        rows = session.execute(sa.select(ProcedimientoRow.id, ProcedimientoRow.codigo))
        return {id_: (codigo, id_) for id_, codigo in rows}  # two versions: two ids
    if name == "responsable":
        people = session.execute(sa.select(UsuarioRow.id, UsuarioRow.nombre))
        return {id_: (plegar(nombre), id_) for id_, nombre in people}
    options = CAMPOS[name].opciones
    place = {option: number for number, option in enumerate(options)}
    return {value: (place.get(value, len(options)), value) for value in values}


def _through(
    selected: Seleccion, segments: Sequence[_Segment], lines: range
) -> list[int]:
    found: list[int] = []
    desde = lines.start
    for segment in segments:
        if desde >= segment.total:
            desde -= segment.total
            continue
        if len(found) >= len(lines):
            break
        found += _slice(selected, segment, desde, len(lines) - len(found))
        desde = 0
    return found


def _slice(
    selected: Seleccion, segment: _Segment, desde: int, cuantos: int
) -> list[int]:
    """Read part of a segment from its nearer end, through its index alone."""
    cuantos = min(cuantos, segment.total - desde)
    backwards = desde > segment.total // 2
    skip = segment.total - desde - cuantos if backwards else desde
    down = segment.descending != backwards
    keys: list[Any] = [segment.column, ExpedienteRow.id]
    query = (
        sa.select(ExpedienteRow.id)
        .with_hint(ExpedienteRow, f"INDEXED BY {segment.through}", "sqlite")
        .where(*selected.condiciones())
        .order_by(*(key.desc() if down else key.asc() for key in keys))
        .offset(skip)
        .limit(cuantos)
    )
    if segment.condition is not None:
        query = query.where(segment.condition)
    found = list(selected.session.scalars(query))
    return found[::-1] if backwards else found


def _order(selected: Seleccion, orden: Orden) -> list[Any]:
    """Return the keys that sort few rows on the spot, as `_segments` would."""
    name, row = orden.columna, ExpedienteRow
    if name in _GROUPED:
        keys = _grouped_keys(selected, name)
        last: Columna = row.numero
    else:
        keys = [_INDEXED[name][0] if name in _INDEXED else _PLAIN[name]]
        last = row.id.desc() if orden.descendente else row.id
    sorted_keys = [key.desc() if orden.descendente else key.asc() for key in keys]
    return [keys[0].is_(None), *sorted_keys, last]


def _grouped_keys(selected: Seleccion, name: str) -> list[Columna]:
    """Return the keys that give the order of `_ranks`."""
    row = ExpedienteRow
    if name == "actividad":
        return [sa.func.length(row.actividad), row.actividad]
    if name == "procedimiento":
        codigo = sa.select(ProcedimientoRow.codigo)
        own = codigo.where(ProcedimientoRow.id == row.procedimiento_id)
        return [own.scalar_subquery(), row.procedimiento_id]
    if name == "responsable":
        fold = sa.func.plegar if selected.sqlite else sa.func.lower
        nombre = sa.select(fold(UsuarioRow.nombre))
        own = nombre.where(UsuarioRow.id == row.responsable_id)
        return [own.scalar_subquery(), row.responsable_id]
    options = CAMPOS[name].opciones
    place = {option: number for number, option in enumerate(options)}
    return [sa.case(place, value=_GROUPED[name], else_=len(options)), _GROUPED[name]]


def _lines(session: Session, expedientes: Sequence[int]) -> list[ExpedienteSummary]:
    row = ExpedienteRow
    query = (
        sa.select(
            row.id,
            row.numero,
            row.deudor,
            row.identificacion,
            ProcedimientoRow.codigo,
            row.actividad,
            row.etapa,
            row.estado,
            row.situacion,
            row.saldo,
            row.vence_proximo,
            row.fecha_legal,
            row.fecha_segura,
            row.entra_en_riesgo,
            UsuarioRow.nombre,
        )
        .join(ProcedimientoRow, ProcedimientoRow.id == row.procedimiento_id)
        .outerjoin(UsuarioRow, UsuarioRow.id == row.responsable_id)
        .where(row.id.in_(expedientes))
    )
    lines = {values[0]: ExpedienteSummary._make(values) for values in
             session.execute(query)}  # fmt: skip
    return [lines[id_] for id_ in expedientes if id_ in lines]
