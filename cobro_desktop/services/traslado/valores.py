"""Column values as JSON and back; what came from outside is checked one by one."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

import sqlalchemy as sa

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.services.traslado.tablas import campo_de, destino_de
from cobro_desktop.storage.base import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.traslado.tablas import Tabla
    from cobro_desktop.storage.base import Row

FILA: Final = "$fila"
"""How a row is named inside a JSON column: `{"$fila": "pago/1f0c…"}`."""
_MAX_ENTERO: Final = 2**63 - 1
_MAX_CORTO: Final = 2**31 - 1
_LISTAS: Final = {"causas", "hallazgos"}
"""JSON columns that hold texts one after the other; the rest hold names and values."""
_CON_FILAS: Final = {("actuacion", "datos"), ("acuerdo", "plan")}
_UNA: Final = {
    "acuerdo": "acuerdo",
    "actuacion": "actuacion",
    "bien": "bien",
    "corrige": "actuacion",
    "deposito": "deposito",
    "documento": "documento",
    "gasto": "gasto",
    "incidente": "incidente",
    "indice_corte": "indice_corte",
    "medida": "medida",
    "notificacion": "notificacion",
    "obligacion": "obligacion",
    "pago": "pago",
    "suspension": "suspension",
    "titulo": "titulo",
}
_VARIAS: Final = {
    "eventos": "evento_prescripcion",
    "pagos_previos": "pago",
    "partes": "deposito",
}
_CON_ID: Final = {
    "obligaciones": "obligacion",
    "terminos": "termino",
    "terminos_cumplidos": "termino",
}
"""Keys whose values are rows of this base, by the table that they are of."""


def a_json(
    tabla: Tabla, row: Row, uid_de: Callable[[str, int], str | None]
) -> dict[str, Any]:
    """Return a row as a record; a reference is the name of the other row."""
    found: dict[str, Any] = {}
    for column in tabla.columnas():
        value = getattr(row, column.name)
        target = destino_de(column)
        if target:
            found[campo_de(column)] = uid_de(target, value) if value else None
        elif (tabla.nombre, column.name) in _CON_FILAS:
            found[column.name] = nombrar(value, uid_de)
        else:
            found[column.name] = plano(value)
    return found


def plano(value: Any) -> Any:
    """Return a stored value as JSON holds it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def nombrar(value: Any, uid_de: Callable[[str, int], str | None]) -> Any:
    """Put names where a JSON value has ids of this base."""

    def name(tabla: str, number: Any) -> Any:
        if type(number) is not int:
            return number
        uid = uid_de(tabla, number)
        return {FILA: f"{tabla}/{uid}"} if uid else None

    return _recorrer(value, name)


def numerar(value: Any, id_de: Callable[[str, str], int | None]) -> Any:
    """Put ids of this base where a JSON value has names; None where it has no row."""

    def number(_tabla: str, named: Any) -> Any:
        if not isinstance(named, dict) or set(named) != {FILA}:
            return None if type(named) is int else named
        tabla, _, uid = str(named[FILA]).partition("/")
        return id_de(tabla, uid)

    return _recorrer(value, number)


def renombrar(value: Any, uid_de: Callable[[str, str], str]) -> Any:
    """Change the names of rows inside a JSON value."""

    def other(_tabla: str, named: Any) -> Any:
        if not isinstance(named, dict) or set(named) != {FILA}:
            return named
        tabla, _, uid = str(named[FILA]).partition("/")
        return {FILA: f"{tabla}/{uid_de(tabla, uid)}"}

    return _recorrer(value, other)


def tiene_filas(tabla: str, campo: str) -> bool:
    """Tell whether a JSON column may name rows."""
    return (tabla, campo) in _CON_FILAS


def de_json(
    tabla: Tabla, record: Mapping[str, Any], id_de: Callable[[str, str], int | None]
) -> dict[str, Any]:
    """Return the columns of a record that came from outside.

    Raises:
        UnreadableFileError: a field is missing, unknown, or of another kind.
    """
    columns = {campo_de(c): c for c in tabla.columnas()}
    if unknown := sorted(set(record) - set(columns)):
        _no(tabla, f"«{unknown[0]}», que este programa no conoce")
    found: dict[str, Any] = {}
    for campo, column in columns.items():
        if campo not in record:
            _no(tabla, f"nada en «{campo}»")
        found[column.name] = columna(tabla, column, record[campo], id_de)
    return found


def columna(
    tabla: Tabla,
    column: sa.Column[Any],
    value: Any,
    id_de: Callable[[str, str], int | None],
) -> Any:
    """Return the value of a column that came from outside.

    Raises:
        UnreadableFileError: it is of another kind, or empty where it may not be.
    """
    target = destino_de(column)
    if target:
        named = value if isinstance(value, str) else None
        found = id_de(target, named) if named else None
    else:
        found = _valor(tabla, column, value)
        if tiene_filas(tabla.nombre, column.name):
            found = numerar(found, id_de)
    if found is None and not column.nullable:
        _no(tabla, f"nada en «{campo_de(column)}»")
    return found


def _valor(tabla: Tabla, column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return None
    try:
        if isinstance(column.type, sa.JSON):
            _de_tipo(value, list if column.name in _LISTAS else dict)
        return _leido(column.type, value)
    except (TypeError, ValueError):
        return _no(tabla, f"en «{column.name}» un dato que no puede ser")


def _leido(kind: Any, value: Any) -> Any:
    if isinstance(kind, UtcDateTime):
        moment = dt.datetime.fromisoformat(_de_tipo(value, str))
        return moment if moment.tzinfo else _mal()
    if isinstance(kind, sa.Date):
        return dt.date.fromisoformat(_de_tipo(value, str))
    if isinstance(kind, sa.JSON):
        json.dumps(value, ensure_ascii=False).encode()  # no half characters inside
        return value
    if isinstance(kind, sa.Boolean):
        return _de_tipo(value, bool)
    if isinstance(kind, sa.Integer):
        most = _MAX_ENTERO if isinstance(kind, sa.BigInteger) else _MAX_CORTO
        return value if abs(_de_tipo(value, int)) <= most else _mal()
    text = _de_tipo(value, str)
    return _mal() if b"\0" in text.encode() else text


def _de_tipo(value: Any, kind: type) -> Any:
    return value if type(value) is kind else _mal()


def _mal() -> NoReturn:
    message = "not what its column holds"
    raise ValueError(message)


def _no(tabla: Tabla, what: str) -> NoReturn:
    message = (
        f"El paquete trae {what} ({tabla.que}). No se guardó nada: pida que lo hagan "
        "otra vez, con la misma versión del programa."
    )
    raise UnreadableFileError(message)


def _recorrer(value: Any, change: Callable[[str, Any], Any]) -> Any:
    """Go over the keys of a JSON object that hold rows, one level deep."""
    if not isinstance(value, dict):
        return value
    return {key: _cambiado(key, item, change) for key, item in value.items()}


def _cambiado(key: str, item: Any, change: Callable[[str, Any], Any]) -> Any:
    if key in _UNA:
        return change(_UNA[key], item)
    if key in _VARIAS and isinstance(item, list):
        return [change(_VARIAS[key], one) for one in item]
    if key in _CON_ID and isinstance(item, list):
        return [
            one | {"id": change(_CON_ID[key], one["id"])}
            if isinstance(one, dict) and "id" in one
            else one
            for one in item
        ]
    return item
