"""Which cases a list is about: filter in, conditions, counts and groups out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.consulta import Comparacion
from cobro_desktop.domain.valores_consulta import Rango, Vacio
from cobro_desktop.storage.alcance import alcance_de_lectura
from cobro_desktop.storage.queries.consulta import (
    RESUMEN,
    Columna,
    Condicion,
    condicion_resumen,
    condiciones,
    cubierta,
    es_faceta,
    palabra_indexada,
    partes,
)
from cobro_desktop.storage.rows import ExpedienteRow, ProcedimientoRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.consulta import Nodo
    from cobro_desktop.domain.dinero import Centavos

_RANGES: Final = {
    "vence": "ix_lista_vence_proximo",
    "prescribe": "ix_lista_fecha_segura",
    "riesgo": "ix_lista_entra_en_riesgo",
    "movimiento": "ix_lista_movimiento",
    "saldo": "ix_lista_saldo",
}
_MEASURES: Final = {
    "vence": "con_vence",
    "prescribe": "con_prescribe",
    "riesgo": "con_riesgo",
}
_SEEK: Final = ("procedimiento_id", "estado", "etapa", "situacion", "actividad")
_FIRST: Final = ("etapa", "situacion", "actividad", "estado")
_COVERED_NS: Final = 150
_GROUPED_NS: Final = 500
_READ_NS: Final = 1_000
_SORTED_NS: Final = 3_000
"""Measured: a row passed in an index, grouped there, read, read and sorted."""


@dataclass(frozen=True, slots=True)
class Filtro:
    """What the list shows; annulled batches never."""

    consulta: Nodo | None = None
    """What the person asked for, in the query language."""
    entidad_id: int | None = None
    responsable_id: int | None = None


class Totales(NamedTuple):
    """How many cases there are, and their capital balance."""

    total: int
    saldo: Centavos


class Seleccion:
    """A filter on an open session; counts from the summary where that is enough."""

    def __init__(self, session: Session, filtro: Filtro) -> None:
        self.session = session
        self.filtro = filtro
        self.sqlite = session.get_bind().dialect.name == "sqlite"
        self.partes = sorted(partes(filtro.consulta), key=_cheap_first)
        summed = self.sqlite and alcance_de_lectura(session) is None
        self.suma_todo = summed
        """Whether the summaries, which know no offices, count what is seen."""
        self.de_resumen = summed and all(map(es_faceta, self.partes))
        """Whether the summary alone knows the answer."""
        self.cubierta = summed and all(map(cubierta, self.partes))
        """Whether the indexes of the list know it without reading the cases."""

    def condiciones(self) -> list[Condicion]:
        """Return the conditions on `expediente`."""
        row = ExpedienteRow
        alive = row.lote_anulado_id.is_(None)
        asked = condiciones(self.partes, sqlite=self.sqlite)
        return [alive, *self.fijas(row), *asked]

    def contar(self) -> Totales:
        """Count the cases and add up their balances."""
        row = self.session.execute(self._desde(*self._sumas())).one()
        return Totales(int(row[0] or 0), int(row[1] or 0))

    def con_valor(self, campo: str) -> int:
        """Count the cases where a date field is not empty."""
        if self.de_resumen and campo in _MEASURES:
            measure = sa.func.sum(RESUMEN.c[_MEASURES[campo]])
            return int(self.session.scalar(self._desde(measure)) or 0)
        column = {
            "vence": ExpedienteRow.vence_proximo,
            "prescribe": ExpedienteRow.fecha_segura,
            "riesgo": ExpedienteRow.entra_en_riesgo,
            "movimiento": ExpedienteRow.movimiento,
        }[campo]
        query = sa.select(sa.func.count()).select_from(ExpedienteRow)
        query = self._por_indice(query.where(*self.condiciones()))
        query = query.where(column.is_not(None))
        return int(self.session.scalar(query) or 0)

    def grupos(self, columna: str) -> list[tuple[Any, Totales]]:
        """Count and add up per value of a facet column, in no order."""
        count, saldo = self._sumas()
        source: Any = RESUMEN.c if self.de_resumen else ExpedienteRow
        column = getattr(source, columna)
        query = self._desde(column, count, saldo).group_by(column).having(count > 0)
        nobody = columna == "responsable_id"
        return [
            ((value or None) if nobody else value, Totales(int(n), int(sum_ or 0)))
            for value, n, sum_ in self.session.execute(query)
        ]

    def ids(self, order: Sequence[Any]) -> sa.Select[Any]:
        """Return the query of ids for few rows, or for all, sorted on the spot."""
        row = ExpedienteRow
        query = sa.select(row.id).where(*self.condiciones()).order_by(*order)
        if not self.sqlite:
            return query
        if self.de_resumen and self.partes:
            keys = [RESUMEN.c[name] for name in _SEEK]
            found = self._desde(*keys).where(RESUMEN.c.casos > 0).distinct()
            seek = sa.tuple_(*(getattr(row, name) for name in _SEEK))
            return query.with_hint(row, "INDEXED BY ix_lista_facetas", "sqlite").where(
                seek.in_(found)
            )
        return self._por_indice(query)

    def conviene_recorrer(
        self, total: int, lines: range, *, agrupada: bool = False
    ) -> bool:
        """Tell whether walking an index in order costs less than sorting what matches.

        Both give the same rows: the order of the list is total. `agrupada`: what
        matches has to be counted per value first.
        """
        if not self.sqlite:
            return True
        everything = self.session.scalar(sa.select(sa.func.sum(RESUMEN.c.casos))) or 0
        passed = _COVERED_NS if self.cubierta else _READ_NS
        near = min(lines.start, total - lines.start) + len(lines)
        walking = min(near * everything // max(total, 1), everything) * passed
        walking += total * _GROUPED_NS if agrupada else 0
        finding = 0 if self._guiada() else everything * passed
        return bool(walking <= finding + total * _SORTED_NS)

    def _guiada(self) -> bool:
        """Tell whether some index leads straight to what matches."""
        return (
            (self.de_resumen and bool(self.partes))
            or self.filtro.responsable_id is not None
            or any(map(palabra_indexada, self.partes))
            or self._rango() is not None
        )

    def _rango(self) -> str | None:
        """Return the index of the narrowest condition on a date or the balance."""
        found = [
            (isinstance(part.valor, Rango) or part.op == "=", -place, index)
            for part in self.partes
            if isinstance(part, Comparacion) and not isinstance(part.valor, Vacio)
            for place, (name, index) in enumerate(_RANGES.items())
            if name == part.campo.nombre
        ]
        return max(found)[2] if found else None

    def _sumas(self) -> tuple[Columna, Columna]:
        if self.de_resumen:
            return sa.func.sum(RESUMEN.c.casos), sa.func.sum(RESUMEN.c.saldo)
        return sa.func.count(), sa.func.sum(ExpedienteRow.saldo)

    def _desde(self, *columns: Any) -> sa.Select[Any]:
        if self.de_resumen:
            asked = [condicion_resumen(part, sqlite=True) for part in self.partes]
            source = sa.select(*columns).select_from(RESUMEN)
            return source.where(*self.fijas(RESUMEN.c), *asked)
        query = sa.select(*columns).select_from(ExpedienteRow)
        return self._por_indice(query.where(*self.condiciones()))

    def fijas(self, source: Any) -> list[Condicion]:
        """Return what narrows the list from outside the query, on a table."""
        found: list[Condicion] = []
        if self.filtro.entidad_id is not None:
            own = sa.select(ProcedimientoRow.id).where(
                ProcedimientoRow.entidad_id == self.filtro.entidad_id
            )
            found.append(source.procedimiento_id.in_(own))
        if self.filtro.responsable_id is not None:
            found.append(source.responsable_id == self.filtro.responsable_id)
        return found

    def _por_indice(self, query: sa.Select[Any]) -> sa.Select[Any]:
        """Name the index that a condition on a date or the balance can drive."""
        index = self._rango()
        if not self.sqlite or not index or any(map(palabra_indexada, self.partes)):
            return query
        return query.with_hint(ExpedienteRow, f"INDEXED BY {index}", "sqlite")


def _cheap_first(nodo: Nodo) -> int:
    """Rank what to compare first on each row: short lists that leave few rows."""
    name = nodo.campo.nombre if isinstance(nodo, Comparacion) else ""
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
