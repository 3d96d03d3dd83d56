"""How a sorted list is read from its indexes, one stretch after another."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.campos_consulta import CAMPOS
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.texto import plegar
from cobro_desktop.storage.rows import (
    ExpedienteRow,
    PrioridadRow,
    ProcedimientoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.storage.queries.consulta import Columna, Condicion
    from cobro_desktop.storage.queries.seleccion import Seleccion

_INDEXED: Final[dict[str, tuple[Columna, str]]] = {
    "numero": (ExpedienteRow.numero, "ix_lista_numero"),
    "deudor": (ExpedienteRow.deudor_orden, "ix_lista_deudor_orden"),
    "nit": (ExpedienteRow.identificacion, "ix_lista_identificacion"),
    "saldo": (ExpedienteRow.saldo, "ix_lista_saldo"),
    "vence": (ExpedienteRow.vence_proximo, "ix_lista_vence_proximo"),
    "prescribe": (ExpedienteRow.fecha_segura, "ix_lista_fecha_segura"),
    "riesgo": (ExpedienteRow.entra_en_riesgo, "ix_lista_entra_en_riesgo"),
    "movimiento": (ExpedienteRow.movimiento, "ix_lista_movimiento"),
}
_NULLABLE: Final = frozenset({"vence", "prescribe", "riesgo", "movimiento"})
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
PRIORIDAD: Final = "prioridad"
ORDENES: Final = (*_INDEXED, *_GROUPED, *_PLAIN, PRIORIDAD)
"""The fields that a list can be sorted by."""
_UNKNOWN: Final = sys.maxsize


@dataclass(frozen=True, slots=True)
class Orden:
    """A field of `ORDENES` and its direction; empty values always come last."""

    columna: str = "numero"
    descendente: bool = False

    def __post_init__(self) -> None:
        if self.columna not in ORDENES:
            message = (
                f"La lista no se ordena por «{self.columna}». "
                f"Puede ser: {', '.join(ORDENES)}."
            )
            raise InvalidDataError(message, {"orden": self.columna})


class _Stretch(NamedTuple):
    """Rows that follow each other in the list: a value, or those without one."""

    condition: Condicion | None
    total: int
    column: Columna
    through: str
    """The index that holds the rows in order."""
    descending: bool = False


def es_recorrible(selected: Seleccion, orden: Orden) -> bool:
    """Tell whether indexes hold the list in that order."""
    return orden.columna in _INDEXED or (
        orden.columna in _GROUPED and selected.cubierta
    )


def conviene_recorrer(
    selected: Seleccion, orden: Orden, total: int, lines: range
) -> bool:
    """Tell whether walking the indexes costs less than sorting what matches."""
    if not es_recorrible(selected, orden):
        return False
    counted = orden.columna in _GROUPED and not selected.de_resumen
    return selected.conviene_recorrer(total, lines, agrupada=counted)


def recorrer(selected: Seleccion, orden: Orden, total: int, lines: range) -> list[int]:
    """Return the ids of some lines of a list of `total`, by their numbers."""
    if orden.columna in _NULLABLE and not selected.de_resumen:
        # Mostly the first rows are wanted: then nobody needs to count them all.
        first = _filled(orden, total)
        if lines.start < total // 2:
            found = _slice(selected, first, lines.start, len(lines))
            if len(found) == len(lines):
                return found
    return _through(selected, _stretches(selected, orden, total), lines)


def continuar(selected: Seleccion, orden: Orden, tras: Any, cuantos: int) -> list[int]:
    """Return the ids of the lines that follow a row of `expediente`, by its values."""
    stretches = _stretches(selected, orden, _UNKNOWN)
    for place, stretch in enumerate(stretches):
        if _belongs(selected.session, stretch, tras.id):
            found = _after(selected, stretch, tras, cuantos)
            missing = range(cuantos - len(found))
            return found + _through(selected, stretches[place + 1 :], missing)
    return []


def claves(selected: Seleccion, orden: Orden) -> list[Any]:
    """Return the keys that sort rows on the spot in the very same order."""
    name, row = orden.columna, ExpedienteRow
    if name == PRIORIDAD:
        return _pressing_keys(descending=orden.descendente)
    if name in _GROUPED:
        keys = _grouped_keys(selected, name)
        last: Columna = row.numero
    else:
        keys = [_INDEXED[name][0] if name in _INDEXED else _PLAIN[name]]
        last = row.id.desc() if orden.descendente else row.id
    sorted_keys = [key.desc() if orden.descendente else key.asc() for key in keys]
    return [keys[0].is_(None), *sorted_keys, last]


def _pressing_keys(*, descending: bool) -> list[Any]:
    """Return the keys of the order by priority: mark, safe date, balance, number.

    The other way round it is the exact reverse.
    """
    row, mark = ExpedienteRow, PrioridadRow
    best = (
        sa.select(sa.func.min(mark.orden))
        .where(mark.expediente_id == row.id, mark.quitada.is_(None))
        .scalar_subquery()
    )
    keys: list[Any] = [
        best.is_(None),
        best,
        row.fecha_segura.is_(None),
        row.fecha_segura,
        -row.saldo,
        row.id,
    ]
    return [key.desc() for key in keys] if descending else keys


def _stretches(selected: Seleccion, orden: Orden, total: int) -> list[_Stretch]:
    if orden.columna in _GROUPED:
        return _groups(selected, orden)
    if orden.columna not in _NULLABLE:
        column, index = _INDEXED[orden.columna]
        return [_Stretch(None, total, column, index, orden.descendente)]
    filled = total if total == _UNKNOWN else selected.con_valor(orden.columna)
    return [_filled(orden, filled), _empty(orden, max(total - filled, 0) or _UNKNOWN)]


def _filled(orden: Orden, total: int) -> _Stretch:
    column, index = _INDEXED[orden.columna]
    return _Stretch(column.is_not(None), total, column, index, orden.descendente)


def _empty(orden: Orden, total: int) -> _Stretch:
    column, index = _INDEXED[orden.columna]
    by_id = ExpedienteRow.id
    return _Stretch(column.is_(None), total, by_id, index, orden.descendente)


def _groups(selected: Seleccion, orden: Orden) -> list[_Stretch]:
    column = _GROUPED[orden.columna]
    groups = selected.grupos(str(getattr(column, "key", "")))
    ranks = _ranks(selected.session, orden.columna, [value for value, _ in groups])
    known = [group for group in groups if group[0] is not None]
    known.sort(key=lambda group: ranks[group[0]], reverse=orden.descendente)
    nobody = [group for group in groups if group[0] is None]
    numero, index = _INDEXED["numero"]
    return [
        _Stretch(column.is_(value) if value is None else column == value,
                 totals.total, numero, index)
        for value, totals in known + nobody
    ]  # fmt: skip


def _ranks(session: Session, name: str, values: Sequence[Any]) -> dict[Any, Any]:
    """Return what each value sorts by, as a person expects it."""
    if name == "actividad":
        return {value: (len(value), value) for value in values}
    if name == "procedimiento":
        rows = session.execute(sa.select(ProcedimientoRow.id, ProcedimientoRow.codigo))
        return {id_: (codigo, id_) for id_, codigo in rows}
    if name == "responsable":
        people = session.execute(sa.select(UsuarioRow.id, UsuarioRow.nombre))
        return {id_: (plegar(nombre), id_) for id_, nombre in people}
    options = CAMPOS[name].opciones
    place = {option: number for number, option in enumerate(options)}
    return {value: (place.get(value, len(options)), value) for value in values}


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


def _through(
    selected: Seleccion, stretches: Sequence[_Stretch], lines: range
) -> list[int]:
    found: list[int] = []
    desde = lines.start
    for stretch in stretches:
        if desde >= stretch.total:
            desde -= stretch.total
            continue
        if len(found) >= len(lines):
            break
        found += _slice(selected, stretch, desde, len(lines) - len(found))
        desde = 0
    return found


def _slice(
    selected: Seleccion, stretch: _Stretch, desde: int, cuantos: int
) -> list[int]:
    """Read part of a stretch from its nearer end, through its index alone."""
    cuantos = min(cuantos, stretch.total - desde)
    backwards = desde > stretch.total // 2
    skip = stretch.total - desde - cuantos if backwards else desde
    query = _in_order(selected, stretch, down=stretch.descending != backwards)
    found = list(selected.session.scalars(query.offset(skip).limit(cuantos)))
    return found[::-1] if backwards else found


def _after(
    selected: Seleccion, stretch: _Stretch, tras: Any, cuantos: int
) -> list[int]:
    """Read the rows of a stretch that follow one of them: a seek, at any depth."""
    keys = sa.tuple_(stretch.column, ExpedienteRow.id)
    value = getattr(tras, str(getattr(stretch.column, "key", "")))
    known = sa.tuple_(sa.literal(value), sa.literal(tras.id))
    query = _in_order(selected, stretch, down=stretch.descending)
    query = query.where(keys < known if stretch.descending else keys > known)
    return list(selected.session.scalars(query.limit(cuantos)))


def _in_order(selected: Seleccion, stretch: _Stretch, *, down: bool) -> sa.Select[Any]:
    keys: list[Any] = [stretch.column, ExpedienteRow.id]
    query = (
        sa.select(ExpedienteRow.id)
        .with_hint(ExpedienteRow, f"INDEXED BY {stretch.through}", "sqlite")
        .where(*selected.condiciones())
        .order_by(*(key.desc() if down else key.asc() for key in keys))
    )
    return query if stretch.condition is None else query.where(stretch.condition)


def _belongs(session: Session, stretch: _Stretch, expediente_id: int) -> bool:
    if stretch.condition is None:
        return True
    query = sa.select(ExpedienteRow.id).where(ExpedienteRow.id == expediente_id)
    return session.scalar(query.where(stretch.condition)) is not None
