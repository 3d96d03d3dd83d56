"""Turns a tree of the query language into conditions of SQL."""

from __future__ import annotations

import datetime as dt
import operator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import sqlalchemy as sa

from cobro_desktop.domain.consulta import Comparacion, No, O, Texto, Y
from cobro_desktop.domain.texto import palabras
from cobro_desktop.domain.valores_consulta import Rango, Vacio
from cobro_desktop.formats import COLOMBIA
from cobro_desktop.storage.queries.textos import casos_con_palabras, casos_con_texto
from cobro_desktop.storage.rows import (
    DependenciaRow,
    EtiquetaRow,
    ExpedienteRow,
    PrioridadRow,
    ProcedimientoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_desktop.domain.consulta import Nodo
    from cobro_desktop.domain.valores_consulta import Valor

Columna: TypeAlias = sa.SQLColumnExpression[Any]
Condicion: TypeAlias = sa.ColumnElement[bool]

TRIGRAM: Final = 3
"""Shorter words than this are not in the search index."""
RESUMEN_DIA: Final = sa.table(
    "resumen_dia",
    *map(sa.column, ("clase", "dia", "procedimiento_id", "casos", "saldo")),
)
"""The same per day of `vence`, `prescribe` and `riesgo`, of cases worked on."""
RESUMEN: Final = sa.table(
    "resumen",
    *map(
        sa.column,
        ("procedimiento_id", "estado", "etapa", "situacion", "actividad",
         "responsable_id", "casos", "con_vence", "con_prescribe", "con_riesgo",
         "saldo", "capital"),
    ),
)  # fmt: skip
"""Counts and sums that the triggers of SQLite keep, per combination of facets."""

_FACETS: Final = frozenset(
    {"procedimiento", "estado", "etapa", "situacion", "actividad", "responsable"}
)
_COMPARE: Final[Mapping[str, Callable[[Columna, Any], Condicion]]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TEXTS: Final = {
    "titulo": ExpedienteRow.titulo,
    "autoridad": ExpedienteRow.autoridad,
    "municipio": ExpedienteRow.municipio,
    "concepto": ExpedienteRow.concepto,
}
_COVERED: Final = frozenset(
    {"saldo", "vence", "prescribe", "riesgo", "movimiento", "prioridad"}
)
_SEARCHED: Final[Mapping[str, Columna]] = {
    "numero": sa.func.lower(ExpedienteRow.numero),
    "deudor": ExpedienteRow.deudor_orden,
    "nit": sa.func.lower(ExpedienteRow.identificacion),
}
"""Texts that the search index has too."""
ORDERED: Final = {
    "saldo": ExpedienteRow.saldo,
    "capital": ExpedienteRow.capital,
    "ejecutoria": ExpedienteRow.ejecutoria,
    "exigible": ExpedienteRow.exigible,
    "vence": ExpedienteRow.vence_proximo,
    "prescribe": ExpedienteRow.fecha_segura,
    "riesgo": ExpedienteRow.entra_en_riesgo,
    "movimiento": ExpedienteRow.movimiento,
}
"""The fields with `<` and ranges, save the instant of the last change."""


def condicion(nodo: Nodo, *, sqlite: bool) -> Condicion:
    """Return the condition on `expediente` that a tree asks for."""
    if isinstance(nodo, Texto):
        return _searched(ExpedienteRow.busqueda, nodo.texto, sqlite=sqlite)
    if isinstance(nodo, Comparacion):
        return _comparison(nodo, sqlite=sqlite)
    return _joined(nodo, lambda part: condicion(part, sqlite=sqlite))


def condiciones(parts: Sequence[Nodo], *, sqlite: bool) -> list[Condicion]:
    """Return the conditions of what is asked for together.

    Every word goes to the search index at once: it joins them faster than SQL.
    """
    words = [word for part in parts if sqlite and (word := palabra_indexada(part))]
    found = [_in_index(*words)] if words else []
    for part in parts:
        if sqlite and palabra_indexada(part):
            if isinstance(part, Comparacion):
                found.append(_exact(part))
        else:
            found.append(condicion(part, sqlite=sqlite))
    return found


def palabra_indexada(nodo: Nodo) -> str:
    """Return the word that the search index can look for; none when it cannot."""
    word: object = ""
    if isinstance(nodo, Texto):
        word = nodo.texto
    elif isinstance(nodo, Comparacion) and nodo.campo.nombre in _SEARCHED:
        word = nodo.valor
    return word if isinstance(word, str) and len(word) >= TRIGRAM else ""


def cubierta(nodo: Nodo) -> bool:
    """Tell whether an index of the list answers without reading the case."""
    if isinstance(nodo, Comparacion):
        return nodo.campo.nombre in _FACETS | _COVERED
    if isinstance(nodo, Texto):
        return bool(palabra_indexada(nodo))
    return all(map(cubierta, (nodo.nodo,) if isinstance(nodo, No) else nodo.nodos))


def condicion_resumen(nodo: Nodo, *, sqlite: bool) -> Condicion:
    """Return the condition on `resumen` of a tree of facets alone."""
    if isinstance(nodo, Comparacion):
        return _facet(nodo, RESUMEN.c, sqlite=sqlite)
    assert not isinstance(nodo, Texto)
    return _joined(nodo, lambda part: condicion_resumen(part, sqlite=sqlite))


def es_faceta(nodo: Nodo) -> bool:
    """Tell whether `resumen` alone knows which cases a tree asks for."""
    if isinstance(nodo, Comparacion):
        return nodo.campo.nombre in _FACETS
    if isinstance(nodo, No):
        return es_faceta(nodo.nodo)
    return not isinstance(nodo, Texto) and all(map(es_faceta, nodo.nodos))


def partes(nodo: Nodo | None) -> list[Nodo]:
    """Return what a tree asks for together, one by one."""
    if isinstance(nodo, Y):
        return [part for child in nodo.nodos for part in partes(child)]
    return [] if nodo is None else [nodo]


def _joined(nodo: No | Y | O, compile_: Callable[[Nodo], Condicion]) -> Condicion:
    if isinstance(nodo, No):
        return sa.not_(sa.func.coalesce(compile_(nodo.nodo), sa.false()))
    parts = [compile_(part) for part in nodo.nodos]
    return sa.and_(*parts) if isinstance(nodo, Y) else sa.or_(*parts)


def _comparison(nodo: Comparacion, *, sqlite: bool) -> Condicion:
    name, valor = nodo.campo.nombre, nodo.valor
    if name in _FACETS:
        return _facet(nodo, ExpedienteRow, sqlite=sqlite)
    if name in ORDERED:
        return _ordered(ORDERED[name], nodo.op, valor)
    if name == "actualizado":
        return _on_day(ExpedienteRow.actualizado_en, nodo.op, valor)
    return _open_text(nodo, sqlite=sqlite)


def _open_text(nodo: Comparacion, *, sqlite: bool) -> Condicion:
    name, valor = nodo.campo.nombre, nodo.valor
    if name in _SEARCHED:
        return _short_text(nodo, sqlite=sqlite)
    if name in _TEXTS:
        return _matches(_TEXTS[name], nodo.op, valor, sqlite=sqlite)
    if name == "dependencia":
        return _linked(
            ExpedienteRow.dependencia_id, DependenciaRow, nodo, sqlite=sqlite
        )
    if name == "prioridad":
        return _marked(nodo)
    if name == "texto":
        return _written(nodo, sqlite=sqlite)
    return _labelled(nodo, sqlite=sqlite)


def _facet(nodo: Comparacion, source: Any, *, sqlite: bool) -> Condicion:
    """Compare a facet, of `expediente` or of `resumen` (its nobody is 0)."""
    name, valor = nodo.campo.nombre, nodo.valor
    if name == "responsable":
        column: Columna = source.responsable_id
        if isinstance(valor, Vacio):
            return column.is_(None) if source is ExpedienteRow else column == 0
        return _linked(column, UsuarioRow, nodo, sqlite=sqlite)
    if name == "procedimiento":
        column = source.procedimiento_id
        codes = sa.select(ProcedimientoRow.id).where(
            _matches(ProcedimientoRow.codigo, nodo.op, valor, sqlite=sqlite)
        )
        return column.in_(codes)
    column = getattr(source, name)
    if isinstance(valor, tuple):
        return column.in_(valor)
    if isinstance(valor, Vacio):
        return column == ""
    return sa.func.lower(column) == valor


def _ordered(column: Columna, op: str, valor: Valor) -> Condicion:
    if isinstance(valor, Vacio):
        return column.is_(None)
    if isinstance(valor, Rango):
        return column.between(valor.desde, valor.hasta)
    return _COMPARE[op](column, valor)


def _on_day(column: Columna, op: str, valor: Valor) -> Condicion:
    if isinstance(valor, Vacio):
        return sa.false()
    ends = (valor.desde, valor.hasta) if isinstance(valor, Rango) else (valor, valor)
    first, last = (day for day in ends if isinstance(day, dt.date))
    start, end = _midnight(first), _midnight(last + dt.timedelta(days=1))
    if op in {"<", ">="}:
        return _COMPARE[op](column, start)
    if op in {"<=", ">"}:
        return _COMPARE["<" if op == "<=" else ">="](column, end)
    return sa.and_(column >= start, column < end)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=COLOMBIA)


def _short_text(nodo: Comparacion, *, sqlite: bool) -> Condicion:
    """Compare a text that is part of `busqueda`, through the search index."""
    if isinstance(nodo.valor, Vacio):
        return _SEARCHED[nodo.campo.nombre] == ""
    word = palabra_indexada(nodo)
    return sa.and_(_in_index(word), _exact(nodo)) if sqlite and word else _exact(nodo)


def _exact(nodo: Comparacion) -> Condicion:
    column, folded = _SEARCHED[nodo.campo.nombre], str(nodo.valor)
    return column == folded if nodo.op == "=" else _contains(column, folded)


def _searched(column: Columna, folded: str, *, sqlite: bool) -> Condicion:
    if sqlite and len(folded) >= TRIGRAM:
        return _in_index(folded)
    return _contains(column, folded)


def _in_index(*words: str) -> Condicion:
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    index = sa.table("expediente_fts", sa.column("rowid"), sa.column("expediente_fts"))
    found = sa.select(index.c.rowid).where(index.c.expediente_fts.op("MATCH")(quoted))
    return ExpedienteRow.id.in_(found)


def _matches(column: Columna, op: str, valor: Valor, *, sqlite: bool) -> Condicion:
    if isinstance(valor, Vacio):
        return column == ""
    folded = _folded(column, sqlite=sqlite)
    if op == "=":
        return folded == valor
    return _contains(folded, str(valor))


def _linked(column: Columna, row: Any, nodo: Comparacion, *, sqlite: bool) -> Condicion:
    """Compare the name of the row that a column points to."""
    if isinstance(nodo.valor, Vacio):
        return column.is_(None)
    named = _matches(row.nombre, nodo.op, nodo.valor, sqlite=sqlite)
    if row is UsuarioRow:
        named = sa.or_(named, sa.func.lower(row.login) == nodo.valor)
    return column.in_(sa.select(row.id).where(named))


def con_prioridad() -> sa.Select[int]:
    """Return the query of the cases that have a mark of priority in force."""
    return sa.select(PrioridadRow.expediente_id).where(PrioridadRow.quitada.is_(None))


def _marked(nodo: Comparacion) -> Condicion:
    """Compare the marks: `si`, `no`, `vacío`, or part of the id of a cause."""
    valor = nodo.valor
    if isinstance(valor, Vacio) or valor == "no":
        return ExpedienteRow.id.not_in(con_prioridad())
    if valor == "si":
        return ExpedienteRow.id.in_(con_prioridad())
    word = str(valor).replace(" ", "_")
    return ExpedienteRow.id.in_(
        con_prioridad().where(_contains(PrioridadRow.causa, word))
    )


def _written(nodo: Comparacion, *, sqlite: bool) -> Condicion:
    """Look for words in the documents of the case: all of them in one document."""
    if isinstance(nodo.valor, Vacio):
        return ExpedienteRow.id.not_in(casos_con_texto())
    words = palabras(str(nodo.valor))
    return ExpedienteRow.id.in_(casos_con_palabras(words, sqlite=sqlite))


def _labelled(nodo: Comparacion, *, sqlite: bool) -> Condicion:
    labels = sa.select(EtiquetaRow.expediente_id)
    if isinstance(nodo.valor, Vacio):
        return ExpedienteRow.id.not_in(labels)
    return ExpedienteRow.id.in_(
        labels.where(_matches(EtiquetaRow.texto, nodo.op, nodo.valor, sqlite=sqlite))
    )


def _contains(column: Columna, folded: str) -> Condicion:
    return column.contains(folded, autoescape=True)


def _folded(column: Columna, *, sqlite: bool) -> sa.ColumnElement[str]:
    """Fold a column as `plegar` folds: by itself on SQLite, by table elsewhere."""
    if sqlite:
        return sa.func.plegar(column)
    return sa.func.translate(sa.func.lower(column), "áàäâéèëêíìïîóòöôúùüûñç",
                             "aaaaeeeeiiiioooouuuunc")  # fmt: skip
