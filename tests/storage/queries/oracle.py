"""What the list must answer, worked out row by row in Python."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Mapping
from typing import Any

from cobro_desktop.domain.consulta import Comparacion, No, Nodo, Texto, Y
from cobro_desktop.domain.texto import plegar
from cobro_desktop.domain.valores_consulta import Rango, Vacio
from tests.bench.big_base import CODIGOS, usuario

COLUMN = {
    "nit": "identificacion",
    "vence": "vence_proximo",
    "prescribe": "fecha_segura",
    "riesgo": "entra_en_riesgo",
}
COMPARE = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(nodo: Nodo, row: Mapping[str, Any]) -> bool:
    if isinstance(nodo, Texto):
        return nodo.texto in row["busqueda"]
    if isinstance(nodo, Comparacion):
        return compares(nodo, row)
    if isinstance(nodo, No):
        return not holds(nodo.nodo, row)
    answers = [holds(part, row) for part in nodo.nodos]
    return all(answers) if isinstance(nodo, Y) else any(answers)


def compares(nodo: Comparacion, row: Mapping[str, Any]) -> bool:
    actual, wanted = value_of(nodo.campo.nombre, row), nodo.valor
    if isinstance(wanted, Vacio):
        return actual in {None, ""}
    if actual is None:
        return False
    if isinstance(wanted, tuple):
        return actual in wanted
    if isinstance(wanted, Rango):
        return bool(wanted.desde <= actual <= wanted.hasta)
    if isinstance(wanted, str):
        folded = plegar(actual)
        return wanted in folded if nodo.op == ":" else wanted == folded
    return bool(COMPARE[nodo.op](actual, wanted))


def value_of(name: str, row: Mapping[str, Any]) -> Any:
    if name == "responsable":
        number = row["responsable_id"]
        return None if number is None else usuario(number)
    if name == "procedimiento":
        return CODIGOS[row["procedimiento_id"]]
    if name == "actualizado":
        return (row["actualizado_en"] - dt.timedelta(hours=5)).date()
    return row[COLUMN.get(name, name)]


def sorted_ids(
    rows: list[dict[str, Any]], name: str, *, descending: bool
) -> list[list[int]]:
    """Groups of ids that may stand in any order among themselves, in list order."""
    groups: dict[Any, list[int]] = {}
    for row in rows:
        groups.setdefault(key_of(name, row), []).append(row["id"])
    known = sorted((key for key in groups if key is not None), reverse=descending)
    return [groups[key] for key in [*known, *([None] if None in groups else [])]]


def key_of(name: str, row: Mapping[str, Any]) -> Any:
    if name == "deudor":
        return row["deudor_orden"]
    if name == "prioridad":  # nobody marked these: safe date, then the balance
        safe = row["fecha_segura"]
        return (safe is None, safe or dt.date.max, -row["saldo"])
    value = value_of(name, row)
    if name == "actividad":
        return (len(value), value)
    orders = {
        "etapa": ("recepcion", "persuasivo", "coactivo", "terminacion"),
        "estado": ("ABIERTO", "SUSPENDIDO", "ARCHIVADO", "DEVUELTO", "REMITIDO_SDH"),
        "situacion": ("por_repartir", "en_estudio", "en_revision", "en_firma",
                      "esperando_tercero"),
    }  # fmt: skip
    return orders[name].index(value) if name in orders else value
