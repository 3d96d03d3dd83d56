"""The case list: any page of a million rows, in any order (P7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.campos_consulta import CAMPOS
from cobro_desktop.domain.consulta import Comparacion, No, y
from cobro_desktop.storage.queries.consulta import con_prioridad
from cobro_desktop.storage.queries.recorrido import (
    ORDENES,
    PRIORIDAD,
    Orden,
    claves,
    continuar,
    conviene_recorrer,
    es_recorrible,
    recorrer,
)
from cobro_desktop.storage.queries.seleccion import Filtro, Seleccion, Totales
from cobro_desktop.storage.rows import ExpedienteRow, ProcedimientoRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos

_SORTED_AT_ONCE: Final = 50_000
"""More rows than this are not sorted to show one page of them."""

__all__ = [
    "ORDENES",
    "ExpedienteSummary",
    "Filtro",
    "Orden",
    "Totales",
    "contar",
    "ids",
    "pagina",
    "resumir",
    "siguientes",
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
    lines = range(desde, min(desde + cuantos, total))
    if orden.columna == PRIORIDAD and total > _SORTED_AT_ONCE:
        return _lines(session, _por_prioridad(selected, orden, total, lines))
    if conviene_recorrer(selected, orden, total, lines):
        found = recorrer(selected, orden, total, lines)
    else:
        query = selected.ids(claves(selected, orden)).offset(desde).limit(cuantos)
        found = list(session.scalars(query))
    return _lines(session, found)


def siguientes(
    session: Session, filtro: Filtro, orden: Orden, *, tras: int, cuantos: int
) -> list[ExpedienteSummary]:
    """Return the lines that follow a case in the list: the next page, at any depth.

    Unlike a page by number it costs the same everywhere, and rows that appear or go
    meanwhile neither repeat nor hide another. `tras` is the id of a case of the list.
    """
    selected = Seleccion(session, filtro)
    row = session.get(ExpedienteRow, tras)
    if row is None:
        return []
    if es_recorrible(selected, orden):
        return _lines(session, continuar(selected, orden, row, cuantos))
    every = list(session.scalars(selected.ids(claves(selected, orden))))
    place = every.index(tras) + 1 if tras in every else len(every)
    return _lines(session, every[place : place + cuantos])


def ids(session: Session, filtro: Filtro, orden: Orden) -> list[int]:
    """Return the ids of every case of a filter, in order: for exports and batches."""
    selected = Seleccion(session, filtro)
    return list(session.scalars(selected.ids(claves(selected, orden))))


def resumir(session: Session, expedientes: Sequence[int]) -> list[ExpedienteSummary]:
    """Return the lines of some cases, in the order given."""
    return _lines(session, expedientes)


def _por_prioridad(
    selected: Seleccion, orden: Orden, total: int, lines: range
) -> list[int]:
    """Read a long list by priority: the marked ones sorted, the rest by its index.

    Among the rest, those of the same safe date stand by number.
    """
    if orden.descendente:
        mirrored = range(total - lines.stop, total - lines.start)
        return _por_prioridad(selected, Orden(PRIORIDAD), total, mirrored)[::-1]
    filtro = selected.filtro
    marked = Comparacion(CAMPOS[PRIORIDAD], "=", "si")
    query = sa.select(ExpedienteRow.id).where(
        *selected.condiciones(), ExpedienteRow.id.in_(con_prioridad())
    )
    first = list(selected.session.scalars(query.order_by(*claves(selected, orden))))
    found = first[lines.start : lines.stop]
    after = range(max(lines.start - len(first), 0), max(lines.stop - len(first), 0))
    if not after:
        return found
    asked = y(filtro.consulta, No(marked))
    rest = Seleccion(selected.session, replace(filtro, consulta=asked))
    return found + recorrer(rest, Orden("prescribe"), total - len(first), after)


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
